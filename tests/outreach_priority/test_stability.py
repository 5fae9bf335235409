"""F7 and F8: what would change the first place, and why one is ahead of another."""

import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_priority.formulas.combination import Rule, combine, combined, sides
from outreach_priority.formulas.explanation import explain, explain_combined, logarithmic_mean
from outreach_priority.formulas.stability import Other, each_weight, score_drops, share_stability, stability
from outreach_priority.formulas.value import additive

VALUE = st.integers(0, 20).map(lambda n: n / 20)
ITEMS = 4
TABLE = st.dictionaries(st.sampled_from("abcde"), st.lists(VALUE, min_size=ITEMS, max_size=ITEMS), min_size=2)
WEIGHTS = st.lists(st.integers(1, 50), min_size=ITEMS, max_size=ITEMS)
GROUP = st.sets(st.integers(0, ITEMS - 1), min_size=1, max_size=ITEMS - 1).map(sorted)
STEP = 1e-4


def others(names: list[str]) -> st.SearchStrategy[Other | None]:
    scores = st.fixed_dictionaries(dict.fromkeys(names, VALUE))
    rule = st.sampled_from([Rule.GEOMETRIC, Rule.ADDITIVE])
    return st.none() | st.builds(Other, scores=scores, share=st.sampled_from([0.2, 0.5, 0.8, 1.0]), rule=rule)


def scores_at(
    values: dict[str, list[float]], weights: list[int], group: list[int], x: float, other: Other | None
) -> dict[str, float]:
    """Return what alternatives reach when a group of items has the weight x: computed anew, without any crossing."""
    inside = sum(weights[place] for place in group)
    outside = sum(weights) - inside
    new = [w * x / inside if place in group else w * (1 - x) / outside for place, w in enumerate(weights)]
    totals = additive(values, new).totals
    if other is None:
        return dict(totals)
    return {name: combine(one, other.scores[name], alpha=other.share).by(other.rule) for name, one in totals.items()}


@given(TABLE, WEIGHTS, GROUP, st.data())
def test_just_inside_the_interval_the_winner_stays_and_just_outside_it_does_not(
    values: dict[str, list[float]], weights: list[int], group: list[int], data: st.DataObject
) -> None:
    other = data.draw(others(sorted(values)))
    told = stability(values, weights, group, other=other)
    assert 0 <= told.low <= told.weight <= told.high <= 1
    for end, inwards, rivals in ((told.low, 1, told.rivals_below), (told.high, -1, told.rivals_above)):
        inside = end + inwards * min(STEP, (told.high - told.low) / 2)
        scores = scores_at(values, weights, group, inside, other)
        assert scores[told.winner] >= max(scores.values()) - 1e-9
        outside = end - inwards * STEP
        if rivals and 0 <= outside <= 1:
            scores = scores_at(values, weights, group, outside, other)
            assert scores[told.winner] < max(scores.values())
            assert max(scores.values()) == pytest.approx(scores[rivals[0]], abs=1e-3 * STEP) or _close_crossings(told)
        elif not rivals:
            assert end in (0, 1)


def _close_crossings(told: Any) -> bool:
    """Say whether two rivals cross so near each other that either may lead a step further on."""
    ends = sorted(one for one in told.crossings.values() if one is not None)
    return any(b - a < 2 * STEP for a, b in pairwise(ends))


@given(TABLE, WEIGHTS, st.data())
def test_at_the_critical_rating_the_rival_draws_level_and_above_it_nobody_does(
    values: dict[str, list[float]], weights: list[int], data: st.DataObject
) -> None:
    other = data.draw(others(sorted(values)).filter(lambda one: one is None or one.share >= 0.5))
    winner = stability(values, weights, [0], other=other).winner

    def scores(item: int, rating: float) -> dict[str, float]:
        row = [rating if place == item else one for place, one in enumerate(values[winner])]
        return scores_at({**values, winner: row}, weights, [0], weights[0] / sum(weights), other)

    for drop in score_drops(values, weights, other=other):
        if drop.critical is None:
            lowest = scores(drop.item, 0.0)
            assert lowest[winner] >= max(lowest.values()) - 1e-7
            continue
        assert drop.critical <= drop.value
        level = scores(drop.item, max(0.0, drop.critical))
        assert level[winner] == pytest.approx(level[drop.rival], abs=1e-7) == max(level.values())
        above = scores(drop.item, (drop.critical + drop.value) / 2)
        assert above[winner] >= max(above.values()) - 1e-7
        below = scores(drop.item, max(0.0, drop.critical - 0.01))
        assert below[winner] <= below[drop.rival] + 1e-7


