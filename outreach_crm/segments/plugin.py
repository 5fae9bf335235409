"""What segments add: their table and commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command

if TYPE_CHECKING:
    from collections.abc import Iterable

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
