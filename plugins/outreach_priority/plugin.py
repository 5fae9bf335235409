"""What priorities add: tables and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import SettingsTable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of assessments, sheets, results, countries and plans."""
    from outreach_priority.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the table ``[priority]``."""
    return [SettingsTable("priority", "outreach_priority.model.settings:PrioritySettings")]
