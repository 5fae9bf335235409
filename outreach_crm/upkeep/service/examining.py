"""Checks the installation: the database, its key and backups, the journal, the plugins and the data of absent ones."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta

from outreach_crm import erasure
from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.changes import service as changes
from outreach_crm.errors import OutreachError, StorageError, sentence_of
from outreach_crm.keys import key_file
from outreach_crm.plugins import Found
from outreach_crm.sectors import service as sectors
from outreach_crm.storage import feature_tables
from outreach_crm.storage.contents import unnamed_contents
from outreach_crm.text import count, row, say, within
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
    told = say("{url} ({version})", url=app.store.url, version=version)
    sentence = say("{told}. {warning}", told=told, warning=warning) if warning else told
    return Finding(subject=say("database"), ok=not warning, sentence=sentence)


def _pages(app: App) -> Iterator[Finding]:
    try:
        damage = app.store.damage()
    except StorageError as error:
        damage = [within(sentence_of(error))]
    if damage:
        sentence = say(
            "it is damaged: {damage}. Restore it from a backup: outreach restore FILE --over",
            damage=row(damage[:5], "; "),
        )
        yield Finding(subject=say("pages"), ok=False, sentence=sentence)
    else:
        sentence = say("none is damaged, and every reference leads somewhere")
        yield Finding(subject=say("pages"), ok=True, sentence=sentence)


def _not_all() -> Iterator[Finding]:
    sentence = say("not looked at, there are many: outreach doctor --deep")
    yield Finding(subject=say("pages"), ok=True, sentence=sentence)


def _words(app: App) -> Iterator[Finding]:
    wrong = queries.wrong_words(app.store)
    if wrong:
        sentence = count(
            wrong,
            "what is found by words is wrong for {n} row: outreach doctor --mend",
            "what is found by words is wrong for {n} rows: outreach doctor --mend",
        )
        yield Finding(subject=say("words"), ok=False, sentence=sentence)


def _files(app: App, *, whole: bool) -> Iterator[Finding]:
    wrong = [say("{file} of {ref}", file=one.name, ref=one.ref) for one in attachments.damaged(app)] if whole else []
    if wrong:
        sentence = say("damaged, attach them again: {files}", files=row(wrong[:5]))
        yield Finding(subject=say("files"), ok=False, sentence=sentence)
    left = unnamed_contents(app.store)
    if left:
        sentence = count(
            left,
            "the contents of {n} file belong to nothing any more: outreach doctor --mend",
            "the contents of {n} files belong to nothing any more: outreach doctor --mend",
        )
        yield Finding(subject=say("files"), ok=False, sentence=sentence)


def _left_over(app: App) -> Iterator[Finding]:
    left = left_over(app)
    if left:
        sentence = say(
            "a backup or restore was cut off, and its copy lies about: {files}. Remove it, or outreach doctor --mend",
            files=row(map(str, left)),
        )
        yield Finding(subject=say("copies"), ok=False, sentence=sentence)


def _erasures(app: App, *, whole: bool) -> Iterator[Finding]:
    try:
        back = len(erasure.still_there(app)) if whole else 0
    except OutreachError as error:
        yield Finding(subject=say("erasures"), ok=False, sentence=sentence_of(error))
        return
    if back:
        sentence = count(
            back,
            "{n} contact that was erased is there again: outreach doctor --mend",
            "{n} contacts that were erased are there again: outreach doctor --mend",
        )
        yield Finding(subject=say("erasures"), ok=False, sentence=sentence)
    if erasure.is_unfinished(app):
        sentence = say("the files may still hold what was erased: outreach doctor --mend")
        yield Finding(subject=say("erasures"), ok=False, sentence=sentence)


def _key(app: App) -> Iterator[Finding]:
    path = key_file(app.store)
    if path is None or not path.exists() or os.name != "posix":
        return
    if path.stat().st_mode & 0o077:
        sentence = say("others can read {path}: chmod 600, or outreach doctor --mend", path=path)
        yield Finding(subject=say("key"), ok=False, sentence=sentence)


def _backup(app: App) -> Iterator[Finding]:
    if app.store.url == ":memory:":
        return
    settings = app.settings.of("backup", BackupSettings)
    last = last_backup(app)
    since = last or queries.first_change(app.store)
    late = bool(since) and app.clock.now() - datetime.fromisoformat(since) > timedelta(days=settings.remind_days)
    if late:
        when = say("the last one was made on {day}", day=last[:10]) if last else say("there is none")
        yield Finding(subject=say("backup"), ok=False, sentence=say("{when}: outreach backup", when=when))
    elif last:
        sentence = say("the last one was made on {day}", day=last[:10])
        yield Finding(subject=say("backup"), ok=True, sentence=sentence)


def _journal(app: App) -> Finding:
    verdict = changes.verify(app)
    if verdict.problems:
        sentence = say("altered: {problems}", problems=row(verdict.problems[:5], "; "))
        return Finding(subject=say("journal"), ok=False, sentence=sentence)
    sentence = count(verdict.entries, "{n} entry, as it was written", "{n} entries, all as they were written")
    return Finding(subject=say("journal"), ok=True, sentence=sentence)


def _interrupted(app: App) -> Iterator[Finding]:
    for entry in changes.interrupted(app):
        cut_off = say("change {number} ({what}) was cut off", number=entry.id, what=entry.what)
        way = (
            say("{cut_off}; run it again", cut_off=cut_off)
            if entry.final
            else say("{cut_off}; outreach undo {number}, or run it again", cut_off=cut_off, number=entry.id)
        )
        yield Finding(subject=say("interrupted"), ok=False, sentence=way)


def _sectors(app: App) -> Finding:
    try:
        known = sectors.all_sectors(app)
    except OutreachError as error:
        sentence = say("{error} Until then no contact gets a sector.", error=sentence_of(error))
        return Finding(subject=say("sectors"), ok=False, sentence=sentence)
    sentence = count(len(known.keys), "{n} is known: {names}", "{n} are known: {names}", names=row(known.keys))
    return Finding(subject=say("sectors"), ok=True, sentence=sentence)


def _plugins(app: App) -> Iterator[Finding]:
    for one in app.plugins.failed:
        sentence = say("{name} ({origin}) was set aside: {why}", name=one.name, origin=one.origin, why=one.sentence)
        yield Finding(subject=say("plugin"), ok=False, sentence=sentence)


def _absent(app: App) -> Iterator[Finding]:
    present = {one.feature for one in app.plugins.migrations()} | {"kernel"}
    for feature, tables in feature_tables(app.store).items():
        if feature not in present:
            held = (
                count(queries.row_count(app.store, table), "{table} ({n} row)", "{table} ({n} rows)", table=table)
                for table in tables
            )
            sentence = say(
                "{feature} is not installed or switched off; its data stays: {rows}", feature=feature, rows=row(held)
            )
            yield Finding(subject=say("absent plugin"), ok=True, sentence=sentence)
