"""The board of requests: a lane for each stage on the way from what somebody asks to what we promised."""

from attrs import field, frozen

from outreach_crm.text import Term
from outreach_mutuality.model.assessing import Promise
from outreach_mutuality.model.requests import Request, State


class Stage(Term):
    """What is next with the requests of a lane."""

    RECEIVED = "received"
    UNCLEAR = "a rule is unclear"
    CONSULTED = "others are consulted"
    TO_DECIDE = "to be decided"
    TO_ANSWER = "to be answered"
    # They were answered, and what was promised is not done yet.
    PROMISED = "promised"


STATES = {
    Stage.RECEIVED: State.RECEIVED,
    Stage.UNCLEAR: State.UNCLEAR,
    Stage.CONSULTED: State.CONSULTED,
    Stage.TO_DECIDE: State.ASSESSED,
    Stage.TO_ANSWER: State.DECIDED,
    Stage.PROMISED: State.ANSWERED,
}
"""Which requests stand in which lane, in the order of the lanes."""


@frozen(kw_only=True)
class Card:
    """A request on the board.

    Args:
        request: the request.
        promise: of one that is answered, the promise that is due next.
    """

    request: Request
    promise: Promise | None = None

    @property
    def due_on(self) -> str | None:
        """By when something is to be done: the promise, else the answer; None where nobody said (ISO 8601)."""
        return self.promise.due_on if self.promise else self.request.deadline_on

    def is_late(self, today: str) -> bool:
        """Return whether it should have been done before a day (ISO 8601)."""
        return bool(self.due_on and self.due_on < today)


@frozen(kw_only=True)
class Lane:
    """A lane: its stage, the cards that are due first, and how many requests stand in it in all."""

    stage: Stage
    cards: tuple[Card, ...] = field(default=())
    count: int = 0

    @property
    def more(self) -> int:
        """How many of its requests have no card here."""
        return self.count - len(self.cards)
