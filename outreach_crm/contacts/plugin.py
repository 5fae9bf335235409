"""What contacts add: their tables, settings, commands and the kinds of relationship every section needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, Filter, Hit, MenuItem, Pages, RelationKind, Resource, SettingsTable, Work
from outreach_crm.policy import Action

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outreach_crm.app import App
    from outreach_crm.forms import Preference
    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of contacts."""
    from outreach_crm.contacts.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the table ``[contacts]``: own fields and own kinds of relationship."""
    return [SettingsTable("contacts", "outreach_crm.contacts.fields:ContactsSettings")]


@hookimpl
def relation_kinds() -> Iterable[RelationKind]:
    """Offer the kinds of relationship every section needs."""
    from outreach_crm.contacts.model import RELATION_KINDS

    return RELATION_KINDS


@hookimpl
def commands() -> Iterable[Command]:
    """Offer the commands on contacts."""
    return [
        Command("contacts", "outreach_crm.contacts.cli.group:contacts", "People and organisations."),
        Command("duplicates", "outreach_crm.contacts.cli.group:duplicates", "Contacts that are in the book twice."),
        Command("find", "outreach_crm.contacts.cli.lists:find", "Find contacts by what their words begin with."),
        Command("history", "outreach_crm.contacts.cli.history:history", "Who changed what, when and why."),
    ]


@hookimpl
def works() -> Iterable[Work]:
    """Offer to change many contacts together, and to look for those that are in the book twice."""
    here = "outreach_crm.contacts.service"
    return [
        Work(key="change-contacts", title="Change contacts together", target=f"{here}.together:take", undone=True),
        Work(key="duplicates", title="Look for duplicates", target=f"{here}.likely:take"),
    ]


@hookimpl
def filters() -> Iterable[Filter]:
    """Offer what can be asked of contacts: what is written on a card."""
    from outreach_crm.contacts.filters import filters

    return filters()


@hookimpl
def hits(app: App, text: str) -> Iterable[Hit]:
    """Offer people and organisations by the beginnings of their words, or by their number."""
    from outreach_crm.contacts.service import finding

    return finding.hits(app, text)


@hookimpl
def preferences(app: App, contact_id: int) -> Iterable[Preference]:
    """Offer the language in which we write to a contact."""
    from outreach_crm.contacts.service import choosing

    return choosing.preferences(app, contact_id)


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of contacts, and of those that are in the book twice."""
    here, menu = "outreach_crm.contacts.web", (MenuItem("Duplicates", "/duplicates", 140, Action.WRITE),)
    return [
        Pages(f"{here}.rooms:pages", "/contacts", records={"contacts": "/contacts/{id}"}),
        Pages(f"{here}.duplicates:pages", "/duplicates", menu=menu, about={"contacts": "/duplicates/{id}"}),
    ]


@hookimpl
def resources() -> Iterable[Resource]:
    """Offer contacts to other programs."""
    here = "outreach_crm.contacts.api"
    return [
        Resource(
            name="contacts",
            one="contact",
            title="People and organisations, and groups of our own.",
            kind="contacts",
            record=f"{here}:ContactRecord",
            some=f"{here}:some",
            draft=f"{here}:ContactToAdd",
            adds=f"{here}:add",
            change=f"{here}:ContactToEdit",
            edits=f"{here}:edit",
            drops=f"{here}:drop",
            filters={"q": f"{here}:named", "sector": f"{here}:in_sector"},
            persons="contacts",
        )
    ]
