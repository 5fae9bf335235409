"""What the journal adds: the command that takes a change back, its pages, and what they let be done beside them."""

from collections.abc import Iterable

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, MenuItem, Pages, Work


@hookimpl
def commands() -> Iterable[Command]:
    """Offer ``undo``."""
    return [Command("undo", "outreach_crm.changes.cli:undo", "Take back a change.")]


@hookimpl
def works() -> Iterable[Work]:
    """Offer what takes longer than a page may: taking back a large change, proving a long history."""
    place = "outreach_crm.changes.service.beside"
    return [
        Work(key="undo", title="Undo", target=f"{place}:undo_beside"),
        Work(key="verify-history", title="Proof of the history", target=f"{place}:verify_beside"),
    ]


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of the journal."""
    menu = (MenuItem("History", "/history", 170),)
    return [Pages("outreach_crm.changes.web:pages", "/history", menu=menu, records={"changes": "/history/{id}"})]
