"""Whether whoever acts sees a record, and which circles keep it to themselves; asked of the tables, not of features."""

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
    if kind == CONTACTS:
        return number
    parents = {column: parent for child, column, parent in store.references() if child == kind}
    column = next((one for one in _OF_CONTACTS if parents.get(one) == CONTACTS), "")
    if column:
        found = store.value(_VALUE.replace("{table}", kind).replace("{column}", column), id=number)
        if found is not None:
            return int(found)
    if kind in store.pointers():
        points = store.one(_POINTS.replace("{table}", kind), id=number)
        if points and points["ref_kind"]:
            return contact_of(store, points["ref_kind"], points["ref_id"])
    return None
