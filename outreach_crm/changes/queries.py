"""The SQL of the journal as people read it: never more of it than of the contacts it is about."""

import json
from collections.abc import Collection

from outreach_crm.changes.model import ALL, Version, Wanted
from outreach_crm.storage import Row, Store
from outreach_crm.storage.history import about_columns

_NAMED = 4

_COLUMNS = (
    "c.id, c.opened_at, c.touched_at, c.closed_at, c.actor, c.via, c.what, c.why, c.final, c.undoes, c.process,"
    " c.failed"
)
_WANTED = (
    " and (cast(:by as text) = '' or c.actor = cast(:by as text))"
    " and (cast(:not_by as text) = '' or (c.actor <> cast(:not_by as text) and c.via <> 'program'))"
    " and c.opened_at >= cast(:since as text)"
    " and (cast(:until as text) = '' or c.opened_at < cast(:until as text))"
)
_LATEST = f"select {_COLUMNS} from changes c where c.id < :before{_WANTED} order by c.id desc limit :limit"
_SOME = f"select {_COLUMNS} from changes c where c.id in {{each(:ids)}}{_WANTED} order by c.id desc"
_LAST_OF = "select max(opened_at) as at from changes where actor = :actor and opened_at < :before"
_UNFINISHED = f"select {_COLUMNS} from changes c where c.seq is null order by c.id desc"
_UNDOERS = "select id, undoes from changes where undoes in {each(:ids)} and seq is not null"
_CUT_OFF_UNDO = "select id from changes where undoes = :id and seq is null order by id desc"
_NEWEST = "select max(touched_at) as at from changes"
_STANDING = (
    "select c.id from changes c where c.what = :what"
    " and not exists (select 1 from changes u where u.undoes = c.id) order by c.id"
)
_CUT_OFF = "select id from changes where what = :what and seq is null and {instr(why; :why)} > 0"
_OPENED = "select id, opened_at from changes where id in {each(:ids)}"
_IMAGES_ABOUT = (
    "select r.tbl, r.row_id, r.contact_id, r.previous, r.before, case when c.undoes is null then 0 else 1 end as undone"
    " from change_rows r join changes c on c.id = r.change_id where r.contact_id in {each(:ids)}"
    " and r.tbl in {each_text(:tables)} and r.before is not null order by r.id"
)
# What says who may see and do what: accounts and circles, now or as they were.
_RIGHTS = (
    "select 1 as n from change_rows where (change_id = :id or previous = :id)"
    " and tbl in ('accounts', 'circles', 'circle_members')"
    " union all select 1 from accounts where change_id = :id union all select 1 from circles where change_id = :id"
    " union all select 1 from circle_members where change_id = :id limit 1"
)
_HEAD = "select max(id) as id from changes"
_LAST_SEALED = (
    "select max(seq) as seq from changes where seq is not null"
    " having not exists (select 1 from changes where seq is null)"
)
_SEALED = "select count(*) as n from changes where seq is not null"
_CLOSED_CIRCLES = (
    "select 1 as n from circles k where not exists (select 1 from circle_members m"
    " where m.circle_id = k.id and m.account_id = cast(:actor_id as {int})) limit 1"
)
# A contact that is gone is as open as it was last.
_GONE = (
    "(select {json(i.before; circle_id)} is null or exists (select 1 from circle_members m"
    " where m.circle_id = cast({json(i.before; circle_id)} as {int}) and m.account_id = cast(:actor_id as {int}))"
    " from change_rows i where i.contact_id = CONTACT and i.tbl = 'contacts' order by i.id desc limit 1)"
)
_JOINS = " left join v_contacts a on a.id = FIRST left join v_contacts b on b.id = SECOND"
_OPEN = "({visible(a)} and {visible(b)})"
_OPEN_IMAGE = (
    (
        "({visible(a)} and {visible(b)} and (a.id is not null or r.contact_id is null or coalesce(GONE1, 1 = 1))"
        " and (b.id is not null or r.contact2_id is null or coalesce(GONE2, 1 = 1)))"
    )
    .replace("GONE1", _GONE.replace("CONTACT", "r.contact_id"))
    .replace("GONE2", _GONE.replace("CONTACT", "r.contact2_id"))
)
_FLAGS = (
    "select WHICH as change_id, max(case when OPEN then 1 else 0 end) as some_open,"
    " min(case when OPEN then 1 else 0 end) as all_open from TABLE where WHICH in {each(:ids)} and FIRST is not null"
    " group by WHICH"
)
# A row that a change made and somebody wrote later is in no kept table as it was, but in the first image since.
_NOT_ITS_OWN = (
    " and not exists (select 1 from change_rows i where i.change_id = :id and i.tbl = r.tbl and i.row_id = r.row_id)"
)
_COUNT_IMAGES = f"select r.tbl, count(*) as n from TABLE where WHICH = :id{_NOT_ITS_OWN} and OPEN group by r.tbl"
_COUNT_MADE = (
    "select count(*) as n from TABLE where t.change_id = :id and OPEN and not exists (select 1 from change_rows i"
    " where i.change_id = :id and i.tbl = 'NAME' and i.row_id = t.id)"
)
_TITLES = "select name, title from kept_tables order by feature, position"
_NAMED_BY = (
    "select distinct c.id from TABLE join v_contacts c on c.id = FIRST or c.id = SECOND"
    " where WHICH = :id and {visible(c)} limit 4"
)
_END = (
    "(select c.id from TABLE join v_contacts c on c.id = FIRST or c.id = SECOND where WHICH = n.value and {visible(c)}"
    " order by t.id, c.id limit 1)"
)
_LAST = _END.replace("t.id, c.id", "t.id desc, c.id desc")
# Found by their ends, so that of an import of a hundred thousand only two rows are read.
_ENDS = f"select n.value as change_id, {_END} as first, {_LAST} as last from {{each(:ids)}} n"
_CONTACT_NAMES = "select c.id, c.name from v_contacts c where c.id in {each(:ids)} and {visible(c)}"
_HIDDEN_IMAGES = (
    "select r.contact_id as id from change_rows r left join v_contacts a on a.id = r.contact_id"
    " where r.contact_id in {each(:ids)} and r.tbl = 'contacts' and not coalesce(case when a.id is null then GONE"
    " else {visible(a)} end, 1 = 1)"
).replace("GONE", _GONE.replace("CONTACT", "r.contact_id"))
_HIDDEN = "select c.id from v_contacts c where c.id in {each(:ids)} and not {visible(c)}"
_IMAGES = ("change_rows r", "r.change_id", "r.contact_id", "r.contact2_id")
_LATER_IMAGES = ("change_rows r", "r.previous", "r.contact_id", "r.contact2_id")


