"""Letter-writing actions that groups use at their meetings, who takes which, and requests to the programme for more."""

from datetime import date

from attrs import field, frozen

from outreach_crm.text import Sentence, Term, say

_HEADINGS = {
    "region": say("From regions"),
    "magazine": say("From the magazine"),
    "monthly mailing": say("From the monthly mailing"),
    "request": say("From the programme"),
}


class Source(Term):
    """Where a group gets letter-writing actions from (Local Groups: Case Campaigning)."""

    REGION = "region"
    MAGAZINE = "magazine"
    MAILING = "monthly mailing"
    REQUEST = "request"

    @property
    def heading(self) -> str:
        """Under what its actions stand on an agenda."""
        return _HEADINGS[self.value]


SIGNED_UP = (Source.REGION, Source.MAGAZINE, Source.MAILING)
"""What groups sign up to; the rest they ask for."""


@frozen(kw_only=True)
class Action:
    """An action on which groups can write letters.

    Args:
        id: its number.
        source: where it comes from.
        title: what it is called.
        text: what it is about, and what is asked for.
        addressees: to whom letters go.
        keyword_id: the region or country it is of; None: of none.
        case_id: the case it is on; None: on none of ours.
        case: what that is called, with its reference.
        group_id: the group that asked for it, as a contact; None: it is for all who take what comes from there.
        meets_on: the day of the meeting for which the group asked (ISO 8601).
        issued_on: since when letters can be written (ISO 8601).
        until_on: the last day on which they can; None: nobody said.
        change_id: its version.
        place: what the region or country is called.
        group: what the group is called; empty where the actor may not see it.
    """

    id: int
    source: Source = field(converter=Source)
    title: str
    text: str
    addressees: str
    keyword_id: int | None
    case_id: int | None
    case: str
    group_id: int | None
    meets_on: str | None
    issued_on: str
    until_on: str | None
    change_id: int
    place: str = ""
    group: str = ""

    def open_on(self, day: str) -> bool:
        """Return whether letters can be written on a day (ISO 8601)."""
        return self.issued_on <= day and (self.until_on is None or day <= self.until_on)


@frozen(kw_only=True)
class ActionDraft:
    """An action as people write it: ``case`` and ``place`` in words or numbers, days as people write them."""

    title: str
    text: str = ""
    addressees: str = ""
    place: str = ""
    case: str = ""
    issued_on: str = ""
    until_on: str = ""


@frozen(kw_only=True)
class SignUp:
    """Whether a group takes what comes from a source.

    Args:
        source: the source.
        keyword_id: the region or country; None: the source has none.
        wants: whether it does.
        said_on: when it said so (ISO 8601); None: it never did, and it is as usual.
        place: what the region or country is called.
    """

    source: Source = field(converter=Source)
    keyword_id: int | None = None
    wants: bool = field(converter=bool)
    said_on: str | None = None
    place: str = ""

    @property
    def what(self) -> str:
        """What it takes or does not: ``region: Africa``."""
        return say("{source}: {place}", source=self.source, place=self.place) if self.place else self.source

    @property
    def told(self) -> Sentence:
        """How it is with it."""
        if self.said_on is None:
            return say("yes, as local groups do") if self.wants else say("no, only local groups do by themselves")
        day = date.fromisoformat(self.said_on)
        return say("yes, since {day}", day=day) if self.wants else say("no, since {day}", day=day)


@frozen(kw_only=True)
class Request:
    """That a group asks the programme for actions for a meeting.

    Args:
        id: its number.
        group_id: the group, as a contact.
        group: what it is called.
        meets_on: the day of the meeting (ISO 8601).
        how_many: how many actions it asks for.
        people: how many people are expected; None: not known.
        due_on: by when the programme wants to be asked (ISO 8601).
        asked_on: when it was.
        asked_by: who of us asked.
        dispatch_id: the message in which that left.
        answered_on: when the programme answered; None: not yet.
        answer: what it answered beside the actions.
        change_id: its version.
        actions: how many actions it answered with.
    """

    id: int
    group_id: int
    group: str
    meets_on: str
    how_many: int
    people: int | None
    due_on: str
    asked_on: str
    asked_by: str
    dispatch_id: int | None
    answered_on: str | None
    answer: str
    change_id: int
    actions: int

    @property
    def day(self) -> date:
        """The day of the meeting."""
        return date.fromisoformat(self.meets_on)

    @property
    def by(self) -> date:
        """By when the programme wants to be asked."""
        return date.fromisoformat(self.due_on)

    @property
    def late(self) -> bool:
        """Whether it came later than the programme wants to be asked."""
        return self.asked_on > self.due_on

    @property
    def told(self) -> Sentence:
        """How far it is."""
        if self.answered_on is None:
            return say("asked on {day}", day=date.fromisoformat(self.asked_on))
        day = date.fromisoformat(self.answered_on)
        return say("answered on {day}: {n} of {many}", day=day, n=self.actions, many=self.how_many)


@frozen(kw_only=True)
class RequestDraft:
    """A request as people write it.

    Args:
        group_id: the group, as a contact.
        meets_on: the day of the meeting, as people write it.
        how_many: how many actions; None: as many as are missing to what the group said it needs.
        people: how many people are expected; None: not known.
    """

    group_id: int
    meets_on: str
    how_many: int | None = None
    people: int | None = None
