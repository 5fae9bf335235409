"""A case as it was on a day, with what belonged to it then."""

from datetime import date

from attrs import frozen

from outreach_cases.model.cases import Case
from outreach_cases.model.holdings import Holding
from outreach_cases.model.levels import Transition
from outreach_cases.model.links import Addressee, Link, Note, Pointer, Version


@frozen(kw_only=True)
class Then:
    """A case as it was at the end of a day, without what was taken back.

    Levels, decisions, versions of the casefile and who held it go by the day they are of, however late they were
    written down. What has no day of its own (whom it is about, links, what belongs to it) goes by when it was written.

    Args:
        on: the day.
        case: the case.
        concerns: what it was about, by the names of today.
        history: its levels and decisions up to that day, the earliest first.
        holdings: the groups that held it, each with who held the casefile.
        versions: the versions of the casefile there were, the latest first: that one was current.
        links: what it was linked to.
        pointers: what belonged to it.
        addressees: to whom its appeals went.
        notes: restricted notes that were written by then, are there still, and the actor may read.
    """

    on: date
    case: Case
    concerns: tuple[str, ...]
    history: tuple[Transition, ...]
    holdings: tuple[Holding, ...]
    versions: tuple[Version, ...]
    links: tuple[Link, ...]
    pointers: tuple[Pointer, ...]
    addressees: tuple[Addressee, ...]
    notes: tuple[Note, ...]
