"""Which accounts belong to a group: whoever is here as a member sees the contacts of their own groups only."""

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.errors import ConflictError, NotFoundError
from outreach_crm.groups import queries
from outreach_crm.groups.service.finding import get
from outreach_crm.policy import Action
from outreach_crm.text import say


def accounts_of(app: App, group_id: int) -> list[str]:
    """Return the names of the accounts that belong to a group, in order."""
    return [row["name"] for row in queries.accounts_of(app.store, group_id)]


def let_in(app: App, group_id: int, account: str, *, because: str = "") -> int:
    """Let an account belong to a group, and return the number of the change.

    Args:
        app: the App.
        group_id: the group, as a contact.
        account: the name of the account.
        because: why.

    Raises:
        NotFoundError: there is no such group or account.
        ConflictError: it belongs to the group already, or is retired.
        RefusedError: only an administrator may.
    """
    with app.change("let into group", because=because, action=Action.ADMINISTER) as change:
        group, found = get(app, group_id), accounts.find_account(app, account)
        if found.retired_on:
            raise ConflictError(say("{name} is retired since {day}.", name=found.name, day=found.retired_on))
        if queries.account_of(app.store, group_id, found.id) is not None:
            raise ConflictError(say("{account} belongs to {group} already.", account=found.name, group=group.name))
        app.store.insert("group_accounts", {"group_id": group_id, "account_id": found.id})
    return change.id


def let_out(app: App, group_id: int, account: str, *, because: str = "") -> int:
    """Let an account belong to a group no longer, and return the number of the change; see :func:`let_in`.

    Raises:
        NotFoundError: there is no such group or account, or it does not belong to the group.
        RefusedError: only an administrator may.
    """
    with app.change("let out of group", because=because, action=Action.ADMINISTER) as change:
        group, found = get(app, group_id), accounts.find_account(app, account)
        there = queries.account_of(app.store, group_id, found.id)
        if there is None:
            raise NotFoundError(say("{account} does not belong to {group}.", account=found.name, group=group.name))
        app.store.delete("group_accounts", there)
    return change.id
