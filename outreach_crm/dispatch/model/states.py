"""How far a dispatch and each of its deliveries can be, and which way a state may go."""

from collections.abc import Mapping
from enum import StrEnum

from outreach_crm.text import Sentence, Term, say


class State(Term):
    """How far a dispatch is. While it is a draft its recipients may be frozen, never afterwards."""

    DRAFT = "draft"
    APPROVED = "approved"
    SENDING = "sending"
    # Something is wrong with the way out (no connection, a full disk); anybody may go on.
    PAUSED = "paused"
    # Somebody said stop.
    STOPPED = "stopped"
    DONE = "done"

    @property
    def label(self) -> str:
        """What people read."""
        return _TOLD[self]

    def may_become(self, state: "State") -> bool:
        """Return whether another state may follow this one."""
        return (self.value, state.value) in DISPATCH_WAYS


_TOLD: Mapping[State, str] = {
    State.DRAFT: say("being drafted"),
    State.APPROVED: say("approved"),
    State.SENDING: say("being sent"),
    State.PAUSED: say("paused"),
    State.STOPPED: say("stopped"),
    State.DONE: say("finished"),
}


class DeliveryState(StrEnum):
    """How far a delivery is (RFC 5321, 4.2.5 for what a sender may conclude from a reply, or from none)."""

    QUEUED = "queued"
    # Somebody prepares it; nothing has left.
    CLAIMED = "claimed"
    # Written down before the last step, after which it may have left.
    INFLIGHT = "inflight"
    # Printed or listed, and given to somebody who carries it out; nothing has left.
    IN_HAND = "in_hand"
    SENT = "sent"
    # Not taken this time; it is tried again later.
    DEFERRED = "deferred"
    FAILED = "failed"
    # It may have left and it may not; never sent again without saying so.
    IN_DOUBT = "in_doubt"
    CANCELLED = "cancelled"
    # Listed, never to be sent: the reason stands in its rule.
    REFUSED = "refused"

    @property
    def label(self) -> Sentence:
        """What people read."""
        return _BECAME[self]


_BECAME: Mapping[DeliveryState, Sentence] = {
    DeliveryState.QUEUED: say("waiting"),
    DeliveryState.CLAIMED: say("being prepared"),
    DeliveryState.INFLIGHT: say("leaving now"),
    DeliveryState.IN_HAND: say("in somebody's hand"),
    DeliveryState.SENT: say("sent"),
    DeliveryState.DEFERRED: say("put off, tried again"),
    DeliveryState.FAILED: say("did not get through"),
    DeliveryState.IN_DOUBT: say("in doubt"),
    DeliveryState.CANCELLED: say("cancelled"),
    DeliveryState.REFUSED: say("left out"),
}


class Policy(StrEnum):
    """What becomes of a delivery in doubt: it waits for a person, or goes out a second time, once."""

    HOLD = "hold"
    RESEND = "resend"


DISPATCH_WAYS = tuple(
    (before, after)
    for before, afters in {
        "draft": ("approved", "stopped"),
        "approved": ("sending", "stopped"),
        "sending": ("paused", "stopped", "done"),
        "paused": ("sending", "stopped", "done"),
        "stopped": ("sending", "done"),
    }.items()
    for after in afters
)
DELIVERY_WAYS = tuple(
    (before, after)
    for before, afters in {
        "queued": ("claimed", "cancelled"),
        "claimed": ("queued", "inflight", "in_hand", "deferred", "failed", "cancelled"),
        "inflight": ("sent", "deferred", "failed", "in_doubt"),
        "in_hand": ("sent", "deferred", "failed", "queued", "cancelled"),
        "deferred": ("claimed", "cancelled"),
        "in_doubt": ("sent", "failed", "queued", "cancelled"),
    }.items()
    for after in afters
)
FINAL = frozenset({DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.CANCELLED, DeliveryState.REFUSED})
