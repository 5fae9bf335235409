"""What a change did to which rows, and which changes touched a contact: generic walks over kept tables."""

import json
from collections.abc import Mapping
from typing import Any

from attrs import frozen

from outreach_crm.storage.store import Row, Store
from outreach_crm.storage.undo_plan import KeptTable, kept_tables

_IMAGES = "select * from change_rows where change_id = :id and id > :after order by id limit :page"
_NEXT = "select before from change_rows where previous = :id and tbl = :tbl and row_id = :row_id order by id limit 1"
_ABOUT_IMAGES = (
    "select change_id from change_rows where contact_id = :contact_id or contact2_id = :contact_id"
    " union select change_id from change_rows where tbl = 'contacts' and row_id = :contact_id"
)


@frozen(kw_only=True)
class RowChange:
    """What a change did to one row: ``before`` is empty for a new row, ``after`` for a removed one.

    ``contact_ids`` are the contacts the row is about. Values that were dropped because of age are missing from both.
    """

    table: str
    title: str
    row_id: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    contact_ids: tuple[int, ...]


def rows_of(store: Store, change_id: int, limit: int) -> list[RowChange]:
    """Return what a change did, at most ``limit`` rows: altered and removed ones first, then new ones."""
    tables = {table.name: table for table in kept_tables(store)}
    about = _about(store)
    found = []
    for image in store.rows(_IMAGES, id=change_id, after=0, page=limit):
        if image["tbl"] in tables:
            before = json.loads(image["before"]) if image["before"] else {}
            after = _after(store, change_id, image)
            found.append(_row_change(tables[image["tbl"]], about, image["row_id"], before, after))
    for table in tables.values():
        left = limit - len(found)
        rows = _created(store, table, change_id, left) if left > 0 else []
        found += [_row_change(table, about, row["id"], {}, _shown(row)) for row in rows]
    return found


def count_rows(store: Store, change_id: int) -> dict[str, int]:
    """Return how many rows of each kept table a change wrote and nobody has written since, by title."""
    counts = {}
    for table in kept_tables(store):
        number = int(store.value(f"select count(*) as n from {table.name} where change_id = :id", id=change_id))
        if number:
            counts[table.title] = number
    return counts


def changes_about(store: Store, contact_id: int) -> list[int]:
    """Return the ids of the changes that touched a contact or any row about it, latest first."""
    found = {row["change_id"] for row in store.rows(_ABOUT_IMAGES, contact_id=contact_id)}
    for table, columns in _about(store).items():
        for column in columns:
            sql = f"select distinct change_id from {table} where {column} = :contact_id"
            found |= {row["change_id"] for row in store.rows(sql, contact_id=contact_id)}
    return sorted(found, reverse=True)


def _about(store: Store) -> dict[str, list[str]]:
    declared = store.rows("select name, about from kept_tables order by feature, position")
    return {row["name"]: json.loads(row["about"]) for row in declared}


def _after(store: Store, change_id: int, image: Row) -> Mapping[str, Any]:
    """Return the row as the change left it: the next before-image, or the row itself if nobody wrote it since."""
    following = store.value(_NEXT, id=change_id, tbl=image["tbl"], row_id=image["row_id"])
    if following:
        return _shown(json.loads(following))
    row = store.one(
        f"select * from {image['tbl']} where id = :id and change_id = :change", id=image["row_id"], change=change_id
    )
    return _shown(row) if row else {}


def _created(store: Store, table: KeptTable, change_id: int, limit: int) -> list[Row]:
    return store.rows(
        f"select t.* from {table.name} t where t.change_id = :id and not exists (select 1 from change_rows i"
        f" where i.change_id = :id and i.tbl = '{table.name}' and i.row_id = t.id) order by t.id limit :page",
        id=change_id,
        page=limit,
    )


def _row_change(
    table: KeptTable, about: Mapping[str, list[str]], row_id: int, before: Mapping[str, Any], after: Mapping[str, Any]
) -> RowChange:
    row = after or before
    contacts = tuple(row[column] for column in about[table.name] if row.get(column) is not None)
    return RowChange(
        table=table.name, title=table.title, row_id=row_id, before=_shown(before), after=after, contact_ids=contacts
    )


# Columns that say nothing to a reader.
_TECHNICAL = {"id", "uid", "change_id", "words", "sort_name", "name_key", "address_key"}


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _TECHNICAL}
