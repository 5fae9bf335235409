"""What segments add: their table and commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, Hit, MenuItem, Pages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outreach_crm.app import App
    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the table of segments."""
    from outreach_crm.segments.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer the commands on segments."""
    return [Command("segments", "outreach_crm.segments.cli:segments", "Whom you mean, by what is true of them.")]


@hookimpl
def hits(app: App, text: str) -> Iterable[Hit]:
    """Offer saved segments by the beginnings of their words."""
    from outreach_crm.segments import service

    return service.hits(app, text)


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the list of contacts, and the search of everything."""
    menu = (MenuItem("Contacts", "/contacts", 20),)
    return [
        Pages(
            "outreach_crm.segments.web.listing:pages",
            "/contacts",
            menu=menu,
            records={"segments": "/contacts?segment={id}"},
        ),
        Pages("outreach_crm.segments.web.finding:pages", "/find"),
    ]
