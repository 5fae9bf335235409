"""What circles keep to themselves beside contacts: records of theirs, whatever belongs to them, what became of both.

A kept table whose column ``circle_id`` refers to circles holds such records; rows that refer to one are as restricted
as it is. That is read from the database itself, so that it holds for every plugin, whatever it says, and for one that
is absent.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from weakref import WeakKeyDictionary

from attrs import frozen

from outreach_crm.storage.store import Store
from outreach_crm.storage.undo_plan import kept_tables

VIEW = "v_restricted"
"""Has of each restricted row ``ref_kind`` (its table), ``ref_id`` and ``circle_id``; one row for each way to it."""

# Contacts are asked for by {visible(c)}. Who is in a circle is no secret of it.
_OTHERS = frozenset({"contacts", "circle_members"})
_NOTHING = "select cast('' as text) as ref_kind, cast(0 as {int}) as ref_id, cast(0 as {int}) as circle_id where 1 = 0"
_ROWS = (
    "select cast('{table}' as text) as ref_kind, t{last}.id as ref_id, t0.circle_id as circle_id from {root} t0{joins}"
    " where t0.circle_id is not null"
)
_WHOLE = "with own (ref_kind, ref_id, circle_id) as ({own}) select ref_kind, ref_id, circle_id from own"
_POINTING = (
    " union all select cast('{table}' as text), t.id, x.circle_id from own x cross join {table} t"
    " where t.ref_kind = x.ref_kind and t.ref_id = x.ref_id"
)
_CLOSED = "select t.id from {table} t where not {within(t)}"
# One that is gone is as open as it was last.
_CLOSED_AND_GONE = (
    "select r.row_id as id from change_rows r where r.tbl = '{table}' and not exists"
    " (select 1 from {table} t where t.id = r.row_id) and r.id = (select max(i.id) from change_rows i"
    " where i.tbl = '{table}' and i.row_id = r.row_id and i.before is not null)"
    " and {json(r.before; circle_id)} is not null"
    " and cast({json(r.before; circle_id)} as {int}) not in (select m.circle_id from circle_members m"
    " where m.account_id = cast(:actor_id as {int}))"
)
_REFER = (
    "select t.id from {table} t where {among(t.{column}; :ids)}"
    " union select r.row_id from change_rows r where r.tbl = '{table}' and r.before is not null"
    " and {among(cast({json(r.before; {column})} as {int}); :ids)}"
)
_POINT = (
    "select t.id from {table} t where t.{kind} = :kind and {among(t.{number}; :ids)}"
    " union select r.row_id from change_rows r where r.tbl = '{table}' and r.before is not null"
    " and {json(r.before; {kind})} = :kind and {among(cast({json(r.before; {number})} as {int}); :ids)}"
)
# Which changes wrote rows that are, or are not, among some: images of what they overwrote, and what they made.
_WROTE = (
    "select distinct r.{which} as change_id from change_rows r where r.{which} in {each(:ids)} and r.tbl = '{table}'"
    " and {not}({among(r.row_id; :rows)})"
)
_MADE = "select distinct t.change_id from {table} t where t.change_id in {each(:ids)} and {not}({among(t.id; :rows)})"
_WRITTEN = (_WROTE.replace("{which}", "change_id"), _WROTE.replace("{which}", "previous"), _MADE)


def restricted_view(store: Store) -> str:
    """Return the SELECT of the view that has each restricted row of the database, by its table, with its circle.

    So has it what points at one of them: a mailing about it, a task, an item on an agenda.
    """
    shape = _SHAPES[store] = _read(store)  # steps may have made tables since it was read last
    found = [_rows(root, path) for root in shape.roots for path in ((), *shape.paths(root))]
    if not found:
        return _NOTHING
    pointing = [_POINTING.replace("{table}", table) for table in shape.pointers]
    return _WHOLE.replace("{own}", " union all ".join(found)) + "".join(pointing)


def hidden_rows(store: Store) -> dict[str, set[int]]:
    """Return the rows of kept tables that circles keep from the actor, by table, those that are gone too.

    Every table is named in which there can be any; none where nothing is kept from them.
    """
    shape, found = _shape(store), dict[str, set[int]]()
    for root in shape.roots:
        asked = (_CLOSED, _CLOSED_AND_GONE)
        found[root] = {row["id"] for sql in asked for row in store.rows(sql.replace("{table}", root))}
    if not any(found.values()):
        return {}
    pointing = _pointing(shape)
    left = [*found]
    while left:
        parent = left.pop(0)
        ids = store.numbers([*found[parent]])
        sources = [(child, _REFER.replace("{column}", column)) for child, column in shape.children.get(parent, ())]
        if found[parent]:
            sources += pointing.items()
        for table, sql in sources:
            more = {row["id"] for row in store.rows(sql.replace("{table}", table), ids=ids, kind=parent)}
            if table not in found or more - found[table]:
                found[table] = found.get(table, set()) | more
                left.append(table)
    return found


def tables(store: Store) -> set[str]:
    """Return the kept tables of records that may be of a circle, and of what belongs to them."""
    shape = _shape(store)
    return {*shape.roots, *(path[-1][0] for root in shape.roots for path in shape.paths(root))}


def hidden_parts(store: Store, change_ids: Collection[int]) -> dict[int, bool]:
    """Return which of some changes wrote what circles keep from the actor, and whether nothing else of its kind.

    What else they wrote of contacts and whatever is in the open tells of it, so that alone lets nobody see them.
    """
    rows = hidden_rows(store)
    found = {change for table, ids in rows.items() if ids for change in _writers(store, table, ids, change_ids)}
    if not found:
        return {}
    seen = {one for table in tables(store) for one in _writers(store, table, rows[table], found, others=True)}
    return {change: change not in seen for change in found}


def _writers(
    store: Store, table: str, rows: Collection[int], change_ids: Collection[int], *, others: bool = False
) -> set[int]:
    """Return which changes wrote some rows of a table, or other ones of it."""
    asked = {"ids": json.dumps([*change_ids]), "rows": store.numbers(rows)}
    said = (sql.replace("{table}", table).replace("{not}", "not " if others else "") for sql in _WRITTEN)
    return {row["change_id"] for sql in said for row in store.rows(sql, **asked)}


@frozen
class _Shape:
    """How the kept tables of a database hang together.

    Args:
        roots: the tables of records that may be of a circle.
        children: which tables refer to each, and by which column.
        pointers: the tables that point at records by their kind and number.
    """

    roots: tuple[str, ...]
    children: Mapping[str, Sequence[tuple[str, str]]]
    pointers: tuple[str, ...]

    def paths(self, parent: str, seen: frozenset[str] = frozenset()) -> Iterator[tuple[tuple[str, str], ...]]:
        """Yield how rows lead to a table, from it outwards: tables with the column by which each refers to the last."""
        for child, column in self.children.get(parent, ()):
            if child not in seen | {parent}:
                yield ((child, column),)
                for further in self.paths(child, seen | {parent}):
                    yield ((child, column), *further)


# It is the same as long as a program runs, and slow to read.
_SHAPES: WeakKeyDictionary[Store, _Shape] = WeakKeyDictionary()


def _shape(store: Store) -> _Shape:
    if store not in _SHAPES:
        _SHAPES[store] = _read(store)
    return _SHAPES[store]


def _read(store: Store) -> _Shape:
    """Return how the tables hang together; what a table withholds, the history tells nobody, so that it is no root."""
    kept = kept_tables(store)
    names = {one.name for one in kept}
    children: dict[str, list[tuple[str, str]]] = {}
    for child, column, parent in store.references():
        if child in names and child != parent:
            children.setdefault(parent, []).append((child, column))
    of_circles = {child for child, column in children.get("circles", ()) if column == "circle_id"}
    roots = (one.name for one in kept if one.name in of_circles - _OTHERS and not one.withheld)
    return _Shape(tuple(roots), children, tuple(sorted(names & {*store.pointers()})))


def _rows(root: str, path: tuple[tuple[str, str], ...]) -> str:
    joins = "".join(
        f" join {table} t{number} on t{number}.{column} = t{number - 1}.id"
        for number, (table, column) in enumerate(path, start=1)
    )
    told = {"table": path[-1][0] if path else root, "last": str(len(path)), "root": root, "joins": joins}
    sql = _ROWS
    for name, text in told.items():
        sql = sql.replace("{" + name + "}", text)
    return sql


def _pointing(shape: _Shape) -> dict[str, str]:
    """Return by table the statement of its rows that point at a record: by kind and number, or by table and row."""
    by_ref = _POINT.replace("{kind}", "ref_kind").replace("{number}", "ref_id")
    by_row = _POINT.replace("{kind}", "tbl").replace("{number}", "row_id")
    return {**dict.fromkeys(shape.pointers, by_ref), "struck_out": by_row, "moved_rows": by_row}
