"""Deferred acceptance is stable, best for the side that proposes, and counts what it says."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_cases.formulas.stable import (
    Market,
    Matching,
    blocking,
    case_proposing,
    group_proposing,
    holders,
    number_of_stable_matchings,
    stable_matchings,
)


def _ranked(some: list[str]) -> st.SearchStrategy[list[str]]:
    return st.permutations(some).flatmap(lambda order: st.integers(0, len(order)).map(lambda n: order[:n]))


@st.composite
def markets(draw: st.DrawFn, places: int = 1) -> Market:
    """Up to four groups and three cases that rank each other, or some of each other."""
    groups = [f"g{n}" for n in range(draw(st.integers(1, 4)))]
    cases = [f"c{n}" for n in range(draw(st.integers(1, 3)))]
    return Market(
        groups={one: draw(_ranked(cases)) for one in groups},
        cases={one: draw(_ranked(groups)) for one in cases},
        capacities={one: draw(st.integers(0, 2)) for one in cases},
        places={one: draw(st.integers(0, places)) for one in groups} if places > 1 else {},
    )


def every(market: Market) -> list[Matching]:
    """All matchings, stable or not, of groups that take one case."""
    choices = [
        [(), *((case,) for case in wanted if group in market.cases[case])] for group, wanted in market.groups.items()
    ]
    ways = [dict(zip(market.groups, way, strict=True)) for way in product(*choices)]
    return [
        way for way in ways if all(len(held) <= market.capacities[case] for case, held in holders(market, way).items())
    ]


@settings(max_examples=300, deadline=None)
@given(markets())
def test_all_stable_matchings_are_found_and_no_other(market: Market) -> None:
    stable = [way for way in every(market) if not [*blocking(market, way)]]
    found = [*stable_matchings(market)]
    assert len(found) == len(stable) == number_of_stable_matchings(market)
    assert all(one in stable for one in found)


@settings(max_examples=300, deadline=None)
@given(markets())
def test_the_side_that_proposes_gets_its_best_and_the_other_its_worst(market: Market) -> None:
    def rank(matching: Matching, group: str) -> int:
        return market.groups[group].index(matching[group][0]) if matching[group] else 99

    best, worst = group_proposing(market), case_proposing(market)
    for one in stable_matchings(market):
        for group in market.groups:
            assert rank(best, group) <= rank(one, group) <= rank(worst, group)


@settings(deadline=None)
@given(markets(places=3))
def test_groups_that_take_several_cases_are_matched_in_a_stable_way_too(market: Market) -> None:
    for matching in (group_proposing(market), case_proposing(market)):
        assert [*blocking(market, matching)] == []
        assert all(len(held) <= market.places[group] for group, held in matching.items())
        assert all(len(held) <= market.capacities[case] for case, held in holders(market, matching).items())


@given(markets())
def test_no_group_gets_more_by_hiding_what_it_would_take(market: Market) -> None:
    """Proposing truthfully is a dominant strategy (Dubins and Freedman, 1981); here against shorter lists."""
    truth = group_proposing(market)
    for group, wanted in market.groups.items():
        for length in range(len(wanted)):
            told = Market(
                groups={**market.groups, group: wanted[:length]}, cases=market.cases, capacities=market.capacities
            )
            got = group_proposing(told)[group]
            assert not got or (truth[group] and wanted.index(truth[group][0]) <= wanted.index(got[0]))


def test_a_pair_that_would_rather_have_each_other_blocks() -> None:
    market = Market(groups={"g": ["c", "d"], "h": ["c"]}, cases={"c": ["g", "h"], "d": ["g"]})
    assert [*blocking(market, {"g": ("d",), "h": ("c",)})] == [("g", "c")]


def test_matchings_are_not_counted_where_groups_take_several_or_there_are_too_many() -> None:
    with pytest.raises(ValueError, match="takes one case"):
        number_of_stable_matchings(Market(groups={"g": ["c"]}, cases={"c": ["g"]}, places={"g": 2}))
    names = [str(n) for n in range(9)]
    circle = {one: names[n:] + names[:n] for n, one in enumerate(names)}
    back = {one: names[n + 1 :] + names[: n + 1] for n, one in enumerate(names)}
    with pytest.raises(ValueError, match="too many"):
        number_of_stable_matchings(Market(groups=circle, cases=back))
