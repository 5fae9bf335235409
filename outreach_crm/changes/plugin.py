"""What the journal adds: the command that takes a change back, and its pages."""

from collections.abc import Iterable

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, MenuItem, Pages


@hookimpl
def commands() -> Iterable[Command]:
    """Offer ``undo``."""
    return [Command("undo", "outreach_crm.changes.cli:undo", "Take back a change.")]


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of the journal."""
    menu = (MenuItem("History", "/history", 170),)
    return [Pages("outreach_crm.changes.web:pages", "/history", menu=menu, records={"changes": "/history/{id}"})]
