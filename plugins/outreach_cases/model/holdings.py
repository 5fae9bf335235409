"""Which case a group holds since when, who of the group holds the casefile, and what a group agrees to with it."""

from datetime import date

from attrs import field, frozen

from outreach_cases.model.leaving import GONE, NEVER
from outreach_crm.text import Sentence, Term, row, say


class Ended(Term):
    """How the work of a group on a case ended."""

    RELINQUISHED = "relinquished"
    CLOSED = "closed"
    LEFT = "left"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        """What people read."""
        return _SAID.get(self, super().label)


_SAID = {Ended.LEFT: say("given up by the section"), Ended.STOPPED: say("work stopped at once")}


def read_ended(text: str) -> Ended | None:
    """Return how something ended as it is stored; None: it has not."""
    return Ended(text) if text else None


DUTIES = (
    say("Name a casefile holder, who answers the coordinator and staff; tell when another one follows."),
    say("Send appeal letters at the least; solidarity messages and other actions where they help."),
    say("Keep a record of activities and what came of them, and report on it at least once a year."),
    say("Work on the case for a sustained time, and let go of it where work on it stops."),
)
"""What a group agrees to that takes on a case (Local Groups: Case Campaigning, "What does it involve?")."""


@frozen(kw_only=True)
class Holder:
    """Who of a group holds a casefile, or held it.

    Args:
        id: its number.
        holding_id: of which holding.
        contact_id: the person; None where the actor may not see them.
        person: what they are called; empty where the actor may not see them.
        trashed: whether they are in the trash.
        from_on: since when (ISO 8601).
        to_on: the first day on which they held it no longer; None: they hold it.
        papers: what they were handed.
        told_on: when coordinator and programme were told of them; None: not yet.
        version_id: which version of the casefile they were sent; None: none yet.
        dispatch_id: the message in which it left.
        change_id: its version.
        far: how far that message is, as deliveries say; empty where there is none.
    """

    id: int
    holding_id: int
    contact_id: int | None
    person: str
    trashed: bool = field(converter=bool)
    from_on: str
    to_on: str | None
    papers: str
    told_on: str | None
    version_id: int | None
    dispatch_id: int | None
    change_id: int
    far: str = ""

    @property
    def casefile_told(self) -> Sentence:
        """How it is with the casefile they were sent, in a word or two."""
        if self.far in GONE:
            return say("sent")
        return say("did not leave") if self.far in NEVER else say("not left so far")


@frozen(kw_only=True)
class Holding:
    """The work of one group on one case.

    Args:
        id: its number.
        group_id: the group, as a contact.
        group: what it is called.
        case_id: the case.
        case: what it is called, with its reference.
        from_on: since when (ISO 8601).
        to_on: the first day on which the group did not hold it; None: it does.
        ended: how that came; None where it has not ended.
        because: why it ended, in words.
        fit: how well it fitted the wishes of the group on the day it was given, 0 (all) to 4 (none); None: not known.
        why: why it was given, as it was told then.
        other: why the group chose another case than those that were offered.
        agreed_on: when the group agreed to the duties; None: not yet.
        report_on: by when its next report is due.
        batch_id: the batch in which it was given; None: by itself.
        change_id: its version.
        holder: who holds the casefile, or held it last; None: nobody is named.
    """

    id: int
    group_id: int
    group: str
    case_id: int
    case: str
    from_on: str
    to_on: str | None
    ended: Ended | None = field(converter=read_ended)
    because: str
    fit: int | None
    why: str
    other: str
    agreed_on: str | None
    report_on: str
    batch_id: int | None
    change_id: int
    holder: Holder | None = None

    @property
    def open(self) -> bool:
        """Whether the group holds the case."""
        return self.to_on is None

    @property
    def vacant(self) -> bool:
        """Whether nobody who could be written to holds the casefile, though the group holds the case."""
        return self.open and (self.holder is None or self.holder.trashed or self.holder.to_on is not None)

    @property
    def casefile_with(self) -> str:
        """Who holds the casefile or held it last, with since when where that is later; empty: nobody is named."""
        if self.holder is None or self.holder.from_on <= self.from_on:
            return self.holder.person if self.holder else ""
        return say("{who} since {day}", who=self.holder.person, day=date.fromisoformat(self.holder.from_on))

    @property
    def told(self) -> Sentence:
        """How it is with it, as people read it: ``since 2026-03-09, Ana Ruiz``."""
        if self.to_on is None or self.ended is None:
            since = say("since {day}", day=date.fromisoformat(self.from_on))
            there = self.holder is not None and self.holder.to_on is None and self.casefile_with
            return row([since, there]) if there else since
        start, end = (date.fromisoformat(day) for day in (self.from_on, self.to_on))
        return say("{start} to {end}: {how}", start=start, end=end, how=self.ended)


@frozen(kw_only=True)
class Acceptance:
    """What a group says that takes on a case.

    Args:
        group_id: the group, as a contact.
        case_id: the case.
        holder_id: who of the group holds the casefile.
        on: since when; empty: today.
        other: why the group chose another case than those that it was offered.
        agreed: whether the group has read the duties and agrees to them.
    """

    group_id: int
    case_id: int
    holder_id: int
    on: str = ""
    other: str = ""
    agreed: bool = False


@frozen(kw_only=True)
class Coordinator:
    """Who coordinates the work on a country: a person or a group, since when, and until when.

    ``country`` is its code (ISO 3166); ``to_on`` is the first day on which they did so no longer.
    """

    id: int
    contact_id: int
    name: str
    country: str
    from_on: str
    to_on: str | None
    change_id: int
