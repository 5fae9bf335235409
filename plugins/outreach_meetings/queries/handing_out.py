"""The SQL of minutes that are sent: to whom, and by which mailings."""

import json
from collections.abc import Iterable

from outreach_crm.storage import Selection, Store

_THESE = (
    "select c.id as contact_id from v_contacts c where c.id in (select value from {each(:ids)} as given)"
    " and c.trashed_on is null and {visible(c)}"
)
_OF = (
    "select max(id) as id from v_dispatches where ref_kind = 'meeting_minutes' and ref_id = :id"
    " and test_of is null and frozen_at is not null"
)

# What a circle keeps to itself is told to nobody by a mail, also where the one who sends it is in that circle.
_KEPT = (
    "select o.id from {table} o join v_restricted x on x.ref_kind = {kind} and x.ref_id = o.{number}"
    " where o.sitting_id = :sitting_id"
)
_ITEMS = " union ".join(
    _KEPT.format(table="meeting_items", kind=kind, number=number)
    for kind, number in (("'meeting_items'", "id"), ("o.paper_kind", "paper_id"))
)
_LETTERS = _KEPT.format(table="meeting_letters", kind="o.ref_kind", number="ref_id")


def choose(selection: Selection, contact_ids: Iterable[int]) -> int:
    """Fill the open selection with some contacts, and return how many the actor may see."""
    return selection.fill(_THESE, ids=json.dumps(sorted(contact_ids)))


def kept_items(store: Store, sitting_id: int) -> set[int]:
    """Return the items of a meeting that are about what only a circle sees."""
    return {row["id"] for row in store.rows(_ITEMS, sitting_id=sitting_id)}


def kept_letters(store: Store, sitting_id: int) -> set[int]:
    """Return the rows of letters written at a meeting on what only a circle sees."""
    return {row["id"] for row in store.rows(_LETTERS, sitting_id=sitting_id)}


def latest(store: Store, minutes_id: int) -> int | None:
    """Return the mailing in which minutes left last, or are leaving; None where there is none."""
    found = store.value(_OF, id=minutes_id)
    return None if found is None else int(found)
