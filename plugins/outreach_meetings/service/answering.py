"""Takes in what calendars answer to invitations (RFC 5546): the latest answer of whoever was invited, and no other."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import NotFoundError
from outreach_crm.text import Sentence, say
from outreach_meetings.model.calendar import Attendee, Day, Told
from outreach_meetings.model.invitations import Answer, Given, Outcome, Sent, with_comment
from outreach_meetings.model.series import KEY, Meeting
from outreach_meetings.queries import invitations as queries
from outreach_meetings.queries import series as series_queries
from outreach_meetings.service import occurring, planning, wishing

LONGEST_COMMENT = 2_000
"""So many letters of what somebody says to an invitation are kept; a mail may have more."""
_OTHERS = {
    "CANCEL": say("It calls a meeting off; only we call off ours."),
    "REQUEST": say("It is an invitation of somebody else."),
    "PUBLISH": say("It only tells of a meeting, and answers nothing."),
    "": say("It does not say what it asks for, so that nobody can tell whether it is an answer."),
}


@frozen(kw_only=True)
class Answered:
    """An answer whose writer and meeting are known; ``meeting`` is the first of the series where it is to all of it."""

    told: Told
    meeting: Meeting
    whole: bool
    contact_id: int
    name: str
    came_by: str

    @property
    def sequence(self) -> int:
        """To which version of the meeting it is; nobody can answer one that was never sent."""
        return min(self.told.sequence, self.meeting.sequence)


def take(app: App, told: Told, *, came_by: str, senders: Iterable[int] | None = None) -> Outcome:
    """Take in one answer, and return what became of it; what is no answer to an invitation of ours changes nothing.

    Args:
        app: the App.
        told: what the calendar says.
        came_by: ``mail`` or ``file``.
        senders: the contacts that the mail may be from; None where somebody vouches for it.
    """
    found = _read(app, told, came_by, None if senders is None else frozenset(senders))
    if isinstance(found, Sentence):
        return Outcome(kept=False, sentence=found)
    if told.method == "COUNTER":
        return wishing.wish(app, found.told, found.meeting, found.contact_id, whole=found.whole)
    return _keep(app, found)


def about(app: App, told: Told, senders: Iterable[int]) -> int | None:
    """Return the delivery of the invitation that a calendar answers; None where it answers none of ours."""
    found = _read(app, told, "mail", frozenset(senders))
    if isinstance(found, Sentence):
        return None
    sent = queries.sent(app.store, found.meeting.series.id).get(found.contact_id, [])
    return next((one.delivery_id for one in reversed(sent) if one.delivery_id is not None), None)


def by_link(app: App, told: Told, meeting: Meeting, *, whole: bool) -> Outcome:
    """Take in what the one who acts says by their own link.

    Args:
        app: the App.
        told: what they say, as their calendar would.
        meeting: the meeting.
        whole: whether it is to all of its series.
    """
    number = app.actor.contact_id or 0
    name = contacts.get(app, number).name
    return _keep(app, Answered(told=told, meeting=meeting, whole=whole, contact_id=number, name=name, came_by="link"))


def _read(app: App, told: Told, came_by: str, senders: frozenset[int] | None) -> Answered | Sentence:
    """Return whose answer it is and to which meeting, or why it is none."""
    if told.method not in {"REPLY", "COUNTER"}:
        return _OTHERS.get(told.method, say("It is no answer: {method}.", method=told.method))
    series_id = queries.by_uid(app.store, told.uid) if told.uid else None
    known = series_queries.some(app.store, [series_id]) if series_id else []
    if not known:
        return say("It is about a meeting of somebody else ({uid}).", uid=told.uid or say("without a UID"))
    meeting, whole = _meeting(app, told, Meeting(series=known[0], original=known[0].starts))
    if meeting is None:
        return say("{title} has no meeting on the day that it names.", title=known[0].title)
    sent = queries.sent(app.store, meeting.series.id)
    who = _who(app, told, meeting.series.id, senders, sent)
    if isinstance(who, Sentence):
        return who
    name = sent[who][0].name
    return Answered(told=told, meeting=meeting, whole=whole, contact_id=who, name=name, came_by=came_by)


def _meeting(app: App, told: Told, whole: Meeting) -> tuple[Meeting | None, bool]:
    """Return the meeting that an answer names, and whether it is to all of the series."""
    try:
        if not whole.series.rule:
            return occurring.meeting(app, whole.series.id, whole.key), True
        if told.recurrence_id is None:
            return whole, True
        return occurring.meeting(app, whole.series.id, _key(told.recurrence_id, whole)), False
    except NotFoundError:
        return None, False


def _key(original: Day, whole: Meeting) -> str:
    if isinstance(original, datetime):
        return original.astimezone(ZoneInfo(whole.zone)).strftime(KEY)
    return datetime.combine(original, whole.series.starts.time()).strftime(KEY)


def _who(
    app: App, told: Told, series_id: int, senders: frozenset[int] | None, sent: Mapping[int, Sequence[Sent]]
) -> int | Sentence:
    """Return who answers us: whoever was invited and has the address that is named, from which it must have come.

    Whom the actor may not see counts as not invited.
    """
    ours = {one.organizer.casefold() for rows in sent.values() for one in rows}
    answered = told.organizer.email if told.organizer else ""
    if answered and answered.casefold() not in ours:
        return say("It answers {organizer}, not us.", organizer=answered)
    if not told.attendees:
        return say("It does not say who answers.")
    named = {one.email: _invited(app, one, series_id) & sent.keys() for one in told.attendees if one.email}
    if senders is not None and any(named.values()) and not any(those & senders for those in named.values()):
        return say("It is in the name of {address}, and came from somebody else.", address=next(iter(named)))
    found = [sorted(those if senders is None else those & senders) for those in named.values()]
    found = [those for those in found if those]
    if not found:
        address = told.attendees[0].email or told.attendees[0].name
        return say("{address} was not invited.", address=address)
    if len(found) > 1:
        return say("It names several who were invited, so that nobody can tell who answers.")
    return found[0][0]


def _invited(app: App, one: Attendee, series_id: int) -> set[int]:
    return queries.invited(app.store, series_id, contacts.address_key(app, one.email))


def _keep(app: App, found: Answered) -> Outcome:
    theirs = [one for one in found.told.attendees if _answers(one)]
    if not theirs:
        return Outcome(kept=False, sentence=say("{name} says neither yes nor no.", name=found.name))
    answer, at = Answer[theirs[0].partstat], timestamp(_stamp(app, found.told))
    with app.change("answer to invitation") as made:
        sitting_id = None if found.whole else planning.sitting(app, found.meeting)
        given = queries.given(app.store, found.meeting.series.id).get(found.contact_id, [])
        before = next((one for one in given if one.sitting_id == sitting_id), None)
        if before is not None and (why := _too_late(found, before, answer, at)):
            return Outcome(kept=False, sentence=why, contact_id=found.contact_id)
        values = {
            "partstat": answer.name,
            "answered_at": at,
            "sequence": found.sequence,
            "came_by": found.came_by,
            "comment": found.told.comment.strip()[:LONGEST_COMMENT],
        }
        if before is not None:
            app.store.update("meeting_answers", before.id, values)
        else:
            whose = {"series_id": found.meeting.series.id, "sitting_id": sitting_id, "contact_id": found.contact_id}
            app.store.insert("meeting_answers", {**whose, **values})
    told = say("{name} {answer}: {title}.", name=found.name, answer=answer, title=found.meeting.title)
    told = with_comment(told, str(values["comment"]))
    return Outcome(kept=True, sentence=told, contact_id=found.contact_id, change_id=made.id)


def _answers(one: Attendee) -> bool:
    return one.partstat in Answer.__members__ and one.partstat != Answer.NONE.name


def _stamp(app: App, told: Told) -> datetime:
    """Return when an answer was given: never later than now, whatever its clock shows."""
    now = app.clock.now()
    return min(told.stamp, now) if told.stamp else now


def _too_late(found: Answered, before: Given, answer: Answer, at: str) -> Sentence | None:
    """Return why an answer does not count beside the one there is: the same, or an older one (RFC 5546, 2.1.5)."""
    said = (found.sequence, at, answer, found.told.comment.strip()[:LONGEST_COMMENT])
    if said == (before.sequence, before.answered_at, before.answer, before.comment):
        return say("{name} has said so already.", name=found.name)
    if (found.sequence, at) < (before.sequence, before.answered_at):
        return say("{name} has given a later answer already: {answer}.", name=found.name, answer=before.answer)
    return None
