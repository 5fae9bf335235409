"""What a store binds in every statement, and what it answers with."""

from typing import Any

from attrs import Factory, define

from outreach_crm.clock import Clock, SystemClock, timestamp

Row = dict[str, Any]


@define
class Bound:
    """What the store binds in every statement: ``:now :today :actor_id :change_id``."""

    clock: Clock = Factory(SystemClock)
    actor_id: int | None = None
    change_id: int | None = None

    def values(self) -> Row:
        """Return the values by name; moments and days as ISO 8601 text."""
        return {
            "now": timestamp(self.clock.now()),
            "today": self.clock.today().isoformat(),
            "actor_id": self.actor_id,
            "change_id": self.change_id,
        }
