"""What every store promises, and the part that does not depend on the engine."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from itertools import chain, islice
from typing import Any, ClassVar

from outreach_crm.errors import OutreachError, StorageError
from outreach_crm.policy import DataClass
from outreach_crm.storage.bound import Bound, Row, check_texts, joined, values_of
from outreach_crm.storage.bulk import Bulk, by_powers
from outreach_crm.storage.dialect import compiled, for_oneself
from outreach_crm.storage.engine import Engine
from outreach_crm.storage.masking import Sight
from outreach_crm.storage.schema import is_name
from outreach_crm.storage.selection import Selection
from outreach_crm.text import say

# Several rows in one statement are several times as fast as one; far below both engines' parameter limits.
_ROWS_A_STATEMENT, _PARAMETERS_A_STATEMENT = 256, 30_000

# Seconds a write waits for others before it gives up, and sentences that both engines say.
PATIENCE = 10.0
BUSY = "Another program has been writing to the database for too long; try again in a moment. Nothing was changed."


class Store(Engine):
    """One connection to one database. Rows are dictionaries; SQL is one text for both engines."""

    max_parameters: ClassVar[int] = _PARAMETERS_A_STATEMENT

    def __init__(self, url: str, bound: Bound | None = None, *, patience: float = PATIENCE) -> None:
        self.url = url
        # Whose key it uses: its own, or that of the database whose place it is about to take.
        self.home = url
        self.patience = patience
        self.bound = bound or Bound()
        self.sees = self.dialect
        self.kept: frozenset[str] = frozenset()
        self.sight = Sight()
        # Whether opening made the database, which whoever mistyped its name will want to know.
        self.is_new = False
        self._depth = 0
        self._selecting = False
        self._bulk: Bulk | None = None

    def act_for(
        self,
        *,
        account: int | None = None,
        contact: int | None = None,
        reach: DataClass = DataClass.AT_RISK,
        confined: bool = False,
    ) -> None:
        """Show what somebody may see: what an account may, or a contact who acts for themself, who sees nobody else.

        Args:
            account: whose circles count.
            contact: who acts for themself.
            reach: how far into the data they look.
            confined: whether only contacts are there that features let this account see.
        """
        self.bound.actor_id, self.bound.own_id = account, contact
        self.sees = for_oneself(self.dialect) if contact is not None else self.dialect
        if contact is None:  # a statement to find out what there is must not be masked itself
            self.sees = self.sight.dialect(self.dialect, self.columns, reach, confined=confined)

    def rest(self) -> bool:
        """Forget for whom the connection worked; return whether it is as good as new and others can have it."""
        self.act_for()
        self.bound.change_id = None
        return not (self._depth or self._selecting or self._bulk) and self._is_sound()

    # Reading and writing ----------------------------------------------------------------------------------------

    def rows(self, sql: str, /, **params: Any) -> list[Row]:
        """Run a statement and return all its rows."""
        return self._fetch(compiled(self.sees, sql), joined(self.bound.values(), params))

    def one(self, sql: str, /, **params: Any) -> Row | None:
        """Run a statement and return its first row, or None."""
        found = self.rows(sql, **params)
        return found[0] if found else None

    def value(self, sql: str, /, **params: Any) -> Any:
        """Run a statement and return the first column of its first row, or None."""
        row = self.one(sql, **params)
        return next(iter(row.values())) if row else None

    def execute(self, sql: str, /, **params: Any) -> int:
        """Run a statement and return how many rows it touched."""
        return self._execute(compiled(self.sees, sql), joined(self.bound.values(), params))

    def execute_many(self, sql: str, rows: Iterable[Mapping[str, Any]], /, **params: Any) -> int:
        """Run a statement once for each row of parameters, and return how many rows it touched in all.

        Args:
            sql: the statement.
            rows: the parameters that differ.
            params: those that are the same for all.
        """
        bound = joined(self.bound.values(), params)
        return self._execute_many(compiled(self.sees, sql), (joined(bound, row) for row in rows))

    def insert(self, table: str, values: Mapping[str, Any]) -> int:
        """Insert one row and return its id; a kept table gets the open change as ``change_id``."""
        columns = [*values]
        _check_names(table, columns)
        if table in self.kept:
            columns.append("change_id")
        marks = ", ".join(f":{column}" for column in columns)
        sql = f"insert into {table} ({', '.join(columns)}) values ({marks}) returning id"
        with self._writing_alone():
            return int(self.value(sql, **values))

    def update(self, table: str, row_id: int, values: Mapping[str, Any]) -> int:
        """Set columns of one row of a kept table in the open change; return how many rows there were (0 or 1)."""
        _check_names(table, [*values])
        marks = ", ".join(f"{column} = :{column}" for column in [*values, "change_id"])
        with self._writing_alone():
            return self.execute(f"update {table} set {marks} where id = :_id", **values, _id=row_id)

    def delete(self, table: str, row_id: int) -> int:
        """Delete one row; return how many rows there were (0 or 1)."""
        _check_names(table, [])
        with self._writing_alone():
            return self.execute(f"delete from {table} where id = :row_id", row_id=row_id)

    def insert_many(self, table: str, rows: Iterable[Mapping[str, Any]]) -> int:
        """Insert rows of equal columns, many a statement, all of them or none; return how many.

        Raises:
            ValueError: a row has other columns than the first one.
        """
        pending = iter(rows)
        if (first := next(pending, None)) is None:
            return 0

        pick = values_of([*first])

        def values(row: Mapping[str, Any]) -> Sequence[Any]:
            with suppress(KeyError):
                if len(row) == len(first):
                    return pick(row)
            raise ValueError(say("rows for {table} differ in their columns", table=table))

        return self.insert_tuples(table, [*first], map(values, chain((first,), pending)))

    def insert_tuples(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        """Insert rows whose values stand in the order of ``columns``, as :meth:`insert_many` does; return how many."""
        pending = iter(rows)
        if not (first := [*islice(pending, 1)]):
            return 0
        # In bulk there is no savepoint for each table: it would keep a copy of every page that rows go to.
        with nullcontext() if self._bulk else self.write():
            return self._insert_batches(table, columns, chain(first, pending))

    def _writing_alone(self) -> AbstractContextManager[None]:
        """Hold the write lock, as ``write()`` does, but without a savepoint for what is one statement."""
        return nullcontext() if self._depth else self.write()

    def _insert_batches(self, table: str, columns: Sequence[str], pending: Iterator[Sequence[Any]]) -> int:
        _check_names(table, columns)
        kept = table in self.kept
        size = min(_ROWS_A_STATEMENT, self.max_parameters // len(columns))
        done = 0
        with self.in_bulk() as bulk:
            while batch := list(islice(pending, size)):
                for rows in by_powers(batch):
                    values = list(chain.from_iterable(rows))
                    check_texts(values)
                    self._insert_batch(table, columns, len(rows), values, self.bound.change_id if kept else None)
                if kept and "id" not in columns:
                    bulk.inserted(table, len(batch))
                done += len(batch)
        return done

    @contextmanager
    def in_bulk(self) -> Iterator["Bulk"]:
        """Do once, at the end, what triggers would do for each of many new rows. Call inside ``write()``.

        For whoever inserts rows of several tables in turn; inside another one it is that one. What a refused row leaves
        is for the ``write()`` around it to take back.
        """
        if self._bulk is not None:
            yield self._bulk
            return
        with ExitStack() as ends:
            self._bulk = Bulk(self, ends)
            try:
                yield self._bulk
            finally:
                self._bulk = None

    @contextmanager
    def _put_off(self, table: str) -> Iterator[None]:
        """Insert many rows into a kept table that all belong to the open change, as the rows before them did."""
        yield

    # Transactions -----------------------------------------------------------------------------------------------

    @contextmanager
    def write(self) -> Iterator[None]:
        """Hold the write lock for one transaction; inside another one, a savepoint.

        One writer at a time on both engines, so that reading and then writing is safe.
        """
        depth = self._depth
        try:
            self._begin() if depth == 0 else self._command(f"savepoint s{depth}")
            self._depth += 1
            yield
            self._depth = depth
            self._commit() if depth == 0 else self._command(f"release s{depth}")
        except BaseException:
            self._depth = depth
            self._take_back(depth)
            raise
        if depth == 0:
            self._committed()

    @contextmanager
    def steady(self) -> Iterator[None]:
        """See the database as it is at one moment, while others go on writing; inside ``write()`` that is so anyway.

        Nothing is written inside but tables of this connection.
        """
        if self._depth:
            yield
            return
        self._begin_steady()
        try:
            yield
            self._commit()
        except BaseException:
            self._rollback()
            raise

    def _take_back(self, depth: int) -> None:
        if depth == 0:
            self._rollback()
            return
        # A full disk or a lost server has taken back all of it already; what follows is then refused.
        with suppress(OutreachError):
            self._command(f"rollback to s{depth}")
            self._command(f"release s{depth}")

    @property
    def writing(self) -> bool:
        """Whether a ``write()`` is open on this connection."""
        return self._depth > 0

    def _check_idle(self, done: str) -> None:
        """Refuse what is done to a database as a whole while this connection writes to it."""
        if self.writing:
            raise StorageError(say("A database cannot be {done} while something is being written.", done=done))

    @contextmanager
    def selection(self) -> Iterator[Selection]:
        """Give an empty selection of contacts, a table of this connection that statements can join.

        Raises:
            RuntimeError: one is open already; emptying it for another one would leave the first one wrong.
        """
        if self._selecting:
            raise RuntimeError("a selection is open on this connection already")
        chosen = Selection(self)
        chosen.clear()
        self._selecting = True
        try:
            yield chosen
        finally:
            self._selecting = False
        chosen.clear()

    @contextmanager
    def deferring(self) -> Iterator[None]:
        """Check references when the block ends instead of with each statement. Call inside ``write()``.

        Raises:
            ConstraintError: at the end of the block or of the transaction, when a row refers to one that is gone.
        """
        self._defer()
        yield
        self._check_references()


def _check_names(table: str, columns: Sequence[str]) -> None:
    # Names come from code, never from people; this keeps it so.
    for name in (table, *columns):
        if not is_name(name):
            raise ValueError(say("{name!r} is not a plain SQL name", name=name))
