"""What cases a group is offered, and which cases many groups would be given at once, each with its reasons."""

from attrs import frozen

from outreach_cases.model.cases import Case
from outreach_crm.text import Sentence


@frozen(kw_only=True)
class Offered:
    """A case that a group is offered.

    Args:
        case: the case.
        fit: how well it fits, from 0 (all wishes) to 4 (none).
        why: why it is offered, in the order in which it counts.
    """

    case: Case
    fit: int
    why: tuple[Sentence, ...]


@frozen(kw_only=True)
class Offering:
    """The best cases for a group.

    Args:
        group_id: the group, as a contact.
        group: what it is called.
        held: how many cases it holds.
        places: how many it works on at most.
        offered: the cases, the best first.
        against: why fewer than there could be: no room, nothing fits; empty where nothing is in the way.
    """

    group_id: int
    group: str
    held: int
    places: int
    offered: tuple[Offered, ...]
    against: tuple[Sentence, ...] = ()


@frozen(kw_only=True)
class Gift:
    """A case that a group would be given in a batch.

    Args:
        group_id: the group, as a contact.
        group: what it is called.
        case_id: the case; None where it gets none.
        case: what it is called; empty where it gets none.
        holder_id: who of the group would hold the casefile.
        holder: what they are called.
        fit: how well it fits, from 0 to 4; None where it gets none.
        why: why it gets this case, and no better one.
    """

    group_id: int
    group: str
    case_id: int | None
    case: str
    holder_id: int
    holder: str
    fit: int | None
    why: Sentence


@frozen(kw_only=True)
class Proposal:
    """Which cases many groups would be given at once; nothing is written.

    Args:
        seed: what the lot is drawn from; with it the same comes out again.
        gifts: what each group would get, by name.
        told: what it amounts to.
        left_out: groups that cannot take part, and why.
        seen: stands for just these gifts, so that nothing else is taken than what was looked at.
    """

    seed: int
    gifts: tuple[Gift, ...]
    told: tuple[Sentence, ...]
    left_out: tuple[Sentence, ...]
    seen: str


@frozen(kw_only=True)
class Exchange:
    """An exchange that a group could propose to another one.

    Args:
        gives_id: the case it would give.
        gives: what that is called.
        group_id: the other group, as a contact.
        group: what that is called.
        takes_id: the case it would get.
        takes: what that is called.
        gain: by how many levels the two would be better off together; 1 or more.
    """

    gives_id: int
    gives: str
    group_id: int
    group: str
    takes_id: int
    takes: str
    gain: int
