"""The SQL of the journal as people read it: never more of it than of the contacts it is about."""

import json

from outreach_crm.storage import Row, Store
from outreach_crm.storage.history import about_columns

_COLUMNS = (
    "c.id, c.opened_at, c.touched_at, c.closed_at, c.actor, c.via, c.what, c.why, c.final, c.undoes, c.process,"
    " c.failed"
)
_LATEST = f"select {_COLUMNS} from changes c where c.id < :before order by c.id desc limit :limit"
_SOME = f"select {_COLUMNS} from changes c where c.id in {{each(:ids)}} order by c.id desc"
_UNFINISHED = f"select {_COLUMNS} from changes c where c.seq is null order by c.id desc"
_UNDOERS = "select id, undoes from changes where undoes in {each(:ids)} and seq is not null"
_CUT_OFF_UNDO = "select id from changes where undoes = :id and seq is null order by id desc"
_HEAD = "select max(id) as id from changes"
_SEALED = "select count(*) as n from changes where seq is not null"
_CLOSED_CIRCLES = (
    "select 1 as n from circles k where not exists (select 1 from circle_members m"
    " where m.circle_id = k.id and m.account_id = cast(:actor_id as {int})) limit 1"
)
_TITLES = "select name, title from kept_tables order by feature, position"

# All rows that some changes wrote: what they altered or removed, what they made and somebody wrote since, and (for
# each kept table) what they made and nobody has written since.
_IMAGES = """
select r.change_id, r.tbl, r.row_id, r.contact_id, r.contact2_id from change_rows r where r.change_id in {each(:ids)}
union all select r.previous, r.tbl, r.row_id, r.contact_id, r.contact2_id from change_rows r
where r.previous in {each(:ids)} and not exists (select 1 from change_rows i
    where i.change_id = r.previous and i.tbl = r.tbl and i.row_id = r.row_id)
"""
_MADE = """
union all select t.change_id, 'TABLE', t.id, ABOUT from TABLE t where t.change_id in {each(:ids)}
and not exists (select 1 from change_rows i where i.change_id = t.change_id and i.tbl = 'TABLE' and i.row_id = t.id)
"""
# A contact that is gone is as hidden as it was last.
_HIDDEN = """
coalesce(
    (select case when {visible(c)} then 0 else 1 end from v_contacts c where c.id = CONTACT),
    (select case when {json(i.before; circle_id)} is null or exists (select 1 from circle_members m
        where m.circle_id = cast({json(i.before; circle_id)} as {int})
        and m.account_id = cast(:actor_id as {int})) then 0 else 1 end
    from change_rows i where i.contact_id = CONTACT and i.tbl = 'contacts' order by i.id desc limit 1),
    0)
"""
# A row about nobody stands beside others of its change: it is hidden when any of those is.
_SEEN = """
with touched as ({touched}), flagged as (
    select t.change_id, t.tbl, t.row_id, t.contact_id,
    {greatest({hidden1}; {hidden2})} as hidden from touched t
), seen as (
    select f.change_id, f.tbl, f.row_id,
    case when f.contact_id is null then max(f.hidden) over (partition by f.change_id) else f.hidden end as hidden
    from flagged f
)
"""
_HIDDEN_PARTS = (
    "{seen} select s.change_id, min(s.hidden) as all_of_it from seen s group by s.change_id having max(s.hidden) = 1"
)
_HIDDEN_ROWS = "{seen} select s.tbl, s.row_id from seen s where s.hidden = 1"
_COUNTS = "select t.tbl, count(*) as n from ({touched}) as t group by t.tbl"
_COUNTS_SEEN = "{seen} select s.tbl, count(*) as n from seen s where s.hidden = 0 group by s.tbl"
_NAMES = (
    "select distinct c.id, c.name from ({touched}) as t"
    " join v_contacts c on c.id = t.contact_id or c.id = t.contact2_id where {visible(c)} limit 4"
)
_CONTACT_NAMES = "select c.id, c.name from v_contacts c where c.id in {each(:ids)} and {visible(c)}"


def latest(store: Store, limit: int, before: int | None = None) -> list[Row]:
    """Return the latest changes, newest first, or those before one of them."""
    top = before if before is not None else int(store.value(_HEAD) or 0) + 1
    return store.rows(_LATEST, limit=limit, before=top)


