"""The best affordable levels are the best, and are told in full."""

from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_priority.formulas.budget import Level, Packages, plan

LEVELS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 6), st.integers(0, 6)), max_size=3)
SECTORS = st.dictionaries(st.text("abcdef", min_size=1, max_size=1), LEVELS, min_size=1, max_size=5)


def packages(sectors: dict[str, list[tuple[int, int, int]]], hours: int, money: int, reserve: float = 0) -> Packages:
    """Return packages with a level that needs nothing in front of those given as value, hours, money."""
    options = {
        name: [Level(name="none", value=0, needs={})]
        + [
            Level(name=str(number), value=value, needs={"hours": hours, "money": money})
            for number, (value, hours, money) in enumerate(levels)
        ]
        for name, levels in sectors.items()
    }
    return Packages(options=options, available={"hours": hours, "money": money}, reserve=reserve)


@given(SECTORS, st.integers(0, 15), st.integers(0, 15))
def test_the_best_choice_is_that_of_trying_all(
    sectors: dict[str, list[tuple[int, int, int]]], hours: int, money: int
) -> None:
    values = [
        sum(one[0] for one in choice)
        for choice in product(*([(0, 0, 0), *levels] for levels in sectors.values()))
        if sum(one[1] for one in choice) <= hours and sum(one[2] for one in choice) <= money
    ]
    found = plan(packages(sectors, hours, money))
    assert (found.best.value, found.optima) == (max(values), values.count(max(values)))
    assert found.greedy.value <= found.best.value
    assert min(found.best.rest.values()) >= 0
    assert found.next is None or found.next.missing


@given(SECTORS, st.integers(0, 15), st.integers(0, 15))
def test_the_order_of_sectors_does_not_matter(
    sectors: dict[str, list[tuple[int, int, int]]], hours: int, money: int
) -> None:
    turned = dict(reversed(sectors.items()))
    assert plan(packages(sectors, hours, money)) == plan(packages(turned, hours, money))


def test_of_equal_choices_the_one_that_needs_least_is_taken() -> None:
    found = plan(packages({"a": [(5, 4, 4)], "b": [(5, 3, 4)]}, 6, 6))
    assert (dict(found.best.levels), found.optima) == ({"a": "none", "b": "0"}, 2)


def test_tenths_are_added_as_they_are_written() -> None:
    levels = [Level(name="none", value=0, needs={}), Level(name="some", value=0.1, needs={"hours": 0.1})]
    found = plan(Packages(options=dict.fromkeys("abc", levels), available={"hours": 0.3}, reserve=0))
    assert set(found.best.levels.values()) == {"some"}


def test_the_reserve_is_kept_and_the_next_step_says_what_it_lacks() -> None:
    found = plan(packages({"a": [(5, 9, 0)], "b": [(4, 8, 0)]}, 20, 0, reserve=0.15))
    assert dict(found.limits) == {"hours": 17, "money": 0}
    assert found.best.value == 9
    found = plan(packages({"a": [(5, 9, 0)], "b": [(4, 8, 0)]}, 18, 0, reserve=0.15))
    assert found.next is not None
    assert found.next.sector == "b"
    assert found.next.missing["hours"] == pytest.approx(1.7)
    assert found.scarce == "hours"


def test_what_is_required_is_taken_and_what_is_forbidden_is_not() -> None:
    of = packages({"a": [(1, 5, 0), (9, 6, 0)], "b": [(8, 5, 0)]}, 10, 0)
    found = plan(Packages(options=of.options, available=of.available, reserve=0, required={"a": ["0"]}))
    assert dict(found.best.levels) == {"a": "0", "b": "0"}
    found = plan(Packages(options=of.options, available=of.available, reserve=0, forbidden={"a": ["1"], "b": ["0"]}))
    assert dict(found.best.levels) == {"a": "0", "b": "none"}
    with pytest.raises(ValueError, match="11 of hours, where 10 may be used"):
        plan(Packages(options=of.options, available=of.available, reserve=0, required={"a": ["1"], "b": ["0"]}))


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="no sectors"):
        Packages(options={}, available={"hours": 1}, reserve=0)
    with pytest.raises(ValueError, match="not among the sectors"):
        Packages(options=packages({"a": []}, 1, 1).options, available={}, reserve=0, required={"z": ["none"]})
    with pytest.raises(ValueError, match="reserve"):
        packages({"a": []}, 1, 1, reserve=2)
    with pytest.raises(ValueError, match="from 0 upwards"):
        packages({"a": [(1, -1, 0)]}, 1, 1)


def worth_what_they_need() -> Packages:
    """Packages that no price of a resource can tell apart."""
    random, resources = Random(7), ("volunteers", "staff", "money")
    options = {}
    for sector in range(20):
        needs = [dict.fromkeys(resources, 0), *({one: random.randint(1, 400) for one in resources} for _ in range(4))]
        options[f"{sector:02}"] = [
            Level(name=str(n), value=sum(one.values()), needs=one) for n, one in enumerate(needs)
        ]
    return Packages(options=options, available=dict.fromkeys(resources, 3000), reserve=0.15)


def test_where_too_many_choices_are_alike_none_better_was_found_and_that_is_said() -> None:
    found = plan(worth_what_they_need())
    assert not found.proven
    assert min(found.best.rest.values()) >= 0
    assert found.greedy.value <= found.best.value == sum(found.best.used.values())


def test_a_draw_takes_a_good_choice_rather_than_search_for_long() -> None:
    packages = worth_what_they_need()
    values = [[float(level.value) for level in levels] for levels in packages.choices.values()]
    best, quick = packages.knapsack().best_for(values), packages.knapsack().best_for(values, within=0.01, most=40_000)
    assert best is not None
    assert quick is not None
    assert not quick.proven
    assert quick.value >= 0.95 * best.value


def test_what_is_usual_is_proven_to_be_the_best() -> None:
    levels = [(2, 1, 1), (3, 2, 1), (7, 8, 6)]
    found = plan(packages({name: [(v * n, h, m) for v, h, m in levels] for n, name in enumerate("abcdef", 3)}, 30, 20))
    assert found.proven
