"""Copies of an SQLite file, a copy in its place, and the file written anew without what was erased."""

import os
import shutil
import sqlite3
from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from time import monotonic
from typing import BinaryIO

from outreach_crm.errors import OutreachError, StorageError, sentence_of
from outreach_crm.storage.bound import Bound
from outreach_crm.storage.private_file import make_private
from outreach_crm.storage.sqlite_schema import SqliteSchema
from outreach_crm.storage.sqlite_sentences import NOT_INSIDE, STILL_IN_FILE, STILL_IN_LOG
from outreach_crm.storage.store import BUSY, Store
from outreach_crm.text import say

# What a file that others may read at any time says in its header (bytes 18 and 19) becomes what one alone says: a
# database in memory keeps no log.
_MODE, _ALONE = slice(18, 20), b"\x01\x01"
_TABLES = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name"
_SOME = 20


class SqliteCopies(SqliteSchema):
    """The part of the SQLite store that works on the file as a whole."""

    _conn: sqlite3.Connection

    def purge(self, tables: Sequence[str]) -> str:
        """Write the file anew and empty the log.

        ``secure_delete`` overwrites what is deleted, and not what was left behind where SQLite had moved it from. This
        kind of checkpoint holds the write lock itself, so that it is safe in every version of SQLite.
        """
        del tables
        if self.url == ":memory:":
            return ""
        if self.writing:
            return NOT_INSIDE
        # Another connection: on this one all that is temporary stays in memory, and this may be large.
        helper = sqlite3.connect(self.url, timeout=self.patience, isolation_level=None)
        with self._sentences(), closing(helper):
            try:
                for statement in ("pragma synchronous = full", "pragma wal_autocheckpoint = 0", "vacuum"):
                    helper.execute(statement)
                busy, _, _ = helper.execute("pragma wal_checkpoint(truncate)").fetchone()
            except sqlite3.OperationalError as error:
                return f"{STILL_IN_FILE} ({self._as_sentence(error)})"
        return STILL_IN_LOG if busy else ""

    def copy(self, out: BinaryIO, folder: Path | None) -> dict[str, int]:
        """Write a copy of the database as it is at one moment, while others go on reading and writing."""
        self._check_idle("copied")
        path = folder / f".copying-{os.getpid()}.db" if folder else None
        with self._sentences(), _removed(path):
            if path:
                make_private(path)
            with closing(sqlite3.connect(str(path or ":memory:"), isolation_level=None)) as copy:
                # In one step: with a log nobody has to wait for it, and nobody's writing makes it begin again.
                self._conn.backup(copy)
                copy.execute("pragma journal_mode = delete")
                problems = _damage(copy)
                if problems:
                    raise StorageError(
                        say("The database is damaged ({problems}); restore it from a backup.", problems=problems[0])
                    )
                counts = {name: _count(copy, name) for (name,) in copy.execute(_TABLES).fetchall()}
                image = b"" if path else copy.serialize()
            if path:
                with path.open("rb") as file:
                    shutil.copyfileobj(file, out, 1 << 20)
            else:
                for part in (image[: _MODE.start], _ALONE, memoryview(image)[_MODE.stop :]):
                    out.write(part)
        return counts

    def replace(self, source: BinaryIO, prepare: Callable[[Store], None]) -> None:
        """Put a copy that :meth:`copy` made in the place of everything there is: all of it at once, or nothing.

        Programs that have the database open go on with what is then in it.
        """
        self._check_idle("replaced")
        path = Path(f"{self.url}.restoring")
        with _removed(path):
            make_private(path)
            with path.open("wb") as file:
                shutil.copyfileobj(source, file, 1 << 20)
            staged = type(self)(str(path), Bound(clock=self.bound.clock))
            try:
                staged.home = self.home
                prepare(staged)
                with self._sentences():
                    staged._conn.backup(self._conn, progress=_until(monotonic() + self.patience))
            finally:
                staged.close()
        told = self.purge(())
        if told:
            raise StorageError(told)

    def size(self) -> int:
        """Return how large the database is, in bytes."""
        pages, bytes_each = (self._conn.execute(f"pragma {name}").fetchone()[0] for name in ("page_count", "page_size"))
        return int(pages * bytes_each)

    def damage(self) -> list[str]:
        """Look through all pages and references; return what is damaged, each in a few words. May take minutes."""
        with self._sentences():
            try:
                return _damage(self._conn)
            except sqlite3.DatabaseError as error:
                if (error.sqlite_errorcode & 0xFF) not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                    raise
                return [sentence_of(error)]

    @abstractmethod
    def _sentences(self) -> AbstractContextManager[None]: ...

    @abstractmethod
    def _as_sentence(self, error: sqlite3.Error) -> OutreachError: ...


def _until(moment: float) -> Callable[[int, int, int], None]:
    """Return what ends a copying that others do not let begin; by itself it would wait for ever."""

    def check(_: int, remaining: int, __: int) -> None:
        if remaining and monotonic() > moment:
            raise StorageError(BUSY)

    return check


def _damage(conn: sqlite3.Connection) -> list[str]:
    said = [str(one) for (one,) in conn.execute(f"pragma integrity_check({_SOME})").fetchall()]
    if said != ["ok"]:
        return said
    rows = conn.execute("pragma foreign_key_check").fetchmany(_SOME)
    return [f"row {row[1]} of {row[0]} refers to a row of {row[2]} that is not there" for row in rows]


def _count(conn: sqlite3.Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    return int(conn.execute(f'select count(*) from "{quoted}"').fetchone()[0])


@contextmanager
def _removed(path: Path | None) -> Iterator[None]:
    """Let no file of that name be there before and after."""
    names = [Path(f"{path}{end}") for end in ("", "-wal", "-shm", "-journal")] if path else []
    try:
        for name in names:
            name.unlink(missing_ok=True)
        yield
    except OSError as error:
        raise StorageError(
            say("{filename} cannot be written: {strerror}.", filename=error.filename or path, strerror=error.strerror)
        ) from error
    finally:
        for name in names:
            name.unlink(missing_ok=True)
