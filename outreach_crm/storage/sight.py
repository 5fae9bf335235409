"""Whether whoever acts sees a record: of the tables whose rows a circle can hide, asked without their features."""

from outreach_crm.storage.store import Store

_CIRCLE = "circle_id"
_SEES = "select 1 as n from {table} t where t.id = :id and {visible(t)}"
_SEES_WITHIN = "select 1 as n from {table} t where t.id = :id and {within(t)}"
_IS_THERE = "select circle_id from {table} where id = :id"
_CONTACTS = "contacts"


def can_be_hidden(store: Store, kind: str) -> bool:
    """Return whether records of a kind, which is the name of their table, can be of a circle."""
    return kind in store.tables() and _CIRCLE in store.columns(kind)


def sees(store: Store, kind: str, number: int) -> bool:
    """Return whether whoever acts sees a record that can be hidden; False, too, where there is none.

    Args:
        store: for whom it acts; see :meth:`Store.act_for`.
        kind: the name of a table for which :func:`can_be_hidden` holds.
        number: of the record.
    """
    sql = _SEES if kind == _CONTACTS else _SEES_WITHIN
    return store.value(sql.replace("{table}", kind), id=number) is not None


def circle_of(store: Store, kind: str, number: int) -> int | None:
    """Return of which circle a record is that can be hidden; None for everybody's, or where there is none."""
    found = store.value(_IS_THERE.replace("{table}", kind), id=number)
    return None if found is None else int(found)
