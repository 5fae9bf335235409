"""The same promises on PostgreSQL, for sections that outgrow one machine (extra ``postgres``)."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Self

import psycopg
from psycopg import errors as pg
from psycopg.adapt import Loader
from psycopg.pq import TransactionStatus
from psycopg.rows import dict_row

from outreach_crm.errors import ConstraintError, InvalidInputError, OutreachError, StorageError
from outreach_crm.storage.bound import UNREADABLE, Bound, Row
from outreach_crm.storage.dialect import batch_sql
from outreach_crm.storage.postgres_copies import PostgresCopies
from outreach_crm.storage.store import BUSY, PATIENCE
from outreach_crm.text import say

# One writer at a time, as with SQLite: an advisory lock of the transaction, the same number for every program.
_WRITE_LOCK = "select pg_advisory_xact_lock(7305803)"
_CONNECT_SECONDS = 10


class _Number(Loader):
    """Reads ``numeric``, which sums and counts may give, as int or float."""

    def load(self, data: Any) -> int | float:
        text = bytes(data).decode()
        return float(text) if "." in text else int(text)


class PostgresStore(PostgresCopies):
    """A store in a PostgreSQL database (15 or newer)."""

    def __init__(self, url: str, bound: Bound | None = None, *, patience: float = PATIENCE) -> None:
        """Connect; ``patience`` is how many seconds a write waits for others.

        Raises:
            StorageError: no server answers, or the database or the password is not right.
        """
        super().__init__(url, bound, patience=patience)
        with self._sentences():
            seconds = None if "connect_timeout" in url else _CONNECT_SECONDS
            self._conn = psycopg.connect(url, autocommit=True, row_factory=dict_row, connect_timeout=seconds)
            self._conn.adapters.register_loader("numeric", _Number)
            self._conn.execute("set client_min_messages = warning")
            # A plan for any value is often the wrong one for this value: a beginning of a word may fit ten or 100,000.
            self._conn.execute("set plan_cache_mode = force_custom_plan")
            self._conn.execute(f"set lock_timeout = {int(patience * 1000)}")

    def another(self) -> Self:
        """Open a second connection to the same database."""
        other = type(self)(self.url, Bound(clock=self.bound.clock), patience=self.patience)
        other.kept, other.sight = self.kept, self.sight
        return other

    def close(self) -> None:
        """Close the connection."""
        self._conn.close()

    def _is_sound(self) -> bool:
        return not self._conn.closed and self._conn.info.transaction_status is TransactionStatus.IDLE

    def version(self) -> tuple[str, str]:
        """Return the engine's name and version, and a warning sentence where that version has a known fault."""
        number = self._conn.info.server_version
        old = number < 150_000
        return f"PostgreSQL {number // 10_000}.{number % 10_000}", "PostgreSQL 15 or newer is needed." if old else ""

    def numbers(self, numbers: Iterable[int]) -> str:
        """Return numbers as a parameter of ``{among(column; :numbers)}``: an array, which the planner hashes."""
        return "{" + ",".join(map(str, numbers)) + "}"

    def _fetch(self, sql: str, params: Row) -> list[Row]:
        with self._sentences():
            return self._conn.execute(sql, params).fetchall()

    def _execute(self, sql: str, params: Row) -> int:
        with self._sentences():
            return self._conn.execute(sql, params).rowcount

    def _execute_many(self, sql: str, rows: Iterable[Row]) -> int:
        with self._sentences(), self._conn.cursor() as cursor:
            cursor.executemany(sql, list(rows))
            return cursor.rowcount

    def _insert_batch(
        self, table: str, columns: Sequence[str], count: int, values: Sequence[Any], change_id: int | None
    ) -> None:
        with self._sentences():
            self._conn.execute(batch_sql(table, columns, count, "%s", change_id), values)

    def _begin(self) -> None:
        self._command("begin")
        try:
            self._command(_WRITE_LOCK)
        except BaseException:
            self._rollback()
            raise

    def _begin_steady(self) -> None:
        self._command("begin isolation level repeatable read")

    def _commit(self) -> None:
        # After an error that somebody kept to themselves the server answers a commit with a rollback, and no error.
        if self._conn.info.transaction_status is TransactionStatus.INERROR:
            raise StorageError(say("A statement was refused and the work went on without it. Nothing was changed."))
        self._command("commit")

    def _rollback(self) -> None:
        with suppress(psycopg.Error):  # a lost server has rolled back itself
            self._conn.execute("rollback")

    def _defer(self) -> None:
        self._command("set constraints all deferred")

    def _check_references(self) -> None:
        self._command("set constraints all immediate")

    def _committed(self) -> None:
        """Nothing: the server looks after itself."""

    def _command(self, sql: str) -> None:
        with self._sentences():
            self._conn.execute(sql)

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        try:
            yield
        except (UnicodeEncodeError, pg.UntranslatableCharacter) as error:  # the latter: NUL inside of JSON
            raise InvalidInputError(UNREADABLE) from error
        except psycopg.Error as error:
            raise _as_sentence(error) from error


def _as_sentence(error: psycopg.Error) -> OutreachError:
    lines = (error.diag.message_primary or str(error) or type(error).__name__).strip().splitlines()
    said = lines[0].rstrip(".")
    if isinstance(error, (pg.IntegrityError, pg.RaiseException)):
        return ConstraintError(say("The database refused it: {said}.", said=said))
    if isinstance(error, pg.DiskFull):
        return StorageError(say("The database server's disk is full. Nothing was changed."))
    if isinstance(error, pg.ReadOnlySqlTransaction):
        return StorageError(say("The database is read-only here. Nothing was changed."))
    if isinstance(error, pg.LockNotAvailable):
        return StorageError(BUSY)
    if isinstance(error, psycopg.OperationalError):
        return StorageError(say("The PostgreSQL server does not answer, or refuses: {said}.", said=said))
    return StorageError(say("The database answered: {said}.", said=said))
