"""Accounts and circles as records."""

from attrs import frozen


@frozen(kw_only=True)
class Account:
    """Somebody who works with the contacts; made by the first change done in that name."""

    id: int
    name: str
    retired_on: str | None = None


@frozen(kw_only=True)
class Circle:
    """A circle of accounts; a contact in a circle is seen by its members only."""

    id: int
    name: str
    members: tuple[str, ...] = ()
