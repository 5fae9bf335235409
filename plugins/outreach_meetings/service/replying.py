"""What somebody who was invited reads and says by their link: it counts as the answer of a calendar does."""

from datetime import datetime

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.model import Problem
from outreach_crm.text import say
from outreach_meetings.model.calendar import Attendee, Told
from outreach_meetings.model.invitations import Answer, Given
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import invitations as queries
from outreach_meetings.service import answering, hearing, occurring

_NOBODY = say("Nobody was invited by this link.")
_MOVED = say("It was moved since you opened this page: see when it is now, and say once more whether you come.")
_NEXT = 4


@frozen(kw_only=True)
class Invitation:
    """What somebody was invited to, as they may read it: one meeting, or all of a series.

    ``meeting`` is the one it is about, of a series the next; ``then`` are those that follow, by when they begin.
    """

    meeting: Meeting
    whole: bool
    then: tuple[datetime, ...]
    given: Given | None
    over: bool

    @property
    def answer(self) -> Answer:
        """What they said last that counts."""
        return self.given.answer if self.given else Answer.NONE


def invitation(app: App, of: str) -> Invitation:
    """Return what the one who acts, by their link, was invited to.

    Raises:
        NotFoundError: they were not, are not any more, or the meeting was planned otherwise since.
    """
    uid, _, key = of.partition("-")
    series = queries.invited_to(app.store, uid)
    if series is None:
        raise NotFoundError(_NOBODY)
    if key or not series.rule:
        first = Meeting(series=series, original=series.starts)
        found = occurring.keyed(app, series, key.upper() or first.key)
        return _invitation(app, found, whole=not series.rule, then=(), over=found.is_over(app.clock.now()))
    coming = occurring.coming(app, series, _NEXT)
    found = coming[0] if coming else occurring.near(app, series)
    return _invitation(app, found, whole=True, then=tuple(one.starts for one in coming[1:]), over=not coming)


def reply(app: App, of: str, answer: Answer, comment: str = "", *, seen: int | None = None) -> Invitation:
    """Write down what the one who acts, by their link, says to an invitation, and return it as it then stands.

    The latest answer wins, whichever way it came; the same again leaves no trace.

    Args:
        app: the App.
        of: the part of the link that says what it is about.
        answer: whether they come.
        comment: what else they say.
        seen: the sequence of the meeting as they had it before them; None: as it is now.

    Raises:
        NotFoundError: as :func:`invitation`.
        InvalidInputError: the comment is too long.
        ConflictError: the meeting is over, does not take place, or was moved since.
    """
    _check_length(comment.strip())
    with app.store.write():
        found = invitation(app, of)
        if found.over or found.meeting.called_off:
            raise ConflictError(say("{title} is over or does not take place.", title=found.meeting.title))
        if seen is not None and seen < found.meeting.moved_sequence:
            raise ConflictError(_MOVED)
        if found.given and (found.answer, found.given.comment) == (answer, comment.strip()):
            return found
        told = Told(
            method="REPLY",
            uid=found.meeting.series.uid,
            sequence=found.meeting.sequence,
            attendees=(Attendee(email="", partstat=answer.name),),
            comment=comment,
            stamp=app.clock.now(),
        )
        answering.by_link(app, told, found.meeting, whole=found.whole)
        return invitation(app, of)


def _check_length(comment: str) -> None:
    if len(comment) > answering.LONGEST_COMMENT:
        told = say(
            "That has {number} letters, and {longest} fit.", number=len(comment), longest=answering.LONGEST_COMMENT
        )
        raise InvalidInputError(told, (Problem(field="comment", sentence=told),))


def _invitation(app: App, meeting: Meeting, *, whole: bool, then: tuple[datetime, ...], over: bool) -> Invitation:
    invited = hearing.invited_to_all if whole and meeting.series.rule else hearing.invited
    if app.actor.contact_id not in {one.contact_id for one in invited(app, meeting)}:
        raise NotFoundError(_NOBODY)
    given = next(iter(hearing.answers(app, meeting).values()), None)
    return Invitation(meeting=meeting, whole=whole, then=then, given=given, over=over)
