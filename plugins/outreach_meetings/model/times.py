"""Reads the time at which a meeting begins as people write it."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from outreach_crm.dates import read_date
from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say, term

_START = re.compile(
    r"(?P<day>\S.*?)(?:\s+|T)(?:at\s+)?(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?P<half>am|pm)?", re.I
)
WEEKDAYS = (
    term("Monday"),
    term("Tuesday"),
    term("Wednesday"),
    term("Thursday"),
    term("Friday"),
    term("Saturday"),
    term("Sunday"),
)
"""The days of a week in order, as people read them."""
_EXAMPLE = say("write 2026-04-02 19:30, or friday 19:30")


def read_start(text: str, today: date) -> datetime:
    """Return the local time that a text means, such as ``2026-04-02 19:30`` or ``friday 7pm``.

    Raises:
        InvalidInputError: it is none, or a day or time that does not exist.
    """
    found = _START.fullmatch(text.strip())
    if found is None:
        raise InvalidInputError(
            say("{text!r} does not say on which day and at what time; {example}.", text=text, example=_EXAMPLE)
        )
    return datetime.combine(read_date(found["day"], today), _clock(found, text))


def read_day_or_start(text: str, today: date) -> tuple[date, time | None]:
    """Return the day that a text means, and the time where it names one.

    Raises:
        InvalidInputError: it is no day.
    """
    found = _START.fullmatch(text.strip())
    if found is not None and (found["minute"] or found["half"]):
        start = read_start(text, today)
        return start.date(), start.time()
    return read_date(text, today), None


def _clock(found: re.Match[str], text: str) -> time:
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), (found["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        raise InvalidInputError(
            say("{text!r} names a time that no clock shows; {example}.", text=text, example=_EXAMPLE)
        )
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise InvalidInputError(
            say("{text!r} names a time that no clock shows; {example}.", text=text, example=_EXAMPLE)
        ) from None


def checked_zone(name: str) -> str:
    """Return the name of a time zone.

    Raises:
        InvalidInputError: there is no such zone.
    """
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidInputError(
            say("{name!r} is not a time zone; write one such as Europe/Lisbon.", name=name)
        ) from None
    return name


def check_exists(start: datetime, zone: str) -> None:
    """Refuse a local time that the clocks of a zone leave out when they go forward.

    Raises:
        InvalidInputError: no clock there shows that time on that day.
    """
    there = start.replace(tzinfo=ZoneInfo(zone))
    if there.astimezone(ZoneInfo("UTC")).astimezone(there.tzinfo).replace(tzinfo=None) != start:
        raise InvalidInputError(
            say(
                "On {start} the clocks in {zone} go forward, and none shows {time}; choose another time.",
                start=start.date(),
                zone=zone,
                time=f"{start:%H:%M}",
            )
        )
