"""Checks the installation: the database, the journal, the plugins and the data of absent ones."""

from collections.abc import Iterator

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.errors import OutreachError
from outreach_crm.plugins import Found
from outreach_crm.sectors import service as sectors
from outreach_crm.storage import feature_tables
from outreach_crm.upkeep import queries
from outreach_crm.upkeep.model import Finding


def list_plugins(app: App) -> list[Found]:
    """Return all plugins that were found: loaded, switched off or failed, with their hooks."""
    return app.plugins.found


def examine(app: App) -> list[Finding]:
    """Look at everything and return what was found, in order of importance."""
    return [_database(app), _journal(app), *_interrupted(app), _sectors(app), *_plugins(app), *_absent(app)]


def _database(app: App) -> Finding:
    version, warning = app.store.version()
    sentence = f"{app.store.url} ({version})" + (f". {warning}" if warning else "")
    return Finding(subject="database", ok=not warning, sentence=sentence)


def _journal(app: App) -> Finding:
    verdict = changes.verify(app)
    if verdict.problems:
        return Finding(subject="journal", ok=False, sentence=f"altered: {'; '.join(verdict.problems[:5])}")
    return Finding(subject="journal", ok=True, sentence=f"{verdict.entries} entries, all as they were written")


def _interrupted(app: App) -> Iterator[Finding]:
    for entry in changes.interrupted(app):
        sentence = f"change {entry.id} ({entry.what}) was cut off: outreach undo {entry.id}, or run it again"
        yield Finding(subject="interrupted", ok=False, sentence=sentence)


def _sectors(app: App) -> Finding:
    try:
        known = sectors.all_sectors(app)
    except OutreachError as error:
        return Finding(subject="sectors", ok=False, sentence=f"{error} Until then no contact gets a sector.")
    return Finding(subject="sectors", ok=True, sentence=f"{len(known.keys)} are known: {', '.join(known.keys)}")


def _plugins(app: App) -> Iterator[Finding]:
    for one in app.plugins.failed:
        sentence = f"{one.name} ({one.origin}) was set aside: {one.sentence}"
        yield Finding(subject="plugin", ok=False, sentence=sentence)


def _absent(app: App) -> Iterator[Finding]:
    present = {one.feature for one in app.plugins.migrations()} | {"kernel"}
    for feature, tables in feature_tables(app.store).items():
        if feature not in present:
            rows = ", ".join(f"{table} ({queries.row_count(app.store, table)} rows)" for table in tables)
            sentence = f"{feature} is not installed or switched off; its data stays: {rows}"
            yield Finding(subject="absent plugin", ok=True, sentence=sentence)
