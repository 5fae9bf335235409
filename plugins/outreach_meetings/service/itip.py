"""Calendars that leave with mails (RFC 5546): an invitation, a change, a cancellation, to whom each recipient is added.

What takes place once is told in UTC; a series in local time, with its zone, its rule and what differs on single days.
"""

from collections.abc import Iterator
from datetime import datetime

from attrs import evolve

from outreach_crm.app import App
from outreach_meetings import ical
from outreach_meetings.model.calendar import Attendee, Event
from outreach_meetings.model.invitations import Answer, Batch, Letter
from outreach_meetings.model.series import Meeting, Series, Sitting
from outreach_meetings.queries import series as queries
from outreach_meetings.service import naming

ANSWER = "answer"
"""The field of the calendar that says what whoever gets it has answered."""
_UNANSWERED = "NEEDS-ACTION;RSVP=TRUE"
# Whoever carries the mail fills it in, for each recipient alone: nobody is shown who else is invited.
_RECIPIENT = Attendee(email="{address}", name="{name}", partstat="X-ANSWER")


def answered(answer: Answer) -> str:
    """Return what stands in the line of somebody: what they answered, or that they are asked to."""
    return _UNANSWERED if answer is Answer.NONE else answer.name


def file(app: App, batch: Batch, organizer: str) -> bytes:
    """Return the calendar of a batch; its line ATTENDEE has fields: ``{name}``, ``{address}`` and ``{answer}``.

    Args:
        app: the App.
        batch: what it says.
        organizer: the mail address that answers go to.
    """
    inviting = Attendee(email=organizer, name=batch.meeting.series.group)
    events = [
        evolve(one, organizer=inviting, attendees=(_RECIPIENT,), stamp=app.clock.now()) for one in _events(app, batch)
    ]
    return ical.calendar(events, product=naming.PRODUCT, method=batch.letter.method).replace(b"X-ANSWER", b"{answer}")


def differing(app: App, of: Series) -> list[Meeting]:
    """Return the meetings of a series that are still to come and differ from what its rule says."""
    if not of.rule:
        return []
    found = (
        Meeting(series=of, original=one.original, sitting=one)
        for one in queries.sittings(app.store, [of])[of.id].values()
    )
    today = app.clock.today()
    return [one for one in found if one.sitting and _differs(one.sitting) and one.original.date() >= today]


def _differs(one: Sitting) -> bool:
    given = (one.starts, one.minutes, one.place, one.link, one.called_off_on)
    return any(value is not None for value in given)


def _events(app: App, batch: Batch) -> Iterator[Event]:
    meeting, of, stamp = batch.meeting, batch.meeting.series, app.clock.now()
    off = batch.letter is Letter.CANCELLATION
    if not of.rule or not batch.whole:
        yield _event(meeting, stamp, off=off)
        return
    apart = differing(app, of) if not off else []
    first = Meeting(series=of, original=ical.begins(of.starts, of.rule))
    exceptions = tuple(one.original for one in apart if one.called_off)
    yield evolve(
        _event(first, stamp, off=off),
        rule=of.rule,
        recurrence_id=None,
        sequence=of.sequence,
        exceptions=exceptions,
    )
    for one in apart:
        if not one.called_off:
            yield _event(one, stamp, off=False)


def _event(meeting: Meeting, stamp: datetime, *, off: bool) -> Event:
    return evolve(
        naming.entry(meeting, stamp, meeting.note, meeting.link),
        recurrence_id=meeting.original if meeting.series.rule else None,
        status="CANCELLED" if off else "CONFIRMED",
    )
