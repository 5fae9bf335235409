"""Who works here: accounts, and what two of them agree to."""

from outreach_crm.accounts import queries
from outreach_crm.accounts.model import Account
from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.model import Ref
from outreach_crm.storage.accounts import make_account
from outreach_crm.text import fold, words

_LONGEST_NAME = 100


def list_accounts(app: App) -> list[Account]:
    """Return all accounts by name."""
    return queries.accounts(app.store)


def find_account(app: App, name: str) -> Account:
    """Return the account of a name, whatever the case and accents.

    Raises:
        NotFoundError: nobody here has that name.
    """
    found = queries.account(app.store, name_key(name))
    if found is None:
        raise NotFoundError(f"Nobody here is called {name!r}; see outreach accounts list.")
    return found


def name_of(app: App, account_id: int | None) -> str:
    """Return the name of an account, or an empty text."""
    found = queries.account_by_id(app.store, account_id) if account_id is not None else None
    return found.name if found else ""


def add_account(app: App, name: str) -> Account:
    """Make an account.

    Raises:
        InvalidInputError: the name is empty or too long.
        ConflictError: somebody has it already.
    """
    name = checked_name(name, "An account")
    with app.change("add account"):
        if queries.account(app.store, name_key(name)):
            raise ConflictError(f"There is an account {name!r} already.")
        make_account(app.store, name)
        return find_account(app, name)


def retire_account(app: App, name: str, *, because: str = "") -> Account:
    """Mark an account as no longer in use; what it did keeps its name.

    Raises:
        NotFoundError: nobody here has that name.
        ConflictError: it is retired already.
    """
    with app.change("retire account", because=because):
        found = find_account(app, name)
        if found.retired_on:
            raise ConflictError(f"{found.name} is retired already, since {found.retired_on}.")
        app.store.update("accounts", found.id, {"retired_on": app.clock.today().isoformat()})
        return find_account(app, name)


def second_person(app: App, ref: Ref, digest: str, *, because: str = "") -> str:
    """Write down that whoever acts agrees to something, and return who else has, as one name; empty for nobody.

    Args:
        app: the App.
        ref: what they agree to.
        digest: as it is now: what is agreed to holds for nothing else.
        because: why.
    """
    with app.change("agree", because=because):
        own = app.store.bound.actor_id
        there = queries.agreed(app.store, ref, digest)
        if own not in there:
            said = {"ref_kind": ref.kind, "ref_id": ref.id, "digest": digest, "account_id": own}
            app.store.insert("agreements", said)
        return next((name for account, name in there.items() if account != own), "")


def agreed(app: App, ref: Ref, digest: str) -> list[str]:
    """Return who has agreed to something as it is now, the first one first. See :func:`second_person`."""
    return [*queries.agreed(app.store, ref, digest).values()]


def name_key(name: str) -> str:
    """Return by what a name is known, whatever its case, accents and blanks."""
    return fold(" ".join(name.split()))


def checked_name(name: str, what: str) -> str:
    """Return a name of something (``An account``) without needless blanks.

    Raises:
        InvalidInputError: it is empty or too long.
    """
    name = " ".join(name.split())
    if not words(name):
        raise InvalidInputError(f"{what} needs a name.")
    if len(name) > _LONGEST_NAME:
        raise InvalidInputError(f"That name has {len(name)} letters, and {_LONGEST_NAME} fit.")
    return name
