"""Circles of accounts, who may see what is restricted."""

from outreach_crm.accounts.model import Circle
from outreach_crm.accounts.queries import people as queries
from outreach_crm.accounts.service.people import checked_name, find_account, name_key
from outreach_crm.app import App
from outreach_crm.errors import ConflictError, NotFoundError, RefusedError
from outreach_crm.text import say


def list_circles(app: App) -> list[Circle]:
    """Return all circles by name, with their members."""
    return queries.circles(app.store)


def find_circle(app: App, name: str) -> Circle:
    """Return the circle of a name, whatever the case and accents, with its members.

    Raises:
        NotFoundError: there is no such circle.
    """
    found = next((one for one in queries.circles(app.store) if name_key(one.name) == name_key(name)), None)
    if found is None:
        raise NotFoundError(say("There is no circle {name!r}; see outreach circles list.", name=name))
    return found


def own_circles(app: App) -> list[Circle]:
    """Return the circles that the actor belongs to, by name, with their members."""
    return [one for one in list_circles(app) if is_member(app, one)]


def circle_id(app: App, name: str) -> int | None:
    """Return the circle that alone will see a record, or None for an empty name: for everybody who works here.

    Raises:
        NotFoundError: there is no such circle.
        RefusedError: the actor is no member, and would not see the record any more.
    """
    if not name.strip():
        return None
    found = find_circle(app, name)
    if not is_member(app, found):
        who = say("ask {names}", names=", ".join(found.members)) if found.members else say("it has no members")
        raise RefusedError(
            say("You are no member of {name} and would lose sight of this; {who}.", name=found.name, who=who)
        )
    return found.id


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
    name = checked_name(name, "A circle")
    with app.change("add circle"):
        if queries.circle_id(app.store, name_key(name)) is not None:
            raise ConflictError(say("There is a circle {name!r} already.", name=name))
        made = app.store.insert("circles", {"name": name, "name_key": name_key(name)})
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
            raise RefusedError(
                say(
                    "Only members of {name} let somebody in; ask {names}.",
                    name=found.name,
                    names=", ".join(found.members),
                )
            )
        if joining.retired_on:
            raise ConflictError(
                say("{joining} is retired since {retired_on}.", joining=joining.name, retired_on=joining.retired_on)
            )
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
            raise NotFoundError(say("{leaving} is no member of {name}.", leaving=leaving.name, name=found.name))
        if not is_member(app, found):
            raise RefusedError(
                say(
                    "Only members of {name} send somebody out; ask {names}.",
                    name=found.name,
                    names=", ".join(found.members),
                )
            )
        if len(found.members) == 1:
            raise RefusedError(
                say("Nobody would be left to see what {name} sees; let somebody else in first.", name=found.name)
            )
        app.store.delete("circle_members", member)
        return find_circle(app, circle)
