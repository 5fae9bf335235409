"""What files add: their tables, and the page that gives one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Pages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of files."""
    from outreach_crm.attachments.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the page of a file."""
    return [Pages("outreach_crm.attachments.web:pages", "/attachments", records={"attachments": "/attachments/{id}"})]
