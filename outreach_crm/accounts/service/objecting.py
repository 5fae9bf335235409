"""Access that was taken from somebody, carried into an older copy of the database: it must not give it back."""

from collections.abc import Iterable, Iterator

from outreach_crm.accounts.queries import people as queries
from outreach_crm.accounts.service.circles import list_circles
from outreach_crm.accounts.service.people import is_last_administrator, list_accounts, name_key
from outreach_crm.accounts.service.sessions import end_all
from outreach_crm.app import App
from outreach_crm.model import Objection

_ACCOUNTS, _MEMBERS = "accounts", "circle_members"


def objections(app: App) -> Iterator[Objection]:
    """Return which accounts are retired, and who is in each circle: nobody else is."""
    for one in list_accounts(app):
        if one.retired_on:
            yield Objection(table=_ACCOUNTS, values={"name": one.name, "retired_on": one.retired_on})
    for circle in list_circles(app):
        yield Objection(table=_MEMBERS, values={"circle": circle.name, "members": circle.members})


def object_again(app: App, given: Iterable[Objection]) -> None:
    """Retire accounts again, let circles have the members of today, and sign everybody out; see the hook of that name.

    Who was signed in when the copy was made may have been signed out since. No copy is left without an administrator.
    Call inside a change.
    """
    for account in list_accounts(app):
        end_all(app, account)
    for one in given:
        if one.table == _ACCOUNTS:
            _retire(app, one)
        elif one.table == _MEMBERS:
            _let_in(app, one)


def _retire(app: App, given: Objection) -> None:
    found = queries.account(app.store, name_key(given.values["name"]))
    if found is not None and not found.retired_on and not is_last_administrator(app, found):
        app.store.update("accounts", found.id, {"retired_on": given.values["retired_on"]})


def _let_in(app: App, given: Objection) -> None:
    """Give a circle those members of today whom the copy knows; where it knows none, those of then stay in it.

    A circle without members is one that anybody can join.
    """
    circle = queries.circle_id(app.store, name_key(given.values["circle"]))
    named = (queries.account(app.store, name_key(one)) for one in given.values["members"])
    today = {one.id for one in named if one is not None}
    if circle is None or not today:
        return
    then = queries.members(app.store, circle)
    for account_id in then.keys() - today:
        app.store.delete("circle_members", then[account_id])
    for account_id in sorted(today - then.keys()):
        app.store.insert("circle_members", {"circle_id": circle, "account_id": account_id})
