"""Who works here: accounts, and the circles that may see what is restricted."""

from outreach_crm.accounts import queries
from outreach_crm.accounts.model import Account, Circle
from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, RefusedError
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
    found = queries.account(app.store, _key(name))
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
    name = _checked(name, "An account")
    with app.change("add account"):
        if queries.account(app.store, _key(name)):
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


def list_circles(app: App) -> list[Circle]:
    """Return all circles by name, with their members."""
    return queries.circles(app.store)


def find_circle(app: App, name: str) -> Circle:
    """Return the circle of a name, whatever the case and accents, with its members.

    Raises:
        NotFoundError: there is no such circle.
    """
    found = next((one for one in queries.circles(app.store) if _key(one.name) == _key(name)), None)
    if found is None:
        raise NotFoundError(f"There is no circle {name!r}; see outreach circles list.")
    return found


def circle_id(app: App, name: str) -> int:
    """Return the id of a circle by its name.

    Raises:
        NotFoundError: there is no such circle.
    """
    return find_circle(app, name).id


def circle_name(app: App, circle_id: int | None) -> str:
    """Return the name of a circle, or an empty text."""
    return next((one.name for one in queries.circles(app.store) if one.id == circle_id), "")


def is_member(app: App, circle: Circle) -> bool:
    """Return whether the actor belongs to a circle."""
    account_id = app.actor.account_id
    return account_id is not None and queries.membership(app.store, circle.id, account_id) is not None


def add_circle(app: App, name: str) -> Circle:
    """Make a circle, with its maker as the first member.

    Raises:
        InvalidInputError: the name is empty or too long.
        ConflictError: there is one of that name already.
    """
    name = _checked(name, "A circle")
    with app.change("add circle"):
        if queries.circle_id(app.store, _key(name)) is not None:
            raise ConflictError(f"There is a circle {name!r} already.")
        made = app.store.insert("circles", {"name": name, "name_key": _key(name)})
        app.store.insert("circle_members", {"circle_id": made, "account_id": app.actor.account_id})
        return find_circle(app, name)


def join_circle(app: App, circle: str, account: str) -> Circle:
    """Make an account a member of a circle; nothing happens when it is one.

    Raises:
        NotFoundError: there is no such circle or account.
        ConflictError: the account is retired.
        RefusedError: the actor is no member: who is outside lets nobody in, not even themselves.
    """
    with app.change("join circle"):
        found, joining = find_circle(app, circle), find_account(app, account)
        if found.members and not is_member(app, found):
            raise RefusedError(f"Only members of {found.name} let somebody in; ask {', '.join(found.members)}.")
        if joining.retired_on:
            raise ConflictError(f"{joining.name} is retired since {joining.retired_on}.")
        if queries.membership(app.store, found.id, joining.id) is None:
            app.store.insert("circle_members", {"circle_id": found.id, "account_id": joining.id})
        return find_circle(app, circle)


def leave_circle(app: App, circle: str, account: str) -> Circle:
    """End an account's membership of a circle.

    Raises:
        NotFoundError: there is no such circle or account, or it is no member.
        RefusedError: the actor is no member, or nobody would be left to see the circle's contacts.
    """
    with app.change("leave circle"):
        found, leaving = find_circle(app, circle), find_account(app, account)
        member = queries.membership(app.store, found.id, leaving.id)
        if member is None:
            raise NotFoundError(f"{leaving.name} is no member of {found.name}.")
        if not is_member(app, found):
            raise RefusedError(f"Only members of {found.name} send somebody out; ask {', '.join(found.members)}.")
        if len(found.members) == 1:
            raise RefusedError(f"Nobody would be left to see what {found.name} sees; let somebody else in first.")
        app.store.delete("circle_members", member)
        return find_circle(app, circle)


def _key(name: str) -> str:
    return fold(" ".join(name.split()))


def _checked(name: str, what: str) -> str:
    name = " ".join(name.split())
    if not words(name):
        raise InvalidInputError(f"{what} needs a name.")
    if len(name) > _LONGEST_NAME:
        raise InvalidInputError(f"That name has {len(name)} letters, and {_LONGEST_NAME} fit.")
    return name
