"""Takes back what a change wrote, record by record, in any kept table, those of absent plugins too.

A record is a row with the rows it owns. If any of them was changed since, or a later row refers to one that would
go, or one that would come back lacks what it refers to, or the database refuses it, the whole record stays as it is
and is listed.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from attrs import define, field, frozen

from outreach_crm.errors import ConstraintError
from outreach_crm.storage.bound import Row
from outreach_crm.storage.merging import MOVED_ROWS, move_back
from outreach_crm.storage.store import Store
from outreach_crm.storage.undo_plan import KeptTable, by_dependency, hold_back, kept_tables, make_plan

Step = Callable[[], AbstractContextManager[None]]
Page = list[tuple[str, int]]

_ROWS_A_STEP = 10_000

_CREATE_PAGE = (
    "create temp table if not exists undo_page (root_tbl {text} not null, root {int} not null,"
    " primary key (root_tbl, root))"
)
_RECORDS = (
    "select root, count(*) as n from undo_plan where root_tbl = :tbl and stays = 0 and root > :after group by root"
    " having max(case action when 'restore' then 1 else 0 end) = :restores order by root limit 5000"
)
# The page first, then its rows by index: the order of a cross join is kept.
_OF_PAGE = (
    "from undo_page g cross join undo_plan p where p.root_tbl = g.root_tbl and p.root = g.root and p.stays = 0"
    " and p.tbl = '{table}'"
)
_WRITTEN_MEANWHILE = (
    "update undo_plan set stays = 1 where tbl = '{table}' and row_id in (select p.row_id {of_page}"
    " and coalesce(p.version, 0) <> coalesce((select t.change_id from {table} t where t.id = p.row_id), 0))"
)
_DELETE = "delete from {table} where id in (select p.row_id {of_page} and p.action = 'delete')"
_STRIKE_OUT = (
    "insert into struck_out (tbl, row_id, contact_id, change_id) select '{table}', p.row_id,"
    " case when p.root_tbl = 'contacts' then p.root end, cast(:change_id as {int}) {of_page} and p.action = 'strike'"
)
_IMAGES = (
    "select r.row_id, r.before from change_rows r where r.change_id = :undone and r.tbl = '{table}' and r.row_id in"
    " (select p.row_id {of_page} and p.action = 'restore' and p.version is {gone}) order by r.row_id"
)
_PRESENT = (
    "select t.* from {table} t where t.id in"
    " (select p.row_id {of_page} and p.action = 'restore' and p.version is not null)"
)
_DONE = "update undo_plan set action = 'done' where tbl = '{table}' and row_id in (select p.row_id {of_page})"
_LET_STAY = (
    "update undo_plan set stays = 1 where exists (select 1 from undo_page g"
    " where g.root_tbl = undo_plan.root_tbl and g.root = undo_plan.root)"
)
# Kinds of column whose values stand in a before-image as text: bytes, and numbers without end.
_READ: dict[str, Callable[[str], Any]] = {
    "blob": lambda text: bytes.fromhex(text.removeprefix("\\x")),
    "real": float,
    "double precision": float,
}
_STAYS = "select distinct root_tbl, root from undo_plan where stays = 1 order by root_tbl, root"
_USED_SINCE = (
    "select root_tbl, root, max(version) as since from undo_plan where stays = 1 and version <> :undone"
    " group by root_tbl, root"
)
_PLANNED = "select 1 as n from undo_plan where tbl = :tbl limit 1"
_COUNT = "select count(*) as n from undo_plan where stays = 0"


@frozen
class Undone:
    """What an undo did: how many rows were taken back, and the records that stay, as table and id."""

    rows: int
    stayed: tuple[tuple[str, int], ...]


def plan_undo(store: Store, undone: int) -> Undone:
    """Return what an undo would do, without doing it; others go on writing meanwhile."""
    with store.steady():
        make_plan(store, undone)
    return Undone(int(store.value(_COUNT)), _stayed(store))


def used_since(store: Store, undone: int) -> dict[tuple[str, int], int]:
    """Return the later changes that hold back records of a plan :func:`plan_undo` has just made, where one is known."""
    return {(row["root_tbl"], row["root"]): row["since"] for row in store.rows(_USED_SINCE, undone=undone)}


def undo_rows(store: Store, undone: int, step: Step, progress: Callable[[int], None] = lambda _: None) -> Undone:
    """Take back the rows a change wrote, as :func:`plan_undo` has planned on this connection.

    Args:
        store: the store, with the change that does the undo open.
        undone: id of the change to take back.
        step: opens one transaction of the undoing change.
        progress: told how many rows were done, page by page.
    """
    return _Undo(store, undone, step, progress).run()


def _stayed(store: Store) -> tuple[tuple[str, int], ...]:
    return tuple((row["root_tbl"], row["root"]) for row in store.rows(_STAYS))


@define
class _Undo:
    store: Store
    undone: int
    step: Step
    progress: Callable[[int], None]
    order: list[KeptTable] = field(init=False)
    # What fits into one step is planned again inside it, so that nobody can write in between.
    at_once: bool = field(init=False)
    rows: int = 0

    def run(self) -> Undone:
        self.order = by_dependency(kept_tables(self.store), self.store.references())
        self.at_once = self.store.value(_COUNT) <= _ROWS_A_STEP
        refused = [page for page in self._pages() if not self._take_back(page)]
        while refused:
            again = [page for page in refused if not self._take_back(page)]
            if len(again) == len(refused):  # nothing more goes at this size
                again = self._smaller(again)
            refused = again
        return Undone(self.rows, _stayed(self.store))

    def _smaller(self, pages: list[Page]) -> list[Page]:
        if any(len(page) > 1 for page in pages):
            return [half for page in pages for half in (page[: len(page) // 2], page[len(page) // 2 :]) if half]
        # Records that refer to each other go together or not at all.
        together = [record for page in pages for record in page]
        if len(pages) == 1 or not self._take_back(together):
            with self.step():
                self._fill_page(together)
                self.store.execute(_LET_STAY)
        return []

    def _pages(self) -> Iterator[Page]:
        """Yield the records in parts of one step: what goes before what it refers to, what comes back after it."""
        page: Page = []
        rows = 0
        for restores, tables in ((0, self.order), (1, self.order[::-1])):
            for root, count in (found for table in tables for found in self._records(table.name, restores)):
                if page and rows + count > _ROWS_A_STEP:
                    yield page
                    page, rows = [], 0
                page.append(root)
                rows += count
        if page:
            yield page

    def _records(self, table: str, restores: int) -> Iterator[tuple[tuple[str, int], int]]:
        after = 0
        while found := self.store.rows(_RECORDS, tbl=table, after=after, restores=restores):
            yield from (((table, row["root"]), row["n"]) for row in found)
            after = found[-1]["root"]

    def _take_back(self, page: Page) -> bool:
        """Take back some records in one step, all or none of them; return whether the database let it be."""
        try:
            with self.step(), self.store.deferring():
                done = self._take_back_now(page)
        except ConstraintError:
            return False
        self.rows += done
        self.progress(done)
        return True

    def _take_back_now(self, page: Page) -> int:
        if self.at_once:
            make_plan(self.store, self.undone)
        self._fill_page(page)
        tables = [table for table in self.order if self.store.value(_PLANNED, tbl=table.name)]
        written = 0 if self.at_once else sum(self._execute(_WRITTEN_MEANWHILE, table) for table in tables)
        if written:
            hold_back(self.store, self.undone)
        moved = [one for one in tables if one.name == MOVED_ROWS]
        for one in moved:
            move_back(self.store, _for("{of_page}", one), "delete")
        done = sum(self._execute(_DELETE, table) for table in tables)
        done += sum(self._execute(_STRIKE_OUT, table) for table in tables if table.ledger)
        # What is altered back may free a name for what comes back.
        done += sum(self._alter_back(table) for table in reversed(tables))
        done += sum(self._bring_back(table) for table in reversed(tables))
        for one in moved:
            move_back(self.store, _for("{of_page}", one), "restore")
        for table in tables:
            self._execute(_DONE, table)
        return done

    def _fill_page(self, page: Page) -> None:
        self.store.execute(_CREATE_PAGE)
        self.store.execute("delete from undo_page")
        self.store.insert_many("undo_page", ({"root_tbl": table, "root": root} for table, root in page))
        # Or SQLite takes it for a million, and reads the whole plan before each statement to spare itself some of them.
        self.store.execute("analyze undo_page")

    def _execute(self, sql: str, table: KeptTable, **params: Any) -> int:
        return self.store.execute(_for(sql, table), **params)

    def _alter_back(self, table: KeptTable) -> int:
        """Give rows that are there the values back that differ."""
        images = self._images(table, "not null")
        present = {row["id"]: row for row in self.store.rows(_for(_PRESENT, table))} if images else {}
        altered: dict[tuple[str, ...], list[Row]] = {}
        for image in images:
            row = present[image["id"]]
            differing = tuple(name for name, value in image.items() if value != row[name])
            altered.setdefault(differing, []).append(image)
        for names, rows in altered.items():
            values = ({"id": row["id"], **{name: row[name] for name in names}} for row in rows)
            self.store.execute_many(_update(table, names), values)
        return len(images)

    def _bring_back(self, table: KeptTable) -> int:
        """Insert rows that are gone."""
        images = self._images(table, "null")
        kinds: dict[tuple[str, ...], list[Row]] = {}
        for image in images:
            kinds.setdefault(tuple(image), []).append(image)
        for names, rows in kinds.items():
            self.store.execute_many(_insert(table, names), rows)
        return len(images)

    def _images(self, table: KeptTable, gone: str) -> list[Row]:
        """Return rows as they were; a column that the table got later is missing, and one it lost is left out."""
        found = self.store.rows(_for(_IMAGES, table).replace("{gone}", gone), undone=self.undone)
        columns = self.store.columns(table.name) if found else {}
        columns.pop("change_id", None)
        odd = {name: kind for name, kind in columns.items() if kind in _READ}
        images = []
        for row in found:
            before = json.loads(row["before"])
            image = {name: before[name] for name in columns if name in before}
            for name, kind in odd.items():
                if isinstance(image.get(name), str):
                    image[name] = _READ[kind](image[name])
            images.append(image)
        return images


def _for(sql: str, table: KeptTable) -> str:
    return sql.replace("{of_page}", _OF_PAGE).replace("{table}", table.name)


def _update(table: KeptTable, names: tuple[str, ...]) -> str:
    sets = ", ".join(f"{name} = :{name}" for name in (*names, "change_id"))
    return f"update {table.name} set {sets} where id = :id"


def _insert(table: KeptTable, names: tuple[str, ...]) -> str:
    columns = (*names, "change_id")
    return f"insert into {table.name} ({', '.join(columns)}) values ({', '.join(f':{name}' for name in columns)})"
