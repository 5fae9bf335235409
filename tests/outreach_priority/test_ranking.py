"""F1, F5 and F6: values, the two analyses, ranks, and what is not known."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_priority.formulas.combination import Quadrant, Rule, Sides, combine, combined, sides
from outreach_priority.formulas.panel import summary, value
from outreach_priority.formulas.unknowns import unknowns, unknowns_combined
from outreach_priority.formulas.value import additive, at, frontier, ranked
from outreach_priority.formulas.weights import shares

VALUE = st.integers(0, 8).map(lambda n: n / 8)
NAMES = ("a", "b", "c", "d", "e")
ITEMS = 5


def tables(entry: st.SearchStrategy[Any], least: int = 1) -> st.SearchStrategy[dict[str, list[Any]]]:
    rows = st.lists(entry, min_size=ITEMS, max_size=ITEMS)
    return st.dictionaries(st.sampled_from(NAMES), rows, min_size=least)


WEIGHTS = st.lists(st.integers(0, 100), min_size=ITEMS, max_size=ITEMS).filter(lambda w: sum(w[:2]) > 0 < sum(w[2:]))
ALPHA = st.sampled_from([0.0, 0.2, 0.5, 0.9, 1.0])


def both(weights: list[int], alpha: float) -> Sides:
    return sides(weights, [0, 1], [2, 3, 4], alpha=alpha)


def test_equal_values_share_a_rank_and_the_next_one_is_as_many_lower() -> None:
    places = ranked({"d": 0.1, "c": 0.3, "b": 0.1 + 0.2, "a": 0.7})
    assert [(one.name, one.rank, one.tied) for one in places] == [
        ("a", 1, False),
        ("b", 2, True),
        ("c", 2, True),
        ("d", 4, False),
    ]
    assert ranked({}) == ()


@pytest.mark.parametrize("weights", [[0, 0], [], [1, -1], [1, float("nan")], [1, float("inf")]])
def test_weights_that_cannot_weigh_are_refused(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="[wW]eigh"):
        shares(weights)


def test_tables_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="nothing to compare"):
        additive({}, [1])
    with pytest.raises(ValueError, match="a has 1 values for 2 items"):
        additive({"a": [1]}, [1, 1])
    missing: Any = {"a": [None, 1]}
    with pytest.raises(ValueError, match="a has an item without a number"):
        additive(missing, [1, 1])
    with pytest.raises(ValueError, match="cost of b is missing"):
        frontier({"a": 1, "b": 2}, {"a": 1})


def test_a_value_function_is_straight_between_its_anchors() -> None:
    assert [at(x, [(10, 1.0), (0, 0.0)]) for x in (-5, 0, 5, 10, 99)] == [0, 0, 0.5, 1, 1]
    assert [at(x, [(0, 100.0), (50, 80.0), (100, 0.0)]) for x in (25, 75)] == [90, 40]
    with pytest.raises(ValueError, match="two anchors"):
        at(1, [(0, 0.0), (0, 1.0)])


def test_what_is_worth_its_cost() -> None:
    told = frontier({"a": 5, "b": 5, "c": 5, "d": 9, "e": 1}, {"a": 2, "b": 2, "c": 3, "d": 9, "e": 1})
    assert told.efficient == ("e", "a", "b", "d")
    assert told.dominated == {"c": ("a", "b")}


def test_the_combination_of_two_analyses() -> None:
    assert combine(0.3, 0.3).geometric == combine(0.3, 0.3).additive == 0.3
    assert combine(0.0, 1.0).by(Rule.GEOMETRIC) == 0
    assert combine(0.0, 1.0).by(Rule.ADDITIVE) == 0.5
    assert combine(0.5, 0.4999999999999).quadrant is Quadrant.COMMON
    assert combine(0.4, 0.4).quadrant is Quadrant.NEITHER
    assert combine(0.0, 0.7, alpha=0).geometric == 0.7
    for wrong in ({"alpha": 1.2}, {"threshold": -1.0}):
        with pytest.raises(ValueError, match="from 0 to 1"):
            combine(0.5, 0.5, **wrong)
    with pytest.raises(ValueError, match="64 is not a value from 0 to 1"):
        combine(64, 0.5)


@pytest.mark.parametrize(
    ("international", "domestic", "sentence"),
    [([], [0], "needs an item"), ([0], [0], "not to both"), ([0], [7], "only 2 items"), ([0], [1], "sum to nothing")],
)
def test_analyses_that_do_not_fit_are_refused(international: list[int], domestic: list[int], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        sides([1, 0], international, domestic)


@given(tables(VALUE, 2), WEIGHTS, ALPHA)
def test_an_alternative_more_changes_nothing_for_the_others(
    values: dict[str, list[float]], weights: list[int], alpha: float
) -> None:
    *others, _ = values
    fewer = {name: values[name] for name in others}
    one, other = both(weights, alpha), both(weights, alpha)
    assert {name: combined(values, one)[name] for name in others} == combined(fewer, other)
    assert {name: additive(values, weights).totals[name] for name in others} == additive(fewer, weights).totals


@given(tables(VALUE), WEIGHTS, ALPHA, st.permutations(range(ITEMS)))
def test_the_order_of_items_and_alternatives_changes_nothing(
    values: dict[str, list[float]], weights: list[int], alpha: float, order: list[int]
) -> None:
    turned = {name: [row[place] for place in order] for name, row in reversed(values.items())}
    shuffled = [weights[place] for place in order]
    abroad, at_home = [order.index(place) for place in (0, 1)], [order.index(place) for place in (2, 3, 4)]
    assert additive(turned, shuffled).totals == additive(values, weights).totals
    assert additive(turned, shuffled).ranking == additive(values, weights).ranking
    assert combined(turned, sides(shuffled, abroad, at_home, alpha=alpha)) == combined(values, both(weights, alpha))


@given(tables(VALUE), WEIGHTS, ALPHA)
def test_the_three_rules_stand_in_order(values: dict[str, list[float]], weights: list[int], alpha: float) -> None:
    for one in combined(values, both(weights, alpha)).values():
        assert one.minimum <= one.geometric + 1e-12
        assert one.geometric <= one.additive <= max(one.international, one.domestic) + 1e-12
        assert one.imbalance_cost >= 0


@given(
    tables(st.lists(st.none() | st.integers(0, 4), min_size=1, max_size=7).filter(any), 2),
    WEIGHTS,
    ALPHA,
    st.sampled_from(Rule),
    st.data(),
)
def test_a_better_rating_never_lowers_a_rank(
    ratings: dict[str, list[list[int | None]]], weights: list[int], alpha: float, rule: Rule, data: st.DataObject
) -> None:
    def rank(name: str) -> int:
        values = {key: [value(summary(one).trimmed or 0) for one in row] for key, row in ratings.items()}
        places = ranked({key: one.by(rule) for key, one in combined(values, both(weights, alpha)).items()})
        return next(place.rank for place in places if place.name == name)

    name = data.draw(st.sampled_from(sorted(ratings)))
    before = rank(name)
    answers = data.draw(st.sampled_from(ratings[name]))
    place = data.draw(st.sampled_from([n for n, one in enumerate(answers) if one is not None]))
    answers[place] = data.draw(st.integers(answers[place] or 0, 4))
    assert rank(name) <= before


RANGE = st.tuples(VALUE, VALUE).map(lambda pair: (min(pair), max(pair)))


@given(tables(st.one_of(st.none(), VALUE, RANGE)), WEIGHTS, ALPHA, st.data())
def test_whatever_comes_out_lies_between_the_bounds(
    table: dict[str, list[Any]], weights: list[int], alpha: float, data: st.DataObject
) -> None:
    known = {name: [_drawn(one, data) for one in row] for name, row in table.items()}
    split = both(weights, alpha)
    totals = additive(known, weights).totals
    scores = {name: one.geometric for name, one in combined(known, split).items()}
    for told, out in ((unknowns(table, weights), totals), (unknowns_combined(table, split), scores)):
        for name, interval in told.intervals.items():
            assert interval.low - 1e-9 <= out[name] <= interval.high + 1e-9
        assert all(out[one] > out[other] for one, other in told.certainly_better)
        assert ranked(out)[0].name in told.possible_first
        assert bool(told.ask_next) <= (len(told.possible_first) > 1)


def _drawn(entry: Any, data: st.DataObject) -> float:
    low, high = (0.0, 1.0) if entry is None else entry if isinstance(entry, tuple) else (entry, entry)
    return data.draw(st.floats(low, high))


def test_what_to_ask_next_is_what_weighs_most_among_those_who_could_be_first() -> None:
    table: dict[str, list[Any]] = {"a": [0.5, None], "b": [None, 0.5], "c": [(0.4, 0.6), 0.5], "out": [0.0, (0.0, 0.1)]}
    told = unknowns(table, [3, 1])
    assert told.possible_first == ("a", "b", "c")
    assert [(one.name, one.item, one.effect) for one in told.ask_next] == [
        ("b", 0, 0.75),
        ("a", 1, 0.25),
        ("c", 0, pytest.approx(0.15)),
    ]
    assert unknowns({"a": [None], "b": [None]}, [1]).certainly_better == ()
    for wrong in ([(0.6, 0.4)], [1.5], [(0.5, 2.0)]):
        with pytest.raises(ValueError, match="upside down|not between"):
            unknowns({"a": wrong}, [1])
