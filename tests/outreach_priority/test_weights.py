"""Weights from points, ranks and comparisons keep their promises."""

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_priority.formulas.ahp import from_pairs, group_matrix, hierarchy
from outreach_priority.formulas.bwm import Comparisons, best_worst, best_worst_linear, distance
from outreach_priority.formulas.linear import Constraint, minimise
from outreach_priority.formulas.weights import RANKINGS, by_rank, group, swing

POINTS = st.dictionaries(st.text(max_size=3), st.integers(0, 100), min_size=1, max_size=9).filter(
    lambda points: sum(points.values()) > 0
)
WORTH = st.lists(st.integers(1, 9), min_size=1, max_size=7)


@given(POINTS)
def test_weights_sum_to_one_and_keep_the_order_of_points(points: dict[str, int]) -> None:
    weights = swing(points)
    assert math.isclose(math.fsum(weights.values()), 1)
    assert sorted(points, key=lambda one: (points[one], one)) == sorted(points, key=lambda one: (weights[one], one))


@given(POINTS, st.randoms(use_true_random=False))
def test_permuting_items_permutes_weights(points: dict[str, int], random: object) -> None:
    turned = dict(reversed(points.items()))
    assert swing(turned) == swing(points)
    for method in RANKINGS:
        assert by_rank(turned, method) == pytest.approx(by_rank(points, method))


@given(POINTS, st.sampled_from(RANKINGS))
def test_ranks_give_more_to_the_more_important_and_the_same_to_equals(ranks: dict[str, int], method: str) -> None:
    weights = by_rank(ranks, method)
    assert math.isclose(math.fsum(weights.values()), 1)
    for (one, rank), (other, its) in product(ranks.items(), repeat=2):
        if rank < its:
            assert weights[one] > weights[other]
        elif rank == its:
            assert weights[one] == weights[other]


def test_tied_ranks_share_the_mean_of_their_places() -> None:
    assert by_rank({"a": 1, "b": 2, "c": 2, "d": 4})["b"] == pytest.approx((13 / 48 + 7 / 48) / 2)


def test_a_group_gets_the_mean_of_its_weights_with_their_range() -> None:
    found = group([{"a": 100, "b": 100}, {"a": 10, "b": 30}])
    assert found["a"].weight == pytest.approx(0.375)
    assert (found["a"].low, found["a"].high) == (0.25, 0.5)


def test_who_gave_no_weight_to_an_item_counts_only_for_the_others() -> None:
    found = group([{"a": 50, "b": 50}, {"a": 100, "b": None}])
    assert found["a"].weight == pytest.approx(0.6)
    assert found["b"].members == 1


@pytest.mark.parametrize("points", [{}, {"a": 0, "b": 0}, {"a": -1, "b": 2}, {"a": math.nan}])
def test_points_that_are_no_shares_are_refused(points: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"weigh|Weights|weights"):
        swing(points)


@given(WORTH)
def test_a_consistent_matrix_gives_its_weights_and_no_inconsistency(worth: list[int]) -> None:
    found = hierarchy([[one / other for other in worth] for one in worth])
    assert found.weights == pytest.approx([one / sum(worth) for one in worth])
    assert found.geometric_mean_weights == pytest.approx(found.weights)
    assert found.cr == pytest.approx(0, abs=1e-9)
    assert found.doubtful is None


def test_a_comparison_that_does_not_fit_is_named() -> None:
    found = hierarchy(from_pairs(4, {(0, 1): 2, (0, 2): 4, (1, 2): 2, (0, 3): 8, (1, 3): 4, (2, 3): 1 / 9}))
    assert found.inconsistent
    assert found.doubtful is not None
    assert (found.doubtful.item, found.doubtful.other) == (2, 3)


def test_two_comparisons_of_a_pair_that_are_not_inverse_are_told() -> None:
    assert hierarchy([[1, 3], [3, 1]]).not_reciprocal == ((0, 1),)


@given(st.lists(st.lists(st.integers(1, 9), min_size=3, max_size=3), min_size=1, max_size=5))
def test_a_group_matrix_stays_reciprocal(people: list[list[int]]) -> None:
    joined = group_matrix([from_pairs(3, {(0, 1): a, (0, 2): b, (1, 2): c}) for a, b, c in people])
    assert hierarchy(joined).not_reciprocal == ()


@pytest.mark.parametrize("matrix", [[], [[1, 2]], [[1, 0], [0, 1]], [[2.0]], [[1.0] * 11] * 11])
def test_a_matrix_that_cannot_be_read_is_refused(matrix: list[list[float]]) -> None:
    with pytest.raises(ValueError, match=r"."):
        hierarchy(matrix)


def comparisons(first: list[int], last: list[int]) -> Comparisons:
    """Return comparisons of items 0 (best) to n - 1 (worst)."""
    names = [str(place) for place in range(len(first))]
    return Comparisons(
        best="0",
        worst=names[-1],
        from_best=dict(zip(names, first, strict=True)),
        to_worst=dict(zip(names, last, strict=True)),
    )


@given(st.lists(st.sampled_from([1, 2, 4, 8]), max_size=5))
def test_consistent_comparisons_leave_nothing_over(between: list[int]) -> None:
    of = comparisons([1, *between, 8], [8, *(8 // one for one in between), 1])
    worth = [8, *(8 // one for one in between), 1]
    for found in (best_worst(of), best_worst_linear(of)):
        assert found.xi == pytest.approx(0, abs=1e-9)
        assert [*found.weights.values()] == pytest.approx([one / sum(worth) for one in worth])
        assert found.unique


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=6), st.integers(1, 9))
def test_weights_are_as_near_to_the_comparisons_as_is_said(between: list[tuple[int, int]], span: int) -> None:
    of = comparisons([1, *(a for a, _ in between), span], [span, *(b for _, b in between), 1])
    found = best_worst(of)
    assert math.isclose(math.fsum(found.weights.values()), 1)
    assert all(low - 1e-9 <= found.weights[item] <= high + 1e-9 for item, (low, high) in found.intervals.items())
    linear = best_worst_linear(of)
    assert distance(of, found.weights) >= found.xi - 1e-9
    if min(linear.weights.values()) > 0:
        assert distance(of, linear.weights) >= found.xi - 1e-9


def test_a_published_example_with_intervals_comes_out() -> None:
    """Five criteria for a car: Rezaei, Omega 64 (2016), with xi 1 and a ratio of 0.22."""
    of = comparisons([1, 2, 4, 3, 8], [8, 4, 4, 2, 1])
    found = best_worst(of)
    assert found.xi == pytest.approx(1)
    assert found.ratio == pytest.approx(0.2238, abs=1e-4)
    assert not found.unique


def test_lists_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="settle on one"):
        comparisons([1, 2, 8], [7, 2, 1])


def test_a_linear_programme_is_solved_exactly() -> None:
    least = minimise([-3, -5], [Constraint((1, 0), 4), Constraint((0, 2), 12), Constraint((3, 2), 18)])
    assert least is not None
    assert [*map(float, least)] == [2, 6]
    assert minimise([1], [Constraint((1,), -1)]) is None
    with pytest.raises(ValueError, match="without end"):
        minimise([-1], [Constraint((-1,), 0)])
