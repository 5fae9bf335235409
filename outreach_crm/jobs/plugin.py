"""What jobs add: their table, commands and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, MenuItem, Pages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outreach_crm.app import App
    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the table of jobs."""
    from outreach_crm.jobs.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer ``jobs``."""
    return [Command("jobs", "outreach_crm.jobs.cli:jobs", "Long work that pages have asked for.")]


@hookimpl
def sweep(app: App) -> None:
    """Let go of jobs that were over long ago."""
    from outreach_crm.jobs import service

    service.sweep(app)


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of jobs."""
    menu = (MenuItem("Long work", "/jobs", 165),)
    return [Pages("outreach_crm.jobs.web:pages", "/jobs", menu=menu, records={"jobs": "/jobs/{id}"})]
