"""The level of a case in the portfolio and our decision to work on it: which may follow which, and why one is closed.

"Those in the Portfolio are assigned one of four levels: draft, active, dormant, and closed" (resolution on individual
long-term casework). The International Secretariat decides on the level, the section on whether it works on the case;
neither overwrites what was.
"""

from collections.abc import Mapping

from attrs import field, frozen

from outreach_crm.text import Sentence, Term, say, term


class Track(Term):
    """Of what a row of the history of a case is."""

    LEVEL = "level"
    STANCE = "decision"


class Level(Term):
    """The level of a case in the portfolio, which the International Secretariat decides."""

    DRAFT = "draft"
    ACTIVE = "active"
    DORMANT = "dormant"
    CLOSED = "closed"


class Stance(Term):
    """What our section decided."""

    WORK = "work"
    NOT = "not"

    @property
    def told(self) -> Sentence:
        """How people read it."""
        return _TOLD[self]

    @property
    def label(self) -> str:
        """How people read it."""
        return self.told


_TOLD = {Stance.WORK: say("we work on it"), Stance.NOT: say("we do not work on it")}


class Reason(Term):
    """Why a case is closed, or left."""

    RELEASED = "released"
    LIFTED = "sentence lifted"
    ENDED = "threat ended"
    DIED = "died"
    WISH = "their wish"
    SAFETY = "ethical risk or safety"
    CAPACITY = "capacity or strategy"
    DUPLICATE = "duplicate"

    @property
    def resolved(self) -> bool:
        """Whether what the case was about has ended well."""
        return self in {Reason.RELEASED, Reason.LIFTED, Reason.ENDED}

    @property
    def stops(self) -> bool:
        """Whether all work has to rest at once, wherever it is done."""
        return self in {Reason.WISH, Reason.SAFETY}


def read_reason(text: str) -> Reason | None:
    """Return a reason as it is stored; None: none was chosen."""
    return Reason(text) if text else None


WAYS: Mapping[str | None, frozenset[str]] = {
    None: frozenset(Level),
    Level.DRAFT: frozenset({Level.ACTIVE, Level.CLOSED}),
    Level.ACTIVE: frozenset({Level.DORMANT, Level.CLOSED}),
    Level.DORMANT: frozenset({Level.ACTIVE, Level.CLOSED}),
    # What was closed is opened again as active, with a word why.
    Level.CLOSED: frozenset({Level.ACTIVE}),
}
"""Which level may follow which; after none, any: a case may come to us at any of them."""

RESTS = frozenset({Level.DORMANT, Level.CLOSED})
"""Levels at which nobody is asked to work on a case; whoever holds it is told."""


@frozen(kw_only=True)
class Transition:
    """A row in the history of a case: from a day on it had a level, or our section's decision held.

    Args:
        id: its number; of two on one day the later one holds.
        case_id: the case.
        track: of which of the two it is.
        state: the level, or what was decided.
        decided_on: from which day on (ISO 8601).
        reason: why it is closed or left; None where no reason was chosen.
        note: why, in words.
        decided_by: who decided; empty: the International Secretariat.
        said_by: who of us wrote it down.
        change_id: the change that wrote it.
    """

    id: int
    case_id: int
    track: Track = field(converter=Track)
    state: str
    decided_on: str
    reason: Reason | None = field(converter=read_reason)
    note: str
    decided_by: str
    said_by: str
    change_id: int

    @property
    def decider(self) -> str:
        """Who decided, as people read it."""
        return self.decided_by or say("International Secretariat")

    @property
    def told(self) -> Sentence:
        """What it says, as people read it: ``closed: released``."""
        said = Stance(self.state).told if self.track is Track.STANCE else term(Level(self.state).value)
        return say("{what}: {why}", what=said, why=self.reason) if self.reason else say("{what}", what=said)


@frozen(kw_only=True)
class Decided:
    """A level or a decision to be written down.

    Args:
        state: the level, or what is decided.
        decided_on: from which day on; empty: today.
        reason: why it is closed or left.
        note: why, in words.
        decided_by: who decided; empty: the International Secretariat on a level, the actor on our decision.
        seen: the last row of the same track that whoever decides saw, 0 for none; None: whatever it is.
    """

    state: str
    decided_on: str = ""
    reason: Reason | None = None
    note: str = ""
    decided_by: str = ""
    seen: int | None = None
