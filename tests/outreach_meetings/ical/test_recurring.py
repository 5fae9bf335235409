"""The days of a series: counted as another library counts them, and read back from the file as they were meant."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from random import Random
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import _iterinfo, rrulestr
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from outreach_crm.errors import InvalidInputError
from outreach_meetings.ical import begins, calendar, checked, instant, occurrences, read
from outreach_meetings.model.calendar import Event
from tests.outreach_meetings.ical.test_zones import read_back

ZONES = (
    "Europe/London",
    "Europe/Berlin",
    "Europe/Lisbon",
    "America/New_York",
    "America/Santiago",
    "America/Sao_Paulo",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Jerusalem",
    "Asia/Kolkata",
    "Australia/Sydney",
    "Pacific/Chatham",
)
STARTS = datetime(2024, 1, 9, 18, 30)
LAST = date(2029, 1, 8)
STAMP = datetime(2024, 1, 1, tzinfo=UTC)


def five_years() -> tuple[list[datetime], list[datetime]]:
    """A Tuesday each week for five years, and twenty of them that are left out; counted by hand, a week at a time."""
    tuesdays = [STARTS + timedelta(weeks=week) for week in range(261)]
    assert tuesdays[-1].date() <= LAST < (tuesdays[-1] + timedelta(weeks=1)).date()
    return tuesdays, sorted(Random(7).sample(tuesdays, 20))


@pytest.mark.parametrize("zone", ZONES)
def test_five_years_of_a_weekly_meeting_with_twenty_exceptions_are_right_in_the_zone(zone: str) -> None:
    tuesdays, without = five_years()
    found = [
        one for one in occurrences(STARTS, "FREQ=WEEKLY;BYDAY=TU", first=STARTS.date(), last=LAST) if one not in without
    ]
    expected = [one.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) for one in tuesdays if one not in without]
    assert [instant(one, zone) for one in found] == expected
    assert len(expected) == 241


@pytest.mark.parametrize("zone", ZONES)
def test_five_years_of_a_weekly_meeting_are_read_back_as_they_were_meant(zone: str) -> None:
    tuesdays, without = five_years()
    event = Event(
        uid="a",
        stamp=STAMP,
        starts=STARTS,
        ends=STARTS + timedelta(hours=2),
        zone=zone,
        rule="FREQ=WEEKLY;UNTIL=20290108",
        exceptions=tuple(without),
    )
    there: Any = Calendar.from_ical(calendar([event], product="-//test//EN")).events[0]
    # What stands in the file is expanded by another library, and turned into moments by the zone in the file alone.
    rule = there["RRULE"].to_ical().decode()
    until = instant(datetime(2029, 1, 8, 23, 59, 59), zone)
    assert f"UNTIL={until:%Y%m%dT%H%M%SZ}" in rule
    local = there["DTSTART"].dt.replace(tzinfo=None)
    days = rrulestr(rule.replace(f"UNTIL={until:%Y%m%dT%H%M%SZ}", "UNTIL=20290108T235959"), dtstart=local)
    left_out = {one.dts[0].dt.replace(tzinfo=None) for one in there["EXDATE"]}
    written = read_back(zone, 2024)
    moments = [(one - written.offsets(one)[0]).replace(tzinfo=UTC) for one in days if one not in left_out]
    assert moments == [one.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) for one in tuesdays if one not in without]


def test_the_file_of_a_series_is_read_by_our_own_reader() -> None:
    event = Event(
        uid="a", stamp=STAMP, starts=STARTS, zone="Europe/Berlin", rule="FREQ=WEEKLY;UNTIL=20290108",
        exceptions=(STARTS + timedelta(weeks=30),),
    )  # fmt: skip
    (told,) = read(calendar([event], product="-//test//EN", method="REQUEST"))
    assert (told.start, told.zone) == (datetime(2024, 1, 9, 17, 30, tzinfo=UTC), "Europe/Berlin")
    assert checked(told.rule, told.zone) == "FREQ=WEEKLY;UNTIL=20290108T235959"
    assert told.exceptions == (datetime(2024, 8, 6, 16, 30, tzinfo=UTC),)


RULES = st.one_of(
    st.builds("FREQ=DAILY;INTERVAL={}".format, st.integers(1, 40)),
    st.builds("FREQ=DAILY;BYMONTH={};BYDAY={}".format, st.integers(1, 12), st.sampled_from(["MO", "SA,SU"])),
    st.builds(
        "FREQ=WEEKLY;INTERVAL={};BYDAY={};WKST={}".format,
        st.integers(1, 5),
        st.sampled_from(["MO", "TU,TH", "SU", "MO,SU"]),
        st.sampled_from(["MO", "SU", "WE"]),
    ),
    st.builds(
        "FREQ=MONTHLY;INTERVAL={};BYDAY={}{}".format,
        st.integers(1, 7),
        st.sampled_from(["", "1", "2", "4", "5", "-1", "-2"]),
        st.sampled_from(["MO", "FR", "SU"]),
    ),
    st.builds("FREQ=MONTHLY;BYMONTHDAY={}".format, st.integers(-31, 31).filter(bool)),
    st.builds(
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS={};BYMONTH={}".format,
        st.sampled_from([1, -1, 3]),
        st.integers(1, 12),
    ),
    st.builds("FREQ=YEARLY;BYMONTH={};BYDAY={}TU".format, st.integers(1, 12), st.sampled_from(["", "1", "-1", "3"])),
    st.builds("FREQ=YEARLY;BYDAY={}WE".format, st.sampled_from(["1", "20", "-1", "52"])),
    st.builds("FREQ=WEEKLY;INTERVAL={};BYMONTH={}".format, st.integers(1, 5), st.integers(1, 12)),
    st.sampled_from(
        [
            "FREQ=DAILY",
            "FREQ=WEEKLY",
            "FREQ=MONTHLY",
            "FREQ=YEARLY",
            "FREQ=YEARLY;BYMONTH=3",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        ]
    ),
)


@given(RULES, st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)))
def test_days_are_counted_as_another_library_counts_them(rule: str, starts: datetime) -> None:
    starts = starts.replace(microsecond=0)
    last = starts + timedelta(days=365 * 6)
    last = datetime.combine(last, datetime.max.time())
    found = [*occurrences(starts, rule, first=starts.date(), last=last.date())]
    assert found == rrulestr(rule, dtstart=starts).between(starts, last, inc=True)


@given(RULES)
def test_a_rule_has_one_form(rule: str) -> None:
    kept = checked(rule)
    assert checked(kept) == kept
    assert checked(f"RRULE:{';'.join(reversed(rule.lower().split(';')))}") == kept


@pytest.mark.parametrize(
    ("rule", "starts"),
    [
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29", datetime(2025, 1, 1)),
        ("FREQ=YEARLY;BYMONTH=2", datetime(2025, 1, 31)),
        ("FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", datetime(2025, 1, 1)),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", datetime(2026, 4, 1)),
    ],
)
def test_a_series_that_never_comes_to_a_day_ends_at_once_and_is_refused(rule: str, starts: datetime) -> None:
    begin = process_time()
    assert [*occurrences(starts, rule, first=starts.date(), last=date(2060, 1, 1))] == []
    with pytest.raises(InvalidInputError, match="names no day"):
        begins(starts, rule)
    assert process_time() - begin < 2


def listed(*values: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=4, unique=True).map(",".join)


def numbers(most: int, *, least: int = 1) -> st.SearchStrategy[str]:
    return listed(*(str(number) for number in range(least, most + 1) if number))


ANY_RULE = st.fixed_dictionaries(
    {"FREQ": st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])},
    optional={
        "INTERVAL": st.sampled_from(["2", "4", "7", "12", "28", "52", "400"]) | st.integers(1, 999).map(str),
        "BYDAY": listed("MO", "TU", "SA", "SU", "1MO", "5TU", "-5SU", "6WE", "20MO", "53TH"),
        "BYMONTH": numbers(12),
        "BYMONTHDAY": st.sampled_from(["29", "30", "31", "-31"]) | numbers(31, least=-31),
        "BYSETPOS": st.sampled_from(["5", "6", "-6", "366"]) | numbers(10, least=-10),
        "BYYEARDAY": st.just("366"),
        "BYWEEKNO": st.just("53"),
        "WKST": st.just("SU"),
    },
).map(lambda parts: ";".join(f"{name}={value}" for name, value in parts.items()))
LONGEST_DAY = st.sampled_from(
    [datetime(2024, 2, 29), datetime(2025, 1, 31), datetime(2025, 12, 31), datetime(2026, 4, 1)]
)


def counting(calls: Counter[str], called: Callable[..., Any]) -> Callable[..., Any]:
    def count(*given: Any) -> Any:
        calls[called.__name__] += 1
        return called(*given)

    return count


@settings(max_examples=300)
@example("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", datetime(2026, 4, 1))
@example("FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29", datetime(2025, 1, 1))
@example("FREQ=WEEKLY;INTERVAL=287;BYMONTH=2", datetime(2025, 3, 1))
@given(ANY_RULE, LONGEST_DAY | st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)))
def test_no_rule_has_the_library_look_for_its_days_for_long(rule: str, starts: datetime) -> None:
    """It goes from year to year, month to month, week to week, day to day; from 2026 to 9999 there are 3 million."""
    looked_at = Counter[str]()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("ydayset", "mdayset", "wdayset", "ddayset"):
            patch.setattr(_iterinfo, name, counting(looked_at, getattr(_iterinfo, name)))
        with suppress(InvalidInputError):
            kept = checked(rule)
            for _ in occurrences(starts, kept, first=starts.date(), last=starts.date() + timedelta(days=1_000)):
                pass
            begins(starts, kept)
    assert looked_at.total() < 20_000


def test_a_series_begins_on_the_first_day_that_its_rule_names() -> None:
    assert begins(datetime(2026, 3, 12, 18), "FREQ=MONTHLY;BYDAY=2TU") == datetime(2026, 4, 14, 18)
    assert begins(datetime(2026, 3, 12, 18), "") == datetime(2026, 3, 12, 18)


def test_only_the_days_asked_for_are_told() -> None:
    rule = "FREQ=WEEKLY;COUNT=10"
    found = [*occurrences(STARTS, rule, first=date(2024, 2, 1), last=date(2024, 2, 13))]
    assert found == [datetime(2024, 2, 6, 18, 30), datetime(2024, 2, 13, 18, 30)]
    assert len([*occurrences(STARTS, rule, first=STARTS.date(), last=date(2030, 1, 1))]) == 10
    assert [*occurrences(STARTS, "", first=date(2024, 1, 1), last=date(2024, 12, 31))] == [STARTS]
    endless = occurrences(STARTS, "FREQ=DAILY", first=STARTS.date(), last=date.max)
    assert len([*islice(endless, 400)]) == 400
