"""What sending an Urgent Action comes to: whom it goes to, what to know before, what a stop did; and its words."""

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from outreach_crm.dispatch.model import Dispatch, Preview, ToldBefore
from outreach_crm.text import later
from outreach_urgent_actions.model.issues import Issue, Kind, State

# Whoever got an earlier issue gets these, whatever the keywords say now.
FOLLOWING = frozenset({Kind.FOLLOWUP, Kind.FINAL, Kind.CORRECTION, Kind.STOP})
# Nobody is asked to write any more: they go out after a deadline and after a stop.
ENDING = frozenset({Kind.FINAL, Kind.STOP})
# What they hold is wrong or dangerous: they go to everybody who got it, whoever left or paused since.
URGENT = frozenset({Kind.CORRECTION, Kind.STOP})

LEFT_OUT: Mapping[str, str] = {
    "left": later("left on {detail}"),
    "paused": later("paused until {detail}"),
}
"""Why somebody who got an earlier issue does not get a follow-up: rule to sentence, with ``{detail}``."""


def without(kind: Kind) -> tuple[str, ...]:
    """Return the rules that keep somebody who got an earlier issue from one of a kind.

    A pause is from work: who paused still hears that there is none any more, or that what they hold is wrong.
    """
    if kind in URGENT:
        return ()
    return ("left",) if kind is Kind.FINAL else ("left", "paused")


def may_leave(kind: Kind, states: Iterable[State]) -> bool:
    """Return whether an issue may leave about cases that are so far; what ends or corrects one may at any time."""
    return kind in ENDING | {Kind.CORRECTION} or all(state is State.OPEN for state in states)


@frozen(kw_only=True)
class Order:
    """How an issue is to be sent.

    Args:
        channel: by what it goes, for whoever asked for no way of their own; else the first way for e-mail.
        place: where the channel puts it.
        with_later_joiners: also to those whose sign-up began after the case did, with a covering note.
        after_deadline: although the day on the sheet has passed.
        because: why.
        seen: the version of the list that somebody was shown; it does not leave where it is another one by now.
            None: whatever it is.
    """

    channel: str = ""
    place: str = ""
    with_later_joiners: bool = False
    after_deadline: bool = False
    because: str = ""
    seen: int | None = None


@frozen(kw_only=True)
class Proposal:
    """What sending an issue would do now.

    ``to`` says in words whom it goes to; ``held`` counts by sentence whom it fits and who do not get it; ``warnings``
    are sentences; ``until_on`` is the last day on which it may leave; where more than ``second_above`` get it, somebody
    else approves the list (0: never).
    """

    issue: Issue
    name: str
    to: str
    preview: Preview
    held: Mapping[str, int]
    warnings: tuple[str, ...] = ()
    until_on: date | None = None
    second_above: int = 0


@frozen(kw_only=True)
class Handed:
    """An issue that was handed over; where ``waits`` says for whom, nothing leaves until they agree."""

    issue: Issue
    dispatch: Dispatch
    recipients: int
    waits: str = ""


@frozen(kw_only=True)
class Follower:
    """Somebody who got an earlier issue of a case; ``rule`` says why they would not get a follow-up."""

    contact_id: int
    contact: str
    got: str
    on: str
    channel: str
    rule: str = ""
    why_not: str = ""


@frozen(kw_only=True)
class Pull:
    """A message on paper or in a file that somebody may not have posted yet.

    ``what`` says which sheet or file it is, ``called`` how somebody finds it: of which mailing it is, and what its file
    is called as far as that tells it from others; ``on`` the day on which it counted as sent; ``in_hand``: it did not
    yet. Of whom somebody else sees, or who was erased, there is the sheet alone.
    """

    contact_id: int | None
    contact: str
    dispatch: str
    channel: str
    what: str
    on: str
    in_hand: bool = False
    called: str = ""


@frozen(kw_only=True)
class Stopped:
    """What a stop did: how many messages were cancelled, what to pull, and the notice; None where nobody got it.

    ``told_before`` are the newsletters that had told of it, whose readers are to be written to, or that are printed and
    to be kept back; whoever stopped it has a task for each. ``hidden`` is how many got it whom only another circle
    sees: they are not told, and their files are not pulled.
    """

    case: str
    because: str
    cancelled: int
    pull: tuple[Pull, ...]
    told: Preview | None
    notice: Dispatch | None
    told_before: tuple[ToldBefore, ...] = ()
    hidden: int = 0
