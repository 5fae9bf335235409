"""Putting a backup in the place of the database, after all of it was compared with what it says of itself.

Whoever was erased since the backup was made is erased from it again, in SQLite before it takes the place of anything.
What people have said no to since is written into it, and access that was taken since. Mailings that were under way are
paused.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from os import rename
from pathlib import Path
from shutil import copy2

from attrs import define, field

from outreach_crm import erasure
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import State
from outreach_crm.errors import ConflictError, StorageError
from outreach_crm.keys import Keyring, given_key, key_file, load_key, missing
from outreach_crm.model import Objection
from outreach_crm.policy import Action
from outreach_crm.storage import Store
from outreach_crm.storage.digests import same
from outreach_crm.storage.migrations import check_ours
from outreach_crm.text import say
from outreach_crm.upkeep import archive, queries
from outreach_crm.upkeep.model import Manifest, RestoreReport
from outreach_crm.upkeep.service.backing_up import back_up, prove

# What the entry in the journal says.
WHAT = "restore backup"
_ALL = 1_000_000
_KEPT = say("what was there before, which is kept")


def check(app: App, path: Path, *, identities: Sequence[Path] = (), environ: Mapping[str, str]) -> RestoreReport:
    """Compare a backup with what it says of itself, without restoring it; an SQLite copy is also looked through.

    Args:
        app: the App of the database it was made of.
        path: the backup.
        identities: files with age or ssh keys, for one that is encrypted.
        environ: the environment, which may hold the key.

    Raises:
        StorageError: it cannot be read, was altered or cut off, or is another database's.
    """
    with archive.opened(path, identities) as (manifest, read), _no_empty_file(app):
        _check_proof(app, manifest, environ)
        if manifest.engine == "sqlite":
            with suppress(_LookedError), read() as source:
                app.store.replace(source, partial(_look, manifest))  # type: ignore[arg-type]
    return RestoreReport(manifest=manifest, restored=False, rows=sum(manifest.rows.values()))


def is_occupied(app: App) -> bool:
    """Return whether there is a database of ours already.

    Raises:
        StorageError: it is the database of another program.
    """
    check_ours(app.store)
    return "features" in app.store.tables()


class _LookedError(Exception):
    """Stops a replacing that was none."""


def _look(manifest: Manifest, store: Store) -> None:
    _check_rows(store, manifest)
    raise _LookedError


def restore(
    app: App,
    path: Path,
    *,
    environ: Mapping[str, str],
    identities: Sequence[Path] = (),
    over: bool = False,
    without_key: bool = False,
) -> RestoreReport:
    """Put a backup in the place of the database.

    Args:
        app: the App of the place, opened bare; what is there is backed up first.
        path: the backup.
        environ: the environment, which may hold the key.
        identities: files with age or ssh keys, for one that is encrypted.
        over: whether a database that is there may be replaced.
        without_key: restore it though its key is lost: then nothing proves that it was not altered, nobody who was
            erased since is erased again, and the program will read it and write nothing.

    Raises:
        ConflictError: there is a database already and ``over`` was not given, or the backup is of the other engine.
        StorageError: the backup cannot be read, was altered or cut off, or is another database's or a newer program's.
    """
    with archive.opened(path, identities) as (manifest, read), _no_empty_file(app):
        _check_place(app, manifest, over=over)
        if not without_key:
            _check_proof(app, manifest, environ)
        prepared = _Prepared(app, manifest, environ, keyless=without_key)
        prepared.keep()
        with read() as source:
            app.store.replace(source, prepared.prepare)  # type: ignore[arg-type]
    return RestoreReport(
        manifest=manifest,
        restored=True,
        rows=sum(manifest.rows.values()),
        erased_again=prepared.erased_again,
        kept=prepared.kept,
        problems=tuple(prepared.problems),
    )


def _check_place(app: App, manifest: Manifest, *, over: bool) -> None:
    if manifest.engine != app.store.engine:
        raise ConflictError(
            say("This backup is of {engine}; give a database of that kind with --database.", engine=manifest.engine)
        )
    if is_occupied(app) and not over:
        raise ConflictError(say("There is a database at {url}; give --over to replace it.", url=app.store.url))


@contextmanager
def _no_empty_file(app: App) -> Iterator[None]:
    """Remove the file again that opening made, where nothing came of the restore."""
    try:
        yield
    finally:
        if app.store.is_new and not is_occupied(app):
            app.close()
            for end in ("", "-wal", "-shm"):
                Path(app.store.url + end).unlink(missing_ok=True)


@define
class _Prepared:
    """Looks at the copy, and brings it up to date, before it counts."""

    place: App
    manifest: Manifest
    environ: Mapping[str, str]
    keyless: bool
    kept: str = ""
    erased_again: int = 0
    problems: list[str] = field(factory=list)
    noes: list[Objection] = field(factory=list)

    def keep(self) -> None:
        """Back up what is there, and take down what people say no to in it, as far as it can be read."""
        if is_occupied(self.place):
            self.kept = _keep(self.place)
            if not self.keyless:
                self._listen()

    def _listen(self) -> None:
        plugins = self.place.plugins.afresh()
        before = len(plugins.failed)
        self.noes = plugins.objections(self.place)
        for one in plugins.failed[before:]:
            told = say(
                "What people said no to since then could not be read ({name}); look in {kept}.",
                name=one.name,
                kept=_KEPT,
            )
            self.problems.append(told)

    def prepare(self, store: Store) -> None:
        """Check the copy, upgrade it, erase who was erased since, and say so in its journal."""
        _check_rows(store, self.manifest)
        if self.keyless:
            return
        place = self.place
        keyring = Keyring(partial(load_key, store, self.environ))
        App.bring_up_to_date(store, place.plugins, place.settings, keyring)
        app = App.on(store, place.plugins, place.settings, keyring, place.actor)
        self.problems += changes.verify(app).problems
        told = erasure.erase_again(app, f"erased before; the backup of {self.manifest.made_at} had them")
        if told:
            self.erased_again = told.contacts
            self.problems += told.to_do
        with app.change(WHAT, because=f"of {self.manifest.made_at}", final=True, action=Action.ADMINISTER):
            app.plugins.object_again(app, self.noes)
            self._halt(app)

    def _halt(self, app: App) -> None:
        """Pause what was being sent: the copy knows nothing of what has left since, and that would leave twice."""
        for one in dispatch.list_dispatches(app, limit=_ALL):
            if one.state is State.SENDING:
                dispatch.pause(app, one.id, because="a backup was restored, which does not know what has left since")
                told = say("{name} was paused; see what has left since before you resume it.", name=one.name)
                self.problems.append(told)
            elif one.state is State.APPROVED:
                told = say("{name} was approved; see whether it has left since before you start it.", name=one.name)
                self.problems.append(told)


def _check_proof(app: App, manifest: Manifest, environ: Mapping[str, str]) -> None:
    key = given_key(app.store, environ)
    if not key:
        raise StorageError(
            say("{missing} If it is lost for good: --without-key.", missing=missing(key_file(app.store)))
        )
    if not same(prove(Keyring(key.encode), manifest), manifest.proof):
        raise StorageError(say("This backup is of another database, or it was altered. Nothing was changed."))


def _check_rows(store: Store, manifest: Manifest) -> None:
    found = {table: queries.row_count(store, table) for table in store.tables() if not table.startswith("sqlite_")}
    wrong = sorted({table for table, _ in found.items() ^ manifest.rows.items()})
    if wrong:
        raise StorageError(
            say("The backup has not the rows that it should have (in {names}).", names=", ".join(wrong[:5]))
        )
    damage = store.damage()
    if damage:
        raise StorageError(say("The backup is damaged: {damage}.", damage=damage[0]))


def _keep(app: App) -> str:
    """Back up what is there, so that a restore can be taken back; what is damaged, as the files it stands in."""
    try:
        return back_up(app, as_it_is=True).backup.place
    except StorageError:
        if app.store.engine != "sqlite":
            raise
    return set_aside(app.store.url, copy2)


def set_aside(url: str, take: Callable[[str, str], object] = rename) -> str:
    """Move the files of a database away that cannot be opened, or copy them; return where to, empty if there are none.

    Raises:
        StorageError: they cannot be moved.
    """
    numbers = ("", *(f"-{number}" for number in range(2, 1000)))
    aside = next(path for path in (f"{url}.damaged{number}" for number in numbers) if not Path(path).exists())
    try:
        for end in ("", "-wal"):
            if Path(url + end).is_file():
                take(url + end, aside + end)
    except OSError as error:
        raise StorageError(
            say("{url} cannot be set aside: {strerror}. Nothing was changed.", url=url, strerror=error.strerror)
        ) from error
    return aside if Path(aside).exists() else ""
