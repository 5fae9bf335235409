"""Decides which rows an undo takes back and which records stay, set by set in the database."""

from collections.abc import Sequence

from attrs import frozen

from outreach_crm.storage.store import Store

# A row goes ("delete") when the change made it, and comes back as it was ("restore") when the change altered or
# removed it. `root` is the record the row belongs to; `version` is the change it had when this was planned, so that a
# row somebody writes meanwhile is left alone.
_CREATE = """
create temp table if not exists undo_plan (
    tbl {text} not null, row_id {int} not null, root_tbl {text} not null, root {int} not null,
    action {text} not null, stays {int} not null default 0, version {int}, primary key (tbl, row_id)
)
"""
_INDEX = "create index if not exists undo_plan_root on undo_plan (root_tbl, root)"
_HAS_IMAGE = (
    "exists (select 1 from change_rows i where i.change_id = :undone and i.tbl = '{table}' and i.row_id = {row})"
)
_CREATED = """
insert into undo_plan (tbl, row_id, root_tbl, root, action)
select '{table}', t.id, '{root_table}', t.{root_column}, 'delete' from {table} t
where t.change_id = :undone and not {has_image}
"""
_CHANGED_LATER = """
insert into undo_plan (tbl, row_id, root_tbl, root, action, stays)
select distinct '{table}', r.row_id, '{root_table}', r.owner_row, 'delete', 1 from change_rows r
where r.tbl = '{table}' and r.previous = :undone and not {has_image}
and exists (select 1 from {root_table} o where o.id = r.owner_row)
"""
_IMAGES = """
insert into undo_plan (tbl, row_id, root_tbl, root, action)
select '{table}', r.row_id, '{root_table}', r.owner_row, 'restore' from change_rows r
where r.change_id = :undone and r.tbl = '{table}'
"""
_OVERWRITTEN = """
update undo_plan set stays = 1 where tbl = '{table}' and action = 'restore'
and exists (select 1 from change_rows r where r.previous = :undone and r.tbl = '{table}'
    and r.row_id = undo_plan.row_id)
"""
# A later change that was itself taken back does not count: the row is again as this change left it.
_TAKEN_BACK = """
update undo_plan set stays = 0 where tbl = '{table}' and stays = 1 and exists (
    select 1 from {table} t join changes u on u.id = t.change_id
    join change_rows r on r.tbl = '{table}' and r.row_id = t.id and r.previous = :undone and r.change_id = u.undoes
    where t.id = undo_plan.row_id
)
"""
# An undo that was killed and is run again skips what it had done.
_DONE_ALREADY = """
delete from undo_plan where tbl = '{table}' and exists (
    select 1 from {table} t join changes u on u.id = t.change_id where t.id = undo_plan.row_id and u.undoes = :undone
)
"""
_VERSION = """
update undo_plan set version = (select t.change_id from {table} t where t.id = undo_plan.row_id) where tbl = '{table}'
"""
_NOT_PLANNED = "not exists (select 1 from undo_plan x where x.tbl = '{child}' and x.row_id = c.id and x.stays = 0)"
_REFERRED_TO = """
update undo_plan set stays = 1 where tbl = '{table}' and action = 'delete' and stays = 0
and exists (select 1 from {child} c where {points_here} and {not_planned})
"""
_LACKS_PARENT = """
update undo_plan set stays = 1 where tbl = '{child}' and action = 'restore' and stays = 0 and exists (
    select 1 from change_rows r where r.change_id = :undone and r.tbl = '{child}' and r.row_id = undo_plan.row_id
    and {json(r.before; COLUMN)} is not null
    and not exists (select 1 from PARENT p where p.id = cast({json(r.before; COLUMN)} as {int}))
    and not exists (select 1 from undo_plan q where q.tbl = 'PARENT' and q.action = 'restore' and q.stays = 0
        and q.row_id = cast({json(r.before; COLUMN)} as {int}))
)
"""
_WHOLE_RECORDS = """
update undo_plan set stays = 1 where stays = 0 and exists (
    select 1 from undo_plan x where x.root_tbl = undo_plan.root_tbl and x.root = undo_plan.root and x.stays = 1
)
"""


