"""Calendars that programs of others show: whose they are, and the secret address of one."""

from datetime import date, timedelta

from attrs import field, frozen

_BACK, _AHEAD = timedelta(days=92), timedelta(days=731)


@frozen(kw_only=True)
class Whose:
    """Whose calendar it is: a group's, as a contact, or that of one of us, as an account; one of them is given."""

    group_id: int | None = None
    account_id: int | None = None

    def __str__(self) -> str:
        """Return what it is known by in a file: ``group 17``."""
        return f"group {self.group_id}" if self.group_id else f"account {self.account_id}"


@frozen(kw_only=True)
class Feed:
    """A calendar at a secret address: ``uid`` stands in it, ``name`` is the group's or the account's."""

    id: int
    uid: str
    group_id: int | None
    account_id: int | None
    name: str
    made_on: str
    revoked_on: str | None
    change_id: int

    @property
    def whose(self) -> Whose:
        """Whose calendar it is."""
        return Whose(group_id=self.group_id, account_id=self.account_id)


@frozen
class Span:
    """The days of a calendar, both included."""

    first: date
    last: date = field()

    @classmethod
    def around(cls, today: date) -> "Span":
        """Return the days a calendar usually has: three months back and two years ahead, by whole months.

        It moves on with the month, so that a calendar is the same from one day to the next while nothing changes.
        """
        begins = today.replace(day=1)
        return cls(begins - _BACK, begins + _AHEAD)
