"""What a store binds in every statement, and what it answers with."""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from attrs import Factory, define

from outreach_crm.clock import Clock, SystemClock, timestamp

Row = dict[str, Any]


def values_of(columns: Sequence[str]) -> Callable[[Mapping[str, Any]], Sequence[Any]]:
    """Return what takes the values of some columns out of a row, in their order."""
    return itemgetter(*columns) if len(columns) > 1 else lambda row: [row[column] for column in columns]


@define
class Bound:
    """What the store binds in every statement: ``:now :today :actor_id :own_id :change_id``."""

    clock: Clock = Factory(SystemClock)
    actor_id: int | None = None
    own_id: int | None = None
    change_id: int | None = None

    def values(self) -> Row:
        """Return the values by name; moments and days as ISO 8601 text."""
        return {
            "now": timestamp(self.clock.now()),
            "today": self.clock.today().isoformat(),
            "actor_id": self.actor_id,
            "own_id": self.own_id,
            "change_id": self.change_id,
        }
