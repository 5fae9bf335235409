"""What segments add: their table and commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, Hit, MenuItem, Pages, Resource

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
    """Offer the list of contacts, saved lists, what is done to many contacts, and the search of everything."""
    here = "outreach_crm.segments.web"
    menu, records = (MenuItem("Contacts", "/contacts", 20),), {"segments": "/contacts?segment={id}"}
    return [
        Pages(f"{here}.listing:pages", "/contacts", menu=menu, records=records),
        Pages(f"{here}.saving:pages", "/segments", about={"segments": "/segments/{id}"}),
        Pages(f"{here}.changing:pages", "/contacts"),
        Pages(f"{here}.finding:pages", "/find"),
    ]


@hookimpl
def resources() -> Iterable[Resource]:
    """Offer saved segments to other programs."""
    here = "outreach_crm.segments.api"
    return [
        Resource(
            name="segments",
            one="segment",
            title="Saved segments: the conditions, not the contacts.",
            kind="segments",
            record=f"{here}:SegmentRecord",
            some=f"{here}:some",
            draft=f"{here}:SegmentToAdd",
            adds=f"{here}:add",
            change=f"{here}:SegmentToEdit",
            edits=f"{here}:edit",
        )
    ]
