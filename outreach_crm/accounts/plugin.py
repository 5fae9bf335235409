"""What accounts add: who is signed in, their commands and pages. Accounts and circles are tables of the kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, MenuItem, Objection, Pages, SettingsTable
from outreach_crm.policy import Action

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outreach_crm.app import App
    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of passwords and sessions."""
    from outreach_crm.accounts.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the table ``[accounts]``."""
    return [SettingsTable("accounts", "outreach_crm.accounts.model:AccountSettings")]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer the commands on accounts and circles."""
    return [
        Command("accounts", "outreach_crm.accounts.cli:accounts", "Who works here."),
        Command("circles", "outreach_crm.accounts.cli:circles", "Who may see what is restricted."),
    ]


@hookimpl
def objections(app: App) -> Iterable[Objection]:
    """Offer which accounts are retired, and who is in each circle."""
    from outreach_crm.accounts import service

    return service.objections(app)


@hookimpl
def object_again(app: App, objections: list[Objection]) -> None:
    """Retire accounts again in an older copy, let circles have the members of today, and sign everybody out."""
    from outreach_crm.accounts import service

    service.object_again(app, objections)


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of one's own account, and those of all accounts."""
    menu = (MenuItem("Accounts", "/accounts", 200, Action.ADMINISTER),)
    return [
        Pages("outreach_crm.accounts.web.own:pages", "/account"),
        Pages(
            "outreach_crm.accounts.web.everybody:pages", "/accounts", menu=menu, records={"accounts": "/accounts/{id}"}
        ),
    ]
