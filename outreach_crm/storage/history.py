"""What a change did to which rows, and which changes touched a contact: generic walks over kept tables."""

import json
from collections.abc import Collection, Mapping
from enum import StrEnum
from operator import itemgetter
from typing import Any

from attrs import frozen

from outreach_crm.storage.bound import Row
from outreach_crm.storage.store import Store
from outreach_crm.storage.undo_plan import KeptTable, kept_tables

_IMAGES = "select * from change_rows where change_id = :id order by id limit :page"
_NEXT = "select before from change_rows where previous = :id and tbl = :tbl and row_id = :row_id order by id limit 1"
# Rows a change made: those nobody has written since, and the first later image of those somebody has.
_MADE = (
    "select t.* from {table} t where t.change_id = :id and not exists (select 1 from change_rows i"
    " where i.change_id = :id and i.tbl = '{table}' and i.row_id = t.id) order by t.id limit :page"
)
_MADE_AND_CHANGED = (
    "select r.row_id, r.before from change_rows r where r.previous = :id and r.tbl = '{table}' and not exists"
    " (select 1 from change_rows i where i.change_id = :id and i.tbl = r.tbl and i.row_id = r.row_id)"
    " order by r.row_id limit :page"
)
_ABOUT_IMAGES = (
    "select change_id, previous from change_rows where contact_id = :contact_id or contact2_id = :contact_id"
    " union select change_id, previous from change_rows where tbl = 'contacts' and row_id = :contact_id"
)
_UNDONE = "select id, what, undoes from changes where id in {each(:ids)}"
# What an erasure left of the words of an entry proves that entry, and is no image of a row.
_TOUCHED = (
    "select t.id, c.opened_at as at from {table} t join changes c on c.id = t.change_id where t.id in {each(:ids)}"
)
# A row that was written again has its first change as the one before the oldest of its images.
_FIRST_WRITTEN = (
    "select t.id, c.opened_at as at from {table} t join changes c on c.id = coalesce((select min(r.previous)"
    " from change_rows r where r.tbl = '{table}' and r.row_id = t.id and r.previous > 0), t.change_id)"
    " where t.id in {each(:ids)}"
)
_FORGET = (
    "update change_rows set before = null where id in (select r.id from change_rows r join changes c"
    " on c.id = r.change_id where r.before is not null and r.tbl <> 'changes' and c.closed_at < :before limit 20000)"
)
# Rows that have a value in a column, and all images of rows that have it or had it.
_HAVE = "select t.* from {table} t where t.{column} = :value order by t.id"
_HAD = (
    "select r.row_id, r.change_id, r.previous, r.before from change_rows r where r.tbl = '{table}' and (r.row_id in"
    " {each(:ids)} or r.row_id in (select i.row_id from change_rows i where i.tbl = '{table}'"
    " and cast({json(i.before; {column})} as {int}) = :value)) order by r.row_id, r.change_id"
)


