"""Accounts and circles as records."""

from attrs import field, frozen

from outreach_crm.policy import Role


@frozen(kw_only=True)
class Account:
    """Somebody who works with the contacts; made by the first change done in that name."""

    id: int
    name: str
    retired_on: str | None = None
    role: Role = field(default=Role.OFFICER, converter=Role)


@frozen(kw_only=True)
class Session:
    """Somebody who is signed in: the digest of their token, whose account it is, and until when (UTC)."""

    mark: str
    account: Account
    until_at: str


@frozen(kw_only=True)
class Circle:
    """A circle of accounts; a contact in a circle is seen by its members only."""

    id: int
    name: str
    members: tuple[str, ...] = ()