def latest(store: Store, limit: int, before: int | None, wanted: Wanted) -> list[Row]:
    """Return the latest changes, newest first, or those before one of them; only those that are wanted."""
    top = before if before is not None else int(store.value(_HEAD) or 0) + 1
    return store.rows(_LATEST, limit=limit, before=top, **_told(wanted))


def last_of(store: Store, actor: str, before: str) -> str:
    """Return when somebody last changed anything before a moment (UTC), or an empty text."""
    return str(store.value(_LAST_OF, actor=actor, before=before) or "")


def _told(wanted: Wanted) -> dict[str, str]:
    return {"by": wanted.by, "not_by": wanted.not_by, "since": wanted.since, "until": wanted.until}


def newest(store: Store) -> str:
    """Return when the journal was written last (UTC), or an empty text."""
    return str(store.value(_NEWEST) or "")


def unfinished(store: Store) -> list[Row]:
    """Return the changes that were opened and never closed, newest first."""
    return store.rows(_UNFINISHED)


def some(store: Store, ids: list[int], wanted: Wanted = ALL) -> list[Row]:
    """Return those of some changes that are wanted, newest first."""
    return store.rows(_SOME, ids=json.dumps(ids), **_told(wanted))


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
    if not ids or store.value(_CLOSED_CIRCLES) is None:
        return {}
    some_open: dict[int, bool] = {}
    hidden: set[int] = set()
    for source in (_IMAGES, _LATER_IMAGES, *_made(store)):
        for row in store.rows(_on(_FLAGS, source, joined=True), ids=json.dumps(ids)):
            some_open[row["change_id"]] = some_open.get(row["change_id"], False) or bool(row["some_open"])
            if not row["all_open"]:
                hidden.add(row["change_id"])
    return {one: not some_open[one] for one in hidden}


def is_about_rights(store: Store, change_id: int) -> bool:
    """Return whether a change altered who may see and do what: an account, a circle, or who is in it."""
    return store.value(_RIGHTS, id=change_id) is not None


def hidden_contacts(store: Store, ids: set[int]) -> set[int]:
    """Return those of some contacts that the actor may not see, be they there or gone."""
    asked = json.dumps(sorted(ids))
    return {row["id"] for sql in (_HIDDEN, _HIDDEN_IMAGES) for row in store.rows(sql, ids=asked)}


