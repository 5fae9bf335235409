"""F13: stock and flow of levels add up, whatever the rows, and say so where they do not."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_cases.formulas.individuals import Counted, Headcount, by_count, individuals
from outreach_cases.formulas.stock_and_flow import (
    LEVELS,
    Transition,
    UnbalancedError,
    ages,
    flow,
    flows,
    month_ends,
    per_year,
)

FIRST = date(2007, 12, 20)
ROWS = st.lists(
    st.builds(
        Transition,
        st.integers(1, 6),
        st.integers(0, 60).map(lambda days: FIRST + timedelta(days)),
        st.sampled_from(LEVELS),
    ),
    max_size=40,
)


def standing(rows: Sequence[Transition], on: date) -> dict[int | str, str]:
    """The level of each case on a day, found row by row."""
    found: dict[int | str, str] = {}
    for day in range((on - FIRST).days + 1):
        found |= {row.case: row.to for row in rows if row.on == FIRST + timedelta(day)}
    return found


def without_repeats(rows: Sequence[Transition]) -> list[Transition]:
    """The rows that give a case another level than it has."""
    kept: list[Transition] = []
    for row in sorted(rows, key=lambda one: one.on):
        before = [one for one in kept if one.case == row.case]
        if not before or before[-1].to != row.to:
            kept.append(row)
    return kept


def a_case(*levels: tuple[str, str], case: str = "c1") -> list[Transition]:
    return [Transition(case, date.fromisoformat(day), to) for day, to in levels]


@given(ROWS, st.integers(0, 30), st.integers(1, 30))
def test_the_end_is_the_start_and_what_came_less_what_went(rows: list[Transition], first: int, length: int) -> None:
    rows = without_repeats(rows)
    after = FIRST + timedelta(first)
    until = after + timedelta(length)
    found = flow(rows, after, until)
    start, end = Counter(standing(rows, after).values()), Counter(standing(rows, until).values())
    for name, level in found.levels.items():
        assert (level.start, level.end) == (start[name], end[name])
        assert level.end == level.start + level.new + level.moved + level.reopened - level.left
        assert level.left == sum(many for (one, _), many in found.transitions.items() if one == name)
    assert found.reopened == sum(many for (one, _), many in found.transitions.items() if one == "closed")


@given(ROWS)
def test_only_a_level_given_twice_in_a_row_is_refused(rows: list[Transition]) -> None:
    span = FIRST - timedelta(1), FIRST + timedelta(60)
    if len(without_repeats(rows)) == len(rows):
        flow(rows, *span)
        return
    with pytest.raises(UnbalancedError) as refused:
        flow(rows, *span)
    assert refused.value.level in {one.to for one in refused.value.twice}
    assert refused.value.numbers.end == refused.value.numbers.start + refused.value.numbers.net - len(
        refused.value.twice
    )


def test_the_refusal_names_the_level_the_numbers_and_the_case() -> None:
    rows = a_case(("2008-01-10", "active"), ("2008-03-01", "active"))
    with pytest.raises(UnbalancedError, match="level active does not add up: 0 .*, 2 in and 0 out make 2, but 1") as e:
        flow(rows, date(2007, 12, 31), date(2008, 12, 31))
    assert "c1 on 2008-03-01" in str(e.value)


def test_a_level_given_twice_before_the_period_is_no_matter_of_the_period() -> None:
    rows = a_case(("2007-01-10", "active"), ("2007-03-01", "active"), ("2008-05-01", "closed"))
    found = flow(rows, date(2007, 12, 31), date(2008, 12, 31))
    assert (found.levels["active"].start, found.levels["active"].end, found.levels["closed"].end) == (1, 0, 1)


def test_a_reopened_case_stands_apart_from_new_and_moved_ones() -> None:
    rows = a_case(("2008-01-10", "active"), ("2008-02-01", "closed"), ("2008-03-01", "active"))
    active = flow(rows, date(2007, 12, 31), date(2008, 12, 31)).levels["active"]
    assert (active.new, active.moved, active.reopened, active.left, active.end) == (1, 0, 1, 1, 1)


def test_the_last_day_is_in_the_period_and_the_day_before_it_is_not() -> None:
    rows = a_case(("2007-12-31", "draft"), ("2008-12-31", "active"), ("2009-01-01", "closed"))
    found = flow(rows, date(2007, 12, 31), date(2008, 12, 31))
    assert found.transitions == {("draft", "active"): 1}
    assert (found.levels["draft"].start, found.levels["active"].end, found.levels["closed"].end) == (1, 1, 0)


def test_of_two_levels_on_one_day_the_one_written_down_last_holds() -> None:
    rows = a_case(("2008-05-01", "draft"), ("2008-05-01", "active"))
    assert flow(rows, date(2007, 12, 31), date(2008, 12, 31)).levels["active"].end == 1


def test_levels_of_another_house_are_told_too() -> None:
    rows = a_case(("2008-05-01", "watched"), ("2008-06-01", "ended"), ("2008-07-01", "watched"))
    found = flow(rows, date(2007, 12, 31), date(2008, 12, 31), levels=["watched", "asleep"], final=["ended"])
    assert list(found.levels) == ["watched", "asleep", "ended"]
    assert (found.levels["watched"].reopened, found.levels["asleep"].end) == (1, 0)


@given(ROWS)
def test_each_period_begins_where_the_one_before_ended(rows: list[Transition]) -> None:
    rows = without_repeats(rows)
    days = [FIRST + timedelta(step) for step in (0, 7, 20, 60)]
    found = flows(rows, days)
    whole = flow(rows, days[0], days[-1])
    for name in LEVELS:
        assert [one.levels[name].end for one in found[:-1]] == [one.levels[name].start for one in found[1:]]
        assert sum(one.levels[name].net for one in found) == whole.levels[name].net


def test_a_year_in_which_nothing_happened_stands_between_the_others() -> None:
    rows = a_case(("2006-05-01", "active"), ("2008-06-01", "closed"))
    found = per_year(rows, date(2008, 9, 30))
    assert list(found) == [2006, 2007, 2008]
    assert [one.levels["active"].end for one in found.values()] == [1, 1, 0]
    assert found[2007].transitions == {}
    assert found[2008].until == date(2008, 9, 30)


def test_days_that_do_not_rise_are_refused() -> None:
    with pytest.raises(ValueError, match="rising"):
        flow([], date(2008, 1, 1), date(2008, 1, 1))


def test_month_ends_begin_before_the_first_month_and_end_on_the_day() -> None:
    found = list(month_ends(date(2024, 1, 15), date(2024, 4, 2)))
    told = [one.isoformat() for one in found]
    assert told == ["2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31", "2024-04-02"]


def test_a_case_grows_old_at_its_level_and_what_is_said_twice_makes_it_no_younger() -> None:
    rows = a_case(("2008-01-01", "active"), ("2008-06-01", "active")) + a_case(("2008-12-31", "active"), case="c2")
    found = ages(rows, date(2009, 1, 2))
    assert found["active"].days == (2, 367)
    assert (found["active"].median, found["active"].over_a_year) == (184.5, 1)
    assert found["draft"].median is None


def test_twelve_months_to_the_day_are_not_more_than_twelve_months() -> None:
    rows = a_case(("2008-02-29", "active"))
    assert ages(rows, date(2009, 2, 28))["active"].over_a_year == 0
    assert ages(rows, date(2009, 3, 1))["active"].over_a_year == 1


def test_people_known_estimated_and_unknown_are_counted_apart() -> None:
    heads: dict[str | int, Headcount] = {
        "c1": Headcount(),
        "c2": Headcount(4),
        "c3": Headcount(200, Counted.ESTIMATED),
        "c4": Headcount(None, Counted.UNKNOWN),
    }
    told = individuals(heads.values())
    assert (told.known, told.estimated, told.counted_cases, told.unknown_cases) == (5, 200, 3, 1)
    assert told.per_case == pytest.approx(205 / 3)
    rows = [Transition(case, date(2008, 5, 1), "active") for case in heads]
    ends = {
        kind: flow(rows, date(2007, 12, 31), date(2008, 12, 31), counts=counts).levels["active"].end
        for kind, counts in by_count(heads).items()
    }
    assert ends == {Counted.KNOWN: 5, Counted.ESTIMATED: 200, Counted.UNKNOWN: 1}


@pytest.mark.parametrize(("people", "counted"), [(0, "known"), (None, "known"), (-3, "estimated"), (7, "unknown")])
def test_a_number_of_people_that_contradicts_itself_is_refused(people: int | None, counted: str) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Headcount(people, Counted(counted))


def test_twenty_thousand_transitions_are_read_in_a_moment() -> None:
    lot = Random(7)
    rows = []
    for case in range(5_000):
        days = sorted(lot.sample(range(7_000), 4))
        path = zip(days, ("draft", "active", "dormant", "closed"), strict=True)
        rows += [Transition(case, date(1990, 1, 1) + timedelta(day), to) for day, to in path]
    lot.shuffle(rows)
    began = process_time()
    found = per_year(rows, date(2009, 12, 31))
    monthly = flows(rows, [*month_ends(date(1990, 1, 1), date(2009, 12, 31))])
    took = process_time() - began
    assert sum(one.levels["draft"].new for one in found.values()) == 5_000
    assert len(monthly) == 240
    assert took < 1
