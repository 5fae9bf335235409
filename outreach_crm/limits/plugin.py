"""What limits add: their table, and that it is let go of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outreach_crm.app import App
    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the table of what is counted."""
    from outreach_crm.limits.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def sweep(app: App) -> None:
    """Let go of what no longer counts."""
    from outreach_crm.limits import service

    service.sweep(app)