@given(TABLE, WEIGHTS, GROUP, st.permutations(range(ITEMS)), st.data())
def test_the_order_of_items_and_alternatives_changes_nothing(
    values: dict[str, list[float]], weights: list[int], group: list[int], order: list[int], data: st.DataObject
) -> None:
    other = data.draw(others(sorted(values)))
    turned = {name: [row[place] for place in order] for name, row in reversed(values.items())}
    shuffled, moved = [weights[place] for place in order], [order.index(place) for place in group]
    one, same = stability(values, weights, group, other=other), stability(turned, shuffled, moved, other=other)
    assert (one.winner, one.low, one.high, one.crossings) == (same.winner, same.low, same.high, same.crossings)
    assert (one.rivals_below, one.rivals_above) == (same.rivals_below, same.rivals_above)
    drops = {drop.item: drop.critical for drop in score_drops(values, weights, other=other)}
    assert {order[drop.item]: drop.critical for drop in score_drops(turned, shuffled, other=other)} == drops


@given(
    st.dictionaries(st.sampled_from("abcde"), st.tuples(VALUE, VALUE), min_size=1),
    st.sampled_from([0.2, 0.5, 0.7]),
    st.sampled_from([Rule.GEOMETRIC, Rule.ADDITIVE]),
)
def test_within_the_shares_of_the_analyses_the_winner_stays_and_beyond_it_does_not(
    pairs: dict[str, tuple[float, float]], alpha: float, rule: Rule
) -> None:
    def scores(share: float) -> dict[str, float]:
        return {name: combine(*pair, alpha=share).by(rule) for name, pair in pairs.items()}

    combinations = {name: combine(*pair, alpha=alpha) for name, pair in pairs.items()}
    if rule is Rule.GEOMETRIC and not any(scores(alpha).values()):
        with pytest.raises(ValueError, match="nothing to compare"):
            share_stability(combinations, alpha=alpha, rule=rule)
        return
    told = share_stability(combinations, alpha=alpha, rule=rule)
    for end, inwards, rivals in ((told.low, 1, told.rivals_below), (told.high, -1, told.rivals_above)):
        inside = scores(end + inwards * min(STEP, (told.high - told.low) / 2))
        assert inside[told.winner] >= max(inside.values()) - 1e-9
        if rivals and STEP < end < 1 - STEP:
            outside = scores(end - inwards * STEP)
            assert outside[told.winner] < max(outside.values())


def test_who_draws_level_at_which_end() -> None:
    values = {"a": [1.0, 0.0], "b": [0.0, 1.0], "c": [0.6, 0.6], "d": [0.6, 0.6]}
    told = stability(values, [1, 1], [0])
    assert (told.winner, told.weight) == ("c", 0.5)
    assert told.low == pytest.approx(0.4)
    assert told.high == pytest.approx(0.6)
    assert (told.rivals_below, told.rivals_above) == (("b",), ("a",))
    assert told.crossings["d"] is None
    assert not told.firm
    assert stability(values, [1, 1], [0], winner="d").winner == "d"
    with pytest.raises(ValueError, match="b is not first; c is"):
        stability(values, [1, 1], [0], winner="b")


def test_a_tie_at_the_top_is_lost_at_once_on_one_side() -> None:
    told = stability({"a": [1.0, 0.0], "b": [0.0, 1.0]}, [1, 1], [0])
    assert (told.winner, told.low, told.high, told.rivals_below, told.rivals_above) == ("a", 0.5, 1, ("b",), ())


def test_where_nothing_can_change_the_first_place() -> None:
    assert all(one.firm for one in each_weight({"a": [0.9, 0.8], "b": [0.1, 0.2]}, [3, 1]))
    assert stability({"a": [0.9]}, [1], [0]).firm
    assert stability({"a": [0.9], "b": [0.1]}, [1], [0]).firm
    assert stability({"a": [0.5, 0.5], "b": [0.5, 0.5]}, [1, 1], [0]).firm
    assert stability({"a": [0.9, 0.1], "b": [0.1, 0.9]}, [1, 1], [0, 1]).firm
    assert score_drops({"a": [0.9]}, [1]) == ()
    nothing = Other(scores={"a": 0.0, "b": 0.0})
    assert stability({"a": [0.9, 0.1], "b": [0.1, 0.9]}, [1, 1], [0], other=nothing).firm


