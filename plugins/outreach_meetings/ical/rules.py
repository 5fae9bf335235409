"""Rules by which a meeting comes again (RFC 5545, 3.3.10): read from whatever was written, checked, and kept.

The rules of a meeting say days; the hour is that of its start. A rule ends on a day (``UNTIL=20261231``), after so many
times, or never.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice, takewhile

from attrs import evolve, field, frozen

from outreach_crm.errors import InvalidInputError
from outreach_meetings.ical.expanding import Pattern, named
from outreach_meetings.ical.names import zone_named

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
_SHOWN = "write for example FREQ=WEEKLY;BYDAY=TU or FREQ=MONTHLY;BYDAY=2TU"
_LONGEST = 500
_MOST_TIMES = 9_999
_LONGEST_STEP = 999
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_UNTIL = re.compile(r"\d{8}(T\d{6}Z?)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,6}", re.ASCII)
# The part, the largest number, and whether one may count from the end.
_NUMBERS = {
    "BYMONTH": (12, False),
    "BYWEEKNO": (53, True),
    "BYYEARDAY": (366, True),
    "BYMONTHDAY": (31, True),
    "BYSETPOS": (366, True),
}
_ORDER = (
    "FREQ",
    "UNTIL",
    "COUNT",
    "INTERVAL",
    "BYMONTH",
    "BYWEEKNO",
    "BYYEARDAY",
    "BYMONTHDAY",
    "BYDAY",
    "BYSETPOS",
    "WKST",
)
# Which parts belong to which frequency: RFC 5545, the table on page 44.
_ONLY = {
    "BYWEEKNO": {"YEARLY"},
    "BYYEARDAY": {"YEARLY"},
    "BYMONTHDAY": {"DAILY", "MONTHLY", "YEARLY"},
}
_FOR_GOOD = datetime(9990, 12, 31)
_PROBED_FROM, _PROBED_YEARS = datetime(2000, 1, 1, 12), 28


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
        parts = {"FREQ": self.freq}
        if self.until is not None:
            parts["UNTIL"] = (
                f"{self.until:%Y%m%dT%H%M%S}" if isinstance(self.until, datetime) else f"{self.until:%Y%m%d}"
            )
        if self.count is not None:
            parts["COUNT"] = str(self.count)
        if self.interval > 1:
            parts["INTERVAL"] = str(self.interval)
        parts |= {name: ",".join(map(str, numbers)) for name, numbers in self.numbers.items()}
        if self.days:
            parts["BYDAY"] = ",".join(f"{which or ''}{DAYS[day]}" for which, day in self.days)
        if self.week_start:
            parts["WKST"] = DAYS[self.week_start]
        return ";".join(f"{name}={parts[name]}" for name in _ORDER if name in parts)

    def counted(self, starts: datetime, until: datetime | None = None) -> Iterator[datetime]:
        """Return the local starts in order, as they are asked for; only those that the rule itself names.

        Args:
            starts: the local start of the first.
            until: the last that is asked for, where that is before the rule ends.
        """
        last = min(one for one in (self.last, until, _FOR_GOOD) if one is not None)
        pattern = Pattern(
            freq=self.freq, interval=self.interval, days=self.days, numbers=self.numbers, week_start=self.week_start
        )
        at = starts.time().replace(microsecond=0)
        every = (datetime.combine(day, at) for day in named(pattern, starts.date(), last.date()))
        return islice(takewhile(lambda one: one <= last, every), self.count)

    @property
    def last(self) -> datetime | None:
        """The last local moment of it, where it ends on a day."""
        if self.until is None or isinstance(self.until, datetime):
            return self.until
        return datetime.combine(self.until, time(23, 59, 59))

    def of_days(self, *, utc_in: str = "") -> str:
        """Return it as it stands in a file: with the end in UTC where the start has a zone (RFC 5545, 3.3.10).

        Args:
            utc_in: the zone of the start (an IANA name); empty for whole days, where the end is a day as well.
        """
        if self.until is None or self.last is None:
            return str(self)
        if not utc_in:
            return str(evolve(self, until=self.last.date()))
        end = self.last.replace(tzinfo=zone_named(utc_in)).astimezone(UTC).replace(tzinfo=None)
        return str(evolve(self, until=end)).replace(f"UNTIL={end:%Y%m%dT%H%M%S}", f"UNTIL={end:%Y%m%dT%H%M%S}Z")


def checked(rule: str, zone: str = "") -> str:
    """Return a rule in the one form in which it is kept.

    Args:
        rule: as RFC 5545 writes it, with ``RRULE:`` before it or without.
        zone: the zone of the start (an IANA name), where the rule may say in UTC when it ends.

    Raises:
        InvalidInputError: it is no rule, repeats within a day, or never falls on a day; the sentence says which.
    """
    return str(read(rule, zone))


@lru_cache(maxsize=1_000)  # a month of a calendar asks for the same few again and again
def read(rule: str, zone: str = "") -> Rule:
    """Return the parts of a rule; see :func:`checked`."""
    parts = _parted(rule)
    freq = parts.pop("FREQ", "")
    if freq in _TOO_OFTEN or {"BYHOUR", "BYMINUTE", "BYSECOND"} & parts.keys():
        raise InvalidInputError(f"{rule!r} repeats within a day; a meeting has one start, and its rule says days.")
    if freq not in _FREQUENCIES:
        raise _no_rule(rule, "FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY")
    if "COUNT" in parts and "UNTIL" in parts:
        raise _no_rule(rule, "it ends after so many times (COUNT) or on a day (UNTIL), not both")
    days = _days(rule, freq, parts)
    found = Rule(
        freq=freq,
        interval=_number(rule, "INTERVAL", parts.get("INTERVAL", "1"), _LONGEST_STEP),
        count=_number(rule, "COUNT", parts["COUNT"], _MOST_TIMES) if "COUNT" in parts else None,
        until=_until(rule, parts["UNTIL"], zone) if "UNTIL" in parts else None,
        days=days,
        numbers=_numbers(rule, freq, parts),
        week_start=_week_start(rule, parts.get("WKST", "MO")),
    )
    if "BYSETPOS" in found.numbers and not days and len(found.numbers) == 1:
        raise _no_rule(rule, "BYSETPOS chooses among days, so a rule with it names some")
    if freq == "YEARLY" and "BYMONTHDAY" in found.numbers and "BYMONTH" not in found.numbers:
        raise _no_rule(rule, "a day of the month in a yearly rule needs its month (BYMONTH)")
    _must_fall(rule, found)
    return found


def _parted(rule: str) -> dict[str, str]:
    text = "".join(rule.split()).upper().removeprefix("RRULE:").strip(";")
    if not text or len(text) > _LONGEST:
        raise _no_rule(rule, _SHOWN)
    parts: dict[str, str] = {}
    for part in text.split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name in parts:
            raise _no_rule(rule, f"{part!r} is not one of its parts, or stands there twice")
        if name not in {*_ORDER, "BYHOUR", "BYMINUTE", "BYSECOND"}:
            if name.startswith("X-"):
                continue
            raise _no_rule(rule, f"nobody knows {name}")
        parts[name] = value
    return parts


def _no_rule(rule: str, why: str) -> InvalidInputError:
    shown = rule if len(rule) <= 80 else f"{rule[:80]}..."
    return InvalidInputError(f"{shown!r} is not a rule of repetition: {why}.")


def _number(rule: str, name: str, written: str, most: int) -> int:
    number = int(written) if _NUMBER.fullmatch(written) else 0
    if not 1 <= number <= most:
        raise _no_rule(rule, f"{name} is a number from 1 to {most:,}")
    return number


def _numbers(rule: str, freq: str, parts: dict[str, str]) -> dict[str, tuple[int, ...]]:
    found = {}
    for name, (most, backwards) in _NUMBERS.items():
        if name not in parts:
            continue
        if freq not in _ONLY.get(name, {freq}):
            raise _no_rule(rule, f"{name} has no meaning in a rule that is {freq}")
        numbers = [int(one) if _NUMBER.fullmatch(one) else 0 for one in parts[name].split(",")]
        if not all(1 <= (abs(one) if backwards else one) <= most for one in numbers):
            raise _no_rule(rule, f"{name} takes numbers from 1 to {most}{', with a minus from the end' * backwards}")
        found[name] = tuple(dict.fromkeys(sorted(numbers, key=lambda one: (one < 0, one))))
    return found


def _days(rule: str, freq: str, parts: dict[str, str]) -> tuple[tuple[int, int], ...]:
    found = []
    for written in parts["BYDAY"].split(",") if "BYDAY" in parts else ():
        one = _DAY.fullmatch(written)
        which = int(one[1] or 0) if one else 0
        if not one or (one[1] and not 1 <= abs(which) <= 53):
            raise _no_rule(
                rule, f"BYDAY takes MO, TU, WE, TH, FR, SA, SU, with a number before it if need be, not {written}"
            )
        if which and (freq not in {"MONTHLY", "YEARLY"} or "BYWEEKNO" in parts):
            raise _no_rule(rule, f"{written} counts days in a month or a year, and the rule is {freq}")
        found.append((which, DAYS.index(one[2])))
    return tuple(dict.fromkeys(sorted(found, key=lambda day: (day[0] < 0, *day))))


def _week_start(rule: str, written: str) -> int:
    if written not in DAYS:
        raise _no_rule(rule, "WKST is the day with which a week begins: MO, SU")
    return DAYS.index(written)


def _until(rule: str, written: str, zone: str) -> date:
    try:
        if not _UNTIL.fullmatch(written) or not 1900 <= int(written[:4]) <= 9000:
            raise ValueError(written)
        if "T" not in written:
            return datetime.strptime(written, "%Y%m%d").date()
        moment = datetime.strptime(written.removesuffix("Z"), "%Y%m%dT%H%M%S")
    except ValueError:
        raise _no_rule(rule, "UNTIL is the last day: UNTIL=20261231") from None
    if not written.endswith("Z"):
        return moment
    if not zone:
        raise _no_rule(rule, "it says in UTC when it ends; give the last day, UNTIL=20261231")
    return moment.replace(tzinfo=UTC).astimezone(zone_named(zone)).replace(tzinfo=None)


def _must_fall(rule: str, found: Rule) -> None:
    """Refuse a rule such as the 30th of February, on which many programs look for a day until the year 9999.

    Where a rule falls depends on its start; here it is looked for in every year, whatever its interval. After 28 years
    each day of the year has been each day of the week.
    """
    if not found.numbers:
        return
    every = evolve(found, interval=1, until=None, count=None)
    end = _PROBED_FROM + timedelta(days=_PROBED_YEARS * 366)
    if next(iter(every.counted(_PROBED_FROM, end)), None) is None:
        raise InvalidInputError(f"{rule!r} never falls on a day; look at its months and days again.")


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
