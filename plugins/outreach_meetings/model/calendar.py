"""What stands in a calendar file, as records: what is written (events, tasks) and what was read.

A time is local and without a zone in what is written, beside the name of its zone; in what was read it is UTC.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Self

from attrs import asdict, fields, frozen

from outreach_crm.clock import timestamp

Day = date | datetime
"""A whole day, or a moment."""


@frozen
class Attendee:
    """Somebody who is invited, or who invites: RFC 5545, 3.8.4.1 and 3.8.4.3; an ``email`` may be missing."""

    email: str
    name: str = ""
    partstat: str = "NEEDS-ACTION"
    role: str = "REQ-PARTICIPANT"


@frozen(kw_only=True)
class Event:
    """A meeting, a series of them, or one of a series that differs, as it is written (VEVENT).

    ``starts`` and ``ends`` are local times without a zone, or days; of whole days ``ends`` is the day after the last
    one, as in iCalendar. ``rule`` is what stands behind ``RRULE:`` (see ``ical.checked``), ``exceptions`` and
    ``recurrence_id`` are original local starts. ``stamp`` is when it was last changed, with its zone: the same event
    gives the same bytes only where the stamp stays. ``free`` is what takes nobody's time: the day a matter is due.
    """

    uid: str
    stamp: datetime
    starts: Day
    ends: Day | None = None
    zone: str = "UTC"
    sequence: int = 0
    summary: str = ""
    description: str = ""
    location: str = ""
    url: str = ""
    rule: str = ""
    exceptions: tuple[Day, ...] = ()
    recurrence_id: Day | None = None
    organizer: Attendee | None = None
    attendees: tuple[Attendee, ...] = ()
    status: str = ""
    categories: tuple[str, ...] = ()
    alarm_minutes: int | None = None
    free: bool = False


@frozen(kw_only=True)
class Todo:
    """A task as it is written (VTODO); ``owner`` is whoever is to do it, in words."""

    uid: str
    stamp: datetime
    summary: str = ""
    sequence: int = 0
    due: date | None = None
    done_on: date | None = None
    description: str = ""
    url: str = ""
    owner: str = ""


@frozen(kw_only=True)
class Told:
    """What an event or a task of a foreign file says; what is wrong with it is told in ``problems``, in sentences.

    Moments are UTC, whole days are days; ``end`` of whole days is as it stands in the file: the day after the last.
    ``zone`` is the IANA name under which the start was told (empty: UTC, a whole day, or a zone of the file's own).
    ``rule`` is what stands behind ``RRULE:``, unchecked; ``kind`` is ``event`` or ``task``.
    """

    kind: str = "event"
    method: str = ""
    uid: str = ""
    sequence: int = 0
    start: Day | None = None
    end: Day | None = None
    zone: str = ""
    summary: str = ""
    organizer: Attendee | None = None
    attendees: tuple[Attendee, ...] = ()
    recurrence_id: Day | None = None
    rule: str = ""
    exceptions: tuple[Day, ...] = ()
    comment: str = ""
    description: str = ""
    location: str = ""
    url: str = ""
    status: str = ""
    stamp: datetime | None = None
    due: date | None = None
    done: date | None = None
    problems: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return all of it as JSON can hold it; :meth:`from_dict` makes the record again."""
        return {one.name: _plain(getattr(self, one.name)) for one in fields(type(self))}

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Self:
        """Return the record that :meth:`as_dict` was made of."""
        people = tuple(Attendee(**one) for one in told["attendees"])
        organizer = Attendee(**told["organizer"]) if told["organizer"] else None
        days = {name: _day(told[name]) for name in ("start", "end", "recurrence_id", "stamp", "due", "done")}
        exceptions = tuple(_day(one) for one in told["exceptions"])
        return cls(
            **{
                **told,
                **days,
                "attendees": people,
                "organizer": organizer,
                "exceptions": exceptions,
                "problems": tuple(told["problems"]),
            }
        )


def as_json(told: Told) -> dict[str, Any]:
    """Return what was read of an event or a task as programs ask for it: moments in UTC, whole days as days."""
    return {
        "method": told.method,
        "uid": told.uid,
        "sequence": told.sequence,
        "start": _plain(told.start),
        "end": _plain(told.end),
        "summary": told.summary,
        "organizer": (told.organizer.email or None) if told.organizer else None,
        "attendees": [{"email": one.email, "partstat": one.partstat} for one in told.attendees],
        "problems": [*told.problems],
    }


def _plain(value: object) -> Any:
    """Return a value as JSON can hold it: ``2026-03-12T17:30:00Z`` of a moment, ``2026-03-12`` of a day."""
    if isinstance(value, datetime):
        return timestamp(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Attendee):
        return asdict(value)
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _day(text: str | None) -> Day | None:
    if text is None:
        return None
    return datetime.fromisoformat(text).astimezone(UTC) if "T" in text else date.fromisoformat(text)
