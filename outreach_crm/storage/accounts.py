"""Finds and makes the account of whoever acts: the kernel needs it for the journal and for what is visible."""

from outreach_crm.errors import NotFoundError, RefusedError
from outreach_crm.storage.store import Store
from outreach_crm.text import fold, say

_FIND = "select id from accounts where name_key = :key"
_ROLE = "select role from accounts where name_key = :key"
_RETIRED = "select name, retired_on from accounts where id = :id and retired_on is not null"
_NAMES = "select name from accounts order by name_key, id"


def account_id(store: Store, name: str) -> int | None:
    """Return the id of an account by its name, whatever the case and accents; None where there is none."""
    found = store.value(_FIND, key=fold(name))
    return None if found is None else int(found)


def account_role(store: Store, name: str) -> str:
    """Return what an account is here for, by its name; empty where there is none."""
    return str(store.value(_ROLE, key=fold(name)) or "")


def check_known(store: Store, name: str) -> None:
    """Refuse a name given for somebody who has no account, lest a slip of the keyboard makes one.

    Raises:
        NotFoundError: nobody here is called so, and there are others.
    """
    names = [row["name"] for row in store.rows(_NAMES)]
    if names and account_id(store, name) is None:
        from outreach_crm.meaning import suggestion

        near = suggestion(name, names)
        raise NotFoundError(
            say(
                "Nobody here is called {name!r}{near}; outreach accounts add {name!r} makes an account.",
                name=name,
                near=near,
            )
        )


def check_active(store: Store, account: int) -> None:
    """Refuse to write in the name of an account that is retired.

    Raises:
        RefusedError: it is.
    """
    row = store.one(_RETIRED, id=account)
    if row:
        raise RefusedError(
            say(
                "{name} retired on {day}; nothing is written in that name any more.",
                name=row["name"],
                day=row["retired_on"],
            )
        )


def make_account(store: Store, name: str) -> int:
    """Make an account and return its id. Call inside a change."""
    return store.insert("accounts", {"name": name, "name_key": fold(name)})