@frozen
class KeptTable:
    """A kept table as the database declares it."""

    name: str
    title: str
    feature: str
    owner_table: str
    owner_column: str


def kept_tables(store: Store) -> list[KeptTable]:
    """Return the kept tables in the database, those of absent plugins too."""
    return [
        KeptTable(
            row["name"], row["title"], row["feature"], row["owner_table"] or row["name"], row["owner_column"] or "id"
        )
        for row in store.rows("select * from kept_tables order by feature, position")
    ]


def by_dependency(tables: Sequence[KeptTable], references: Sequence[tuple[str, str, str]]) -> list[KeptTable]:
    """Return the tables so that each stands before those it refers to (circles are left as they come)."""
    parents: dict[str, set[str]] = {table.name: set() for table in tables}
    for child, _, parent in references:
        if child in parents and parent in parents and child != parent:
            parents[child].add(parent)
    left = {table.name: table for table in tables}
    order: list[KeptTable] = []
    while left:
        referred = {parent for name in left for parent in parents[name]}
        free = [name for name in left if name not in referred] or [next(iter(left))]
        order += [left.pop(name) for name in free]
    return order


def make_plan(store: Store, undone: int, tables: Sequence[KeptTable]) -> None:
    """Fill the table ``undo_plan`` of this connection for one change. Call inside ``write()``."""
    store.execute(_CREATE)
    store.execute("delete from undo_plan")
    for table in tables:
        for sql in (_CREATED, _CHANGED_LATER, _IMAGES, _OVERWRITTEN, _TAKEN_BACK, _DONE_ALREADY, _VERSION):
            store.execute(_for(table, sql), undone=undone)
    store.execute(_INDEX)
    store.execute("analyze undo_plan")
    checks = _reference_checks(store, tables)
    while _hold_back(store, undone, checks):
        pass


def _for(table: KeptTable, sql: str) -> str:
    has_image = _HAS_IMAGE.replace("{row}", "t.id" if sql is _CREATED else "r.row_id")
    return (
        sql.replace("{has_image}", has_image)
        .replace("{table}", table.name)
        .replace("{root_table}", table.owner_table)
        .replace("{root_column}", table.owner_column)
    )


def _hold_back(store: Store, undone: int, checks: Sequence[str]) -> int:
    held = sum(store.execute(sql, undone=undone) for sql in checks)
    if store.value("select 1 as n from undo_plan where stays = 1 limit 1"):
        held += store.execute(_WHOLE_RECORDS)
    return held


def _reference_checks(store: Store, tables: Sequence[KeptTable]) -> list[str]:
    """Return statements that hold back rows others refer to, and rows that would lack what they refer to."""
    names = {table.name for table in tables}
    checks = []
    for child, column, parent in store.references():
        if parent in names:
            planned = _NOT_PLANNED.replace("{child}", child) if child in names else "1 = 1"
            checks.append(_referred(parent, child, f"c.{column} = undo_plan.row_id", planned))
        if parent in names and child in names:
            checks.append(_LACKS_PARENT.replace("{child}", child).replace("COLUMN", column).replace("PARENT", parent))
    for table in tables:
        if {"ref_kind", "ref_id"} <= store.columns(table.name).keys():
            planned = _NOT_PLANNED.replace("{child}", table.name)
            checks += [
                _referred(name, table.name, f"c.ref_kind = '{name}' and c.ref_id = undo_plan.row_id", planned)
                for name in sorted(names)
            ]
    return checks


def _referred(table: str, child: str, points_here: str, not_planned: str) -> str:
    return (
        _REFERRED_TO.replace("{table}", table)
        .replace("{child}", child)
        .replace("{points_here}", points_here)
        .replace("{not_planned}", not_planned)
    )
