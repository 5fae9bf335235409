"""Everything the database holds about some contacts, in whichever feature: one walk over the declared tables.

Rows about a contact; records that are about it through rows of theirs; what these own, what points at them, what
cannot be without them; and what all of these were before. Erasure and the export of what is held both read it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from attrs import frozen

from outreach_crm.storage.declared import Declared, declared_tables
from outreach_crm.storage.schema import OnErase
from outreach_crm.storage.store import Store


class Fate(StrEnum):
    """What becomes of a row when its contacts are erased."""

    # It is about nobody else.
    GOES = "delete"
    # It stays without the contact, emptied of what the feature says.
    CLEARED = "clear"
    # Others share it; names and addresses of the contact are blotted out in its texts.
    SHARED = "blot"


_TABLES = (
    "create temp table if not exists about_contacts (contact_id {int} primary key)",
    "create temp table if not exists about_rows"
    " (tbl {text} not null, row_id {int} not null, fate {text} not null, primary key (tbl, row_id))",
    "create temp table if not exists about_images (id {int} primary key)",
    "delete from about_contacts",
    "delete from about_rows",
    "delete from about_images",
)
_GIVEN = (
    "insert into about_contacts (contact_id) select value from {each(:ids)} as given where 1 = 1"
    " on conflict (contact_id) do nothing"
)
# Whoever was merged into a contact is that contact.
_MERGED = (
    "insert into about_contacts (contact_id) select c.id from contacts c where c.merged_into in"
    " (select contact_id from about_contacts) on conflict (contact_id) do nothing"
)
_ABOUT = (
    "insert into about_rows (tbl, row_id, fate) select '{table}', t.id, '{fate}' from {table} t"
    " where t.{column} in (select contact_id from about_contacts) on conflict (tbl, row_id) do nothing"
)
# What goes takes with it what it owns, what points at it, what cannot be without it; what is shared shares all that.
_WITH = (
    "insert into about_rows (tbl, row_id, fate) select '{table}', t.id, p.fate from about_rows p cross join {table} t"
    " where {of_p} and p.fate in ({fates}) on conflict (tbl, row_id)"
    " do update set fate = excluded.fate where about_rows.fate = 'blot' and excluded.fate = 'delete'"
)
_GOING, _BOTH, _ALL = "'delete'", "'delete', 'blot'", "'delete', 'blot', 'clear'"
_RECORDS = (
    "insert into about_rows (tbl, row_id, fate)"
    " select '{table}', r.id, case when {others} then 'blot' else 'delete' end"
    " from {table} r where r.id in (select t.{owner} from about_rows p join {child} t on t.id = p.row_id"
    " where p.tbl = '{child}') on conflict (tbl, row_id) do nothing"
)
_OTHERS = (
    "exists (select 1 from {child} o where o.{owner} = r.id and o.{column} is not null"
    " and not exists (select 1 from about_contacts a where a.contact_id = o.{column}))"
)
_OTHER = "(r.{column} is not null and not exists (select 1 from about_contacts a where a.contact_id = r.{column}))"
_IMAGES = "insert into about_images (id) select i.id from change_rows i where {which} on conflict (id) do nothing"
_OF_CONTACTS = tuple(
    f"i.{column} in (select contact_id from about_contacts)" for column in ("contact_id", "contact2_id")
)
_OF_ROWS = "i.tbl = '{table}' and i.row_id in (select p.row_id from about_rows p where p.tbl = '{table}')"
_OF_OWNED = (
    "i.tbl = '{table}' and i.owner_row in (select p.row_id from about_rows p where p.tbl = '{parent}'"
    " and p.fate in ({fates}))"
)
_OF_POINTERS = (
    "i.tbl = '{table}' and exists (select 1 from about_rows p where p.tbl = {json(i.before; ref_kind)}"
    " and p.row_id = cast({json(i.before; ref_id)} as {int}) and p.fate in ('delete', 'blot'))"
)
# A record that is gone by now, or that the contact was taken out of.
_OF_RECORDS = (
    "i.tbl = '{table}' and i.row_id in (select w.owner_row from about_images a join change_rows w on w.id = a.id"
    " where w.tbl = '{child}')"
)
_FOUND = "select tbl, fate, count(*) as n from about_rows group by tbl, fate order by tbl, fate"
_ROWS = (
    "select t.*, p.fate as _fate from about_rows p join {table} t on t.id = p.row_id where p.tbl = '{table}'"
    " and t.id > :after order by t.id limit 1000"
)
_WERE = (
    "select i.id, i.tbl, i.row_id, i.change_id, i.before from about_images a join change_rows i on i.id = a.id"
    " where i.before is not null and i.id > :after order by i.id limit 1000"
)


@frozen(kw_only=True)
class HeldRow:
    """One row about a contact: its table, that table's title and feature, its id, what stands in it.

    ``others`` are other contacts that the row itself names; ``fate`` says whether it is shared with more of them.
    """

    table: str
    title: str
    feature: str
    row_id: int
    fate: Fate
    values: Mapping[str, Any]
    others: tuple[int, ...]


@frozen(kw_only=True)
class PastRow:
    """What a row about a contact was before a change; ``change_id`` is that change."""

    table: str
    row_id: int
    change_id: int
    values: Mapping[str, Any]


def held_about(store: Store, contact_id: int) -> Iterator[HeldRow]:
    """Yield all rows that any feature holds about a contact, those of absent plugins too, table by table.

    Read it to its end, or into a list, before anything else is asked of the same connection for another contact.
    """
    gather(store, [contact_id])
    mine = {contact_id, *(row["contact_id"] for row in store.rows("select contact_id from about_contacts"))}
    for table in declared_tables(store):
        after = 0
        while page := store.rows(_ROWS.replace("{table}", table.name), after=after):
            for row in page:
                fate = Fate(row.pop("_fate"))
                others = {row[column] for column in table.about} - mine - {None}
                yield HeldRow(
                    table=table.name,
                    title=table.title,
                    feature=table.feature,
                    row_id=row["id"],
                    fate=fate,
                    values=row,
                    others=tuple(sorted(others)),
                )
            after = page[-1]["id"]


def past_about(store: Store, contact_id: int) -> Iterator[PastRow]:
    """Yield what rows about a contact were before they were changed or removed, in the order of the journal."""
    gather(store, [contact_id])
    after = 0
    while page := store.rows(_WERE, after=after):
        for row in page:
            yield PastRow(
                table=row["tbl"],
                row_id=row["row_id"],
                change_id=row["change_id"],
                values=json.loads(row["before"]),
            )
        after = page[-1]["id"]


def gather(store: Store, contact_ids: Iterable[int]) -> list[Declared]:
    """Fill ``about_contacts``, ``about_rows`` and ``about_images`` of this connection; return the declared tables.

    Contacts that were merged into one of them belong to it. Contacts need not be there any more: what their rows
    were before still is.
    """
    for sql in _TABLES:
        store.execute(sql)
    store.execute(_GIVEN, ids=json.dumps([*contact_ids]))
    while store.execute(_MERGED):
        pass
    tables = declared_tables(store)
    for table in tables:
        for column in table.about:
            store.execute(_for(_ABOUT, table, fate=table.on_erase.value, column=column))
    for sql in _of_records(tables):
        store.execute(sql)
    further = list(_of_rows_found(store, tables))
    while sum(store.execute(sql) for sql in further):
        pass
    gather_images(store, tables)
    return tables


def gather_images(store: Store, tables: list[Declared]) -> None:
    """Fill ``about_images`` with the before-images of the rows that were gathered and of such as are gone."""
    pointers = set(store.pointers())
    which = list(_OF_CONTACTS)
    for table in (one for one in tables if one.kept):
        which.append(_for(_OF_ROWS, table))
        which += [_for(_OF_OWNED, table, parent=table.owner_table, fates=_shared(table))] if _is_part(table) else []
        which += [_for(_OF_POINTERS, table)] if table.name in pointers else []
    for record, child in _records(tables):
        which.append(_for(_OF_RECORDS, record, child=child.name))
    for one in which:
        store.execute(_IMAGES.replace("{which}", one))


def counted(store: Store) -> list[tuple[str, Fate, int]]:
    """Return how many rows of which table were gathered, by what would become of them."""
    return [(row["tbl"], Fate(row["fate"]), row["n"]) for row in store.rows(_FOUND)]


def _of_records(tables: list[Declared]) -> Iterator[str]:
    """Yield the statements that gather records which are about contacts through rows of theirs."""
    for record, child in _records(tables):
        if record.on_erase is OnErase.DELETE:
            family = [one for one in tables if one.owner_table == record.name]
            others = " or ".join(
                [
                    *(_OTHER.replace("{column}", column) for column in record.about),
                    *(
                        _for(_OTHERS, record, child=one.name, owner=one.owner_column, column=column)
                        for one in family
                        for column in one.about
                    ),
                ]
            )
            yield _for(_RECORDS, record, child=child.name, owner=child.owner_column, others=others)


def _of_rows_found(store: Store, tables: list[Declared]) -> Iterator[str]:
    """Yield the statements that gather what hangs on rows already gathered; run them until nothing is added."""
    declared = {table.name: table for table in tables}
    for table in tables:
        if table.owner_table in declared and table.owner_column not in table.about:
            fates = _GOING if table.about else _shared(table)
            of_p = f"p.tbl = '{table.owner_table}' and t.{table.owner_column} = p.row_id"
            yield _for(_WITH, table, fates=fates, of_p=of_p)
    for name in store.pointers():
        if name in declared and declared[name].on_erase is OnErase.DELETE:
            yield _for(_WITH, declared[name], fates=_BOTH, of_p="t.ref_kind = p.tbl and t.ref_id = p.row_id")
    for name, column, parent in other_references(store, tables):
        if column not in store.optional(name):
            of_p = f"p.tbl = '{parent}' and t.{column} = p.row_id"
            yield _for(_WITH, declared[name], fates=_GOING, of_p=of_p)


def other_references(store: Store, tables: list[Declared]) -> list[tuple[str, str, str]]:
    """Return the references among declared tables that say neither whom a row is about nor to what it belongs."""
    said = {(table.name, column) for table in tables for column in (*table.about, table.owner_column)}
    names = {table.name for table in tables}
    return [
        (child, column, parent)
        for child, column, parent in store.references()
        if child in names and parent in names and (child, column) not in said
    ]


def _records(tables: list[Declared]) -> Iterator[tuple[Declared, Declared]]:
    """Yield tables with each table of theirs that says of further contacts what the record is about.

    Those that say by the very reference to their record whom they are about say nothing further.
    """
    for record in tables:
        for child in tables:
            if child.owner_table == record.name and child.about and child.owner_column not in child.about:
                yield record, child


def _shared(table: Declared) -> str:
    """Return the fates of a record that its parts share: those that stay when it is emptied are emptied with it."""
    return _ALL if table.on_erase is OnErase.CLEAR else _BOTH


def _is_part(table: Declared) -> bool:
    """Return whether rows of a table say nothing of contacts and belong to a record that may."""
    return bool(table.owner_table) and not table.about


def _for(sql: str, table: Declared, **words: str) -> str:
    for name, word in words.items():
        sql = sql.replace("{" + name + "}", word)
    return sql.replace("{table}", table.name)
