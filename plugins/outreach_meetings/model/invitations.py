"""Invitations as records: what somebody was sent, what they answered, and what follows from both (RFC 5546)."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from attrs import field, frozen

from outreach_crm.text import Sentence, Term, say
from outreach_meetings.model.series import Meeting, read_minute


class Method(StrEnum):
    """What an invitation asks of whoever gets it (RFC 5546, 1.4)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Answer(Term):
    """What somebody answered to an invitation; the names are the words of the standard (RFC 5545, 3.2.12)."""

    NONE = "no answer"
    ACCEPTED = "comes"
    TENTATIVE = "perhaps"
    DECLINED = "cannot come"


class Heard(Term):
    """What somebody knows of a meeting as it is planned now."""

    NEW = "to be invited"
    # Invited, and something was changed since.
    STALE = "knows it as it was"
    CURRENT = "knows it"
    # Called off, or they are no longer invited, and nobody told them.
    UNTOLD = "to be told that it is off"
    OFF = "knows that it is off"


@frozen(kw_only=True)
class Sent:
    """One meeting in one message to somebody; ``arrived`` is false where the message did not leave or came back.

    ``sitting_id`` is None where it is about a whole series; ``sent_on`` is a day (ISO 8601).
    """

    id: int
    sitting_id: int | None
    contact_id: int
    name: str
    delivery_id: int | None
    method: Method = field(converter=Method)
    sequence: int
    organizer: str
    sent_on: str
    arrived: bool = field(converter=bool)


@frozen(kw_only=True)
class Given:
    """The latest answer of somebody to a series, or to one meeting of it; ``answered_at`` is ISO 8601 in UTC."""

    id: int
    sitting_id: int | None
    contact_id: int
    partstat: str
    answered_at: str
    sequence: int
    comment: str

    @property
    def answer(self) -> Answer:
        """What it says."""
        return Answer[self.partstat]


class WishState(Term):
    """What became of a wish for another time."""

    OPEN = "open"
    TAKEN = "taken"
    REFUSED = "refused"


@frozen(kw_only=True)
class Wish:
    """Somebody asks for another time (COUNTER); ``starts`` is local time where the group meets."""

    id: int
    series_id: int
    sitting_id: int | None
    contact_id: int
    name: str
    starts: datetime = field(converter=read_minute)
    answered_at: str
    sequence: int
    comment: str
    state: WishState = field(converter=WishState)


@frozen(kw_only=True)
class Guest:
    """Somebody who is invited to a meeting, was invited, or is to be: what they know of it and what they answered.

    ``last_on`` is the day on which they were written to last, empty where they never were.
    """

    contact_id: int
    name: str
    heard: Heard
    answer: Answer = Answer.NONE
    answered_at: str = ""
    comment: str = ""
    last_on: str = ""


@frozen(kw_only=True)
class Outcome:
    """What became of an answer that came: whether anything was written down, and what is said of it.

    ``contact_id`` is whose it is, None where nobody knows.
    """

    kept: bool
    sentence: Sentence
    contact_id: int | None = None
    change_id: int | None = None


def with_comment(told: Sentence, comment: str) -> Sentence:
    """Return what became of an answer, and what whoever gave it wrote with it."""
    return say("{told} They write: {comment}", told=told, comment=comment) if comment else told


def heard(sent: Iterable[Sent], sequence: int, *, wanted: bool) -> Heard | None:
    """Return what somebody knows of a meeting; None where it never concerned them.

    Args:
        sent: what was sent to them about it, or about its whole series, the earliest first.
        sequence: that of the meeting now.
        wanted: whether they are to come: it takes place, and they are invited.
    """
    arrived = [one for one in sent if one.arrived]
    invited = bool(arrived) and arrived[-1].method is Method.REQUEST
    if not wanted:
        return Heard.UNTOLD if invited else Heard.OFF if arrived else None
    if not invited:
        return Heard.NEW
    return Heard.CURRENT if max(one.sequence for one in arrived) >= sequence else Heard.STALE


def answered(given: Iterable[Given], meeting: Meeting) -> Given | None:
    """Return which answer of somebody counts for a meeting; None where none does.

    What was said of the one meeting counts before what was said of all, unless they called off all later. An answer to
    a time that the meeting has no longer is none (RFC 5546, 3.2.2.1).
    """
    valid = [one for one in given if one.sequence >= meeting.moved_sequence]
    own = next((one for one in valid if one.sitting_id is not None), None)
    whole = next((one for one in valid if one.sitting_id is None), None)
    if own and whole and whole.answer is Answer.DECLINED and whole.answered_at > own.answered_at:
        return whole
    return own or whole


class Letter(Term):
    """Why somebody is written to about a meeting."""

    INVITATION = "invitation"
    CHANGE = "change"
    CANCELLATION = "cancellation"
    REMINDER = "reminder"
    # What they asked for by COUNTER is not done.
    REFUSAL = "refusal"

    @property
    def method(self) -> str:
        """What its calendar asks of whoever gets it (RFC 5546, 1.4)."""
        told = {Letter.CANCELLATION: Method.CANCEL.value, Letter.REFUSAL: "DECLINECOUNTER"}
        return told.get(self, Method.REQUEST.value)


@frozen(kw_only=True)
class Batch:
    """Those who are written to about a meeting, or all of its series, in one manner."""

    letter: Letter
    meeting: Meeting
    whole: bool
    people: tuple[Guest, ...]
