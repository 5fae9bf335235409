"""A flow is the cheapest there is, and its prices prove it; a proof that does not hold is found out."""

from itertools import combinations, product

import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from outreach_cases.formulas.flow import Column, Flow, Network, Row, positions, solve
from outreach_cases.formulas.lot import settle
from outreach_cases.formulas.proof import flaws, number_of_optima, occupancy


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Some rows with costs of any kind, and columns with minimums and maximums."""
    width = draw(st.integers(1, 4))
    columns = [
        Column(least=least, most=least + draw(st.integers(0, 2)))
        for least in draw(st.lists(st.integers(0, 2), min_size=width, max_size=width))
    ]
    rows = []
    for _ in range(draw(st.integers(1, 4))):
        costs = draw(st.lists(st.none() | st.integers(0, 5), min_size=width, max_size=width))
        ranks = {cost: sum(1 << n for n, one in enumerate(costs) if one == cost) for cost in costs if cost is not None}
        possible = sum(cost is not None for cost in costs)
        rows.append(Row(places=draw(st.integers(0, min(possible, 2))), ranks=tuple(sorted(ranks.items()))))
    return Network(rows=rows, columns=columns, shortfall=draw(st.sampled_from([0, 1, 3, 10])))


def every(network: Network) -> list[tuple[int, ...]]:
    """All ways to fill the places of all rows."""
    choices = [
        [sum(1 << n for n in chosen) for chosen in combinations(positions(row.columns()), row.places)]
        for row in network.rows
    ]
    ways = [*product(*choices)]
    return [
        way
        for way in ways
        if all(n <= one.most for n, one in zip(occupancy(network, way), network.columns, strict=True))
    ]


def cost(network: Network, held: tuple[int, ...]) -> int:
    """What rows pay, and what is missing at minimums."""
    paid = sum(row.cost(n) for row, one in zip(network.rows, held, strict=True) for n in positions(one))
    counts = zip(occupancy(network, held), network.columns, strict=True)
    return paid + network.shortfall * sum(max(column.least - n, 0) for n, column in counts)


@settings(max_examples=300, deadline=None)
@given(networks())
def test_a_flow_is_the_cheapest_of_all_and_proven(network: Network) -> None:
    ways = every(network)
    if not ways:
        with pytest.raises(ValueError, match="cannot fill all its places"):
            solve(network)
        return
    found = solve(network)
    costs = [cost(network, way) for way in ways]
    assert cost(network, found.held) == min(costs)
    assert flaws(network, found) == []
    assert number_of_optima(network, found) == costs.count(min(costs))


@settings(max_examples=300, deadline=None)
@given(networks(), st.data())
def test_the_prices_of_one_flow_prove_just_those_that_cost_as_little(network: Network, data: st.DataObject) -> None:
    ways = every(network)
    assume(ways)
    found = solve(network)
    other = evolve(found, held=data.draw(st.sampled_from(ways)))
    assert (flaws(network, other) == []) is (cost(network, other.held) == cost(network, found.held))


@settings(deadline=None)
@given(networks(), st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_the_lot_changes_nothing_about_the_cost(network: Network, starts: list[int]) -> None:
    assume(every(network))
    found = solve(network)
    settled = settle(network, found, [start % len(network.columns) for start in starts[: len(network.rows)]])
    assert flaws(network, settled) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"held": (0, 2)}, "Row 0 is in 0 columns, not in 1"),
        ({"held": (2, 2)}, "Column 1 holds 2, more than 1"),
        ({"prices": (0, 0)}, "Row 0 is in a column that costs it 5, more than 4"),
        ({"prices": (-1, 3)}, "Column 0 holds 1 at a price of -1"),
        ({"values": (5, 6)}, "Row 1 is not in a column that costs it 5, less than 6"),
    ],
)
def test_a_proof_that_does_not_hold_is_told(change: dict[str, tuple[int, ...]], said: str) -> None:
    """Both want the second column; whoever has not got it pays 5, whoever has pays 1 and its price."""
    rows = [Row(places=1, ranks=((1, 0b10), (5, 0b01))), Row(places=1, ranks=((1, 0b10), (5, 0b01)))]
    network = Network(rows=rows, columns=[Column(least=0, most=2), Column(least=0, most=1)])
    proven = Flow(held=(1, 2), values=(5, 5), prices=(0, 4))
    assert flaws(network, proven) == []
    wrong = evolve(proven, **change) if "prices" not in change else evolve(proven, values=(4, 4), **change)
    assert any(said in one for one in flaws(network, wrong))


def test_a_row_pays_nothing_for_a_column_that_is_not_open_to_it() -> None:
    with pytest.raises(ValueError, match="Column 1 is not open"):
        Row(places=1, ranks=((3, 0b1),)).cost(1)


def test_flows_are_not_counted_without_end() -> None:
    rows = [Row(places=1, ranks=((0, 2**14 - 1),))] * 14
    network = Network(rows=rows, columns=[Column(least=0, most=14)] * 14)
    with pytest.raises(ValueError, match="too many"):
        number_of_optima(network, solve(network))
