"""Writes zones as VTIMEZONE (RFC 5545, 3.6.5) from the tz database: yearly rules where there are any, or each change.

Outlook takes a zone for what it is only where each of its parts has a yearly rule, and misreads lists of days (RDATE).
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from attrs import frozen
from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vDDDTypes, vRecur, vText, vUTCOffset

from outreach_meetings.ical.names import zone_named
from outreach_meetings.ical.rules import DAYS

Observance = TimezoneDaylight | TimezoneStandard

_LAST_YEAR = 2040
"""Changes are looked at until its end at least; a rule that still holds there is taken to hold for good."""

_YEARS_AHEAD = 15
# No zone changes its clocks twice within so many days, so that none is overlooked (Morocco: some 30 in Ramadan).
_STEP = timedelta(days=3)
_FEWEST = 3
"""A rule is one that held in at least so many years; what happened less often stands by itself."""


@frozen
class Change:
    """A change of clocks: when (UTC), the offsets before and after it, and what the time is called from then on."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool

    @property
    def local(self) -> datetime:
        """The time on clocks that have not been changed yet."""
        return self.at + self.before

    @property
    def kind(self) -> tuple[object, ...]:
        """What changes by the same rule have in common; a rule of a month, as they all are, holds for a weekday."""
        return (
            self.before,
            self.after,
            self.name,
            self.summer,
            self.local.month,
            self.local.weekday(),
            self.local.time(),
        )


@lru_cache(maxsize=256)
def vtimezone(zone: str, year: int) -> Timezone:
    """Return a zone for times from a year on; the component is shared, so that nobody may change it.

    The changes of the year before are there too, so that it is said what holds on its first day. Where clocks follow no
    yearly rule, each change has an observance of its own, until 2040 or fifteen years after the year. The one that the
    library makes lists days, and each summer begins an hour late in it.

    Args:
        zone: an IANA name.
        year: of the earliest time that refers to it.

    Raises:
        InvalidInputError: nobody knows the zone.
    """
    found = zone_named(zone)
    year = max(2, min(year, 9_900))
    last = max(_LAST_YEAR, year + _YEARS_AHEAD)
    changes = [*_changes(found, year - 1, last)]
    written = Timezone(TZID=vText(zone))
    if not changes or changes[0].at.year >= year:
        written.add_component(_fixed(found, year - 1, changes))
    for kind in _by_kind(changes):
        for run in _runs(kind):
            written.subcomponents += _observances(run, goes_on=run[-1].local.year == last)
    return written


def _changes(zone: ZoneInfo, first: int, last: int) -> Iterator[Change]:
    """Yield the changes of some years; the tz database does not list them, so they are searched for."""
    at, end = datetime(first, 1, 1), datetime(last, 12, 31)
    here = _state(zone, at)
    while at < end:
        then = at + _STEP
        there = _state(zone, then)
        if there[0] != here[0]:
            low, high = at, then
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
                low, high = (middle, high) if _state(zone, middle)[0] == here[0] else (low, middle)
            offset, summer, name = _state(zone, high)
            # Where winter is the exception (Dublin), what ends it begins summer.
            yield Change(high, here[0], offset, name, summer > timedelta() or here[1] < timedelta())
        at, here = then, there


def _state(zone: ZoneInfo, at: datetime) -> tuple[timedelta, timedelta, str]:
    there = at.replace(tzinfo=UTC).astimezone(zone)
    return there.utcoffset() or timedelta(), there.dst() or timedelta(), there.tzname() or ""


def _by_kind(changes: Sequence[Change]) -> list[list[Change]]:
    found: dict[tuple[object, ...], list[Change]] = defaultdict(list)
    for one in changes:
        found[one.kind].append(one)
    return [*found.values()]


def _runs(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """Part changes of a kind where a year has none, or where one rule no longer fits."""
    run: list[Change] = []
    for one in changes:
        if run and (one.local.year != run[-1].local.year + 1 or not _rule([*run, one])):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _rule(changes: Sequence[Change]) -> vRecur | None:
    """Return the rule of changes of a kind, if any: the second Sunday of a month, the last, one from a day on."""
    days = [one.local.day for one in changes]
    month, weekday = changes[0].local.month, DAYS[changes[0].local.weekday()]
    which = {(day - 1) // 7 + 1 for day in days}
    rule = vRecur(FREQ="YEARLY", BYMONTH=month)
    if all(one.local.day + 7 > monthrange(one.local.year, month)[1] for one in changes):
        return vRecur(rule, BYDAY=f"-1{weekday}")
    if len(which) == 1 and which < {1, 2, 3, 4}:
        return vRecur(rule, BYDAY=f"{which.pop()}{weekday}")
    if max(days) - min(days) < 7:
        begin = min(days) if len(changes) >= 2 * _FEWEST else max(1, max(days) - 6)
        return vRecur(rule, BYMONTHDAY=[*range(begin, begin + 7)], BYDAY=weekday)
    return None


def _observances(run: Sequence[Change], *, goes_on: bool) -> Iterator[Observance]:
    if len(run) < _FEWEST:
        yield from map(_observance, run)
        return
    rule = _rule(run)
    if rule and not goes_on:
        # Some programs take the end for local time: a day later it is right for them too, and no zone has its next
        # change.
        rule["UNTIL"] = [(run[-1].at + timedelta(days=1)).replace(tzinfo=UTC)]
    yield _observance(run[0], rule)


def _observance(change: Change, rule: vRecur | None = None) -> Observance:
    found = TimezoneDaylight() if change.summer else TimezoneStandard()
    found["DTSTART"] = vDDDTypes(change.local)
    if rule:
        found["RRULE"] = rule
    found["TZOFFSETFROM"], found["TZOFFSETTO"] = vUTCOffset(change.before), vUTCOffset(change.after)
    found["TZNAME"] = vText(change.name)
    return found


def _fixed(zone: ZoneInfo, year: int, changes: Sequence[Change]) -> Observance:
    """Return what holds from a year on until the first change; for good, and so from long ago, where there is none."""
    begin = datetime(year if changes else min(year, 1970), 1, 1)
    offset, summer, name = _state(zone, datetime(year, 1, 1) if changes else datetime(year, 12, 31))
    at = begin - offset if begin.year > 1 else begin
    return _observance(Change(at, offset, offset, name, summer > timedelta()))
