"""Makes two records one: whatever referred to the one refers to the other, in any table, of absent plugins too.

A row that would then be there twice, by a unique key, is itself merged into the one that is there, which takes over
what its table declares as sums, and deleted; a row that the database refuses because it linked the two records with
each other links nothing any more, or is deleted. Kept rows are in the journal as always. Of other rows that move, such
as the states of deliveries, the table ``moved_rows`` remembers where they came from, so that undo takes them back;
those that would be there twice stay where they are.
"""

import json
from collections.abc import Iterator, Mapping

from attrs import define, field, frozen

from outreach_crm.errors import ConstraintError
from outreach_crm.storage.store import Store

# The kept table that remembers which rows of other tables a merge has moved.
MOVED_ROWS = "moved_rows"

_UNIQUE = {
    "sqlite": (
        "select m.name as tbl, l.name as key, i.name as col from sqlite_master m join pragma_index_list(m.name) l"
        " join pragma_index_info(l.name) i where m.type = 'table' and l.\"unique\" = 1 and l.partial = 0"
        " order by 1, 2, i.seqno"
    ),
    "postgresql": (
        "select t.relname as tbl, cast(x.indexrelid as text) as key, a.attname as col from pg_index x"
        " join pg_class t on t.oid = x.indrelid join pg_namespace n on n.oid = t.relnamespace"
        " cross join unnest(cast(x.indkey as int2[])) with ordinality as k (number, place)"
        " left join pg_attribute a on a.attrelid = t.oid and a.attnum = k.number"
        " where x.indisunique and x.indpred is null and n.nspname = current_schema() order by 1, 2, k.place"
    ),
}
_KEPT = "select name, title, sums from kept_tables"
_HELD = "select name, title from held_tables"
_ROWS = "select id from {table} where {column} = :old{pointed} order by id"
_COUNT = "select count(*) as n from {table} where {column} = :old{pointed}"
_TWICE = (
    "select o.id as old_row, n.id as new_row from {table} o join {table} n on n.{column} = :new{equal}"
    " where o.{column} = :old{o_pointed} order by o.id"
)
_MOVE = "update {table} set {column} = :new{version} where id in {each(:ids)}"
_MOVED_BACK = (
    "select m.tbl, m.col, m.row_id, m.from_id, m.to_id from moved_rows m where m.id in (select p.row_id {of_page}"
    " and p.action = :action) order by m.id"
)
_ADD = (
    "update {table} set {column} = {column} + (select o.{column} from {table} o where o.id = :old),"
    " change_id = :change_id where id = :new"
)
_PUT = "update {table} set {column} = :there where id = :row_id and {column} = :here"


@frozen
class Moved:
    """What became of the rows of one table: how many moved, and how many were there already or linked the two."""

    table: str
    title: str
    moved: int
    dropped: int


@frozen
class _Link:
    """A column by which a table refers to records; of pointers only those with ``ref_kind``."""

    table: str
    column: str
    kind: str = ""


def merge_rows(store: Store, table: str, dropped: int, kept: int) -> list[Moved]:
    """Let everything that refers to one record refer to another one, and tell what moved.

    The record itself stays: what becomes of it is for its feature to say. Call inside a change.

    Args:
        store: the store.
        table: the table of the two records.
        dropped: the record that is merged.
        kept: the record it is merged into.

    Raises:
        ConstraintError: a row can neither move nor go; nothing is to be written then.
    """
    merge = _Merge(store, owner=kept)
    merge.move(table, dropped, kept)
    return merge.told()


def plan_rows(store: Store, table: str, dropped: int, kept: int) -> list[Moved]:
    """Return about what :func:`merge_rows` would do, without doing it: rows that follow others are not counted."""
    merge = _Merge(store, owner=kept)
    for link in merge.links(table):
        total = int(store.value(_for(_COUNT, link), old=dropped, kind=link.kind))
        twice = len(merge.twice(link, dropped, kept))
        merge.count(link.table, total - twice, twice)
    return merge.told()


def move_back(store: Store, of_page: str, action: str) -> None:
    """Take rows that are not kept back to where they were before a merge, or there again: for undo.

    Args:
        store: the store.
        of_page: as undo says which rows of ``moved_rows`` it is about.
        action: ``delete`` before undo deletes those rows, ``restore`` after it brought them back.
    """
    for row in store.rows(_MOVED_BACK.replace("{of_page}", of_page), action=action):
        here, there = ("to_id", "from_id") if action == "delete" else ("from_id", "to_id")
        sql = _PUT.replace("{table}", row["tbl"]).replace("{column}", row["col"])
        store.execute(sql, row_id=row["row_id"], here=row[here], there=row[there])


