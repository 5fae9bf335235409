"""What files of contacts add: formats, commands, pages, long work, and tables of what is remembered of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, Copy, MenuItem, Pages, Reminder, Work
from outreach_crm.policy import Action

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from outreach_crm.app import App
    from outreach_crm.formats import Exporter, Importer
    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of files of contacts."""
    from outreach_crm.transfer.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer ``export``, ``export-requests``, ``import`` and ``import-mappings``."""
    return [
        Command("export", "outreach_crm.transfer.cli.export:export", "Write contacts to a file."),
        Command(
            "export-requests",
            "outreach_crm.transfer.cli.requests:requests",
            "Exports that wait for a second person to agree.",
        ),
        Command("import", "outreach_crm.transfer.cli.import_:import_", "Read contacts from a file."),
        Command("import-mappings", "outreach_crm.transfer.cli.mappings:mappings", "Which column of a file says what."),
    ]


@hookimpl
def importers() -> Iterable[Importer]:
    """Offer CSV, spreadsheets, vCard and JSON."""
    from outreach_crm.transfer import osdi, separated, spreadsheet, vcard

    return [spreadsheet.IMPORTER, vcard.IMPORTER, osdi.IMPORTER, separated.IMPORTER]


@hookimpl
def exporters() -> Iterable[Exporter]:
    """Offer CSV, XLSX, vCard 4.0 and 3.0, and JSON."""
    from outreach_crm.transfer.writing import EXPORTERS

    return EXPORTERS


@hookimpl
def copies(app: App) -> Iterable[Copy]:
    """Offer the files that wait to be imported or fetched, which may hold whoever is erased."""
    from outreach_crm.transfer import service

    return service.copies(app)


@hookimpl
def sweep(app: App) -> None:
    """Let go of files that nobody took in or fetched."""
    from outreach_crm.transfer.service import files

    files.sweep(app)


@hookimpl
def reminders(app: App, today: date) -> Iterable[Reminder]:
    """Offer exports that wait for a second person to agree."""
    from outreach_crm.transfer import service

    return [one for one in service.reminders(app) if one.due_on <= today]


@hookimpl
def works() -> Iterable[Work]:
    """Offer to look at a file, to take it in, and to make an export."""
    return [
        Work(key="import-preview", title="Preview of an import", target="outreach_crm.transfer.service:look"),
        Work(key="import", title="Import", target="outreach_crm.transfer.service:take", undone=True),
        Work(key="export", title="Export", target="outreach_crm.transfer.service:make"),
    ]


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of imports and exports."""
    here = "outreach_crm.transfer.web"
    importing = (MenuItem("Import", "/import", 130, Action.WRITE),)
    exporting = (MenuItem("Export", "/export", 131, Action.EXPORT),)
    exported = {
        "transfer_files": "/export/{id}",
        "contacts": "/export/contact/{id}",
        "export_requests": "/export/asked/{id}",
    }
    return [
        Pages(f"{here}.importing:pages", "/import", menu=importing, about={"transfer_files": "/import/{id}"}),
        Pages(f"{here}.exporting:pages", "/export", menu=exporting, about=exported),
    ]
