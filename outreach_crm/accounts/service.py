"""Who works here: accounts, and the circles that may see what is restricted."""

from outreach_crm.accounts import queries
from outreach_crm.accounts.model import Account, Circle
from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.storage.accounts import make_account
from outreach_crm.text import fold


def list_accounts(app: App) -> list[Account]:
    """Return all accounts by name."""
    return queries.accounts(app.store)


def find_account(app: App, name: str) -> Account:
    """Return the account of a name, whatever the case and accents.

    Raises:
        NotFoundError: nobody here has that name.
    """
    found = queries.account(app.store, fold(name))
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
        InvalidInputError: the name is empty.
        ConflictError: somebody has it already.
    """
    if not fold(name).strip():
        raise InvalidInputError("An account needs a name.")
    with app.change("add account"):
        if queries.account(app.store, fold(name)):
            raise ConflictError(f"There is an account {name!r} already.")
        make_account(app.store, name.strip())
        return find_account(app, name)


def retire_account(app: App, name: str, *, because: str = "") -> Account:
    """Mark an account as no longer in use; what it did keeps its name."""
    with app.change("retire account", because=because):
        found = find_account(app, name)
        app.store.update("accounts", found.id, {"retired_on": app.clock.today().isoformat()})
        return find_account(app, name)


def list_circles(app: App) -> list[Circle]:
    """Return all circles by name, with their members."""
    return queries.circles(app.store)


def circle_id(app: App, name: str) -> int:
    """Return the id of a circle by its name.

    Raises:
        NotFoundError: there is no such circle.
    """
    found = queries.circle_id(app.store, fold(name))
    if found is None:
        raise NotFoundError(f"There is no circle {name!r}; see outreach circles list.")
    return found


def add_circle(app: App, name: str) -> None:
    """Make a circle, with its maker as the first member.

    Raises:
        InvalidInputError: the name is empty.
        ConflictError: there is one of that name already.
    """
    if not fold(name).strip():
        raise InvalidInputError("A circle needs a name.")
    with app.change("add circle"):
        if queries.circle_id(app.store, fold(name)) is not None:
            raise ConflictError(f"There is a circle {name!r} already.")
        made = app.store.insert("circles", {"name": name.strip(), "name_key": fold(name.strip())})
        app.store.insert("circle_members", {"circle_id": made, "account_id": app.actor.account_id})


def join_circle(app: App, circle: str, account: str) -> None:
    """Make an account a member of a circle; nothing happens when it is one."""
    with app.change("join circle"):
        circle_, account_ = circle_id(app, circle), find_account(app, account).id
        if queries.membership(app.store, circle_, account_) is None:
            app.store.insert("circle_members", {"circle_id": circle_, "account_id": account_})


def leave_circle(app: App, circle: str, account: str) -> None:
    """End an account's membership of a circle.

    Raises:
        NotFoundError: it is no member.
    """
    with app.change("leave circle"):
        member = queries.membership(app.store, circle_id(app, circle), find_account(app, account).id)
        if member is None:
            raise NotFoundError(f"{account} is no member of {circle}.")
        app.store.delete("circle_members", member)