@define
class _Merge:
    store: Store
    owner: int
    titles: dict[str, str] = field(init=False)
    sums: dict[str, list[str]] = field(init=False)
    references: list[tuple[str, str, str]] = field(init=False)
    pointers: list[str] = field(init=False)
    unique: Mapping[str, list[list[str]]] = field(init=False)
    counts: dict[str, list[int]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        kept = self.store.rows(_KEPT)
        self.titles = {row["name"]: row["title"] for row in kept}
        self.sums = {row["name"]: json.loads(row["sums"]) for row in kept}
        self.references, self.pointers = self.store.references(), self.store.pointers()
        keys: dict[tuple[str, str], list[str]] = {}
        for row in self.store.rows(_UNIQUE[self.store.engine]):
            keys.setdefault((row["tbl"], row["key"]), []).append(row["col"])
        unique: dict[str, list[list[str]]] = {}
        for (table, _), columns in keys.items():
            if None not in columns:  # an expression is for the database alone to judge
                unique.setdefault(table, []).append(columns)
        self.unique = unique

    def links(self, table: str) -> Iterator[_Link]:
        """Yield the columns that refer to a table; tables whose rows have no number cannot be moved and undone."""
        for child, column, parent in self.references:
            if parent == table and "id" in self.store.columns(child):
                yield _Link(child, column)
        yield from (_Link(child, "ref_id", table) for child in self.pointers if "id" in self.store.columns(child))

    def move(self, table: str, old: int, new: int) -> None:
        for link in self.links(table):
            twice = self.twice(link, old, new)
            if link.table in self.titles:
                for old_row, new_row in twice.items():
                    self.move(link.table, old_row, new_row)
                    self.add(link.table, old_row, new_row)
                    self.store.delete(link.table, old_row)
                    self.count(link.table, 0, 1)
            rows = [row["id"] for row in self.store.rows(_for(_ROWS, link), old=old, kind=link.kind)]
            if link.table == table and new in rows:  # it would refer to itself
                rows.remove(new)
                self.part(link, new)
            self.point(link, [row for row in rows if row not in twice], old, new)

    def add(self, table: str, old: int, new: int) -> None:
        """Add to a row what another one counts that goes."""
        for column in self.sums[table]:
            self.store.execute(_ADD.replace("{table}", table).replace("{column}", column), old=old, new=new)

    def twice(self, link: _Link, old: int, new: int) -> dict[int, int]:
        """Return the rows that would break a unique key, each with the row that is there."""
        found: dict[int, int] = {}
        for key in self.unique.get(link.table, []):
            if link.column in key:
                equal = "".join(f" and n.{column} = o.{column}" for column in key if column != link.column)
                sql = _for(_TWICE, link).replace("{equal}", equal)
                for row in self.store.rows(sql, old=old, new=new, kind=link.kind):
                    found.setdefault(row["old_row"], row["new_row"])
        return found

    def point(self, link: _Link, rows: list[int], old: int, new: int) -> None:
        """Let rows refer to another record: all at once, or one by one where the database refuses some."""
        if not rows:
            return
        kept = link.table in self.titles
        try:
            with self.store.write():
                self.set(link, rows, new)
        except ConstraintError:
            if len(rows) > 1:
                for row in rows:
                    self.point(link, [row], old, new)
                return
            if kept:
                self.part(link, rows[0])
            self.count(link.table, 0, 1)
            return
        self.count(link.table, len(rows), 0)
        if not kept:
            moved = {"tbl": link.table, "col": link.column, "from_id": old, "to_id": new, "contact_id": self.owner}
            self.store.insert_many(MOVED_ROWS, ({**moved, "row_id": row} for row in rows))

    def part(self, link: _Link, row: int) -> None:
        """Let a row refer to nothing any more, or delete it where it must refer to something."""
        try:
            with self.store.write():
                self.store.update(link.table, row, {link.column: None})
        except ConstraintError:
            self.store.delete(link.table, row)

    def set(self, link: _Link, rows: list[int], new: int) -> None:
        version = ", change_id = :change_id" if link.table in self.titles else ""
        sql = _for(_MOVE, link).replace("{version}", version)
        self.store.execute(sql, new=new, ids=json.dumps(rows))

    def count(self, table: str, moved: int, dropped: int) -> None:
        counts = self.counts.setdefault(table, [0, 0])
        counts[0] += moved
        counts[1] += dropped

    def told(self) -> list[Moved]:
        titles = self.titles | {row["name"]: row["title"] for row in self.store.rows(_HELD)}
        told = [Moved(table, titles.get(table, table), *counts) for table, counts in sorted(self.counts.items())]
        return [one for one in told if one.moved or one.dropped]


def _for(sql: str, link: _Link) -> str:
    pointed = " and {}ref_kind = :kind" if link.kind else ""
    return (
        sql.replace("{table}", link.table)
        .replace("{column}", link.column)
        .replace("{pointed}", pointed.format(""))
        .replace("{o_pointed}", pointed.format("o."))
    )
