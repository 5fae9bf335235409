"""When a meeting is: the days of a series, and the moment that a local time in a zone means."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say
from outreach_meetings.ical import rules
from outreach_meetings.ical.names import offsets, zone_named

_YEARS_LOOKED_AT = 40


def occurrences(starts: datetime, rule: str, *, first: date, last: date) -> Iterator[datetime]:
    """Yield the local starts of a series from one day to another, in order.

    A start that its own rule does not name is none of them (RFC 5545, 3.8.5.3, leaves it open): a series begins at
    :func:`begins`.

    Args:
        starts: the local start of the series, without a zone.
        rule: as :func:`checked` returns it; empty for what happens once.
        first: the first day asked for.
        last: the last one, included.

    Raises:
        InvalidInputError: the rule is none.
    """
    end = datetime.combine(last, time(23, 59, 59))
    every = rules.read(rule).counted(starts) if rule else iter([starts])
    for one in every:
        if one > end:
            return
        if one.date() >= first:
            yield one


def begins(starts: datetime, rule: str) -> datetime:
    """Return the first local start that a rule names, at a start or after it.

    Raises:
        InvalidInputError: the rule is none, or names no day from then on.
    """
    found = next(rules.read(rule).counted(starts), None) if rule else starts
    if found is None or found.year > starts.year + _YEARS_LOOKED_AT:
        raise InvalidInputError(
            say(
                "{rule!r} names no day from {starts} on; choose an earlier start or another rule.",
                rule=rule,
                starts=f"{starts:%Y-%m-%d}",
            )
        )
    return found


def instant(local: datetime, zone: str) -> datetime:
    """Return the moment, in UTC, that a local time in a zone means.

    RFC 5545, 3.3.5: a time that does not exist, because clocks go forward, is told by the offset before the change
    (02:30 becomes 03:30); of a time that comes twice, because they go back, the first is meant.

    Args:
        local: without a zone.
        zone: an IANA name.

    Raises:
        InvalidInputError: nobody knows the zone, or it lies at the end of the calendar.
    """
    try:
        return local.replace(tzinfo=zone_named(zone), fold=0).astimezone(UTC)
    except OverflowError:
        raise InvalidInputError(
            say("The year {year} is at the end of the calendar; look at the year again.", year=local.year)
        ) from None


def falls_in_gap(local: datetime, zone: str) -> bool:
    """Return whether a local time does not exist in a zone, because clocks go forward past it.

    One of a series that falls there takes place all the same, an hour later; some programs leave it out, as the text of
    RFC 5545, 3.3.10, has it, so that somebody should be told.
    """
    before, after = offsets(local, zone)
    return before < after


def falls_twice(local: datetime, zone: str) -> bool:
    """Return whether a local time comes twice in a zone, because clocks go back."""
    before, after = offsets(local, zone)
    return before > after
