"""Finds and makes the account of whoever acts: the kernel needs it for the journal and for what is visible."""

from outreach_crm.storage.store import Store
from outreach_crm.text import fold

_FIND = "select id from accounts where name_key = :key"


def account_id(store: Store, name: str) -> int | None:
    """Return the id of an account by its name, whatever the case and accents; None where there is none."""
    found = store.value(_FIND, key=fold(name))
    return None if found is None else int(found)


def make_account(store: Store, name: str) -> int:
    """Make an account and return its id. Call inside a change."""
    return store.insert("accounts", {"name": name, "name_key": fold(name)})
