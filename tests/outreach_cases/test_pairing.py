"""Pairs and jobs are given out as well as can be: against all ways, and against their own prices."""

from fractions import Fraction
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_cases.formulas.assignment import assign
from outreach_cases.formulas.generalised import distribute

NUMBERS = st.integers(-9, 9) | st.fractions(-3, 3, max_denominator=7)


@st.composite
def matrices(draw: st.DrawFn, number: st.SearchStrategy[object] = NUMBERS) -> list[list[int]]:
    """Up to four rows of up to four numbers."""
    width = draw(st.integers(1, 4))
    return draw(st.lists(st.lists(number, min_size=width, max_size=width), min_size=1, max_size=4))  # type: ignore


def totals(matrix: list[list[int]]) -> list[int]:
    """What all ways to pair come to."""
    if len(matrix) > len(matrix[0]):
        return totals([list(column) for column in zip(*matrix, strict=True)])
    orders = permutations(range(len(matrix[0])), len(matrix))
    ways = [[row[column] for row, column in zip(matrix, order, strict=True)] for order in orders]
    return [sum(way) for way in ways if None not in way]


@given(matrices(), st.booleans())
def test_an_assignment_is_the_best_of_all_and_proven_by_its_prices(matrix: list[list[int]], maximise: bool) -> None:
    found = assign(matrix, maximise=maximise)
    assert found.total == (max if maximise else min)(totals(matrix))
    sign = -1 if maximise else 1
    for row, numbers in enumerate(matrix):
        for column, cost in enumerate(numbers):
            over = sign * (cost - found.row_prices[row] - found.column_prices[column])
            assert over == 0 if found.columns[row] == column else over >= 0
    assert found.total == sum(found.row_prices) + sum(found.column_prices)


@given(matrices(st.none() | st.integers(0, 5)))
def test_pairs_that_must_not_be_are_not_made(matrix: list[list[int]]) -> None:
    possible = totals(matrix)
    if possible:
        assert assign(matrix).total == min(possible)
        return
    with pytest.raises(ValueError, match="not enough pairs"):
        assign(matrix)


def test_decimals_are_added_as_they_are_written() -> None:
    assert assign([[0.1, 9], [9, 0.2]]).total == Fraction(3, 10)


def test_an_empty_matrix_pairs_nobody_and_a_ragged_one_is_refused() -> None:
    assert assign([]).columns == ()
    with pytest.raises(ValueError, match="as many columns"):
        assign([[1, 2], [3]])


@st.composite
def jobs(draw: st.DrawFn) -> tuple[list[list[int]], list[list[int]], list[int]]:
    """Values, needs and capacities of up to three agents and five jobs."""
    agents, width = draw(st.integers(1, 3)), draw(st.integers(0, 5))

    def table(low: int, high: int) -> list[list[int]]:
        rows = st.lists(st.integers(low, high), min_size=width, max_size=width)
        return draw(st.lists(rows, min_size=agents, max_size=agents))

    capacities = draw(st.lists(st.integers(0, 12), min_size=agents, max_size=agents))
    return table(-4, 9), table(0, 6), capacities


@settings(deadline=None)
@given(jobs(), st.booleans())
def test_jobs_are_given_out_as_the_best_of_all_ways(
    question: tuple[list[list[int]], list[list[int]], list[int]], maximise: bool
) -> None:
    values, needs, capacities = question
    agents = range(len(values))
    allowed = {
        way: sum(values[agent][job] for job, agent in enumerate(way))
        for way in product(agents, repeat=len(values[0]))
        if all(sum(needs[i][job] for job, agent in enumerate(way) if agent == i) <= capacities[i] for i in agents)
    }
    found = distribute(values, needs, capacities, maximise=maximise)
    if not allowed:
        assert found is None
        return
    assert found is not None
    assert found.total == allowed[found.agents] == (max if maximise else min)(allowed.values())
    assert all(used <= capacity for used, capacity in zip(found.used, capacities, strict=True))


def test_needs_may_be_parts_of_an_hour() -> None:
    found = distribute([[3, 2], [1, 1]], [[0.1, 0.2], [0.1, 0.2]], [0.3, 0])
    assert found is not None
    assert (found.agents, found.used) == ((0, 0), (Fraction(3, 10), 0))


def test_tables_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="a row for each agent"):
        distribute([[1, 2]], [[1]], [4])
    with pytest.raises(ValueError, match="a row for each agent"):
        distribute([[1], [2]], [[1], [2]], [4])
