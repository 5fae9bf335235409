"""Series of numbers: compared within a unit and a kind, refused with a sentence beyond."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_cases.formulas.goals import Progress
from outreach_cases.formulas.series import Kind, Point, annual_rate, breaks, change, changes, runs
from outreach_cases.reference import seed

POINTS = st.lists(
    st.builds(
        Point,
        when=st.integers(1980, 2010).map(str),
        value=st.integers(0, 500),
        unit=st.sampled_from(("case sheets", "files")),
        kind=st.sampled_from(Kind),
    ),
    unique_by=lambda one: one.when,
)


def a_point(when: str, value: int, unit: str = "files", kind: Kind = Kind.FLOW) -> Point:
    return Point(when=when, value=value, unit=unit, kind=kind)


def test_the_resolution_tells_three_runs_that_no_line_joins() -> None:
    told = [[one.when for one in run] for run in runs(seed().cases)]
    assert told == [["1985", "1991"], ["1993", "1996", "2001", "2004"], ["2008-12"]]


def test_the_breaks_of_the_resolution_say_what_changes() -> None:
    unit, kind = breaks(seed().cases)
    assert (unit.changes_kind, kind.changes_kind) == (False, True)
    assert unit.told == "From 1991 to 1993 the unit changes from case sheets to Action Files, so no change can be told."
    assert kind.told == (
        "2004 is a number of Action Files made in a year and 2008-12 one of cases in the Portfolio there on a day."
    )


def test_the_resolution_is_as_far_from_its_goal_as_it_says() -> None:
    told = seed()
    goal = Progress(told.cases[-1].value, told.target)
    assert (goal.gap, round(goal.ratio, 3), round(goal.needed_per_month(60), 3)) == (362, 0.276, 6.033)
    assert (told.target_level, told.individuals[0].value) == ("active", 200)
    assert all(one.source for one in told.cases + told.individuals)


def test_changes_are_told_from_one_to_the_next_and_over_the_whole_run() -> None:
    told = {f"{one.when}-{other.when}": round(percent, 2) for one, other, percent in changes(seed().cases)}
    assert told == {
        "1985-1991": -56.8,
        "1993-1996": -47.56,
        "1996-2001": -83.81,
        "2001-2004": -84.93,
        "1993-2004": -98.72,
    }


def test_a_change_over_another_unit_or_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="the unit changes from sheets to files"):
        change(a_point("1991", 975, "sheets"), a_point("1993", 860))
    with pytest.raises(ValueError, match="1991 is a number of files there on a day"):
        annual_rate(a_point("1991", 975, kind=Kind.STOCK), a_point("1993", 860))


def test_a_change_from_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="1991 is 0"):
        change(a_point("1991", 0), a_point("1993", 860))


def test_the_annual_rate_counts_months() -> None:
    assert annual_rate(a_point("2008-01", 100), a_point("2008-07", 110)) == pytest.approx(21)
    with pytest.raises(ValueError, match="two times"):
        annual_rate(a_point("2008", 100), a_point("2008", 110))


def test_units_and_kinds_stand_with_each_number() -> None:
    assert a_point("2004", 11).what == "files, new in the year (flow)"
    assert a_point("2008-12", 138, kind=Kind.STOCK).what == "files, there on the day (stock)"
    with pytest.raises(ValueError, match="when"):
        a_point("December 2008", 138)


@given(POINTS)
def test_runs_hold_each_number_once_and_break_only_where_something_changes(points: list[Point]) -> None:
    found = runs(points)
    assert sorted((one for run in found for one in run), key=lambda one: one.when) == sorted(
        points, key=lambda one: one.when
    )
    assert all(len({(one.unit, one.kind) for one in run}) == 1 for run in found)
    assert len(breaks(points)) == max(len(found) - 1, 0)
    for one in breaks(points):
        with pytest.raises(ValueError, match=r"the unit changes|there on a day"):
            change(one.before[-1], one.after[0])


@given(st.integers(1, 1000), st.integers(0, 1000), st.integers(1, 30))
def test_the_annual_rate_leads_from_the_first_number_to_the_last(first: int, last: int, years: int) -> None:
    rate = annual_rate(a_point("1980", first), a_point(str(1980 + years), last))
    assert first * (1 + rate / 100) ** years == pytest.approx(last, abs=1e-6)
