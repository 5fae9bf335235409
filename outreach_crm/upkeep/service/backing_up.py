"""Making backups: whole, read back, encrypted where the settings say to whom, and removed when their time is over."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from outreach_crm import __version__, erasure
from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.keys import Keyring, key_file
from outreach_crm.policy import Action, demand
from outreach_crm.storage.contents import remove_unnamed
from outreach_crm.storage.digests import keyed
from outreach_crm.storage.history import forget_images
from outreach_crm.storage.meta import get_meta, set_meta
from outreach_crm.storage.private_file import replacing
from outreach_crm.text import say
from outreach_crm.upkeep import archive
from outreach_crm.upkeep.model import Backup, BackupReport, BackupSettings, JournalSettings, Manifest

_ELSEWHERE = "backups elsewhere"
_LAST = "last backup"
_MOMENT = "%Y%m%dT%H%M%SZ"


def back_up(app: App, place: Path | None = None, *, as_it_is: bool = False) -> BackupReport:
    """Make a backup while others go on working; it takes its name only when it is whole and on the disk.

    Args:
        app: the App.
        place: a file that is not there yet, or a folder; else the folder of the settings.
        as_it_is: write nothing into the database, be it old or about to be replaced.

    Raises:
        ConflictError: the file is there already.
        StorageError: it cannot be written, or the database is damaged; earlier backups are as they were.
        RefusedError: only an administrator may.
    """
    demand(app.actor, Action.ADMINISTER)
    if app.store.url == ":memory:":
        raise InvalidInputError(say("A database in memory has nothing to come back to; give one with --database."))
    if not as_it_is:
        forget_old_images(app)
        erasure.finish(app) if erasure.is_unfinished(app) else None
    settings = _settings(app)
    path = _path(app, settings, place)
    with replacing(path, folders=True) as part:
        manifest = _write(app, part, settings)
    if not as_it_is:
        with app.store.write():
            set_meta(app.store, _LAST, manifest.made_at)
            if path.parent != folder(app).absolute():
                set_meta(app.store, _ELSEWHERE, "\n".join([*_elsewhere(app), str(path)]))
    removed = _remove_old(app, keep=path)
    return BackupReport(
        backup=_backup(app, path, manifest.made_at), manifest=manifest, removed=removed, keep_apart=_kept_apart(app)
    )


def backups(app: App) -> list[Backup]:
    """Return the backups there are, in their folder and wherever else they were made to, oldest first."""
    found = dict(_in_folder(app))
    for text in _elsewhere(app):
        path = Path(text)
        with suppress(OSError):
            found.setdefault(path, timestamp(datetime.fromtimestamp(path.stat().st_mtime, UTC)))
    return sorted((_backup(app, *one) for one in found.items()), key=lambda one: (one.made_at, one.place))


def folder(app: App) -> Path:
    """Return the folder for backups: that of the settings, else ``backups`` beside the database or its key."""
    settings = _settings(app)
    if settings.folder:
        return Path(settings.folder).expanduser()
    key = key_file(app.store)
    return (key.parent if key else Path()) / "backups"


def last_backup(app: App) -> str:
    """Return when the last backup of this database was made (UTC), or an empty text."""
    # A restored database does not know of the backup it came from, nor of those made since.
    return max((get_meta(app.store, _LAST), *(one.made_at for one in backups(app))))


def known_backup(app: App) -> str:
    """Return when the last backup was made as far as the database itself knows (UTC); no file is looked at."""
    return get_meta(app.store, _LAST)


def prove(keyring: Keyring, manifest: Manifest) -> str:
    """Return the keyed digest of a manifest."""
    rows = [f"{table}={count}" for table, count in sorted(manifest.rows.items())]
    told = (manifest.program, manifest.made_at, manifest.engine, manifest.sha256, *rows)
    return keyed(keyring.secret("backup"), "\n".join(told)).hex()


def forget_old_images(app: App) -> int:
    """Let the journal forget what rows were before changes older than the settings say; return of how many.

    What was in files that nobody can bring back any more goes with it.
    """
    days = app.settings.of("journal", JournalSettings).keep_days
    before = timestamp(app.clock.now() - timedelta(days=days))
    done = 0
    while True:
        with app.store.write():
            forgotten = forget_images(app.store, before)
        done += forgotten
        if not forgotten:
            break
    with app.store.write():
        remove_unnamed(app.store)
    return done


def left_over(app: App) -> list[Path]:
    """Return copies that a backup or restore left behind when it was cut off, more than an hour ago."""
    place, home = folder(app), Path(app.store.url)
    found = [*place.glob(".copying-*.db*"), *place.glob(f".{_stem(app)}-*.part")]
    found += home.parent.glob(f"{home.name}.restoring*") if app.store.engine == "sqlite" else []
    moment = app.clock.now() - timedelta(hours=1)
    return [path for path in found if datetime.fromtimestamp(path.stat().st_mtime, UTC) < moment]


def _settings(app: App) -> BackupSettings:
    return app.settings.of("backup", BackupSettings)


def _write(app: App, part: BinaryIO, settings: BackupSettings) -> Manifest:
    facts = Manifest(
        program=__version__, made_at=timestamp(app.clock.now()), engine=app.store.engine, rows={}, sha256=""
    )
    if settings.recipients:
        plain = BytesIO()
        manifest = archive.write(plain, lambda to: app.store.copy(to, None), facts, partial(prove, app.keyring))
        plain.seek(0)
        archive.encrypt(plain, part, settings.recipients)
        return manifest
    path = Path(part.name)
    manifest = archive.write(part, lambda to: app.store.copy(to, path.parent), facts, partial(prove, app.keyring))
    part.flush()
    with archive.opened(path, ()):
        pass  # it was read back and compared
    return manifest


def _path(app: App, settings: BackupSettings, place: Path | None) -> Path:
    place = (place or folder(app)).expanduser().absolute()
    if place != folder(app).absolute() and not place.is_dir():
        if place.exists():
            raise ConflictError(say("{place} is there already; give another name or a folder.", place=place))
        return place
    moment = app.clock.now().astimezone(UTC).strftime(_MOMENT)
    end = ".zip.age" if settings.recipients else ".zip"
    numbers = ("", *(f"-{number}" for number in range(2, 1000)))
    names = (place / f"{_stem(app)}-{moment}{number}{end}" for number in numbers)
    return next(path for path in names if not path.exists())


def _stem(app: App) -> str:
    name = urlsplit(app.store.url).path.strip("/") if app.store.engine == "postgresql" else Path(app.store.url).stem
    return re.sub(r"\W+", "-", name) or "database"


def _in_folder(app: App) -> Iterator[tuple[Path, str]]:
    """Yield our backups in their folder, each with its moment, which its name tells."""
    pattern = re.compile(rf"{re.escape(_stem(app))}-(\d{{8}}T\d{{6}}Z)(?:-\d+)?\.zip(?:\.age)?")
    place = folder(app)
    for path in sorted(place.iterdir()) if place.is_dir() else ():
        if found := pattern.fullmatch(path.name):
            moment = datetime.strptime(found[1], _MOMENT).replace(tzinfo=UTC)
            yield path.absolute(), timestamp(moment)


def _elsewhere(app: App) -> list[str]:
    return [line for line in get_meta(app.store, _ELSEWHERE).split("\n") if line]


def _backup(app: App, path: Path, made_at: str) -> Backup:
    made_on = datetime.fromisoformat(made_at).date()
    return Backup(
        place=str(path),
        made_at=made_at,
        bytes=path.stat().st_size,
        encrypted=archive.is_encrypted(path),
        until_on=made_on + timedelta(days=_settings(app).keep_days),
    )


def _remove_old(app: App, keep: Path) -> tuple[str, ...]:
    """Remove the backups of the folder whose time is over, but never the one just made; and what was left behind."""
    today, removed = app.clock.today(), []
    for path, made_at in _in_folder(app):
        if path != keep and _backup(app, path, made_at).until_on < today:
            path.unlink()
            removed.append(str(path))
    for path in left_over(app):
        path.unlink(missing_ok=True)
    return tuple(removed)


def _kept_apart(app: App) -> tuple[str, ...]:
    """Return the files that no backup holds and without which none is worth anything."""
    files = (key_file(app.store), erasure.erased_file(app))
    return tuple(str(path) for path in files if path and path.exists())
