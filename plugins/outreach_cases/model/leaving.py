"""What became of messages about casework that were to leave at once."""

from attrs import frozen

GONE = frozenset({"", "sent"})
"""How far a delivery is that has left, or of which nobody knows any more."""
NEVER = frozenset({"failed", "cancelled", "refused"})
"""How far one is that does not leave."""


@frozen(kw_only=True)
class Left:
    """What became of messages that were to leave at once.

    Args:
        to: those to whom one left, by name.
        waiting: those to whom none has left so far, by name, each with what is in the way and how it goes on.
        notes: what the ways out say of what they made, such as where files lie.
    """

    to: tuple[str, ...]
    waiting: dict[str, str]
    notes: tuple[str, ...]
