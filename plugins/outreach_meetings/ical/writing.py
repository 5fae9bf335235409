"""Writes calendar files (RFC 5545): the same bytes for the same events, whoever asks and whenever.

What happens once is told in UTC, which no program misreads; a series in local time, with its zone in the file.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Component, vDDDTypes, vInt, vText
from icalendar import Event as Written
from icalendar import Todo as Task
from icalendar.parser import Contentline

from outreach_meetings.ical import rules
from outreach_meetings.ical.values import moment, person, text, texts, token, uri, when
from outreach_meetings.ical.zones import vtimezone
from outreach_meetings.model.calendar import Day, Event, Todo

_PUBLISHED = ("", "PUBLISH")
_UTC = "UTC"
_WIDTH = 75
"""Octets of a line, the line break not counted; the library leaves one of them free."""

_NOON = time(12, tzinfo=UTC)


class _Line(Contentline):
    """A line that is folded only where it is long: the library goes through each letter of it."""

    def to_ical(self) -> bytes:
        """Return it as it stands in the file (RFC 5545, 3.1)."""
        if len(self) < _WIDTH and self.isascii():
            return self.encode()
        return bytes(super().to_ical())  # type: ignore[no-untyped-call]


class _File(Calendar):
    """A calendar whose lines are made of what is there; the library would make parameters for each of them first."""

    def content_line(self, name: str, value: Any, sorted: bool = True) -> Contentline:  # noqa: A002, FBT002
        """Return a property as a line; of BEGIN and END the value is the name of a component, as bytes."""
        if isinstance(value, bytes):
            return _Line(f"{name}:{value.decode()}")  # type: ignore[no-untyped-call]
        line: Contentline = _Line.from_parts(name, value.params, value, sorted=sorted)
        return line


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
    method = token(method)
    file = _File(VERSION=vText("2.0"), PRODID=text(product), CALSCALE=vText("GREGORIAN"))
    if method:
        file["METHOD"] = vText(method)
    if name:  # RFC 7986, 5.1, and what programs asked for before it
        file["NAME"] = file["X-WR-CALNAME"] = text(name)
    for zone, year in _zones(parts):
        file.add_component(vtimezone(zone, year))
    for part in parts:
        file.add_component(_event(part, method) if isinstance(part, Event) else _todo(part))
    return bytes(file.to_ical(sorted=False))


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


def _event(one: Event, method: str) -> Written:
    event, local = Written(), _local(one)
    _head(event, one)
    event["DTSTART"] = when(one.starts, one.zone, local=local)
    if one.ends is not None:
        event["DTEND"] = when(one.ends, one.zone, local=local)
    if one.recurrence_id is not None:
        event["RECURRENCE-ID"] = when(_as(one.recurrence_id, one.starts), one.zone, local=local)
    elif one.rule:
        timed = isinstance(one.starts, datetime)
        event["RRULE"] = rules.read(one.rule).of_days(utc_in=one.zone if timed else "")
    if one.exceptions:
        days = sorted(_as(day, one.starts) for day in one.exceptions)
        event["EXDATE"] = [when(day, one.zone, local=local) for day in days]
    if one.location:
        event["LOCATION"] = text(one.location)
    if one.status:
        event["STATUS"] = vText(token(one.status))
    if one.free:
        event["TRANSP"] = vText("TRANSPARENT")
    if one.categories:
        event["CATEGORIES"] = texts(one.categories)
    _people(event, one, method)
    if one.alarm_minutes is not None:
        before = vDDDTypes(timedelta(minutes=-max(0, one.alarm_minutes)))
        said = text(one.summary or "Reminder")
        event.add_component(Alarm(ACTION=vText("DISPLAY"), DESCRIPTION=said, TRIGGER=before))
    return event


def _todo(one: Todo) -> Task:
    task = Task()
    _head(task, one)
    if one.due is not None:
        task["DUE"] = vDDDTypes(one.due)
    if one.owner:
        task["CONTACT"] = text(one.owner)
    task["STATUS"] = vText("NEEDS-ACTION" if one.done_on is None else "COMPLETED")
    if one.done_on is not None:  # COMPLETED is a moment (RFC 5545, 3.8.2.1), and we know the day
        task["PERCENT-COMPLETE"] = vInt(100)
        task["COMPLETED"] = moment(datetime.combine(one.done_on, _NOON))
    return task


def _head(part: Component, one: Event | Todo) -> None:
    """Write what events and tasks have in common; the library would make up a UID and a stamp."""
    part["UID"] = text(one.uid)
    part["DTSTAMP"] = moment(one.stamp)
    part["SEQUENCE"] = vInt(max(0, one.sequence))
    if one.summary:
        part["SUMMARY"] = text(one.summary)
    if one.description:
        part["DESCRIPTION"] = text(one.description)
    if one.url.strip():
        part["URL"] = uri(one.url)


def _people(event: Written, one: Event, method: str) -> None:
    if one.organizer:
        event["ORGANIZER"] = person(one.organizer)
    if method in _PUBLISHED or not one.attendees:
        return
    event["ATTENDEE"] = [
        person(each, ROLE=each.role, PARTSTAT=each.partstat)
        if method != "REQUEST" or each.partstat != "NEEDS-ACTION"
        else person(each, ROLE=each.role, PARTSTAT=each.partstat, RSVP="TRUE")
        for each in one.attendees
    ]


def _as(day: Day, starts: Day) -> Day:
    """Return the original start of one of a series as that of the series is: a whole day, or a time."""
    return day if isinstance(starts, datetime) or not isinstance(day, datetime) else day.date()