def unfinished(store: Store) -> list[Row]:
    """Return the changes that were opened and never closed, newest first."""
    return store.rows(_UNFINISHED)


def some(store: Store, ids: list[int]) -> list[Row]:
    """Return changes by their ids, newest first."""
    return store.rows(_SOME, ids=json.dumps(ids))


def undone_by(store: Store, ids: list[int]) -> dict[int, int]:
    """Return for those of some changes that are undone the latest undo in force: one that is not undone itself."""
    undoers: dict[int, list[int]] = {}
    level = ids
    while level:
        found = store.rows(_UNDOERS, ids=json.dumps(level))
        for row in found:
            undoers.setdefault(row["undoes"], []).append(row["id"])
        level = [row["id"] for row in found]
    undone: dict[int, int] = {}
    for change in sorted(undoers, reverse=True):  # an undo is always later than what it undoes
        in_force = [undo for undo in undoers[change] if undo not in undone]
        if in_force:
            undone[change] = max(in_force)
    return {change: undone[change] for change in ids if change in undone}


def cut_off_undo(store: Store, change_id: int) -> list[int]:
    """Return the undos of a change that were not finished, latest first."""
    return [row["id"] for row in store.rows(_CUT_OFF_UNDO, id=change_id)]


def sealed(store: Store) -> int:
    """Return how many entries are closed."""
    return int(store.value(_SEALED))


def hidden_parts(store: Store, ids: list[int]) -> dict[int, bool]:
    """Return which of some changes did something the actor may not see, and whether that is all they did."""
    if not ids or _sees_all(store):
        return {}
    rows = store.rows(_with_seen(store, _HIDDEN_PARTS), ids=json.dumps(ids))
    return {row["change_id"]: bool(row["all_of_it"]) for row in rows}


def hidden_rows(store: Store, change_id: int) -> set[tuple[str, int]]:
    """Return the rows of a change, as table and id, that the actor may not see."""
    if _sees_all(store):
        return set()
    rows = store.rows(_with_seen(store, _HIDDEN_ROWS), ids=json.dumps([change_id]))
    return {(row["tbl"], row["row_id"]) for row in rows}


def counts(store: Store, change_id: int) -> dict[str, int]:
    """Return how many rows of each kept table a change wrote, by title, without those the actor may not see."""
    sql = _COUNTS.replace("{touched}", _touched(store)) if _sees_all(store) else _with_seen(store, _COUNTS_SEEN)
    found = {row["tbl"]: int(row["n"]) for row in store.rows(sql, ids=json.dumps([change_id]))}
    return {row["title"]: found[row["name"]] for row in store.rows(_TITLES) if row["name"] in found}


def names(store: Store, change_id: int) -> list[str]:
    """Return the names of up to four contacts a change is about, of those the actor may see."""
    rows = store.rows(_NAMES.replace("{touched}", _touched(store)), ids=json.dumps([change_id]))
    return [row["name"] for row in rows]


def contact_names(store: Store, ids: list[int]) -> dict[int, str]:
    """Return the names of some contacts, of those the actor may see."""
    return {row["id"]: row["name"] for row in store.rows(_CONTACT_NAMES, ids=json.dumps(ids))}


def _sees_all(store: Store) -> bool:
    return store.value(_CLOSED_CIRCLES) is None


def _with_seen(store: Store, sql: str) -> str:
    seen = (
        _SEEN.replace("{touched}", _touched(store))
        .replace("{hidden1}", _HIDDEN.replace("CONTACT", "t.contact_id"))
        .replace("{hidden2}", _HIDDEN.replace("CONTACT", "t.contact2_id"))
    )
    return sql.replace("{seen}", seen)


def _touched(store: Store) -> str:
    """Put together the statement over all kept tables, those of absent plugins too; contacts first."""
    tables = sorted(about_columns(store).items(), key=lambda one: one[0] != "contacts")
    made = [
        _MADE.replace("TABLE", table).replace("ABOUT", ", ".join([*(f"t.{one}" for one in about), "null", "null"][:2]))
        for table, about in tables
    ]
    return _IMAGES + "".join(made)
