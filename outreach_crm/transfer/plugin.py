"""What files of contacts add: the formats that can be read, and the tables of what is remembered of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outreach_crm.model import Importer
    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of files of contacts."""
    from outreach_crm.transfer.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def importers() -> Iterable[Importer]:
    """Offer CSV, spreadsheets, vCard and JSON."""
    from outreach_crm.transfer import osdi, separated, spreadsheet, vcard

    return [spreadsheet.IMPORTER, vcard.IMPORTER, osdi.IMPORTER, separated.IMPORTER]
