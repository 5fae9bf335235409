"""What the two engines do each in its own way: the part of the store's promises that is written twice."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, Self

from outreach_crm.storage.bound import Row
from outreach_crm.storage.dialect import Dialect
from outreach_crm.storage.schema import Kept

if TYPE_CHECKING:
    from outreach_crm.storage.store import Store


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
        """Return all foreign keys to ``id`` columns: table, column, table referred to.

        Those that cascade are left out: rows that are derived go by themselves, and stand in nobody's way.
        """

    @abstractmethod
    def pointers(self) -> list[str]:
        """Return the names of all tables that point at records by ``ref_kind`` and ``ref_id``."""

    @abstractmethod
    def trigger_sql(self, kept: Kept, columns: Mapping[str, str]) -> list[str]:
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
    def copy(self, out: BinaryIO, folder: Path | None) -> dict[str, int]:
        """Write a copy of the database as it is at one moment, while others go on reading and writing.

        Args:
            out: where to.
            folder: where the copy may lie on its way; None where it must never lie on a disk, so that an SQLite file
                has to fit into memory twice.

        Returns:
            How many rows each table of the copy has.

        Raises:
            StorageError: the database is damaged, this connection is writing to it, or the copy cannot be made.
        """

    @abstractmethod
    def replace(self, source: BinaryIO, prepare: "Callable[[Store], None]") -> None:
        """Put a copy that :meth:`copy` made in the place of everything there is.

        Args:
            source: the copy.
            prepare: is given the store of the copy and may bring it up to date; what it raises stops the work. SQLite
                prepares the copy before it takes the place of anything, PostgreSQL afterwards.

        Raises:
            StorageError: the copy cannot be read, or somebody is using the database.
        """

    @abstractmethod
    def size(self) -> int:
        """Return how large the database is, in bytes."""

    @abstractmethod
    def damage(self) -> list[str]:
        """Look through all pages and references; return what is damaged, each in a few words. May take minutes."""

    @abstractmethod
    def settle(self) -> None:
        """Do what should follow new tables: make every reference one that ``deferring()`` can defer."""

    @abstractmethod
    def _fetch(self, sql: str, params: Row) -> list[Row]: ...

    @abstractmethod
    def _execute(self, sql: str, params: Row) -> int: ...

    @abstractmethod
    def _execute_many(self, sql: str, rows: Iterable[Row]) -> int: ...

    @abstractmethod
    def _insert_batch(
        self, table: str, columns: Sequence[str], count: int, values: Sequence[Any], change_id: int | None
    ) -> None: ...

    @abstractmethod
    def _begin(self) -> None: ...

    @abstractmethod
    def _begin_steady(self) -> None: ...

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
    def _is_sound(self) -> bool:
        """Return whether the connection is open and nothing is begun on it."""

    @abstractmethod
    def _committed(self) -> None:
        """Do what should follow an outermost commit."""
