"""What the database remembers of the tables that features declared, those of absent plugins too."""

import json

from attrs import frozen

from outreach_crm.storage.schema import OnErase
from outreach_crm.storage.store import Store

_ALL = "select * from {table} order by feature, position"


@frozen(kw_only=True)
class Declared:
    """A kept or held table as :class:`outreach_crm.storage.schema.Held` has it; ``kept`` are those in the journal.

    ``owner_table`` and ``owner_column`` are empty where a row is a record of its own.
    """

    name: str
    title: str
    feature: str
    kept: bool
    about: tuple[str, ...]
    owner_table: str
    owner_column: str
    on_erase: OnErase
    clears: tuple[str, ...]
    names: tuple[str, ...]
    name_parts: tuple[str, ...]
    inner: tuple[str, ...]


def declared_tables(store: Store) -> list[Declared]:
    """Return all tables that features declared: the kept ones first, each sort in the order it was declared."""
    return [
        Declared(
            name=row["name"],
            title=row["title"],
            feature=row["feature"],
            kept=kept,
            about=tuple(json.loads(row["about"])),
            owner_table=row["owner_table"] or "",
            owner_column=row["owner_column"] or "",
            on_erase=OnErase(row["on_erase"]),
            clears=tuple(json.loads(row["clears"])),
            names=tuple(json.loads(row["names"])),
            name_parts=tuple(json.loads(row["name_parts"])),
            inner=tuple(json.loads(row["inner_columns"])),
        )
        for table, kept in (("kept_tables", True), ("held_tables", False))
        for row in store.rows(_ALL.replace("{table}", table))
    ]
