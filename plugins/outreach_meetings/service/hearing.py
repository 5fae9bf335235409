"""What those who are invited know of a meeting, and what they answered."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from outreach_crm.app import App
from outreach_crm.text import say
from outreach_meetings.model.attendance import Attendee, Standing, in_order
from outreach_meetings.model.invitations import Answer, Given, Guest, Heard, Sent, WishState, answered, heard
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import attendance
from outreach_meetings.queries import invitations as queries

TO_TELL = frozenset({Heard.STALE, Heard.UNTOLD})
"""What somebody knows who was invited and has not heard of what was changed since."""


def invited(app: App, meeting: Meeting, on: date | None = None) -> tuple[Attendee, ...]:
    """Return who is invited to a meeting: the members of the group on that day, then the guests.

    Args:
        app: the App.
        meeting: the meeting.
        on: as of another day than that of the meeting.
    """
    members = attendance.members(app.store, meeting.group_id, on or meeting.starts.date())
    found = [
        Attendee(contact_id=number, name=row["name"], standing=Standing.MEMBER, role=row["role"])
        for number, row in members.items()
    ]
    found += [
        Attendee(contact_id=one.contact_id, name=one.name, standing=Standing.GUEST)
        for one in meeting.guests
        if one.contact_id not in members
    ]
    return in_order(list({one.contact_id: one for one in found}.values()))


def invited_to_all(app: App, meeting: Meeting) -> tuple[Attendee, ...]:
    """Return who is invited to all meetings of a series: the members of today, or of its beginning, and its guests."""
    whole = Meeting(series=meeting.series, original=meeting.series.starts)
    return invited(app, whole, max(app.clock.today(), whole.starts.date()))


def guests(app: App, meeting: Meeting, *, whole: bool = False) -> tuple[Guest, ...]:
    """Return who is invited to a meeting, was invited or is to be, with what they know of it and what they answered.

    Args:
        app: the App.
        meeting: the meeting.
        whole: whether it is about all of its series.
    """
    is_off = meeting.series.called_off_on if whole else meeting.called_off
    people = invited_to_all(app, meeting) if whole else invited(app, meeting)
    wanted = {} if is_off else {one.contact_id: one.name for one in people}
    sent, said = queries.sent(app.store, meeting.series.id), answers(app, meeting)
    names = wanted | {number: rows[0].name for number, rows in sent.items() if number not in wanted}
    found = []
    for number, name in names.items():
        rows = [one for one in sent.get(number, ()) if _concerns(one, meeting, whole=whole)]
        sequence = meeting.series.sequence if whole and meeting.series.rule else meeting.sequence
        state = heard(rows, sequence, wanted=number in wanted)
        if state is not None:
            found.append(_guest(number, name, state, said, rows))
    return tuple(found)


def _concerns(one: Sent, meeting: Meeting, *, whole: bool) -> bool:
    own = None if whole or meeting.sitting is None else meeting.sitting.id
    return one.sitting_id is None or one.sitting_id == own


def _guest(number: int, name: str, state: Heard, said: Mapping[int, Given], rows: list[Sent]) -> Guest:
    answer = said.get(number)
    return Guest(
        contact_id=number,
        name=name,
        heard=state,
        answer=answer.answer if answer else Answer.NONE,
        answered_at=answer.answered_at if answer else "",
        comment=answer.comment if answer else "",
        last_on=rows[-1].sent_on if rows else "",
    )


def stale(app: App, meeting: Meeting) -> tuple[Guest, ...]:
    """Return who was invited to a meeting and has not heard of what was changed since, or that it is off."""
    return tuple(one for one in guests(app, meeting) if one.heard in TO_TELL)


def said(app: App, meeting: Meeting) -> Callable[[int], dict[str, Any]]:
    """Return what tells of a contact what they answered: ``answer``, ``unanswered`` and ``comment`` of an attendee."""
    given, asked = answers(app, meeting), queries.sent(app.store, meeting.series.id)
    own = meeting.sitting.id if meeting.sitting else None
    there = queries.wishes(app.store, meeting.series.id)
    wishes = {one.contact_id: one for one in there if one.state is WishState.OPEN and one.sitting_id in {None, own}}
    over = meeting.is_over(app.clock.now())

    def of(number: int) -> dict[str, Any]:
        if answer := given.get(number):
            return {"answer": answer.answer, "comment": answer.comment}
        if wish := wishes.get(number):
            told = say("asks for another time: {when}", when=f"{wish.starts:%Y-%m-%d %H:%M}")
            return {"unanswered": told, "comment": wish.comment}
        sent = any(one.sitting_id in {None, own} for one in asked.get(number, ()))
        return {} if sent or over else {"unanswered": say("not invited yet")}

    return of


def answers(app: App, meeting: Meeting) -> dict[int, Given]:
    """Return the answers that count for a meeting, by contact."""
    own = meeting.sitting.id if meeting.sitting else None
    found = {}
    for number, given in queries.given(app.store, meeting.series.id).items():
        one = answered([each for each in given if each.sitting_id in {None, own}], meeting)
        if one is not None:
            found[number] = one
    return found
