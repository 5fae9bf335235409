"""Tokens, pages of records, and what programs are told that goes wrong in ways people do not meet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import field, frozen

from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.policy import Action

MOST = 200
"""So many records stand on a page at most."""
USUAL = 50
"""So many stand on one where nobody said how many."""


def _actions(given: "str | frozenset[Action]") -> frozenset[Action]:
    return frozenset(map(Action, given.split(","))) if isinstance(given, str) else given


@frozen(kw_only=True)
class Token:
    """What a program shows to act for an account; the text of it is nowhere stored.

    Args:
        id: its number.
        name: what it is for, so that whoever gave it knows it again.
        prefix: how the text begins.
        account_id: whose it is.
        account: their name.
        only: what it leaves of what the account may do.
        made_at: when it was made (UTC).
        until_at: until when it is good.
        used_at: when it was last used, to a minute; None where it never was.
        revoked_at: when somebody took it back.
    """

    id: int
    name: str
    prefix: str
    account_id: int
    account: str
    only: frozenset[Action] = field(converter=_actions)
    made_at: str
    until_at: str
    used_at: str | None
    revoked_at: str | None

    @property
    def leaves(self) -> str:
        """What it leaves, in the order in which rights grow."""
        return ", ".join(one.value for one in Action if one in self.only)


@frozen(kw_only=True)
class Issued:
    """A token that was just made, with its text, which is shown this once."""

    token: Token
    text: str = field(repr=False)


@frozen(kw_only=True)
class Wanted:
    """Which records somebody asks for.

    Args:
        limit: how many at most.
        after: the number of the last one they have.
        since: only what was changed since; None for all.
        filters: what else is asked, by the names of the resource.
    """

    limit: int = USUAL
    after: int = 0
    since: datetime | None = None
    filters: Mapping[str, str] = field(factory=dict)


@frozen(kw_only=True)
class Page:
    """Some records by their numbers, and the number after which the next page begins; None where there is none."""

    records: tuple[Any, ...]
    after: int | None


class StaleError(ConflictError):
    """A record is not any more as whoever wants to write it has seen it."""


class UnconditionalError(InvalidInputError):
    """Whoever wants to write a record does not say as what they have seen it."""


class UnprovenError(ConflictError):
    """A request is sent again while the first one is still being done."""
