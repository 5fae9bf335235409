"""What a PostgreSQL database says of its tables, and the statements that make triggers and views in its words."""

from collections.abc import Mapping
from typing import ClassVar

from outreach_crm.storage.dialect import POSTGRES, Dialect
from outreach_crm.storage.postgres_triggers import GUARDS, kept_triggers
from outreach_crm.storage.schema import Kept
from outreach_crm.storage.store import Store

_UNDEFERRABLE = (
    "select cast(conrelid as regclass)::text as tbl, quote_ident(conname) as name from pg_constraint"
    " where contype = 'f' and not condeferrable and connamespace = cast(current_schema() as regnamespace)"
)


class PostgresSchema(Store):
    """The part of the PostgreSQL store that reads and makes its schema."""

    engine: ClassVar[str] = "postgresql"
    dialect: ClassVar[Dialect] = POSTGRES

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
        """Return all foreign keys to ``id`` columns but those that cascade; see :class:`Engine`."""
        found = self.rows(
            "select cast(c.conrelid as regclass)::text as child, a.attname as col,"
            " cast(c.confrelid as regclass)::text as parent from pg_constraint c"
            " join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]"
            " join pg_attribute b on b.attrelid = c.confrelid and b.attnum = c.confkey[1] and b.attname = 'id'"
            " where c.contype = 'f' and c.confdeltype <> 'c'"
            " and c.connamespace = cast(current_schema() as regnamespace) order by 1, 2"
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
