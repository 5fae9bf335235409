"""What the journal adds: the command that takes a change back."""

from collections.abc import Iterable

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command


@hookimpl
def commands() -> Iterable[Command]:
    """Offer ``undo``."""
    return [Command("undo", "outreach_crm.changes.cli:undo", "Take back a change.")]
