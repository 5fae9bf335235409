"""Writes calendar files (RFC 5545): the same bytes for the same events, whoever asks and whenever.

What happens once is told in UTC, which no program misreads; a series in local time, with its zone in the file.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from outreach_meetings.ical import lines, rules
from outreach_meetings.ical.recurring import instant
from outreach_meetings.ical.zones import vtimezone
from outreach_meetings.model.calendar import Attendee, Day, Event, Todo

_PUBLISHED = ("", "PUBLISH")
_UTC = "UTC"


def calendar(parts: Iterable[Event | Todo], *, product: str, name: str = "", method: str = "") -> bytes:
    """Return a calendar file.

    Args:
        parts: what is in it, in this order; the one of a series that differs has the UID of the series.
        product: what wrote it: ``-//outreach-crm//EN``.
        name: what programs show as the name of the calendar.
        method: what the file asks for (RFC 5546): ``REQUEST``, ``CANCEL``; empty for a feed. Nobody is invited by a
            feed or a publication, so that they name no attendees (RFC 5546, 3.2.1).

    Raises:
        InvalidInputError: nobody knows a zone, or a rule is none.
    """
    parts = list(parts)
    method = lines.token(method)
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{lines.text(product)}", "CALSCALE:GREGORIAN"]
    if method:
        head.append(f"METHOD:{method}")
    if name:  # RFC 7986, 5.1, and what programs asked for before it
        head += [f"NAME:{lines.text(name)}", f"X-WR-CALNAME:{lines.text(name)}"]
    for zone, year in _zones(parts):
        head += vtimezone(zone, year)
    written = [*map(lines.folded, head)]
    for part in parts:
        body = _event(part, method) if isinstance(part, Event) else _todo(part)
        written += map(lines.folded, body)
    written.append(b"END:VCALENDAR\r\n")
    return b"".join(written)


def _zones(parts: Iterable[Event | Todo]) -> list[tuple[str, int]]:
    """Return the zones that are referred to, each with the year of the earliest time, in order of their names."""
    found: dict[str, int] = {}
    for one in parts:
        if isinstance(one, Event) and _local(one):
            year = min(day.year for day in (one.starts, *one.exceptions, one.recurrence_id) if day)
            found[one.zone] = min(year, found.get(one.zone, year))
    return sorted(found.items())


def _local(event: Event) -> bool:
    """Return whether times of an event stand in the file as clocks show them: it is a series, or one of a series."""
    timed = isinstance(event.starts, datetime)
    return timed and bool(event.rule or event.recurrence_id) and event.zone != _UTC


def _event(one: Event, method: str) -> Iterator[str]:
    zone = one.zone if _local(one) else ""
    yield "BEGIN:VEVENT"
    yield from _head(one)
    yield f"DTSTART{_when(one.starts, one.zone, zone)}"
    if one.ends is not None:
        yield f"DTEND{_when(one.ends, one.zone, zone)}"
    if one.recurrence_id is not None:
        yield f"RECURRENCE-ID{_when(_as(one.recurrence_id, one.starts), one.zone, zone)}"
    elif one.rule:
        timed = isinstance(one.starts, datetime)
        yield f"RRULE:{rules.read(one.rule).of_days(utc_in=one.zone if timed else '')}"
    for day in sorted(_as(day, one.starts) for day in one.exceptions):
        yield f"EXDATE{_when(day, one.zone, zone)}"
    yield from _said("SUMMARY", one.summary)
    yield from _said("DESCRIPTION", one.description)
    yield from _said("LOCATION", one.location)
    if one.url.strip():
        yield f"URL:{lines.uri(one.url)}"
    if one.status:
        yield f"STATUS:{lines.token(one.status)}"
    if one.free:
        yield "TRANSP:TRANSPARENT"
    if one.categories:
        yield f"CATEGORIES:{lines.texts(one.categories)}"
    yield from _people(one, method)
    if one.alarm_minutes is not None:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{lines.text(one.summary or 'Reminder')}")
        yield from (f"TRIGGER:-PT{max(0, one.alarm_minutes)}M", "END:VALARM")
    yield "END:VEVENT"


def _todo(one: Todo) -> Iterator[str]:
    yield "BEGIN:VTODO"
    yield from _head(one)
    if one.due is not None:
        yield f"DUE;VALUE=DATE:{_day(one.due)}"
    yield from _said("SUMMARY", one.summary)
    yield from _said("DESCRIPTION", one.description)
    if one.url.strip():
        yield f"URL:{lines.uri(one.url)}"
    yield from _said("CONTACT", one.owner)
    if one.done_on is None:
        yield "STATUS:NEEDS-ACTION"
    else:  # COMPLETED is a moment (RFC 5545, 3.8.2.1), and we know the day
        yield from ("STATUS:COMPLETED", "PERCENT-COMPLETE:100", f"COMPLETED:{_day(one.done_on)}T120000Z")
    yield "END:VTODO"


def _head(one: Event | Todo) -> Iterator[str]:
    yield f"UID:{lines.text(one.uid)}"
    yield f"DTSTAMP:{_moment(one.stamp.astimezone(UTC))}Z"
    yield f"SEQUENCE:{max(0, one.sequence)}"


def _people(one: Event, method: str) -> Iterator[str]:
    if one.organizer:
        yield lines.person("ORGANIZER", one.organizer)
    if method in _PUBLISHED:
        return
    for each in one.attendees:
        yield lines.person("ATTENDEE", each, _parameters(each, method))


def _parameters(one: Attendee, method: str) -> str:
    asked = ";RSVP=TRUE" if method == "REQUEST" and one.partstat == "NEEDS-ACTION" else ""
    return f";ROLE={lines.token(one.role)};PARTSTAT={lines.token(one.partstat)}{asked}"


def _said(name: str, value: str) -> tuple[str, ...]:
    return (f"{name}:{lines.text(value)}",) if value else ()


def _when(at: Day, zone: str, local: str) -> str:
    """Return a time with its parameters, from the name of the property on; ``local`` is the zone it is to stand in."""
    if not isinstance(at, datetime):
        return f";VALUE=DATE:{_day(at)}"
    if local:
        return f";TZID={local}:{_moment(at)}"
    return f":{_moment(instant(at, zone))}Z"


def _as(day: Day, starts: Day) -> Day:
    """Return the original start of one of a series as that of the series is: a whole day, or a time."""
    return day if isinstance(starts, datetime) or not isinstance(day, datetime) else day.date()


def _day(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def _moment(at: datetime) -> str:
    return f"{_day(at)}T{at.hour:02d}{at.minute:02d}{at.second:02d}"
