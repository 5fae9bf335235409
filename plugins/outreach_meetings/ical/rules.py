"""Rules by which a meeting comes again (RFC 5545, 3.3.10): read from whatever was written, checked, and kept.

The rules of a meeting say days; the hour is that of its start. A rule ends on a day (``UNTIL=20261231``), after so many
times, or never.

The library that counts days (dateutil) looks for one until the year 9999 where a rule names none, whatever end it is
given. So only those parts of the standard are rules here that meetings have, in which that is short: it looks at some
thousand periods at most.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from itertools import takewhile

from attrs import evolve, field, frozen
from dateutil import rrule
from icalendar import vDDDTypes, vRecur

from outreach_crm.errors import InvalidInputError
from outreach_crm.text import later, say
from outreach_meetings.ical.names import zone_named

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# The parts that a rule may have beside those of any rule, by its frequency, and the largest number of each.
_PARTS = {
    "DAILY": {"BYDAY", "BYMONTH"},
    "WEEKLY": {"BYDAY", "BYMONTH"},
    "MONTHLY": {"BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"},
    "YEARLY": {"BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"},
}
_OF_ANY = {"FREQ", "UNTIL", "COUNT", "INTERVAL", "WKST"}
_MOST = {"BYMONTH": 12, "BYMONTHDAY": 31, "BYSETPOS": 366}
_WITHIN_A_DAY = {"BYHOUR", "BYMINUTE", "BYSECOND"}
_TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
_SHOWN = say("write for example FREQ=WEEKLY;BYDAY=TU or FREQ=MONTHLY;BYDAY=2TU")
_LONGEST = 500
_MOST_TIMES = 9_999
_LONGEST_STEP = 999
_PART = re.compile(r"([A-Z-]+)=([A-Z0-9+,-]+)", re.ASCII)
_DAY = re.compile(r"([+-]?[1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_UNTIL = re.compile(r"(?:19|[2-8]\d)\d{6}(?:T\d{6}Z?)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,6}", re.ASCII)
_FOR_GOOD = datetime(9990, 12, 31)
# From here to there each day of the year is each day of the week, in leap years and in others.
_LAST_YEARS = datetime(9962, 1, 1, 12)


@frozen(kw_only=True)
class Rule:
    """A rule in its parts; ``days`` are pairs of which one (0: each) and weekday, ``until`` a day or a local moment."""

    freq: str
    interval: int = 1
    count: int | None = None
    until: date | None = None
    days: tuple[tuple[int, int], ...] = ()
    numbers: Mapping[str, tuple[int, ...]] = field(factory=dict)
    week_start: int = 0

    def __str__(self) -> str:
        """Write it in one form, whatever form it was read in."""
        return str(self._written(self.until).to_ical(), "utf-8")

    def _written(self, until: date | None) -> vRecur:
        found = vRecur({name: [*some] for name, some in self.numbers.items()}, FREQ=self.freq)
        ends = {"UNTIL": until, "COUNT": self.count, "INTERVAL": self.interval if self.interval > 1 else None}
        found.update({name: [one] for name, one in ends.items() if one is not None})
        if self.days:
            found["BYDAY"] = [f"{which or ''}{DAYS[day]}" for which, day in self.days]
        if self.week_start:
            found["WKST"] = [DAYS[self.week_start]]
        return found

    def counted(self, starts: datetime) -> Iterator[datetime]:
        """Return the local starts in order, as they are asked for; only those that the rule itself names."""
        every = rrule.rrule(
            getattr(rrule, self.freq),
            dtstart=starts.replace(microsecond=0),
            interval=self.interval,
            wkst=self.week_start,
            count=self.count,
            byweekday=[rrule.weekday(day, which or None) for which, day in self.days] or None,
            **{name.lower(): some for name, some in self.numbers.items()},
        )
        last = min(self.last or _FOR_GOOD, _FOR_GOOD)
        return takewhile(lambda one: one <= last, every)

    @property
    def last(self) -> datetime | None:
        """The last local moment of it, where it ends on a day."""
        if self.until is None or isinstance(self.until, datetime):
            return self.until
        return datetime.combine(self.until, time(23, 59, 59))

    def of_days(self, *, utc_in: str = "") -> vRecur:
        """Return it as it stands in a file: with the end in UTC where the start has a zone (RFC 5545, 3.3.10).

        Args:
            utc_in: the zone of the start (an IANA name); empty for whole days, where the end is a day as well.
        """
        if self.last is None:
            return self._written(None)
        zone = zone_named(utc_in) if utc_in else None
        return self._written(self.last.replace(tzinfo=zone).astimezone(UTC) if zone else self.last.date())


def checked(rule: str, zone: str = "") -> str:
    """Return a rule in the one form in which it is kept.

    Args:
        rule: as RFC 5545 writes it, with ``RRULE:`` before it or without.
        zone: the zone of the start (an IANA name), where the rule may say in UTC when it ends.

    Raises:
        InvalidInputError: it is no rule, is none of a meeting, or never falls on a day; the sentence says which.
    """
    return str(read(rule, zone))


@lru_cache(maxsize=1_000)  # a month of a calendar asks for the same few again and again
def read(rule: str, zone: str = "") -> Rule:
    """Return the parts of a rule; see :func:`checked`."""
    parts = _parted(rule)
    freq = parts.get("FREQ", "")
    if freq in _TOO_OFTEN or _WITHIN_A_DAY & parts.keys():
        raise InvalidInputError(
            say("{rule!r} repeats within a day; a meeting has one start, and its rule says days.", rule=rule)
        )
    if freq not in _PARTS:
        raise _no_rule(rule, say("FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY"))
    if strange := sorted(parts.keys() - _OF_ANY - _PARTS[freq]):
        why = say("{part} has no meaning in a rule of meetings that is {freq}", part=strange[0], freq=freq)
        raise _no_rule(rule, why)
    if "COUNT" in parts and "UNTIL" in parts:
        raise _no_rule(rule, say("it ends after so many times (COUNT) or on a day (UNTIL), not both"))
    found = Rule(
        freq=freq,
        interval=_number(rule, "INTERVAL", parts.get("INTERVAL", "1"), _LONGEST_STEP),
        count=_number(rule, "COUNT", parts["COUNT"], _MOST_TIMES) if "COUNT" in parts else None,
        until=_until(rule, parts["UNTIL"], zone) if "UNTIL" in parts else None,
        days=_days(rule, freq, parts),
        numbers={name: _numbers(rule, name, parts[name]) for name in _MOST if name in parts},
        week_start=_week_start(rule, parts.get("WKST", "MO")),
    )
    _must_be_short(rule, found)
    return found


def _parted(rule: str) -> dict[str, str]:
    """Take a rule apart; the library would take the last of two parts of a name, and leave out what is none."""
    text = "".join(rule.split()).upper().removeprefix("RRULE:").strip(";")
    if not text or len(text) > _LONGEST:
        raise _no_rule(rule, _SHOWN)
    parts: dict[str, str] = {}
    for part in text.split(";"):
        found = _PART.fullmatch(part)
        if not found or found[1] in parts:
            raise _no_rule(rule, say("{part!r} is not one of its parts, or stands there twice", part=part))
        if not found[1].startswith("X-"):
            parts[found[1]] = found[2]
    return parts


def _no_rule(rule: str, why: str) -> InvalidInputError:
    shown = rule if len(rule) <= 80 else f"{rule[:80]}..."
    return InvalidInputError(say("{shown!r} is not a rule of repetition: {why}.", shown=shown, why=why))


def _number(rule: str, name: str, written: str, most: int) -> int:
    number = int(written) if _NUMBER.fullmatch(written) else 0
    if not 1 <= number <= most:
        raise _no_rule(rule, say("{part} is a number from 1 to {most:,}", part=name, most=most))
    return number


def _numbers(rule: str, name: str, written: str) -> tuple[int, ...]:
    most, backwards = _MOST[name], name != "BYMONTH"
    numbers = {int(one) if _NUMBER.fullmatch(one) else 0 for one in written.split(",")}
    if not all(1 <= (abs(one) if backwards else one) <= most for one in numbers):
        takes = (
            later("{part} takes numbers from 1 to {most}, with a minus from the end")
            if backwards
            else later("{part} takes numbers from 1 to {most}")
        )
        raise _no_rule(rule, say(takes, part=name, most=most))
    return tuple(sorted(numbers, key=lambda one: (one < 0, one)))


def _days(rule: str, freq: str, parts: Mapping[str, str]) -> tuple[tuple[int, int], ...]:
    found = set()
    most = {"MONTHLY": 5, "YEARLY": 5 if "BYMONTH" in parts else 53}.get(freq, 0)
    for written in parts["BYDAY"].split(",") if "BYDAY" in parts else ():
        one = _DAY.fullmatch(written)
        if not one:
            takes = later("BYDAY takes MO, TU, WE, TH, FR, SA, SU, with a number before it if need be, not {day}")
            raise _no_rule(rule, say(takes, day=written))
        if one[1] and not most:
            counts = later("{day} counts days in a month or a year, and the rule is {freq}")
            raise _no_rule(rule, say(counts, day=written, freq=freq))
        if abs(int(one[1] or 0)) > most:
            too_far = later("{day} counts further than {most}, and there are not so many")
            raise _no_rule(rule, say(too_far, day=written, most=most))
        found.add((int(one[1] or 0), DAYS.index(one[2])))
    if len({which == 0 for which, _ in found}) > 1:  # the library would take only the days that are both
        raise _no_rule(rule, say("BYDAY takes weekdays or those that are counted (MO or 1MO), not both in one rule"))
    return tuple(sorted(found, key=lambda day: (day[0] < 0, *day)))


def _week_start(rule: str, written: str) -> int:
    if written not in DAYS:
        raise _no_rule(rule, say("WKST is the day with which a week begins: MO, SU"))
    return DAYS.index(written)


def _until(rule: str, written: str, zone: str) -> date:
    try:
        end: date | None = vDDDTypes.from_ical(written) if _UNTIL.fullmatch(written) else None
    except ValueError:
        end = None
    if end is None:
        raise _no_rule(rule, say("UNTIL is the last day: UNTIL=20261231"))
    if not isinstance(end, datetime) or end.tzinfo is None:
        return end
    if not zone:
        raise _no_rule(rule, say("it says in UTC when it ends; give the last day, UNTIL=20261231"))
    return end.astimezone(zone_named(zone)).replace(tzinfo=None)


def _must_be_short(rule: str, found: Rule) -> None:
    """Refuse what would be looked for until the year 9999: steps that miss what the rule names, and no day at all.

    Where a rule falls depends on its start. Here it is looked for in each period, whatever its interval, and in the
    last years of the calendar, where the search ends soon. A start that a rule never comes to, as each 12th month from
    April on has no 31st, is looked for once a year at most.
    """
    names, monthly = found.numbers.keys(), found.freq == "MONTHLY"
    misses = (monthly and "BYMONTH" in names) or (found.freq == "DAILY" and (found.days or names))
    if misses and found.interval > 1:
        raise _no_rule(rule, say("one that names weekdays or months counts each day or month of them (INTERVAL=1)"))
    if names & ({"BYSETPOS", "BYMONTH"} if monthly else {"BYSETPOS"}) and not (found.days or "BYMONTHDAY" in names):
        raise _no_rule(rule, say("one with BYMONTH or BYSETPOS says which days it is about (BYDAY, BYMONTHDAY)"))
    if found.freq == "YEARLY" and "BYMONTHDAY" in names and "BYMONTH" not in names:
        raise _no_rule(rule, say("a day of the month in a yearly rule needs its month (BYMONTH)"))
    every = evolve(found, interval=1, until=None, count=1)
    if next(every.counted(_LAST_YEARS), None) is None:
        raise InvalidInputError(say("{rule!r} never falls on a day; look at its months and days again.", rule=rule))


def until(rule: str, day: date) -> str:
    """Return a rule that ends with a day.

    Raises:
        InvalidInputError: it is no rule.
    """
    return str(evolve(read(rule), until=day, count=None))


def without_end(rule: str) -> str:
    """Return a rule that never ends.

    Raises:
        InvalidInputError: it is no rule.
    """
    return str(evolve(read(rule), until=None, count=None))
