"""What files add: their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of files."""
    from outreach_crm.attachments.tables import MIGRATIONS

    return [MIGRATIONS]
