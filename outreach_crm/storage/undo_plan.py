"""Decides which rows an undo takes back and which records stay, set by set in the database."""

from collections.abc import Sequence

from attrs import frozen

from outreach_crm.storage.store import Store

# A row goes ("delete") when the change made it, and comes back as it was ("restore") when the change altered or
# removed it; "strike" is a row of a ledger that the change made and whose record stays; "done" is what this undo has
# finished. `root` is the record the row belongs to, `other_root` the one it belongs to now where the change moved it;
# `version` is the change that wrote the row last, null where the row is gone.
_CREATE = """
create temp table if not exists undo_plan (
    tbl {text} not null, row_id {int} not null, root_tbl {text} not null, root {int} not null, other_root {int},
    action {text} not null, stays {int} not null default 0, version {int}, primary key (tbl, row_id)
)
"""
_INDEXES = (
    "create index if not exists undo_plan_root on undo_plan (root_tbl, root)",
    "create index if not exists undo_plan_other on undo_plan (root_tbl, other_root) where other_root is not null",
)
_NO_IMAGE = (
    "not exists (select 1 from change_rows i where i.change_id = :undone and i.tbl = '{table}' and i.row_id = {row})"
)
_CREATED = """
insert into undo_plan (tbl, row_id, root_tbl, root, action)
select '{table}', t.id, '{root_table}', t.{root_column}, 'delete' from {table} t
where t.change_id = :undone and {no_image(t.id)}
"""
_CREATED_AND_CHANGED = """
insert into undo_plan (tbl, row_id, root_tbl, root, action)
select '{table}', r.row_id, '{root_table}', coalesce(min(t.{root_column}), min(r.owner_row)), 'delete'
from change_rows r left join {table} t on t.id = r.row_id
where r.tbl = '{table}' and r.previous = :undone and {no_image(r.row_id)} group by r.row_id
on conflict (tbl, row_id) do nothing
"""
# What was dropped because of its age cannot come back.
_ALTERED = """
insert into undo_plan (tbl, row_id, root_tbl, root, action, stays)
select '{table}', r.row_id, '{root_table}', r.owner_row, 'restore', case when r.before is null then 1 else 0 end
from change_rows r where r.change_id = :undone and r.tbl = '{table}'
"""
_VERSION = """
update undo_plan set version = (select t.change_id from {table} t where t.id = undo_plan.row_id) where tbl = '{table}'
"""
_MOVED = """
update undo_plan set other_root = (select t.{root_column} from {table} t where t.id = undo_plan.row_id)
where tbl = '{table}' and action = 'restore'
and exists (select 1 from {table} t where t.id = undo_plan.row_id and t.{root_column} <> undo_plan.root)
"""
# An undo leaves a row as an earlier change had left it, and so does the undo of an undo: the chain of a row names
# every change whose work the row stands for. While a row is gone, whoever removed it stands for it.
_CHAIN = """
with recursive chain (row_id, version) as (
    select p.row_id, coalesce(p.version, (select r.change_id from change_rows r
        where r.tbl = '{table}' and r.row_id = p.row_id order by r.id desc limit 1))
    from undo_plan p where p.tbl = '{table}' and coalesce(p.version, 0) <> :undone
    union
    select c.row_id, coalesce(r.previous, (select g.change_id from change_rows g
        where g.tbl = '{table}' and g.row_id = c.row_id and g.change_id < u.undoes order by g.id desc limit 1))
    from chain c join changes u on u.id = c.version and u.undoes is not null
    left join change_rows r on r.tbl = '{table}' and r.row_id = c.row_id and r.change_id = u.undoes
)
"""
_DONE_BEFORE = f"""{_CHAIN}
delete from undo_plan where tbl = '{{table}}' and row_id in (
    select c.row_id from chain c join changes u on u.id = c.version where u.undoes = :undone
)
"""
_CHANGED_SINCE = f"""{_CHAIN}
update undo_plan set stays = 1 where tbl = '{{table}}' and coalesce(version, 0) <> :undone
and row_id not in (select row_id from chain where version = :undone)
"""
_GONE = """
delete from undo_plan where tbl = '{table}' and action = 'delete' and version is null
and not exists (select 1 from {root_table} o where o.id = undo_plan.root)
"""
_STRIKE = """
update undo_plan set action = 'strike' where tbl = '{table}' and action = 'delete' and not exists (
    select 1 from undo_plan r where r.tbl = '{root_table}' and r.row_id = undo_plan.root and r.action = 'delete'
)
"""
_STRUCK_BEFORE = """
delete from undo_plan where tbl = '{table}' and action = 'strike'
and exists (select 1 from struck_out s where s.tbl = '{table}' and s.row_id = undo_plan.row_id)
"""
_NOT_PLANNED = "not exists (select 1 from undo_plan x where x.tbl = '{child}' and x.row_id = c.id and x.stays = 0)"
_REFERRED_TO = """
update undo_plan set stays = 1 where tbl = '{table}' and action = 'delete' and stays = 0
and exists (select 1 from {child} c where {points_here} and {not_planned})
"""
_LACKS = """
update undo_plan set stays = 1 where tbl = '{table}' and action = 'restore' and stays = 0 and exists (
    select 1 from change_rows r where r.change_id = :undone and r.tbl = '{table}' and r.row_id = undo_plan.row_id
    and {points_there}
    and not exists (select 1 from {parent} p where p.id = cast({json(r.before; {column})} as {int}))
    and not exists (select 1 from undo_plan q where q.tbl = '{parent}' and q.action = 'restore' and q.stays = 0
        and q.row_id = cast({json(r.before; {column})} as {int}))
)
"""
_WHOLE_RECORDS = """
update undo_plan set stays = 1 where stays = 0 and exists (
    select 1 from undo_plan x where x.root_tbl = undo_plan.root_tbl and x.root = undo_plan.root and x.stays = 1
)
"""
_MOVED_FROM_ONE_THAT_STAYS = """
update undo_plan set stays = 1 where stays = 0 and other_root is not null and exists (
    select 1 from undo_plan x where x.root_tbl = undo_plan.root_tbl and x.root = undo_plan.other_root and x.stays = 1
)
"""
_MOVED_AND_STAYS = """
update undo_plan set stays = 1 where stays = 0 and exists (
    select 1 from undo_plan x where x.root_tbl = undo_plan.root_tbl and x.other_root = undo_plan.root and x.stays = 1
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
    ledger: bool
    withheld: bool


def kept_tables(store: Store) -> list[KeptTable]:
    """Return the kept tables in the database, those of absent plugins too."""
    return [
        KeptTable(
            name=row["name"],
            title=row["title"],
            feature=row["feature"],
            owner_table=row["owner_table"] or row["name"],
            owner_column=row["owner_column"] or "id",
            ledger=bool(row["ledger"]),
            withheld=bool(row["withheld"]),
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


def make_plan(store: Store, undone: int) -> None:
    """Fill the table ``undo_plan`` of this connection for one change. Call inside ``write()`` or ``steady()``."""
    store.execute(_CREATE)
    store.execute("delete from undo_plan")
    imaged, overwritten = (
        {
            row["tbl"]
            for row in store.rows(f"select distinct tbl from change_rows where {column} = :undone", undone=undone)
        }
        for column in ("change_id", "previous")
    )
    for table in kept_tables(store):
        filling = [_CREATED]
        filling += [_CREATED_AND_CHANGED] if table.name in overwritten else []
        filling += [_ALTERED] if table.name in imaged else []
        if sum(store.execute(_for(table, sql), undone=undone) for sql in filling):
            moved = [_MOVED] if table.owner_table != table.name else []
            for sql in (_VERSION, *moved, _DONE_BEFORE, _CHANGED_SINCE, _GONE):
                store.execute(_for(table, sql), undone=undone)
    for table in (one for one in kept_tables(store) if one.ledger):
        for sql in (_STRIKE, _STRUCK_BEFORE):
            store.execute(_for(table, sql))
    for sql in (*_INDEXES, "analyze undo_plan"):
        store.execute(sql)
    hold_back(store, undone)


def hold_back(store: Store, undone: int) -> None:
    """Let stay, as whole records, what others refer to, what would lack what it refers to, and what hangs on them."""
    checks = _reference_checks(store)
    while sum(store.execute(sql, undone=undone) for sql in checks) + _whole_records(store):
        pass


def _for(table: KeptTable, sql: str) -> str:
    return (
        sql.replace("{no_image(t.id)}", _NO_IMAGE.replace("{row}", "t.id"))
        .replace("{no_image(r.row_id)}", _NO_IMAGE.replace("{row}", "r.row_id"))
        .replace("{table}", table.name)
        .replace("{root_table}", table.owner_table)
        .replace("{root_column}", table.owner_column)
    )


def _whole_records(store: Store) -> int:
    if not store.value("select 1 as n from undo_plan where stays = 1 limit 1"):
        return 0
    held = store.execute(_WHOLE_RECORDS)
    if store.value("select 1 as n from undo_plan where other_root is not null limit 1"):
        held += store.execute(_MOVED_FROM_ONE_THAT_STAYS) + store.execute(_MOVED_AND_STAYS)
    return held


def _reference_checks(store: Store) -> list[str]:
    """Return statements that hold back rows others refer to, and rows that would lack what they refer to."""
    kept = {table.name for table in kept_tables(store)}
    planned = {(row["tbl"], row["action"]) for row in store.rows("select distinct tbl, action from undo_plan")}
    going = sorted(kept & {table for table, action in planned if action == "delete"})
    coming = kept & {table for table, action in planned if action == "restore"}
    checks = []
    for child, column, parent in store.references():
        if parent in going:
            checks.append(_referred(parent, child, f"c.{column} = undo_plan.row_id", kept))
        if parent in kept and child in coming:
            checks.append(_lacks(child, parent, column, f"{{json(r.before; {column})}} is not null"))
    for child in store.pointers():
        here = "c.ref_kind = '{}' and c.ref_id = undo_plan.row_id"
        there = "{{json(r.before; ref_kind)}} = '{}'"
        checks += [_referred(parent, child, here.format(parent), kept) for parent in going]
        checks += [_lacks(child, parent, "ref_id", there.format(parent)) for parent in sorted(kept) if child in coming]
    return checks


def _referred(table: str, child: str, points_here: str, kept: set[str]) -> str:
    return (
        _REFERRED_TO.replace("{not_planned}", _NOT_PLANNED if child in kept else "1 = 1")
        .replace("{table}", table)
        .replace("{child}", child)
        .replace("{points_here}", points_here)
    )


def _lacks(table: str, parent: str, column: str, points_there: str) -> str:
    return (
        _LACKS.replace("{table}", table)
        .replace("{parent}", parent)
        .replace("{column}", column)
        .replace("{points_there}", points_there)
    )
