"""What the two engines do each in its own way: the part of the store's promises that is written twice."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Self

from outreach_crm.storage.bound import Row
from outreach_crm.storage.dialect import Dialect


class Engine(ABC):
    """What a database engine must be able to do; :class:`outreach_crm.storage.store.Store` does the rest with it."""

    engine: ClassVar[str]
    dialect: ClassVar[Dialect]

    @abstractmethod
    def numbers(self, numbers: Iterable[int]) -> str:
        """Return numbers as a parameter of ``{among(column; :numbers)}``, however many."""

    @abstractmethod
    def another(self) -> Self:
        """Open a second connection to the same database, with bindings of its own."""

    @abstractmethod
    def close(self) -> None:
        """Close the connection."""

    @abstractmethod
    def version(self) -> tuple[str, str]:
        """Return the engine's name and version, and a warning sentence where that version has a known fault."""

    @abstractmethod
    def tables(self) -> list[str]:
        """Return the names of all tables."""

    @abstractmethod
    def columns(self, table: str) -> dict[str, str]:
        """Return the columns of a table in order, name to type in lower case."""

    @abstractmethod
    def optional(self, table: str) -> frozenset[str]:
        """Return the columns of a table that may be null."""

    @abstractmethod
    def references(self) -> list[tuple[str, str, str]]:
        """Return all foreign keys to ``id`` columns: table, column, table referred to."""

    @abstractmethod
    def pointers(self) -> list[str]:
        """Return the names of all tables that point at records by ``ref_kind`` and ``ref_id``."""

    @abstractmethod
    def trigger_sql(
        self, table: str, columns: Mapping[str, str], *, about: Sequence[str], owner: str | None, words: bool
    ) -> list[str]:
        """Return the statements that make the triggers of a kept table, old ones dropped first."""

    @abstractmethod
    def view_sql(self, name: str, select: str) -> list[str]:
        """Return the statements that make or replace a view."""

    @abstractmethod
    def guard_sql(self) -> list[str]:
        """Return the statements that protect the journal itself from being rewritten."""

    @abstractmethod
    def purge(self, tables: Sequence[str]) -> str:
        """Clear rows that went, or were emptied, out of the files as well; the tables are those they stood in.

        Returns:
            A sentence that says what is still to be done; empty where nothing is.
        """

    @abstractmethod
    def settle(self) -> None:
        """Do what should follow new tables: make every reference one that ``deferring()`` can defer."""

    @abstractmethod
    def _fetch(self, sql: str, params: Row) -> list[Row]: ...

    @abstractmethod
    def _execute(self, sql: str, params: Row) -> int: ...

    @abstractmethod
    def _execute_many(self, sql: str, rows: Iterable[Row]) -> None: ...

    @abstractmethod
    def _insert_batch(self, table: str, columns: Sequence[str], count: int, values: Sequence[Any]) -> None: ...

    @abstractmethod
    def _begin(self) -> None: ...

    @abstractmethod
    def _commit(self) -> None: ...

    @abstractmethod
    def _rollback(self) -> None: ...

    @abstractmethod
    def _defer(self) -> None: ...

    @abstractmethod
    def _check_references(self) -> None: ...

    @abstractmethod
    def _command(self, sql: str) -> None: ...

    @abstractmethod
    def _committed(self) -> None:
        """Do what should follow an outermost commit."""
