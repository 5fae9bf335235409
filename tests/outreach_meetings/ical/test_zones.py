"""A zone that is written means what the tz database says, for whoever reads it."""

import warnings
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.tz import tzical

from outreach_crm.errors import InvalidInputError
from outreach_meetings.ical import falls_in_gap, falls_twice, instant, zone_of, zones
from outreach_meetings.ical.decoding import Line
from outreach_meetings.ical.observances import Observances, read
from outreach_meetings.ical.parts import tree

FIRST, LAST = 2020, 2035
NAMES = sorted(available_timezones() - {"localtime", "Factory"})
RULED = ("Europe/London", "Europe/Berlin", "America/New_York", "America/Santiago", "Asia/Jerusalem", "Australia/Sydney")


def vtimezone(zone: str, year: int) -> list[str]:
    return str(zones.vtimezone(zone, year).to_ical(), "utf-8").replace("\r\n ", "").splitlines()


def read_back(zone: str, year: int = FIRST) -> Observances:
    found = read(next(tree([Line(line) for line in vtimezone(zone, year)]).within("VTIMEZONE")))
    assert found is not None
    return found


def changes(zone: ZoneInfo) -> Iterator[datetime]:
    """Yield the moments (UTC) at which clocks change, to the minute; found without the code that is tested."""
    at, end = datetime(FIRST, 1, 1, tzinfo=UTC), datetime(LAST + 1, 1, 1, tzinfo=UTC)
    while at < end:
        then = at + timedelta(days=1)
        if at.astimezone(zone).utcoffset() != then.astimezone(zone).utcoffset():
            minute = at
            while minute.astimezone(zone).utcoffset() == at.astimezone(zone).utcoffset():
                minute += timedelta(minutes=15)
            yield minute
        at = then


def local_times(zone: ZoneInfo) -> Iterator[datetime]:
    """Yield local times about each change, and one in each month."""
    for change in changes(zone):
        for minutes in (-1440, -181, -121, -61, -60, -31, -1, 0, 1, 29, 30, 59, 60, 61, 120, 180, 1440):
            yield (change + timedelta(minutes=minutes)).astimezone(zone).replace(tzinfo=None, fold=0)
        # On clocks that are not changed yet: what does not exist is among them.
        before = (change - timedelta(seconds=1)).astimezone(zone).utcoffset() or timedelta()
        for minutes in (0, 1, 30, 59):
            yield (change + before).replace(tzinfo=None) + timedelta(minutes=minutes)
    for year in range(FIRST, LAST + 1):
        yield from (datetime(year, month, 15, 18, 30) for month in range(1, 13))


@pytest.mark.slow
def test_a_zone_that_is_written_is_right_around_each_change_of_clocks_in_every_zone() -> None:
    wrong, tried = [], 0
    for name in NAMES:
        zone, written = ZoneInfo(name), read_back(name)
        for local in local_times(zone):
            tried += 1
            if written.offsets(local)[0] != local.replace(tzinfo=zone).utcoffset():
                wrong.append(f"{name} {local}")
    assert wrong == []
    assert tried > 150_000


@pytest.mark.parametrize(
    "name", [*RULED, "Africa/Cairo", "Africa/Casablanca", "Asia/Gaza", "Europe/Dublin", "Asia/Kolkata"]
)
def test_another_library_reads_the_zone_as_the_tz_database_has_it(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        written = tzical(StringIO(zones.vtimezone(name, FIRST).to_ical().decode())).get(name)
    zone = ZoneInfo(name)
    for at in changes(zone):
        for minutes in (-1440, -61, 61, 1440):
            local = (at + timedelta(minutes=minutes)).astimezone(zone).replace(tzinfo=None, fold=0)
            if not falls_twice(local, name):
                assert written.utcoffset(local) == local.replace(tzinfo=zone).utcoffset(), local


@pytest.mark.parametrize("name", RULED)
def test_a_zone_with_yearly_rules_is_one_summer_and_one_winter_as_outlook_wants_it(name: str) -> None:
    lines = vtimezone(name, 2026)
    assert (lines.count("BEGIN:DAYLIGHT"), lines.count("BEGIN:STANDARD")) == (1, 1)
    assert [line[:17] for line in lines if "RRULE" in line] == ["RRULE:FREQ=YEARLY"] * 2
    assert not any("UNTIL" in line or "RDATE" in line for line in lines)


def test_a_rule_holds_for_good() -> None:
    written = read_back("Europe/London", 2026)
    assert written.offsets(datetime(2090, 7, 1))[0] == timedelta(hours=1)
    assert written.offsets(datetime(2090, 12, 1))[0] == timedelta(0)


def test_clocks_that_follow_no_rule_are_told_change_by_change() -> None:
    lines = vtimezone("Africa/Casablanca", 2026)
    assert len([line for line in lines if line.startswith("DTSTART")]) > 20
    assert not any(line.startswith("RRULE") for line in lines)


def test_the_past_has_its_own_rules() -> None:
    written = read_back("America/New_York", 2000)
    assert written.offsets(datetime(2005, 3, 20, 12))[0] == timedelta(hours=-5)  # summer began in April until 2006
    assert written.offsets(datetime(2008, 3, 20, 12))[0] == timedelta(hours=-4)


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("W. Europe Standard Time", "Europe/Berlin"),
        ('"Eastern Standard Time"', "America/New_York"),
        ("europe/lisbon", "Europe/Lisbon"),
        ("/freeassociation.sourceforge.net/Europe/London", "Europe/London"),
        ("/softwarestudio.org/Olson_20011030_5/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Berlin"),
        ("Z", "UTC"),
        ("Moon/Tycho", ""),
        ("../../etc/passwd", ""),
        ("", ""),
    ],
)
def test_a_zone_is_known_by_the_names_that_programs_give_it(told: str, meant: str) -> None:
    assert zone_of(told) == meant


def test_a_time_that_does_not_exist_moves_forward_and_one_that_comes_twice_is_the_first() -> None:
    gap, twice = datetime(2026, 3, 29, 2, 30), datetime(2026, 10, 25, 2, 30)
    assert instant(gap, "Europe/Berlin") == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert instant(gap, "Europe/Berlin").astimezone(ZoneInfo("Europe/Berlin")).hour == 3
    assert instant(twice, "Europe/Berlin") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert (falls_in_gap(gap, "Europe/Berlin"), falls_twice(gap, "Europe/Berlin")) == (True, False)
    assert (falls_in_gap(twice, "Europe/Berlin"), falls_twice(twice, "Europe/Berlin")) == (False, True)
    assert not falls_in_gap(datetime(2026, 3, 29, 18, 30), "Europe/Berlin")


def test_a_zone_nobody_knows_is_refused_with_an_example() -> None:
    with pytest.raises(InvalidInputError, match="Europe/London"):
        instant(datetime(2026, 3, 12, 18), "Moon/Tycho")


def test_a_time_at_the_end_of_the_calendar_is_refused_in_a_sentence() -> None:
    with pytest.raises(InvalidInputError, match="9999"):
        instant(datetime(9999, 12, 31, 23), "America/New_York")
