"""What an SQLite file says of its tables, and the statements that make triggers and views in its words."""

from collections.abc import Mapping
from typing import ClassVar

from outreach_crm.storage.dialect import SQLITE, Dialect
from outreach_crm.storage.schema import Kept
from outreach_crm.storage.sqlite_triggers import GUARDS, kept_triggers
from outreach_crm.storage.store import Store


class SqliteSchema(Store):
    """The part of the SQLite store that reads and makes its schema."""

    engine: ClassVar[str] = "sqlite"
    dialect: ClassVar[Dialect] = SQLITE

    def tables(self) -> list[str]:
        """Return the names of all tables."""
        return [row["name"] for row in self.rows("select name from sqlite_master where type = 'table' order by name")]

    def columns(self, table: str) -> dict[str, str]:
        """Return the columns of a table in order, name to type in lower case."""
        found = self.rows("select name, type from pragma_table_info(:name)", name=table)
        return {row["name"]: row["type"].lower() for row in found}

    def references(self) -> list[tuple[str, str, str]]:
        """Return all foreign keys to ``id`` columns but those that cascade; see :class:`Engine`."""
        found = self.rows(
            'select m.name as child, f."from" as col, f."table" as parent from sqlite_master m'
            " join pragma_foreign_key_list(m.name) f where m.type = 'table' and coalesce(f.\"to\", 'id') = 'id'"
            " and f.seq = 0 and f.on_delete <> 'CASCADE' order by 1, 2"
        )
        return [(row["child"], row["col"], row["parent"]) for row in found]

    def pointers(self) -> list[str]:
        """Return the names of all tables that point at records by ``ref_kind`` and ``ref_id``."""
        found = self.rows(
            "select m.name from sqlite_master m join pragma_table_info(m.name) c"
            " where m.type = 'table' and c.name in ('ref_kind', 'ref_id') group by m.name having count(*) = 2"
        )
        return [row["name"] for row in found]

    def trigger_sql(self, kept: Kept, columns: Mapping[str, str]) -> list[str]:
        """Return the statements that make the triggers of a kept table, old ones dropped first."""
        return kept_triggers(kept, columns)

    def view_sql(self, name: str, select: str) -> list[str]:
        """Return the statements that make or replace a view."""
        return [f"drop view if exists {name}", f"create view {name} as {select}"]

    def guard_sql(self) -> list[str]:
        """Return the statements that protect the journal itself from being rewritten."""
        return list(GUARDS)

    def settle(self) -> None:
        """Nothing: SQLite can defer every reference as it is."""