class Done(StrEnum):
    """What a change did to a row."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@frozen(kw_only=True)
class RowChange:
    """What a change did to one row: ``before`` is empty for a new row, ``after`` for a removed one.

    ``contact_ids`` are the contacts the row is about. Values that were dropped because of age are missing from both,
    and so is all that a table withholds.
    """

    table: str
    title: str
    row_id: int
    done: Done
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    contact_ids: tuple[int, ...]


def rows_of(store: Store, change_id: int, limit: int) -> list[RowChange]:
    """Return what a change did, at most ``limit`` rows: altered and removed ones first, then new ones."""
    tables = {table.name: table for table in kept_tables(store)}
    about = about_columns(store)
    found = []
    for image in store.rows(_IMAGES, id=change_id, page=limit):
        if image["tbl"] in tables:
            before = _read(image["before"])
            after = _after(store, change_id, image)
            done = Done.REMOVED if after is None else Done.CHANGED
            found.append(_row_change(tables[image["tbl"]], about, image["row_id"], done, before, after or {}))
    for table in tables.values():
        if len(found) < limit:
            made = _made(store, table, change_id, limit - len(found))
            found += [_row_change(table, about, row_id, Done.ADDED, {}, row) for row_id, row in made]
    return found


def changes_about(store: Store, contact_id: int) -> list[int]:
    """Return the ids of the changes that touched a contact or any row about it, latest first."""
    images = store.rows(_ABOUT_IMAGES, contact_id=contact_id)
    found = {one for row in images for one in row.values()}
    for table, columns in about_columns(store).items():
        for column in columns:
            sql = f"select distinct change_id from {table} where {column} = :contact_id"
            found |= {row["change_id"] for row in store.rows(sql, contact_id=contact_id)}
    return sorted(found, reverse=True)


def written(store: Store, table: str, column: str, value: int) -> dict[int, list[tuple[int, Row | None]]]:
    """Return what was written of the rows of a kept table that have a number in a column, or had it.

    Args:
        store: the store.
        table: a kept table that is about no contacts and withholds nothing: nobody asks here who may see what.
        column: a column of it that holds a number, such as the one that names the owner.
        value: the number.

    Returns:
        By the id of a row, each change with the row as it left it, in their order; None where it removed it. A row
        that was dropped because of age reads as the next one that is known.

    Raises:
        ValueError: the table is none of that kind.
    """
    kept = {one.name for one in kept_tables(store) if not one.withheld}
    if table not in kept or about_columns(store)[table] or column not in store.columns(table):
        raise ValueError(f"What {table} was by {column} is not told to everybody.")
    have, had = (sql.replace("{table}", table).replace("{column}", column) for sql in (_HAVE, _HAD))
    now = {row["id"]: row for row in store.rows(have, value=value)}
    images: dict[int, list[Row]] = {number: [] for number in now}
    for row in store.rows(had, ids=json.dumps([*now]), value=value):
        images.setdefault(row["row_id"], []).append(row)
    return {number: _writes(own, now.get(number)) for number, own in images.items()}


def _writes(images: list[Row], now: Row | None) -> list[tuple[int, Row | None]]:
    """Return what each change left of a row, from what it was before each of them and what it is now."""
    left: dict[int, Row | None] = {row["change_id"]: None for row in images}
    following = now
    if now is not None:
        left[now["change_id"]] = now
    for row in reversed(images):
        following = _read(row["before"]) or following
        left[row["previous"]] = following
    return sorted(left.items(), key=itemgetter(0))


def first_done(store: Store, undoes: Mapping[int, int]) -> dict[int, tuple[str, int]]:
    """Return what was done first where changes undo others: what that is called, and how often it went to and fro.

    Args:
        store: the store.
        undoes: change to the one it takes back, which may take back another one.
    """
    found: dict[int, tuple[str, int]] = {}
    times, level = 1, dict(undoes)
    while level:
        rows = {row["id"]: row for row in store.rows(_UNDONE, ids=json.dumps(sorted({*level.values()})))}
        there = {one: rows[other] for one, other in level.items() if other in rows}
        found |= {one: (row["what"], times) for one, row in there.items() if row["undoes"] is None}
        level = {one: row["undoes"] for one, row in there.items() if row["undoes"] is not None}
        times += 1
    return found


def forget_images(store: Store, before: str) -> int:
    """Drop what rows were before changes that were closed before a moment (UTC); their digests stay.

    Call inside ``write()``, again until it returns 0: so many in one transaction are enough.
    """
    return store.execute(_FORGET, before=before)


def touched(store: Store, ids: Mapping[str, Collection[int]]) -> dict[tuple[str, int], str]:
    """Return when rows of kept tables were last changed, by table and id; rows of others have no such moment."""
    return _moments(store, _TOUCHED, ids)


def made(store: Store, ids: Mapping[str, Collection[int]]) -> dict[tuple[str, int], str]:
    """Return when rows of kept tables were first written, as :func:`touched` returns when they last were."""
    return _moments(store, _FIRST_WRITTEN, ids)


def _moments(store: Store, sql: str, ids: Mapping[str, Collection[int]]) -> dict[tuple[str, int], str]:
    kept = {one.name for one in kept_tables(store)}
    return {
        (table, row["id"]): row["at"]
        for table in sorted(kept & ids.keys())
        for row in store.rows(sql.replace("{table}", table), ids=json.dumps([*ids[table]]))
    }


def about_columns(store: Store) -> dict[str, list[str]]:
    """Return for each kept table the columns that hold the contacts a row is about."""
    declared = store.rows("select name, about from kept_tables order by feature, position")
    return {row["name"]: json.loads(row["about"]) for row in declared}


def _after(store: Store, change_id: int, image: Row) -> Mapping[str, Any] | None:
    """Return the row as the change left it, None where it removed it.

    That is the next before-image, or the row itself if nobody wrote it since.
    """
    following = store.one(_NEXT, id=change_id, tbl=image["tbl"], row_id=image["row_id"])
    if following:
        return _read(following["before"])
    return store.one(
        f"select * from {image['tbl']} where id = :id and change_id = :change", id=image["row_id"], change=change_id
    )


def _made(store: Store, table: KeptTable, change_id: int, limit: int) -> list[tuple[int, Mapping[str, Any]]]:
    present = store.rows(_MADE.replace("{table}", table.name), id=change_id, page=limit)
    since = store.rows(_MADE_AND_CHANGED.replace("{table}", table.name), id=change_id, page=limit)
    made: list[tuple[int, Mapping[str, Any]]] = [(row["id"], row) for row in present]
    made += [(row["row_id"], _read(row["before"])) for row in since]
    return sorted(made, key=itemgetter(0))[:limit]


def _row_change(
    table: KeptTable,
    about: Mapping[str, list[str]],
    row_id: int,
    done: Done,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> RowChange:
    held = [row.get(column) for row in (before, after) for column in about[table.name]]
    return RowChange(
        table=table.name,
        title=table.title,
        row_id=row_id,
        done=done,
        before={} if table.withheld else _shown(before),
        after={} if table.withheld else _shown(after),
        contact_ids=tuple(dict.fromkeys(one for one in held if one is not None)),
    )


TECHNICAL = frozenset({"id", "uid", "change_id", "words", "sort_name", "name_key", "address_key"})
"""Columns that say nothing to a reader."""


def _read(image: str | None) -> dict[str, Any]:
    return json.loads(image) if image else {}


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in TECHNICAL}
