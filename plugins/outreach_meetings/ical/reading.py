"""Reads calendar files of whatever program, for what they say and for what is wrong with them.

What a line, a parameter, a value means is told by the library. Its reader of whole files is not asked, as what it
cannot read is lost in silence: it gives up a component for one broken line, makes a list of a repeated UID and a time
without a zone of one whose zone it does not know, and takes one calendar of a file only.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from icalendar import vDate, vInt

from outreach_crm import untrusted
from outreach_crm.errors import ImportRejectedError, InvalidInputError
from outreach_crm.text import say
from outreach_meetings.ical import decoding, parts, people
from outreach_meetings.ical.names import zone_named, zone_of
from outreach_meetings.ical.parts import Part
from outreach_meetings.ical.times import Zones, duration, local_days, time_of
from outreach_meetings.model.calendar import Day, Told

_KINDS = {"VEVENT": "event", "VTODO": "task"}
_METHODS = ("PUBLISH", "REQUEST", "REPLY", "ADD", "CANCEL", "REFRESH", "COUNTER", "DECLINECOUNTER")
_WHOLE_DAY = "X-MICROSOFT-CDO-ALLDAYEVENT"
_LONG_TEXT = 100_000
_MOST_INNER = 10
_MOST_EXCEPTIONS = 5_000
_NO_CALENDAR = say("no calendar: it has no line BEGIN:VCALENDAR")
_INSTEAD = say("take an .ics file that a calendar program has saved")
# A file of some megabytes takes a second or two; a mailbox of replies must not wait longer for one of them.
_SECONDS, _MEGABYTES = 30, 768


def read(data: bytes, *, zone: str = "UTC") -> list[Told]:
    """Return the events and tasks of a calendar file, in the order of the file.

    Args:
        data: the file as it came, in whatever encoding.
        zone: where times are that name no zone, or one that nobody knows (an IANA name); a file that says its own
            (``X-WR-TIMEZONE``) is taken at its word.

    Raises:
        InvalidInputError: it is no calendar, or nobody knows the zone.
    """
    found = _parts(data)
    if found is None:
        raise InvalidInputError(
            say("The text is {no_calendar}; {instead}.", no_calendar=_NO_CALENDAR, instead=_INSTEAD)
        )
    zone_named(zone)
    return [*_all(*found, zone)]


def told(path: Path, zone: str = "UTC", instead: str = _INSTEAD) -> Iterator[dict[str, Any]]:
    """Yield the events and tasks of a file as JSON can hold them; runs in the worker of ``untrusted``.

    Raises:
        ImportRejectedError: it is no calendar.
    """
    found = _parts(path.read_bytes())
    if found is None:
        raise ImportRejectedError(say("is {no_calendar}; {instead}.", no_calendar=_NO_CALENDAR, instead=instead))
    return (one.as_dict() for one in _all(*found, zone))


def read_apart(data: Path | bytes, *, file: str, zone: str = "UTC", instead: str = _INSTEAD) -> list[Told]:
    """Return what :func:`read` does, read in a worker with limits: for what came from outside.

    Args:
        data: the file, or what it holds.
        file: what it is called in sentences.
        zone: see :func:`read`.
        instead: what somebody should take instead of a file that is none.

    Raises:
        ImportRejectedError: it is no calendar, or would take too long or too much to read.
    """
    limits = {"seconds": _SECONDS, "megabytes": _MEGABYTES}
    found = untrusted.read(f"{__name__}:told", data, file=file, options={"zone": zone, "instead": instead}, **limits)
    return [Told.from_dict(one) for one in found]


def _parts(data: bytes) -> tuple[Part, list[str]] | None:
    content = decoding.content(data)
    return (parts.tree(content.lines), [*content.problems]) if content.lines else None


def _all(root: Part, problems: list[str], zone: str) -> Iterator[Told]:
    calendars = [*root.within("VCALENDAR")]
    if any(root.within(*_KINDS)):
        root.tell(say("It stands in no calendar (BEGIN:VCALENDAR is missing)."))
        calendars.append(root)
    seen: set[tuple[object, ...]] = set()
    for number, calendar in enumerate(calendars, 1):
        outer = [*problems, *root.problems, *(calendar.problems if calendar is not root else ())]
        if len(calendars) > 1:
            outer.append(say("The file holds {n} calendars; this stands in number {at}.", n=len(calendars), at=number))
        yield from _calendar(calendar, outer, zone, seen)


def _calendar(calendar: Part, outer: list[str], zone: str, seen: set[tuple[object, ...]]) -> Iterator[Told]:
    named = calendar.first("X-WR-TIMEZONE")
    zones = Zones(zone_of(named.text) or zone if named else zone)
    for one in calendar.within("VTIMEZONE"):
        tzid = one.first("TZID")
        if tzid:
            zones.own.setdefault(tzid.text.strip().strip('"'), one)
    method = _method(calendar, outer)
    for part in calendar.within(*_KINDS):
        yield _told(part, method, outer, zones, seen)


def _method(calendar: Part, problems: list[str]) -> str:
    """Return what a calendar asks for; one that nobody is asked by needs to say nothing (RFC 5545, 3.7.2)."""
    method = _text(calendar, "METHOD").strip().upper()[:60]
    if not method and any(map(_schedules, calendar.within(*_KINDS))):
        problems.append(say("The file does not say what it asks for (METHOD is missing)."))
    elif method and method not in _METHODS:
        problems.append(say("Nobody knows what a file asks for with METHOD {method}.", method=repr(method)))
    return method


def _schedules(part: Part) -> bool:
    """Return whether an entry is between who invites and who is invited, as in messages (RFC 5546)."""
    return bool(part.all("ORGANIZER") and part.all("ATTENDEE"))


def _told(part: Part, method: str, outer: list[str], zones: Zones, seen: set[tuple[object, ...]]) -> Told:
    uid, sequence = _uid(part), _sequence(part)
    start, zone = _start(part, method, zones)
    recurrence = _time(part, "RECURRENCE-ID", say("original start"), zones)
    key = (method, uid, recurrence, sequence)
    if uid and method != "REPLY" and key in seen:
        part.tell(say("Another entry of the file has the same UID."))
    seen.add(key)
    inner = [sentence for one in part.parts for sentence in one.problems][:_MOST_INNER]
    end = _end(part, start, zone, zones)
    fields = {
        "summary": _text(part, "SUMMARY"),
        "description": _text(part, "DESCRIPTION"),
        "location": _text(part, "LOCATION"),
        "comment": "\n".join(one.text for one in part.all("COMMENT")),
        "url": _text(part, "URL").strip(),
        "status": _text(part, "STATUS").strip().upper()[:60],
        "rule": _text(part, "RRULE").strip().upper()[:_LONG_TEXT],
        "organizer": people.organizer(part),
        "attendees": people.attendees(part),
        "exceptions": _exceptions(part, zones),
        "stamp": _moment(_time(part, "DTSTAMP", say("stamp"), zones)),
        "done": _as_day(_time(part, "COMPLETED", say("day it was done"), zones)),
        "due": _due(part) if part.name == "VTODO" else None,
    }
    return Told(
        kind=_KINDS[part.name],
        method=method,
        uid=uid,
        sequence=sequence,
        start=start,
        end=end,
        zone=zone,
        recurrence_id=recurrence,
        problems=tuple(dict.fromkeys([*outer, *part.problems, *inner])),
        **fields,  # type: ignore[arg-type]
    )


def _text(part: Part, name: str) -> str:
    found = part.first(name)
    text = found.text if found else ""
    if len(text) > _LONG_TEXT:
        part.tell(say("{name} is unusually long: {n} letters.", name=name, n=len(text)))
    return text


def _uid(part: Part) -> str:
    uids = [text for one in part.all("UID") if (text := one.text.strip())]
    if len(uids) > 1:
        part.tell(say("It has several UIDs; the first was taken."))
    if not uids:
        part.tell(say("It has no UID, so that nobody can tell which meeting it is about."))
    return uids[0] if uids else ""


def _sequence(part: Part) -> int:
    text = _text(part, "SEQUENCE").strip()
    if not text and not part.all("SEQUENCE"):
        return 0
    try:
        if text.isascii() and text.isdecimal():  # to the library "1_0" is a number too, and one below zero
            return int(vInt.from_ical(text))
    except ValueError:  # larger than numbers may be
        pass
    part.tell(say("SEQUENCE {text} is no number; it was read as 0.", text=repr(text[:60])))
    return 0


def _time(part: Part, name: str, what: str, zones: Zones) -> Day | None:
    found = part.first(name)
    return time_of(found, part, zones, what)[0] if found else None


def _start(part: Part, method: str, zones: Zones) -> tuple[Day | None, str]:
    found = part.first("DTSTART")
    if found is None:
        if part.name == "VEVENT" and method != "REPLY":
            part.tell(say("It does not say when it starts (DTSTART is missing)."))
        return None, ""
    start, zone = time_of(found, part, zones, "start")
    if _text(part, _WHOLE_DAY).strip().upper() == "TRUE" and isinstance(start, datetime):
        local = start.astimezone(zone_named(zone or zones.floating))
        if local.time() == time():
            part.tell(say("Outlook wrote a whole day as midnight; it was read as a day."))
            return local.date(), zone
    return start, zone


def _end(part: Part, start: Day | None, zone: str, zones: Zones) -> Day | None:
    name = "DTEND" if part.name == "VEVENT" else "DUE"
    found = part.first(name)
    if found is None:
        length = part.first("DURATION")
        return _after(part, start, duration(length, part), zone) if length and start else None
    end, _ = time_of(found, part, zones, "end")
    if isinstance(end, datetime) and start and not isinstance(start, datetime):
        end = end.astimezone(zone_named(zone or zones.floating)).date()
        if not part.first(_WHOLE_DAY):
            part.tell(say("It starts on a day and ends at a time; the end was read as a day."))
    elif isinstance(start, datetime) and end and not isinstance(end, datetime):
        end = datetime.combine(end, time(), UTC)
        part.tell(say("It starts at a time and ends on a day; the end was read as midnight, UTC."))
    if start and end and end < start:
        part.tell(say("It ends before it starts."))
    return end


def _after(part: Part, start: Day, length: Any, zone: str) -> Day | None:
    if length is None:
        return None
    if not isinstance(start, datetime) and length.seconds:
        part.tell(say("A whole day has a length in hours; days were counted."))
    days = local_days(start, length.days, zone)
    return days + (length - type(length)(days=length.days)) if isinstance(days, datetime) else days


def _due(part: Part) -> date | None:
    """Return the day on which a task is due as its own zone shows it: the day that stands in the file."""
    found = part.first("DUE")
    try:
        due: date | None = vDate.from_ical(found.raw.strip()[:8]) if found else None
    except ValueError:
        return None
    return due


def _exceptions(part: Part, zones: Zones) -> tuple[Day, ...]:
    found = []
    for one in part.all("EXDATE")[:_MOST_EXCEPTIONS]:
        for raw in one.raw.split(",")[:_MOST_EXCEPTIONS]:
            day, _ = time_of(parts.Property(one.parameters, raw), part, zones, "exception")
            found.append(day)
    return tuple(sorted({day for day in found[:_MOST_EXCEPTIONS] if day}, key=str))


def _moment(at: Day | None) -> datetime | None:
    return at if isinstance(at, datetime) else None


def _as_day(at: Day | None) -> date | None:
    return at.date() if isinstance(at, datetime) else at
