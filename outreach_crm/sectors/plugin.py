"""What sectors add: the files that are shipped, the setting for a section's own folder, and the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, Hit, MenuItem, Pages, SettingsTable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from outreach_crm.app import App


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the table ``[sectors]``."""
    return [SettingsTable("sectors", "outreach_crm.sectors.model:SectorsSettings")]


@hookimpl
def sectors() -> Iterable[Path]:
    """Offer the sector files of the Campaign Manual."""
    from outreach_crm.sectors.service import shipped

    return shipped()


@hookimpl
def commands() -> Iterable[Command]:
    """Offer the commands on sectors."""
    return [Command("sectors", "outreach_crm.sectors.cli:sectors", "The sectors of society and what they can do.")]


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of sectors."""
    return [Pages("outreach_crm.sectors.web:pages", "/sectors", menu=(MenuItem("Sectors", "/sectors", 110),))]


@hookimpl
def hits(app: App, text: str) -> Iterable[Hit]:
    """Offer sectors by the beginnings of their words."""
    from outreach_crm.sectors import service

    return service.hits(app, text)
