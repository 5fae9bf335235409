"""Takes back what a change wrote, record by record, in any kept table, those of absent plugins too.

A record is a row with the rows it owns. If any of them was changed since, or a later row refers to one that would
go, or one that would come back lacks what it refers to, the whole record stays as it is and is listed.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from typing import Any

from attrs import frozen

from outreach_crm.errors import ConstraintError
from outreach_crm.storage.store import Row, Store
from outreach_crm.storage.undo_plan import KeptTable, by_dependency, kept_tables, make_plan

Step = Callable[[], AbstractContextManager[None]]
_PAGE = 5_000

_TO_DELETE = (
    "select row_id from undo_plan where tbl = :tbl and action = 'delete' and stays = 0 and row_id > :after"
    " order by row_id limit :page"
)
_DELETE = (
    "delete from {table} where id in (select row_id from undo_plan p where p.tbl = '{table}' and p.action = 'delete'"
    " and p.stays = 0 and p.row_id > :after and p.row_id <= :last and p.version = {table}.change_id)"
)
_TO_RESTORE = (
    "select r.row_id, r.before, p.version from undo_plan p"
    " join change_rows r on r.change_id = :undone and r.tbl = p.tbl and r.row_id = p.row_id"
    " where p.tbl = :tbl and p.action = 'restore' and p.stays = 0 and p.row_id > :after"
    " order by p.row_id limit :page"
)
_STAYS = "select distinct root_tbl, root from undo_plan where stays = 1 order by root_tbl, root"
_MARK_STAYS = "update undo_plan set stays = 1 where tbl = :tbl and row_id = :row_id"
_COUNT = "select count(*) as n from undo_plan where stays = 0"


@frozen
class Undone:
    """What an undo did: how many rows were taken back, and the records that stay, as table and id."""

    rows: int
    stayed: tuple[tuple[str, int], ...]


def plan_undo(store: Store, undone: int) -> Undone:
    """Return what an undo would do, without doing it."""
    with store.write():
        make_plan(store, undone, kept_tables(store))
    return _result(store)


def undo_rows(store: Store, undone: int, step: Step, progress: Callable[[int], None] = lambda _: None) -> Undone:
    """Take back the rows a change wrote, as :func:`plan_undo` has planned on this connection.

    Args:
        store: the store, with the change that does the undo open.
        undone: id of the change to take back.
        step: opens one transaction of the undoing change.
        progress: told how many rows were done, page by page.
    """
    order = by_dependency(kept_tables(store), store.references())
    for table in order:  # what refers to others goes first
        for page, after in _delete_pages(store, table):
            _careful(store, step, page, partial(_delete, store, table, after), table)
            progress(len(page))
    for table in reversed(order):
        for page in _restore_pages(store, table, undone):
            _careful(store, step, page, partial(_restore, store, table), table)
            progress(len(page))
    return _result(store)


def _result(store: Store) -> Undone:
    stayed = tuple((row["root_tbl"], row["root"]) for row in store.rows(_STAYS))
    return Undone(int(store.value(_COUNT)), stayed)


def _careful(store: Store, step: Step, page: list[Row], work: Callable[[list[Row]], None], table: KeptTable) -> None:
    """Do a page in one step; where the database refuses, row by row, and what is refused stays as it is."""
    try:
        with step():
            work(page)
    except ConstraintError:
        with step():
            for row in page:
                try:
                    with store.write():
                        work([row])
                except ConstraintError:
                    store.execute(_MARK_STAYS, tbl=table.name, row_id=row["row_id"])


def _delete_pages(store: Store, table: KeptTable) -> Iterator[tuple[list[Row], int]]:
    after = 0
    while page := store.rows(_TO_DELETE, tbl=table.name, after=after, page=_PAGE):
        yield page, after
        after = page[-1]["row_id"]


def _delete(store: Store, table: KeptTable, after: int, page: list[Row]) -> None:
    start = after if len(page) > 1 else page[0]["row_id"] - 1
    store.execute(_DELETE.replace("{table}", table.name), after=start, last=page[-1]["row_id"])


def _restore_pages(store: Store, table: KeptTable, undone: int) -> Iterator[list[Row]]:
    after = 0
    while page := store.rows(_TO_RESTORE, tbl=table.name, undone=undone, after=after, page=_PAGE):
        yield page
        after = page[-1]["row_id"]


def _restore(store: Store, table: KeptTable, page: list[Row]) -> None:
    columns = store.columns(table.name)
    images = [_image(row["before"], columns) for row in page]
    ids = json.dumps([row["row_id"] for row in page])
    sql = f"select id, change_id from {table.name} where id in {{each(:ids)}}"
    present = {row["id"]: row["change_id"] for row in store.rows(sql, ids=ids)}
    for row in page:
        if present.get(row["row_id"]) != row["version"]:  # somebody wrote it since this was planned
            store.execute(_MARK_STAYS, tbl=table.name, row_id=row["row_id"])
            images = [image for image in images if image["id"] != row["row_id"]]
    sets = ", ".join(f"{name} = :{name}" for name in columns if name not in {"id", "change_id"})
    marks = ", ".join(f":{name}" for name in columns)
    store.execute_many(
        f"update {table.name} set {sets}, change_id = :change_id where id = :id",
        [image for image in images if image["id"] in present],
    )
    store.execute_many(
        f"insert into {table.name} ({', '.join(columns)}) values ({marks})",
        [image for image in images if image["id"] not in present],
    )


def _image(before: str, columns: dict[str, str]) -> dict[str, Any]:
    """Read a before-image; a column that came later is empty, and the change is the one that restores."""
    image = json.loads(before)
    return {name: _value(image.get(name), kind) for name, kind in columns.items() if name != "change_id"}


def _value(value: Any, kind: str) -> Any:
    if kind == "blob" and value is not None:
        return bytes.fromhex(value.removeprefix("\\x"))
    return value
