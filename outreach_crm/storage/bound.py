"""What a store binds in every statement, and what it answers with."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from attrs import Factory, define

from outreach_crm.clock import Clock, SystemClock, timestamp
from outreach_crm.errors import InvalidInputError

Row = dict[str, Any]
UNREADABLE = (
    "A value is no number or text that a database can hold (too large, not Unicode, or with the character NUL in it)."
    " Nothing was changed; take it out and try again."
)
"""What both engines say of a value that one of them could not hold."""


def values_of(columns: Sequence[str]) -> Callable[[Mapping[str, Any]], Sequence[Any]]:
    """Return what takes the values of some columns out of a row, in their order."""
    return itemgetter(*columns) if len(columns) > 1 else lambda row: [row[column] for column in columns]


def check_texts(values: Iterable[Any]) -> None:
    """Refuse the character NUL in a text: PostgreSQL cannot hold it, and what reads SQLite's files may end there.

    Raises:
        InvalidInputError: a text has one.
    """
    for one in values:
        if isinstance(one, str) and "\0" in one:
            raise InvalidInputError(UNREADABLE)


def joined(bound: Row, params: Mapping[str, Any]) -> Row:
    """Return what is bound in every statement with the parameters of one.

    Raises:
        InvalidInputError: a text among these has the character NUL in it.
    """
    check_texts(params.values())
    return {**bound, **params}


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
