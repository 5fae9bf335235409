"""The SQL of an export: the contacts of the selection in the order they are written in."""

from array import array

from outreach_crm.storage import Store

_SELECTED = (
    "select c.id from selection s join v_contacts c on c.id = s.contact_id"
    " where c.trashed_on is null and {visible(c)}"
    " order by case when c.kind = 'person' then 1 else 0 end, c.sort_name, c.id"
)

CHOSEN = "select c.id as contact_id from v_contacts c where {among(c.id; :ids)} and {visible(c)}"
"""Contacts by their numbers, to fill a selection with those that whoever asks may see."""


def selected(store: Store) -> "array[int]":
    """Return the numbers of the contacts of the open selection, by name.

    Organisations come before people, so that whoever imports the file has them when their people arrive.
    """
    return array("q", (row["id"] for row in store.rows(_SELECTED)))
