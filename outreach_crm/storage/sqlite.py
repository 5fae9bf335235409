"""The embedded default: SQLite in one file, opened so that what was acknowledged is never lost."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Self

from outreach_crm.errors import ConstraintError, InvalidInputError, OutreachError, StorageError
from outreach_crm.storage.bound import UNREADABLE, Bound, Row
from outreach_crm.storage.dialect import batch_sql
from outreach_crm.storage.private_file import make_private
from outreach_crm.storage.sqlite_copies import SqliteCopies
from outreach_crm.storage.sqlite_sentences import sentence
from outreach_crm.storage.sqlite_triggers import put_off
from outreach_crm.storage.store import PATIENCE
from outreach_crm.text import say

if TYPE_CHECKING:
    import sqlite_utils

# Seconds: the longest nap of a waiting writer (by chance, so that nobody stays in step), and what is long.
_LOOK_AGAIN, _LONG = 0.01, 0.05
# Others' turn, in seconds and as a share of how long the lock was held: a busy machine may not wake them at once.
_PAUSE, _PAUSE_SHARE = 0.015, 0.05
_CHECKPOINT_BYTES = 4 * 1024 * 1024
# Many new rows go to all pages of an index in no order: memory for as many of them as a step of an import alters.
_BULK_CACHE = "cache_size = -163840"
# trusted_schema stays on: SQLite before 3.41 counts its own JSON functions as unsafe in triggers, and the triggers of
# kept tables are made of them. No function of ours and no extension is ever registered that a schema could misuse.
_PRAGMAS = (
    "foreign_keys = on",
    # So that a row which INSERT OR REPLACE removes passes the triggers of kept tables like any other.
    "recursive_triggers = on",
    "secure_delete = on",
    "synchronous = full",
    "temp_store = memory",
    # So that what a table of the connection took is free for other things once it is emptied.
    "temp.auto_vacuum = full",
    "cache_size = -65536",
    # Checkpoints happen in one place, after a commit of ours (see _committed), never wherever a page fills up.
    "wal_autocheckpoint = 0",
    f"journal_size_limit = {_CHECKPOINT_BYTES}",
)

_LOST = say("The database took back what was being written when an earlier part of it failed. Nothing was changed.")


class SqliteStore(SqliteCopies):
    """A store in one SQLite file; the file is made with mode 0600, its folder with 0700."""

    def __init__(
        self, url: str, bound: Bound | None = None, *, image: bytes | None = None, patience: float = PATIENCE
    ) -> None:
        """Open a file or ``:memory:``.

        Args:
            url: the file, or ``:memory:``.
            bound: what to bind in every statement.
            image: a whole database to start from, in memory.
            patience: how many seconds a write waits for others.
        """
        super().__init__(url, bound, patience=patience)
        self._began, self._log = 0.0, Path(url + "-wal")
        if url != ":memory:":
            self.is_new = make_private(Path(url))
        with self._sentences():
            self._conn = sqlite3.connect(url, timeout=patience, isolation_level=None, check_same_thread=False)
        try:
            self._prepare(image)
        except BaseException:
            self._conn.close()
            raise

    def _prepare(self, image: bytes | None) -> None:
        with self._sentences():
            if image is not None:
                self._conn.deserialize(image)
            for pragma in _PRAGMAS:
                self._conn.execute(f"pragma {pragma}")
            if self.url != ":memory:" and self._pragma("journal_mode") != "wal":
                self._conn.execute("pragma journal_mode = wal")

    def another(self) -> Self:
        """Open a second connection to the same file.

        Raises:
            StorageError: the database is in memory, where there is only one connection.
        """
        if self.url == ":memory:":
            raise StorageError(say("A database in memory has one connection only."))
        other = type(self)(self.url, Bound(clock=self.bound.clock), patience=self.patience)
        other.kept, other.sight = self.kept, self.sight
        return other

    def close(self) -> None:
        """Close the connection."""
        self._conn.close()

    def _is_sound(self) -> bool:
        return not self._conn.in_transaction

    def image(self) -> bytes:
        """Return the whole database as bytes."""
        return self._conn.serialize()

    def version(self) -> tuple[str, str]:
        """Return the engine's name and version, and a warning sentence where that version has a known fault."""
        known = sqlite3.sqlite_version_info
        name = f"SQLite {sqlite3.sqlite_version}"
        if known < (3, 51, 3):  # sqlite.org/wal.html#walresetbug
            name += ", which this program keeps from damaging the file; let no other program write to it meanwhile"
        return name, "SQLite 3.40 or newer is needed." if known < (3, 40) else ""

    def optional(self, table: str) -> frozenset[str]:
        """Return the columns of a table that may be null."""
        columns = self._utils[table].columns
        return frozenset(one.name for one in columns if not one.notnull and not one.is_pk)

    @property
    def _utils(self) -> "sqlite_utils.Database":
        # Imported late: it doubles the start-up time, and only erasure and exports of what is known of people need it.
        import sqlite_utils

        return sqlite_utils.Database(self._conn, execute_plugins=False)

    def _pragma(self, name: str) -> Any:
        return self._conn.execute(f"pragma {name}").fetchone()[0]

    def numbers(self, numbers: Iterable[int]) -> str:
        """Return numbers as a parameter of ``{among(column; :numbers)}``: a JSON array."""
        return json.dumps([*numbers])

    def _fetch(self, sql: str, params: Row) -> list[Row]:
        with self._sentences():
            cursor = self._conn.execute(sql, params)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def _execute(self, sql: str, params: Row) -> int:
        with self._sentences():
            return self._conn.execute(sql, params).rowcount

    def _execute_many(self, sql: str, rows: Iterable[Row]) -> int:
        with self._sentences():
            return self._conn.executemany(sql, rows).rowcount

    def _insert_batch(
        self, table: str, columns: Sequence[str], count: int, values: Sequence[Any], change_id: int | None
    ) -> None:
        with self._sentences():
            self._conn.execute(batch_sql(table, columns, count, "?", change_id), values)

    @contextmanager
    def _put_off(self, table: str) -> Iterator[None]:
        # The store itself names the open change in each row, and the trigger has accepted the first ones: asking it
        # about every further row would cost a sixth of the time, and indexing words one by one as much as the row.
        made, index_words = put_off(self, table)
        self._command(f"pragma {_BULK_CACHE}")
        try:
            yield
            if index_words:
                self._command(index_words)
        finally:
            # Whoever catches an error and goes on writes under the triggers again; a lost transaction gave them back.
            if self._conn.in_transaction:
                for sql in made:
                    self._command(sql)

    def _begin(self) -> None:
        # IMMEDIATE takes the write lock now; a deferred transaction would fail later, whatever the busy timeout.
        # SQLite's own waiting looks only every tenth of a second and never finds the gap between two long steps.
        give_up = monotonic() + self.patience
        self._conn.execute("pragma busy_timeout = 0")
        try:
            while not self._has_begun(last_try=monotonic() >= give_up):
                _nap()
        finally:
            self._conn.execute(f"pragma busy_timeout = {int(self.patience * 1000)}")
        self._began = monotonic()

    def _begin_steady(self) -> None:
        self._command("begin")

    def _has_begun(self, *, last_try: bool) -> bool:
        with self._sentences():
            try:
                self._conn.execute("begin immediate")
            except sqlite3.OperationalError as error:
                if last_try or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                return False
        return True

    def _rollback(self) -> None:
        # A full disk or an interrupt may have rolled back already.
        if self._conn.in_transaction:
            with suppress(sqlite3.Error):
                self._conn.execute("rollback")

    def _commit(self) -> None:
        self._command("commit")

    def _defer(self) -> None:
        self._command("pragma defer_foreign_keys = on")

    def _check_references(self) -> None:
        if self._depth == 1:  # COMMIT checks, without reading the tables
            return
        self._command("pragma defer_foreign_keys = off")
        if self._fetch("pragma foreign_key_check", {}):
            raise ConstraintError(say("The database refused it: a row refers to one that is gone."))

    def _command(self, sql: str) -> None:
        with self._sentences():
            self._conn.execute(sql)

    def _committed(self) -> None:
        if self.url == ":memory:":
            return
        held = monotonic() - self._began
        if held > _LONG:  # whoever held the lock so long lets others have it
            sleep(max(_PAUSE, held * _PAUSE_SHARE))
        # What was committed stays committed, whatever becomes of this; whoever commits next tries again.
        with suppress(OSError, sqlite3.Error):
            if self._log.stat().st_size > _CHECKPOINT_BYTES:
                self._checkpoint()

    def _checkpoint(self) -> None:
        """Copy the log into the file, by a second connection while this one holds the write lock.

        So nobody commits, and nobody else copies, while the log may be reset: before SQLite 3.51.3 that could damage
        the file (sqlite.org/wal.html#walresetbug). Passive: it never waits for readers.
        """
        self._conn.execute("begin immediate")
        try:
            helper = sqlite3.connect(self.url, timeout=0, isolation_level=None)
            try:
                helper.execute("pragma synchronous = full")
                helper.execute("pragma wal_checkpoint(passive)")
            finally:
                helper.close()
        finally:
            self._conn.execute("rollback")

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        if self._depth and not self._conn.in_transaction:
            raise StorageError(_LOST)
        try:
            yield
        except sqlite3.IntegrityError as error:
            raise ConstraintError(say("The database refused it: {error}.", error=error)) from error
        except sqlite3.Error as error:
            raise self._as_sentence(error) from error
        except (OverflowError, UnicodeEncodeError) as error:
            raise InvalidInputError(UNREADABLE) from error

    def _as_sentence(self, error: sqlite3.Error) -> OutreachError:
        return StorageError(sentence(getattr(error, "sqlite_errorname", ""), str(error), self.url))


def _nap() -> None:
    from random import uniform

    sleep(uniform(0.001, _LOOK_AGAIN))  # noqa: S311


def read_fact(path: Path, key: str) -> str:
    """Return a fact (see ``meta``) of a file that may be anybody's, without writing to it; else an empty text."""
    try:
        conn = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error:
        return ""
    try:
        row = conn.execute("select value from meta where key = ?", (key,)).fetchone()
    except sqlite3.Error:
        return ""
    finally:
        conn.close()
    return str(row[0]) if row else ""
