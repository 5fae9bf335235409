"""What upkeep adds: the commands that look after the installation, their settings, and where copies are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, Copy, SettingsTable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outreach_crm.app import App


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the tables ``[backup]`` and ``[journal]``."""
    return [
        SettingsTable("backup", "outreach_crm.upkeep.model:BackupSettings"),
        SettingsTable("journal", "outreach_crm.upkeep.model:JournalSettings"),
    ]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer ``backup``, ``restore``, ``doctor`` and ``plugins``."""
    return [
        Command("backup", "outreach_crm.upkeep.cli:backup", "Copy the whole database into one file."),
        Command("restore", "outreach_crm.upkeep.cli:restore", "Put a backup in the place of the database."),
        Command("doctor", "outreach_crm.upkeep.cli:doctor", "Check that everything is in order."),
        Command("plugins", "outreach_crm.upkeep.cli:plugins", "What is installed and what it offers."),
    ]


@hookimpl
def copies(app: App) -> Iterable[Copy]:
    """Offer the backups there are."""
    from outreach_crm.upkeep.service import backups

    if app.store.url == ":memory:":
        return []
    return [Copy(place=one.place, made_at=one.made_at, until_on=one.until_on) for one in backups(app)]
