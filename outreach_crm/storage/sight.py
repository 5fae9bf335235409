"""Whether whoever acts sees a record, and which circles keep it to themselves; asked of the tables, not of features."""

from collections.abc import Collection, Iterable, Sequence
from typing import Self

from attrs import frozen

from outreach_crm.storage.declared import declared_tables
from outreach_crm.storage.store import Store

CONTACTS = "contacts"
# A record of a table with one of these is there for whoever sees that contact.
_OF_CONTACTS = ("contact_id", "group_id")
_SEES_CONTACT = "select 1 as n from contacts c where c.id = :id and {visible(c)}"
_SEES = "select 1 as n from {table} t where t.id = :id and {told(cast(:kind as text); t.id)}"
_CIRCLES = (
    "select x.circle_id from v_restricted x where x.ref_kind = :kind and x.ref_id = :id"
    " union select c.circle_id from contacts c where c.id = :contact and c.circle_id is not null order by 1"
)
_VALUE = "select {column} as n from {table} where id = :id"
_BELONGS = " union all ".join(
    f"select owner_table, owner_column from {known} where name = :kind" for known in ("kept_tables", "held_tables")
)
_POINTS = "select ref_kind, ref_id from {table} where id = :id"


def sees(store: Store, kind: str, number: int) -> bool:
    """Return whether whoever acts sees a record; False, too, where there is none.

    Args:
        store: for whom it acts; see :meth:`Store.act_for`.
        kind: the table that numbers it.
        number: of the record.
    """
    if not any(one.name == kind for one in declared_tables(store)):
        return False
    contact = contact_of(store, kind, number)
    if contact is not None and store.value(_SEES_CONTACT, id=contact) is None:
        return False
    return store.value(_SEES.replace("{table}", kind), kind=kind, id=number) is not None


def circles_of(store: Store, kind: str, number: int) -> list[int]:
    """Return the circles that keep a record to themselves, by what it is, belongs to or points at."""
    contact = contact_of(store, kind, number)
    return [row["circle_id"] for row in store.rows(_CIRCLES, kind=kind, id=number, contact=contact)]


def contact_of(store: Store, kind: str, number: int) -> int | None:
    """Return the contact that a record is, belongs to or points at, whoever sees it; None where it is of none."""
    return _contact_of(store, _Tables.of(store), kind, number)


def of_others(store: Store, records: Iterable[tuple[str, int]], contact_id: int) -> set[tuple[str, int]]:
    """Return those of some records whose contact only a circle sees of which another contact is not, whoever asks.

    Args:
        store: where they are.
        records: by the table that numbers each, and its number.
        contact_id: the other contact, such as a group: whoever sees it is to be told of the records.
    """
    ours, tables = {*circles_of(store, CONTACTS, contact_id)}, _Tables.of(store)
    of = {one: _contact_of(store, tables, *one) for one in records}
    return {one for one, it in of.items() if it is not None and not {*circles_of(store, CONTACTS, it)} <= ours}


@frozen
class _Tables:
    """How the tables of a database hang together; to read it takes a millisecond or two."""

    references: Sequence[tuple[str, str, str]]
    pointers: Collection[str]

    @classmethod
    def of(cls, store: Store) -> Self:
        return cls(store.references(), store.pointers())


def _contact_of(store: Store, tables: _Tables, kind: str, number: int) -> int | None:
    if kind == CONTACTS:
        return number
    parents = {column: parent for child, column, parent in tables.references if child == kind}
    column = next((one for one in _OF_CONTACTS if parents.get(one) == CONTACTS), "")
    if column:
        found = store.value(_VALUE.replace("{table}", kind).replace("{column}", column), id=number)
        if found is not None:
            return int(found)
    if kind in tables.pointers:
        points = store.one(_POINTS.replace("{table}", kind), id=number)
        if points and points["ref_kind"]:
            return _contact_of(store, tables, points["ref_kind"], points["ref_id"])
    belongs = store.one(_BELONGS, kind=kind)
    if belongs and belongs["owner_table"]:
        owner = store.value(_VALUE.replace("{table}", kind).replace("{column}", belongs["owner_column"]), id=number)
        return None if owner is None else _contact_of(store, tables, belongs["owner_table"], int(owner))
    return None
