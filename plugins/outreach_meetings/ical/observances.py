"""Reads the zones that a file brings with it (VTIMEZONE; RFC 5545, 3.6.5), for names that nobody else knows.

The library for it (dateutil's tzical) gives up a zone for one property that it does not know (X-LIC-LOCATION), counts
each year from 1601 on for a time in 9900, and reads a time that clocks skip by the offset after the change.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice, takewhile

from attrs import define, evolve, field
from icalendar import vDDDTypes, vUTCOffset
from icalendar.tools import to_datetime

from outreach_crm.errors import InvalidInputError
from outreach_meetings.ical import rules
from outreach_meetings.ical.parts import Part

_OFFSET = re.compile(r"[+-]\d{2}:?\d{2}:?(\d{2})?", re.ASCII)
_STAMP = re.compile(r"\d{8}(T\d{6}Z?)?", re.ASCII)
# More observances than any zone has had, and more days than a list of them names.
_MOST_OBSERVANCES, _MOST_DAYS = 300, 2_000
_YEARS_BACK = 3
"""Years from which a yearly rule is counted again: each has its change, so that older ones need not be counted."""


@define
class _Observance:
    begins: datetime
    before: timedelta
    after: timedelta
    rule: rules.Rule | None
    days: tuple[datetime, ...]
    _onsets: dict[int, list[datetime]] = field(factory=dict)

    def latest(self, local: datetime) -> datetime | None:
        """Return when it was last begun, at a local time or before it."""
        if local < self.begins:
            return None
        known = (self.days, self._of_rule(local.year))
        return max([self.begins, *(days[at - 1] for days in known if (at := bisect_right(days, local)))])

    def _of_rule(self, year: int) -> list[datetime]:
        """Return the days that the rule names in a year and those before it, or the last ones before that."""
        if self.rule is None:
            return []
        if year not in self._onsets:
            day = min(self.begins.day, 28) if self.begins.month == 2 else self.begins.day
            last = min(year, self.rule.until.year) if self.rule.until else year
            near = self.begins.replace(year=max(self.begins.year, last - _YEARS_BACK), day=day)
            self._onsets[year] = [*takewhile(lambda one: one.year <= year, self.rule.counted(near))]
        return self._onsets[year]


@define
class Observances:
    """A zone by what its file says of it."""

    observances: list[_Observance]
    _found: dict[datetime, tuple[timedelta, timedelta]] = field(factory=dict)

    def offsets(self, local: datetime) -> tuple[timedelta, timedelta]:
        """Return how far local time is ahead of UTC before and after a change at that time; see ``names.offsets``."""
        if local not in self._found:
            self._found[local] = self._looked_up(local)
        return self._found[local]

    def _looked_up(self, local: datetime) -> tuple[timedelta, timedelta]:
        begun = [(at, one) for one in self.observances if (at := one.latest(local))]
        if not begun:
            first = min(self.observances, key=lambda one: one.begins)
            return first.before, first.before
        at, one = max(begun, key=lambda pair: pair[0])
        if local - at < one.after - one.before:  # clocks have just gone past it
            return one.before, one.after
        back = self._next_back(local)
        return (one.after, back) if back is not None else (one.after, one.after)

    def _next_back(self, local: datetime) -> timedelta | None:
        """Return the offset after a change back that is so near that the time comes again."""
        for one in self.observances:
            width = one.before - one.after
            if width > timedelta(0) and (at := one.latest(local + width)) and at > local:
                return one.after
        return None


def read(zone: Part) -> Observances | None:
    """Return a zone as a file describes it, or None where nothing of it can be used.

    A rule that does not hold in each year is left out: no zone has one, and a hostile file may have nothing else.
    """
    found = [*islice(_observances(zone), _MOST_OBSERVANCES)]
    return Observances(found) if found else None


def _observances(zone: Part) -> Iterator[_Observance]:
    for part in zone.within("STANDARD", "DAYLIGHT"):
        begins = _stamp(_value(part, "DTSTART"))
        before, after = _offset(_value(part, "TZOFFSETFROM")), _offset(_value(part, "TZOFFSETTO"))
        if after is None or begins is None:
            continue
        days = [_stamp(one) for each in part.all("RDATE")[:_MOST_DAYS] for one in each.raw.split(",")[:_MOST_DAYS]]
        known = sorted(day for day in days[:_MOST_DAYS] if day)
        yield _Observance(begins, after if before is None else before, after, _rule(part), tuple(known))


def _value(part: Part, name: str) -> str:
    found = part.first(name)
    return found.raw.strip() if found else ""


def _rule(part: Part) -> rules.Rule | None:
    try:
        rule = rules.read(_value(part, "RRULE"), "UTC")
    except InvalidInputError:
        return None
    if rule.freq != "YEARLY" or rule.interval > 1 or rule.count:
        return None
    # The end is told in UTC; a day later no zone has its next change.
    return rule if rule.until is None else evolve(rule, until=rule.last and rule.last + timedelta(days=1))


def _stamp(text: str) -> datetime | None:
    try:
        return to_datetime(vDDDTypes.from_ical(text.removesuffix("Z"))) if _STAMP.fullmatch(text) else None
    except ValueError:
        return None


def _offset(text: str) -> timedelta | None:
    try:
        found: timedelta | None = vUTCOffset.from_ical(text.replace(":", "")) if _OFFSET.fullmatch(text) else None
    except ValueError:
        return None
    return found
