"""Counts the days that a rule names (RFC 5545, 3.3.10): of each day, week, month or year in turn, those that fit.

The library for it (dateutil) looks for a day until the year 9999 where a rule names none, whatever end it is given, and
takes minutes for a daily one; here nothing is looked for beyond the end that is asked for.
"""

from calendar import isleap, monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from attrs import frozen

Days = Sequence[tuple[int, int]]
"""Which one (0: each, -1: the last) and which weekday (0: Monday)."""


@frozen(kw_only=True)
class Pattern:
    """What of a rule says days: ``numbers`` by the name of their part, ``BYMONTH`` to ``BYSETPOS``."""

    freq: str
    interval: int
    days: Days
    numbers: Mapping[str, Sequence[int]]
    week_start: int


def named(pattern: Pattern, starts: date, until: date) -> Iterator[date]:
    """Yield the days that a pattern names, in order.

    Args:
        pattern: the days of a rule.
        starts: the first day of the series; it gives what the rule leaves open (RFC 5545, page 43).
        until: the last day that is looked at.
    """
    tests = [*_tests(pattern, starts)]
    chosen = pattern.numbers.get("BYSETPOS", ())
    for first, last in _periods(pattern, starts, until):
        found = [day for day in map(date.fromordinal, range(first, last + 1)) if all(test(day) for test in tests)]
        if chosen:
            found = sorted({found[at - (at > 0)] for at in chosen if -len(found) <= at - (at > 0) < len(found)})
        yield from (day for day in found if starts <= day <= until)


def _periods(pattern: Pattern, starts: date, until: date) -> Iterator[tuple[int, int]]:
    """Yield the first and last day of each period, as ordinals; of the first one also what lies before the start."""
    end, step = until.toordinal(), pattern.interval
    if pattern.freq in {"DAILY", "WEEKLY"}:
        length = 7 if pattern.freq == "WEEKLY" else 1
        back = (starts.weekday() - pattern.week_start) % 7 if length == 7 else 0
        first = starts.toordinal() - back
        for begin in range(first, end + 1, step * length):
            yield max(1, begin), min(begin + length - 1, date.max.toordinal())
        return
    months = 12 if pattern.freq == "YEARLY" else 1
    month = starts.year * 12 + (starts.month - 1 if months == 1 else 0)
    while month // 12 <= until.year:
        begin = date(month // 12, month % 12 + 1, 1).toordinal()
        yield (
            begin,
            begin + (_days_of_year(month // 12) if months == 12 else monthrange(month // 12, month % 12 + 1)[1]) - 1,
        )
        month += months * step


def _tests(pattern: Pattern, starts: date) -> Iterator[Callable[[date], bool]]:
    """Yield what a day must be; what the rule leaves open is as on the first day."""
    numbers = {name: frozenset(some) for name, some in pattern.numbers.items() if name != "BYSETPOS"}
    open_ = not pattern.days and not numbers.keys() - {"BYMONTH"}
    days = pattern.days
    if (open_ and pattern.freq == "WEEKLY") or ("BYWEEKNO" in numbers and not days):
        days = ((0, starts.weekday()),)
    elif open_ and pattern.freq in {"MONTHLY", "YEARLY"}:
        numbers["BYMONTHDAY"] = frozenset({starts.day})
        if pattern.freq == "YEARLY":
            numbers.setdefault("BYMONTH", frozenset({starts.month}))
    if months := numbers.get("BYMONTH"):
        yield lambda day: day.month in months
    if days:
        yield _of_week(days, in_year=pattern.freq == "YEARLY" and "BYMONTH" not in numbers)
    if some := numbers.get("BYMONTHDAY"):
        yield lambda day: day.day in some or day.day - _days_of_month(day) - 1 in some
    if of_year := numbers.get("BYYEARDAY"):
        yield lambda day: _in_year(day) in of_year or _in_year(day) - _days_of_year(day.year) - 1 in of_year
    if weeks := numbers.get("BYWEEKNO"):
        yield lambda day: not weeks.isdisjoint(_weeks(day, pattern.week_start))


def _of_week(days: Days, *, in_year: bool) -> Callable[[date], bool]:
    wanted = frozenset(days)
    if all(which == 0 for which, _ in days):
        weekdays = frozenset(weekday for _, weekday in days)
        return lambda day: day.weekday() in weekdays

    def fits(day: date) -> bool:
        at, of = (_in_year(day), _days_of_year(day.year)) if in_year else (day.day, _days_of_month(day))
        weekday = day.weekday()
        return not wanted.isdisjoint({(0, weekday), ((at - 1) // 7 + 1, weekday), (-((of - at) // 7 + 1), weekday)})

    return fits


def _weeks(day: date, week_start: int) -> tuple[int, int]:
    """Return the number of the week of a day, from the beginning and the end of the year in which most of it lies."""
    fourth = day.toordinal() - (day.weekday() - week_start) % 7 + 3
    year = date.fromordinal(fourth).year
    at, of = _in_year(date.fromordinal(fourth)), _days_of_year(year)
    number = (at - 1) // 7 + 1
    return number, -((of - at) // 7 + 1)


def _in_year(day: date) -> int:
    return day.toordinal() - date(day.year, 1, 1).toordinal() + 1


def _days_of_month(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _days_of_year(year: int) -> int:
    return 366 if isleap(year) else 365