def test_an_item_without_weight_can_be_given_some() -> None:
    told = stability({"a": [0.9, 0.1], "b": [0.1, 0.9]}, [1, 0], [1])
    assert (told.weight, told.high, told.rivals_above) == (0, 0.5, ("b",))
    told = stability({"a": [0.9, 0.1], "b": [0.1, 0.9]}, [1, 0], [0])
    assert (told.weight, told.low, told.rivals_below) == (1, 0.5, ("b",))


def test_what_does_not_fit_is_refused() -> None:
    values = {"a": [0.9, 0.1], "b": [0.1, 0.9]}
    for items in ([], [2], [-1]):
        with pytest.raises(ValueError, match="Name at least one item, from 0 to 1"):
            stability(values, [1, 1], items)
    with pytest.raises(ValueError, match="b has no value in the other analysis"):
        stability(values, [1, 1], [0], other=Other(scores={"a": 1.0}))
    with pytest.raises(ValueError, match="no single crossing|no weight has"):
        stability(values, [1, 1], [0], other=Other(scores={"a": 1.0, "b": 1.0}, rule=Rule.MINIMUM))
    with pytest.raises(ValueError, match="their shares do not"):
        share_stability({"a": combine(0.5, 0.5)}, rule=Rule.MINIMUM)
    with pytest.raises(ValueError, match="x is not among the alternatives"):
        explain(values, [1, 1], "a", "x")


EXTREME = st.floats(-12, 0).map(lambda power: 10**power) | st.just(0.0) | st.floats(0, 1)
ROW = st.lists(EXTREME, min_size=ITEMS, max_size=ITEMS)


@given(ROW, ROW, WEIGHTS, st.sampled_from([0.0, 0.3, 0.5, 1.0]), st.sampled_from(Rule))
def test_the_parts_of_an_explanation_sum_to_the_difference(
    one: list[float], other: list[float], weights: list[int], alpha: float, rule: Rule
) -> None:
    split = sides(weights, [0, 2], [1, 3], alpha=alpha)
    values = {"a": one, "b": other}
    told = explain_combined(values, split, "a", "b", rule=rule)
    scores = combined(values, split)
    assert told.difference == scores["a"].by(rule) - scores["b"].by(rule)
    assert (told.by_item is None) == bool(told.because)
    if told.by_item is None or told.part_international is None or told.part_domestic is None:
        zero = any(not (s.international and s.domestic) for s in scores.values())
        assert rule is Rule.MINIMUM or zero
        return
    exact = 1e-14 * max(*map(abs, told.by_item), *(one.by(rule) for one in scores.values()))
    assert math.fsum(told.by_item) == pytest.approx(told.difference, rel=1e-9, abs=exact)
    assert told.part_international + told.part_domestic == pytest.approx(told.difference, rel=1e-9, abs=exact)
    turned = explain_combined(values, split, "b", "a", rule=rule).by_item
    assert turned == pytest.approx([-part for part in told.by_item])


@given(ROW, ROW, WEIGHTS)
def test_in_one_analysis_an_item_adds_weight_times_difference(
    one: list[float], other: list[float], weights: list[int]
) -> None:
    values = {"a": one, "b": other}
    told, totals = explain(values, weights, "a", "b"), additive(values, weights).totals
    assert told.difference == pytest.approx(totals["a"] - totals["b"], abs=1e-12)
    assert told.by_item is not None
    assert math.fsum(told.by_item) == told.difference


def test_nothing_on_one_side_is_told_in_words() -> None:
    told = explain_combined({"a": [0.9, 0.8], "b": [0.0, 1.0]}, sides([1, 1], [0], [1]), "a", "b")
    assert told.by_item is None
    assert told.because == "b has nothing on the international side, so it comes to 0 whatever it has on the other"
    assert told.difference == pytest.approx(math.sqrt(0.72))


@given(st.floats(1e-12, 1), st.floats(1e-12, 1))
def test_the_logarithmic_mean_lies_between_the_geometric_and_the_arithmetic_one(a: float, b: float) -> None:
    mean = logarithmic_mean(a, b)
    assert math.sqrt(a * b) * (1 - 1e-9) <= mean <= (a + b) / 2 * (1 + 1e-9)
    assert mean == logarithmic_mean(b, a)


def test_the_logarithmic_mean_of_published_numbers() -> None:
    assert logarithmic_mean(2, 1) == pytest.approx(1 / math.log(2))
    assert logarithmic_mean(1, 1) == 1
    assert logarithmic_mean(1, 1 + 1e-12) == pytest.approx(1)
    with pytest.raises(ValueError, match="above 0"):
        logarithmic_mean(0, 1)
