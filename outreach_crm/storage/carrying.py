"""Carries whole tables from one store into another one that is to be tried on and thrown away."""

from collections.abc import Iterable

from outreach_crm.storage.store import Store


def carry(source: Store, target: Store, tables: Iterable[str]) -> None:
    """Copy the rows of some tables with their ids into empty tables of another store, of whichever engine.

    Call inside a change of the target: rows of kept tables belong to it.

    Args:
        source: where they stand; it is only read.
        target: where they go.
        tables: in an order in which nothing refers to a later one.
    """
    for table in tables:
        columns = [name for name in source.columns(table) if name != "change_id"]
        rows = source.rows(f"select {', '.join(columns)} from {table} order by {columns[0]}")
        target.insert_tuples(table, columns, ([*row.values()] for row in rows))
