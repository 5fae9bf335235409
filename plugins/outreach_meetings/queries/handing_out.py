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


def choose(selection: Selection, contact_ids: Iterable[int]) -> int:
    """Fill the open selection with some contacts, and return how many the actor may see."""
    return selection.fill(_THESE, ids=json.dumps(sorted(contact_ids)))


def latest(store: Store, minutes_id: int) -> int | None:
    """Return the mailing in which minutes left last, or are leaving; None where there is none."""
    found = store.value(_OF, id=minutes_id)
    return None if found is None else int(found)
