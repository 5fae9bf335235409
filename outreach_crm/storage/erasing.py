"""Erases one contact from every declared table and from the journal, in one transaction.

Rows about nobody else go, what points at them or was derived of them too; rows that stay are emptied; in records that
others share, and in what entries of the journal tell, the names are blotted out. Before-images that hold any of it are
dropped; their digests stay, so that the journal can still be proved.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import frozen

from outreach_crm.errors import RefusedError
from outreach_crm.storage.about import Fate, counted, gather, gather_images, other_references
from outreach_crm.storage.blotting import Names
from outreach_crm.storage.bound import Row
from outreach_crm.storage.contents import names_contents, remove_unnamed
from outreach_crm.storage.declared import Declared
from outreach_crm.storage.journal import words_of
from outreach_crm.storage.store import Store
from outreach_crm.text import say, words

_OF_FATE = "(select p.row_id from about_rows p where p.tbl = '{table}' and p.fate = '{fate}')"
_OURS = "(select contact_id from about_contacts)"
_GO = f"delete from {{table}} where id in {_OF_FATE}"
_CLEAR = f"update {{table}} set {{values}} where id in {_OF_FATE}"
_UNLINK = f"update {{table}} set {{values}} where {{column}} in {_OF_FATE.replace('{table}', '{parent}')}"
_OF_OURS = f"delete from {{table}} where contact_id in {_OURS}"
_POINT = (
    "delete from {table} where exists (select 1 from about_rows p where p.tbl = {table}.ref_kind"
    " and p.row_id = {table}.ref_id and p.fate = 'delete')"
)
_REFERS = f"select 1 as n from {{table}} t where t.{{column}} in {_OF_FATE.replace('{table}', '{parent}')} limit 1"
_VALUES = "select {columns} from {table} t where t.id in (select row_id from about_rows where tbl = '{table}')"
_WERE = (
    "select i.before from about_images a join change_rows i on i.id = a.id"
    " where i.tbl = '{table}' and i.before is not null"
)
_SHARED = f"select * from {{table}} where id in {_OF_FATE} order by id"
_ALL_UIDS = "select id, uid from contacts order by id"
_UIDS = f"select uid from contacts where id in {_OURS} order by uid"
_COUNT_PAST = "select count(*) as n from about_images a join change_rows i on i.id = a.id where i.before is not null"
_DROP = "update change_rows set before = null where id in (select id from about_images) and before is not null"
_CHANGES = (
    "create temp table if not exists about_changes (change_id {int} primary key)",
    "delete from about_changes",
    "insert into about_changes (change_id) values (:change_id)",
)
_OF_IMAGES = (
    "insert into about_changes (change_id) select i.{column} from about_images a join change_rows i on i.id = a.id"
    " where 1 = 1 on conflict (change_id) do nothing"
)
_OF_ROWS = (
    "insert into about_changes (change_id) select t.change_id from about_rows p cross join {table} t"
    " where p.tbl = '{table}' and t.id = p.row_id on conflict (change_id) do nothing"
)
_ENTRIES = "select c.id, c.what, c.why from about_changes a join changes c on c.id = a.change_id order by c.id"
_OTHERS = (
    f"select 1 as n from {{table}} t where t.change_id = :id and t.{{column}} is not null"
    f" and t.{{column}} not in {_OURS} limit 1"
)
_OTHERS_WERE = (
    f"select 1 as n from change_rows i where i.{{which}} = :id and i.{{column}} is not null"
    f" and i.{{column}} not in {_OURS} limit 1"
)
_FORGET_TOLD = "update change_rows set before = null where tbl = 'changes' and row_id = :id and before is not null"
_TELL_INSTEAD = (
    "insert into change_rows (change_id, tbl, row_id, owner_row, previous, before)"
    " values (:change_id, 'changes', :id, :id, 0, :before)"
)
_RETELL = "update changes set what = :what, why = :why where id = :id"


@frozen(kw_only=True)
class Erased:
    """What an erasure did, or would do, with the contact and those merged into it.

    ``rows`` counts by table and fate; ``past`` are earlier states of rows, which the journal forgets.
    """

    uids: tuple[str, ...]
    rows: Counter[tuple[str, Fate]]
    past: int


def plan_erasure(store: Store, contact_id: int) -> Erased:
    """Return what erasing a contact would do. Call inside ``write()``.

    Raises:
        RefusedError: a table refers to what would go, and nobody declared what becomes of its rows.
    """
    return _gathered(store, gather(store, [contact_id]))


def erase_contact(store: Store, contact_id: int) -> Erased:
    """Erase a contact, whole or not at all. Call inside the step of a final change.

    Raises:
        RefusedError: as :func:`plan_erasure`.
    """
    tables = gather(store, [contact_id])
    found = _gathered(store, tables)
    names = _names(store, tables)
    _gather_changes(store, tables)
    with store.deferring():
        _blot_shared(store, _those(tables, found, Fate.SHARED), names)
        _clear(store, _those(tables, found, Fate.CLEARED))
        _unlink(store, tables, _those(tables, found, Fate.GOES))
        _let_go(store, tables, _those(tables, found, Fate.GOES))
    for derived in _derived(store, tables):
        found.rows[derived, Fate.GOES] += store.execute(_OF_OURS.replace("{table}", derived))
    gather_images(store, tables)
    with_contents = names_contents(store)
    store.execute(_DROP)
    for contents, gone in remove_unnamed(store).items() if with_contents else ():
        found.rows[contents, Fate.GOES] += gone
    _retell(store, tables, names)
    return found


def contact_uids(store: Store) -> Iterator[tuple[int, str]]:
    """Yield all contacts: id and uid."""
    return ((row["id"], row["uid"]) for row in store.rows(_ALL_UIDS))


def _gathered(store: Store, tables: list[Declared]) -> Erased:
    _check_declared(store, tables)
    return Erased(
        uids=tuple(row["uid"] for row in store.rows(_UIDS)),
        rows=Counter({(table, fate): count for table, fate, count in counted(store)}),
        past=int(store.value(_COUNT_PAST)),
    )


def _check_declared(store: Store, tables: list[Declared]) -> None:
    names = {table.name for table in tables}
    for child, column, parent in store.references():
        if child not in names and parent in names:
            sql = _for(_REFERS, child, column=column, parent=parent, fate=Fate.GOES)
            if store.value(sql) is not None:
                raise RefusedError(
                    say(
                        "The table {child} refers to what would go, and no feature says what becomes of its rows; tell"
                        " whoever wrote the plugin it belongs to. Nothing was erased.",
                        child=child,
                    )
                )


def _names(store: Store, tables: list[Declared]) -> Names:
    """Return what the contact is called and reached by, and was."""
    wholes, parts = set[str](), set[str]()
    for table in tables:
        if table.names or table.name_parts:
            columns = (*table.names, *table.name_parts)
            rows = store.rows(_for(_VALUES, table.name, columns=", ".join(columns)))
            for row in (*rows, *(json.loads(row["before"]) for row in store.rows(_for(_WERE, table.name)))):
                wholes.update(row.get(column) or "" for column in table.names)
                parts.update(word for column in table.name_parts for word in (row.get(column) or "").split())
    return Names(wholes, parts)


def _gather_changes(store: Store, tables: list[Declared]) -> None:
    """Note which changes touched the contact, before its rows go."""
    for sql in _CHANGES:
        store.execute(sql)
    for column in ("change_id", "previous"):
        store.execute(_OF_IMAGES.replace("{column}", column))
    for table in (one for one in tables if one.kept):
        store.execute(_for(_OF_ROWS, table.name))


def _blot_shared(store: Store, tables: list[Declared], names: Names) -> None:
    for table in tables:
        for row in store.rows(_for(_SHARED, table.name, fate=Fate.SHARED)):
            texts = {name: value for name, value in row.items() if isinstance(value, str) and name != "words"}
            blotted = {name: names.blot(text) for name, text in texts.items()}
            changed = {name: text for name, text in blotted.items() if text != texts[name]}
            if changed and "words" in row:
                changed["words"] = _without(row["words"], names, blotted.values())
            if changed:
                marks = ", ".join(f"{name} = :{name}" for name in (*changed, *_version(table)))
                store.execute(f"update {table.name} set {marks} where id = :_id", **changed, _id=row["id"])


def _without(indexed: str, names: Names, blotted: Iterable[str]) -> str:
    """Return the words by which a record is found without those of the names, but for what still stands in it."""
    gone = {*words(*names.wholes, *names.parts)} - {*words(*blotted)}
    return json.dumps([word for word in json.loads(indexed) if word not in gone])


def _those(tables: list[Declared], found: Erased, fate: Fate) -> list[Declared]:
    return [table for table in tables if found.rows[table.name, fate]]


def _clear(store: Store, tables: list[Declared]) -> None:
    for table in tables:
        kinds, optional = store.columns(table.name), store.optional(table.name)
        values = [f"{one} = case when {one} in {_OURS} then null else {one} end" for one in table.about]
        values += [f"{one} = {_empty(kinds[one], one in optional)}" for one in table.clears]
        values += [f"{one} = :{one}" for one in _version(table)]
        store.execute(_for(_CLEAR, table.name, values=", ".join(values), fate=Fate.CLEARED))


def _unlink(store: Store, tables: list[Declared], going: list[Declared]) -> None:
    """Empty the references of rows that stay to rows that go."""
    versions, parents = {table.name: _version(table) for table in tables}, {table.name for table in going}
    for child, column, parent in other_references(store, tables):
        if parent in parents and column in store.optional(child):
            values = ", ".join([f"{column} = null", *(f"{one} = :{one}" for one in versions[child])])
            store.execute(_for(_UNLINK, child, values=values, column=column, parent=parent, fate=Fate.GOES))


def _empty(kind: str, optional: bool) -> str:
    if optional:
        return "null"
    return {"text": "''", "blob": "''"}.get(kind, "0")


def _version(table: Declared) -> tuple[str, ...]:
    return ("change_id",) if table.kept else ()


def _let_go(store: Store, tables: list[Declared], going: list[Declared]) -> None:
    declared = {table.name for table in tables}
    for pointer in store.pointers():
        if pointer not in declared:
            store.execute(_for(_POINT, pointer))
    for table in going:
        store.execute(_for(_GO, table.name, fate=Fate.GOES))


def _derived(store: Store, tables: list[Declared]) -> Iterator[str]:
    """Yield tables that hold contacts in rows without a number of their own: they are made of what is declared."""
    declared = {table.name for table in tables}
    for table in store.tables():
        if table not in declared and "contact_id" in (columns := store.columns(table)) and "id" not in columns:
            yield table


def _retell(store: Store, tables: list[Declared], names: Names) -> None:
    """Take out of the journal what its entries tell of the contact: all of it, or where others share it, the names."""
    for entry in store.rows(_ENTRIES):
        shared = entry["id"] == store.bound.change_id or _touched_others(store, tables, entry["id"])
        what, why = names.blot(entry["what"]), names.blot(entry["why"]) if shared else ""
        if (what, why) != (entry["what"], entry["why"]):
            _tell(store, entry, what, why)


def _tell(store: Store, entry: Row, what: str, why: str) -> None:
    if entry["id"] != store.bound.change_id:
        store.execute(_FORGET_TOLD, id=entry["id"])
        store.execute(_TELL_INSTEAD, id=entry["id"], before=words_of(what, why))
    store.execute(_RETELL, id=entry["id"], what=what, why=why)


def _touched_others(store: Store, tables: list[Declared], change_id: int) -> bool:
    return any(store.value(sql, id=change_id) is not None for sql in _asking_for_others(tables))


def _asking_for_others(tables: list[Declared]) -> Iterator[str]:
    for column in ("contact_id", "contact2_id"):
        for which in ("change_id", "previous"):
            yield _OTHERS_WERE.replace("{column}", column).replace("{which}", which)
    for table in (one for one in tables if one.kept):
        yield from (_for(_OTHERS, table.name, column=column) for column in table.about)


def _for(sql: str, table: str, **words: str) -> str:
    for name, word in words.items():
        sql = sql.replace("{" + name + "}", word)
    return sql.replace("{table}", table)
