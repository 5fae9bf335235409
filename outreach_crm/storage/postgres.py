"""The same promises on PostgreSQL, for sections that outgrow one machine (extra ``postgres``)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, ClassVar, Self

import psycopg
from psycopg import errors as pg
from psycopg.adapt import Loader
from psycopg.pq import TransactionStatus
from psycopg.rows import dict_row

from outreach_crm.errors import ConstraintError, InvalidInputError, OutreachError, StorageError
from outreach_crm.storage.bound import Bound, Row
from outreach_crm.storage.dialect import POSTGRES, Dialect, batch_sql
from outreach_crm.storage.postgres_triggers import GUARDS, kept_triggers
from outreach_crm.storage.schema import Kept
from outreach_crm.storage.store import BUSY, PATIENCE, UNREADABLE, Store

# One writer at a time, as with SQLite: an advisory lock of the transaction, the same number for every program.
_WRITE_LOCK = "select pg_advisory_xact_lock(7305803)"
_CONNECT_SECONDS = 10
_UNDEFERRABLE = (
    "select cast(conrelid as regclass)::text as tbl, quote_ident(conname) as name from pg_constraint"
    " where contype = 'f' and not condeferrable and connamespace = cast(current_schema() as regnamespace)"
)


class _Number(Loader):
    """Reads ``numeric``, which sums and counts may give, as int or float."""

    def load(self, data: Any) -> int | float:
        text = bytes(data).decode()
        return float(text) if "." in text else int(text)


class PostgresStore(Store):
    """A store in a PostgreSQL database (15 or newer)."""

    engine: ClassVar[str] = "postgresql"
    dialect: ClassVar[Dialect] = POSTGRES

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
        other.kept = self.kept
        return other

    def close(self) -> None:
        """Close the connection."""
        self._conn.close()

    def version(self) -> tuple[str, str]:
        """Return the engine's name and version, and a warning sentence where that version has a known fault."""
        number = self._conn.info.server_version
        old = number < 150_000
        return f"PostgreSQL {number // 10_000}.{number % 10_000}", "PostgreSQL 15 or newer is needed." if old else ""

    def tables(self) -> list[str]:
        """Return the names of all tables."""
        found = self.rows("select tablename from pg_tables where schemaname = current_schema() order by tablename")
        return [row["tablename"] for row in found]

    def columns(self, table: str) -> dict[str, str]:
        """Return the columns of a table in order, name to type in lower case."""
        found = self.rows(
            "select column_name, data_type from information_schema.columns"
            " where table_schema = current_schema() and table_name = :name order by ordinal_position",
            name=table,
        )
        return {row["column_name"]: row["data_type"].replace("bytea", "blob") for row in found}

    def optional(self, table: str) -> frozenset[str]:
        """Return the columns of a table that may be null."""
        found = self.rows(
            "select column_name from information_schema.columns where table_schema = current_schema()"
            " and table_name = :name and is_nullable = 'YES'",
            name=table,
        )
        return frozenset(row["column_name"] for row in found)

    def references(self) -> list[tuple[str, str, str]]:
        """Return all foreign keys to ``id`` columns: table, column, table referred to."""
        found = self.rows(
            "select cast(c.conrelid as regclass)::text as child, a.attname as col,"
            " cast(c.confrelid as regclass)::text as parent from pg_constraint c"
            " join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]"
            " join pg_attribute b on b.attrelid = c.confrelid and b.attnum = c.confkey[1] and b.attname = 'id'"
            " where c.contype = 'f' and c.connamespace = cast(current_schema() as regnamespace) order by 1, 2"
        )
        return [(row["child"], row["col"], row["parent"]) for row in found]

    def pointers(self) -> list[str]:
        """Return the names of all tables that point at records by ``ref_kind`` and ``ref_id``."""
        found = self.rows(
            "select c.table_name as name from information_schema.columns c join pg_tables t"
            " on t.tablename = c.table_name and t.schemaname = c.table_schema where c.table_schema = current_schema()"
            " and c.column_name in ('ref_kind', 'ref_id') group by c.table_name having count(*) = 2"
        )
        return [row["name"] for row in found]

    def trigger_sql(self, kept: Kept, columns: Mapping[str, str]) -> list[str]:
        """Return the statements that make the triggers of a kept table, old ones dropped first."""
        return kept_triggers(kept, columns)

    def view_sql(self, name: str, select: str) -> list[str]:
        """Return the statements that make or replace a view."""
        return [f"create or replace view {name} as {select}"]

    def guard_sql(self) -> list[str]:
        """Return the statements that protect the journal itself from being rewritten."""
        return list(GUARDS)

    def settle(self) -> None:
        """Make every foreign key deferrable; it is checked at once all the same unless somebody defers it."""
        for row in self.rows(_UNDEFERRABLE):
            self.execute(f"alter table {row['tbl']} alter constraint {row['name']} deferrable")

    def numbers(self, numbers: Iterable[int]) -> str:
        """Return numbers as a parameter of ``{among(column; :numbers)}``: an array, which the planner hashes."""
        return "{" + ",".join(map(str, numbers)) + "}"

    def _fetch(self, sql: str, params: Row) -> list[Row]:
        with self._sentences():
            return self._conn.execute(sql, params).fetchall()

    def _execute(self, sql: str, params: Row) -> int:
        with self._sentences():
            return self._conn.execute(sql, params).rowcount

    def _execute_many(self, sql: str, rows: Iterable[Row]) -> None:
        with self._sentences(), self._conn.cursor() as cursor:
            cursor.executemany(sql, list(rows))

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

    def _commit(self) -> None:
        # The server would answer "commit" with a silent rollback.
        if self._conn.info.transaction_status is TransactionStatus.INERROR:
            raise StorageError("A statement was refused and the work went on without it. Nothing was changed.")
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
            done = self._conn.execute(sql)
        # After an error that somebody kept to themselves the server answers a commit with a rollback, and no error.
        if sql == "commit" and done.statusmessage == "ROLLBACK":
            raise StorageError("The database refused a statement on the way. Nothing was changed.")

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            raise _as_sentence(error) from error
        except UnicodeEncodeError as error:
            raise InvalidInputError(UNREADABLE) from error


def _as_sentence(error: psycopg.Error) -> OutreachError:
    lines = (error.diag.message_primary or str(error) or type(error).__name__).strip().splitlines()
    said = lines[0].rstrip(".")
    if isinstance(error, (pg.IntegrityError, pg.RaiseException)):
        return ConstraintError(f"The database refused it: {said}.")
    if isinstance(error, pg.DiskFull):
        return StorageError("The database server's disk is full. Nothing was changed.")
    if isinstance(error, pg.ReadOnlySqlTransaction):
        return StorageError("The database is read-only here. Nothing was changed.")
    if isinstance(error, pg.LockNotAvailable):
        return StorageError(BUSY)
    if isinstance(error, psycopg.OperationalError):
        return StorageError(f"The PostgreSQL server does not answer, or refuses: {said}.")
    return StorageError(f"The database answered: {said}.")
