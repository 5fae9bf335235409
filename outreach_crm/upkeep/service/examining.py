"""Checks the installation: the database, its key and backups, the journal, the plugins and the data of absent ones."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta

from outreach_crm import erasure
from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.changes import service as changes
from outreach_crm.errors import OutreachError, StorageError
from outreach_crm.keys import key_file
from outreach_crm.plugins import Found
from outreach_crm.sectors import service as sectors
from outreach_crm.storage import feature_tables
from outreach_crm.storage.contents import unnamed_contents
from outreach_crm.upkeep import queries
from outreach_crm.upkeep.model import BackupSettings, Finding
from outreach_crm.upkeep.service.backing_up import last_backup, left_over

# Bytes that are looked through in about a second.
_QUICKLY = 200_000_000


def list_plugins(app: App) -> list[Found]:
    """Return all plugins that were found: loaded, switched off or failed, with their hooks."""
    return app.plugins.found


def examine(app: App, *, deep: bool = False) -> list[Finding]:
    """Look at everything and return what was found, in order of importance.

    Args:
        app: the App.
        deep: look through the pages and the words of a large database too, which may take minutes.
    """
    whole = deep or app.store.size() < _QUICKLY
    return [
        _database(app),
        *(_pages(app) if whole else ()),
        _journal(app),
        *_interrupted(app),
        *_erasures(app, whole=whole),
        *_left_over(app),
        *(_words(app) if whole else _not_all()),
        *_files(app, whole=whole),
        *_key(app),
        *_backup(app),
        _sectors(app),
        *_plugins(app),
        *_absent(app),
    ]


def _database(app: App) -> Finding:
    version, warning = app.store.version()
    sentence = f"{app.store.url} ({version})" + (f". {warning}" if warning else "")
    return Finding(subject="database", ok=not warning, sentence=sentence)


def _pages(app: App) -> Iterator[Finding]:
    try:
        damage = app.store.damage()
    except StorageError as error:
        damage = [str(error)]
    if damage:
        sentence = f"it is damaged: {'; '.join(damage[:5])}. Restore it from a backup: outreach restore FILE --over"
        yield Finding(subject="pages", ok=False, sentence=sentence)
    else:
        yield Finding(subject="pages", ok=True, sentence="none is damaged, and every reference leads somewhere")


def _not_all() -> Iterator[Finding]:
    yield Finding(subject="pages", ok=True, sentence="not looked at, there are many: outreach doctor --deep")


def _words(app: App) -> Iterator[Finding]:
    wrong = queries.wrong_words(app.store)
    if wrong:
        sentence = f"what is found by words is wrong for {wrong} rows: outreach doctor --mend"
        yield Finding(subject="words", ok=False, sentence=sentence)


def _files(app: App, *, whole: bool) -> Iterator[Finding]:
    wrong = [f"{one.name} of {one.ref}" for one in attachments.damaged(app)] if whole else []
    if wrong:
        yield Finding(subject="files", ok=False, sentence=f"damaged, attach them again: {', '.join(wrong[:5])}")
    left = unnamed_contents(app.store)
    if left:
        sentence = f"the contents of {left} files belong to nothing any more: outreach doctor --mend"
        yield Finding(subject="files", ok=False, sentence=sentence)


def _left_over(app: App) -> Iterator[Finding]:
    left = left_over(app)
    if left:
        sentence = f"a backup or restore was cut off, and its copy lies about: remove {', '.join(map(str, left))}"
        yield Finding(subject="copies", ok=False, sentence=f"{sentence}, or outreach doctor --mend")


def _erasures(app: App, *, whole: bool) -> Iterator[Finding]:
    try:
        back = len(erasure.still_there(app)) if whole else 0
    except OutreachError as error:
        yield Finding(subject="erasures", ok=False, sentence=str(error))
        return
    if back:
        sentence = f"{back} contacts that were erased are there again: outreach doctor --mend"
        yield Finding(subject="erasures", ok=False, sentence=sentence)
    if erasure.is_unfinished(app):
        sentence = "the files may still hold what was erased: outreach doctor --mend"
        yield Finding(subject="erasures", ok=False, sentence=sentence)


def _key(app: App) -> Iterator[Finding]:
    path = key_file(app.store)
    if path is None or not path.exists() or os.name != "posix":
        return
    if path.stat().st_mode & 0o077:
        yield Finding(subject="key", ok=False, sentence=f"others can read {path}: chmod 600, or outreach doctor --mend")


def _backup(app: App) -> Iterator[Finding]:
    if app.store.url == ":memory:":
        return
    settings = app.settings.of("backup", BackupSettings)
    last = last_backup(app)
    since = last or queries.first_change(app.store)
    late = bool(since) and app.clock.now() - datetime.fromisoformat(since) > timedelta(days=settings.remind_days)
    if late:
        when = f"the last one was made on {last[:10]}" if last else "there is none"
        yield Finding(subject="backup", ok=False, sentence=f"{when}: outreach backup")
    elif last:
        yield Finding(subject="backup", ok=True, sentence=f"the last one was made on {last[:10]}")


def _journal(app: App) -> Finding:
    verdict = changes.verify(app)
    if verdict.problems:
        return Finding(subject="journal", ok=False, sentence=f"altered: {'; '.join(verdict.problems[:5])}")
    return Finding(subject="journal", ok=True, sentence=f"{verdict.entries} entries, all as they were written")


def _interrupted(app: App) -> Iterator[Finding]:
    for entry in changes.interrupted(app):
        undo = "" if entry.final else f"outreach undo {entry.id}, or "
        sentence = f"change {entry.id} ({entry.what}) was cut off: {undo}run it again"
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