def counts(store: Store, change_id: int, *, mixed: bool) -> dict[str, int]:
    """Return how many rows of each kept table a change wrote, by title, without those the actor may not see.

    Where there are such rows, it is mixed, and rows that are about no contact do not count.
    """
    found: dict[str, int] = {}
    own_images = _COUNT_IMAGES.replace(_NOT_ITS_OWN, "")
    for sql, source in ((own_images, _IMAGES), (_COUNT_IMAGES, _LATER_IMAGES)):
        for row in store.rows(_on(sql, source, joined=mixed), id=change_id):
            found[row["tbl"]] = found.get(row["tbl"], 0) + int(row["n"])
    for name, about in about_columns(store).items():
        sql = _on(_COUNT_MADE, _source(name, about), joined=mixed).replace("NAME", name)
        found[name] = found.get(name, 0) + int(store.value(sql, id=change_id))
    nobody = {name for name, about in about_columns(store).items() if mixed and not about}
    titles = {row["name"]: row["title"] for row in store.rows(_TITLES)}
    return {title: found[name] for name, title in titles.items() if found.get(name) and name not in nobody}


def names(store: Store, ids: list[int]) -> dict[int, list[str]]:
    """Return for some changes the names of up to four contacts each is about, of those the actor may see.

    Beyond contacts and images each table is asked once, for all changes that those do not name.
    """
    contacts, *others = _made(store)
    named: dict[int, list[int]] = {}
    for one in ids:
        for source in (contacts, _IMAGES, _LATER_IMAGES):
            named.setdefault(one, []).extend(row["id"] for row in store.rows(_on(_NAMED_BY, source), id=one))
    nameless = [one for one, found in named.items() if not found]
    for source in others if nameless else ():
        for row in store.rows(_on(_ENDS, source), ids=json.dumps(nameless)):
            named[row["change_id"]] += [one for one in (row["first"], row["last"]) if one is not None]
    asked = {one: [*dict.fromkeys(found)][:_NAMED] for one, found in named.items()}
    called = contact_names(store, [number for found in asked.values() for number in found])
    return {one: [called[number] for number in found if number in called] for one, found in asked.items()}


def contact_names(store: Store, ids: list[int]) -> dict[int, str]:
    """Return the names of some contacts, of those the actor may see."""
    return {row["id"]: row["name"] for row in store.rows(_CONTACT_NAMES, ids=json.dumps(ids))}


def _made(store: Store) -> list[tuple[str, str, str, str]]:
    """Return the kept tables whose rows are about contacts, contacts first."""
    about = {name: columns for name, columns in about_columns(store).items() if columns}
    return [_source(name, about[name]) for name in sorted(about, key=lambda one: one != "contacts")]


def _source(name: str, about: list[str]) -> tuple[str, str, str, str]:
    first, second = [*(f"t.{column}" for column in about), "null", "null"][:2]
    return f"{name} t", "t.change_id", first, second


def _on(sql: str, source: tuple[str, str, str, str], *, joined: bool = False) -> str:
    """Say a statement of one table: of what changes made, or of the images of what they overwrote."""
    table, which, first, second = source
    opened = (_OPEN_IMAGE if table == "change_rows r" else _OPEN) if joined else "1 = 1"
    said = sql.replace("TABLE", table + _JOINS if joined else table).replace("OPEN", opened)
    return said.replace("WHICH", which).replace("FIRST", first).replace("SECOND", second)


def head(store: Store) -> int | None:
    """Return the number of the last entry that was closed, or None while one is open."""
    row = store.one(_LAST_SEALED)
    return None if row is None else int(row["seq"] or 0)


def standing(store: Store, what: str) -> frozenset[int]:
    """Return the ids of the changes of a name that were not taken back."""
    return frozenset(row["id"] for row in store.rows(_STANDING, what=what))


def cut_off(store: Store, what: str, why: str) -> frozenset[int]:
    """Return the ids of the changes of a name, and with a text in their reason, that were not brought to an end."""
    return frozenset(row["id"] for row in store.rows(_CUT_OFF, what=what, why=why))


def opened(store: Store, ids: Collection[int]) -> dict[int, str]:
    """Return when changes were opened, by id."""
    return {row["id"]: row["opened_at"] for row in store.rows(_OPENED, ids=json.dumps([*ids]))}


def versions(store: Store, contact_ids: Collection[int], tables: Collection[str]) -> list[Version]:
    """Return the former versions of rows of some tables that are about contacts, oldest first."""
    rows = store.rows(_IMAGES_ABOUT, ids=json.dumps([*contact_ids]), tables=json.dumps([*tables]))
    return [
        Version(
            table=row["tbl"],
            row_id=row["row_id"],
            contact_id=row["contact_id"],
            change_id=row["previous"],
            values=json.loads(row["before"]),
            undone=bool(row["undone"]),
        )
        for row in rows
    ]
