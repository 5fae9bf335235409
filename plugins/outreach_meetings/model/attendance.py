"""Who is invited to a meeting, who said that they cannot come, and who was there."""

from collections.abc import Sequence

from attrs import field, frozen

from outreach_crm.text import Sentence, Term, count, say, term
from outreach_meetings.model.invitations import Answer


class Standing(Term):
    """As what somebody is invited."""

    MEMBER = "member"
    GUEST = "guest"


class Presence(Term):
    """What is known of somebody's presence at a meeting."""

    UNKNOWN = "not said"
    PRESENT = "present"
    LATE = "came later"
    APOLOGIES = "sent apologies"
    ABSENT = "absent"

    @property
    def is_there(self) -> bool:
        """Whether they were there, from the beginning or not."""
        return self in {Presence.PRESENT, Presence.LATE}


@frozen(kw_only=True)
class Attendee:
    """Somebody who is invited to a meeting, what they answered, and what is known of their presence.

    ``role`` is theirs in the group. ``unanswered`` says how it stands with whoever gave no answer; ``comment`` is what
    they wrote with one, or with their wish for another time.
    """

    contact_id: int
    name: str
    standing: Standing = field(converter=Standing)
    role: str = ""
    answer: Answer = Answer.NONE
    unanswered: Sentence | None = None
    comment: str = ""
    presence: Presence = field(default=Presence.UNKNOWN, converter=Presence)
    note: str = ""

    @property
    def may_come(self) -> bool:
        """Whether they neither sent apologies nor answered that they cannot come."""
        if self.presence is Presence.UNKNOWN:
            return self.answer is not Answer.DECLINED
        return self.presence is not Presence.APOLOGIES

    @property
    def said(self) -> Sentence:
        """What they answered, or how it stands without an answer."""
        return (self.answer is Answer.NONE and self.unanswered) or term(self.answer)

    @property
    def as_what(self) -> str:
        """Their role in the group, or as what they are invited."""
        return term(self.role) if self.role else self.standing.label


@frozen(kw_only=True)
class Attendance:
    """Who is invited to a meeting and who was there; ``quorum`` is how many members must be, 0 where nobody asks.

    ``version`` is the latest change of what is known, 0 where nothing is.
    """

    people: tuple[Attendee, ...]
    quorum: int = 0
    version: int = 0

    @property
    def is_said(self) -> bool:
        """Whether it was written down who was there: apologies come before."""
        return any(one.presence not in {Presence.UNKNOWN, Presence.APOLOGIES} for one in self.people)

    @property
    def present(self) -> tuple[Attendee, ...]:
        """Who was there."""
        return tuple(one for one in self.people if one.presence.is_there)

    @property
    def members_present(self) -> int:
        """How many members were there: guests do not count for a quorum."""
        return sum(one.standing is Standing.MEMBER for one in self.present)

    @property
    def expected(self) -> int:
        """How many people may come: all but those who cannot."""
        return sum(one.may_come for one in self.people)

    @property
    def is_quorate(self) -> bool:
        """Whether so many members are there that the meeting can decide."""
        return self.members_present >= self.quorum

    @property
    def members(self) -> int:
        """How many members are invited."""
        return sum(one.standing is Standing.MEMBER for one in self.people)

    @property
    def unreachable(self) -> Sentence | None:
        """That the quorum is more than all members, where it is."""
        return unreachable(self.quorum, self.members)

    @property
    def ahead(self) -> Sentence:
        """How many may come to a meeting that is still to come."""
        return say("{n} of {people} may come", n=self.expected, people=len(self.people))

    @property
    def told(self) -> Sentence:
        """How many are there, and whether that is enough to decide."""
        there, members = len(self.present), self.members
        if not self.quorum:
            return say("{there} there, {members} of them members", there=there, members=self.members_present)
        if self.is_quorate:
            return say(
                "{there} of {members} members there: a quorum of {quorum}",
                there=self.members_present,
                members=members,
                quorum=self.quorum,
            )
        if self.unreachable:
            return say(
                "{there} of {members} members there: a quorum of {quorum} is more than all of them",
                there=self.members_present,
                members=members,
                quorum=self.quorum,
            )
        return say(
            "{there} of {members} members there: {left} short of a quorum",
            there=self.members_present,
            members=members,
            left=self.quorum - self.members_present,
        )


def unreachable(quorum: int, members: int) -> Sentence | None:
    """Return that a quorum is more than all members of a group; None where it is not."""
    if quorum <= members:
        return None
    return count(
        members,
        "A quorum of {quorum} cannot be reached: the group has {n} member then.",
        "A quorum of {quorum} cannot be reached: the group has {n} members then.",
        quorum=quorum,
    )


def in_order(people: Sequence[Attendee]) -> tuple[Attendee, ...]:
    """Return members first, then guests, each in the order they came."""
    return tuple(sorted(people, key=lambda one: one.standing is Standing.GUEST))
