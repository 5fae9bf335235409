"""The SQL of what newsletters tell of."""

from outreach_crm.model import Ref
from outreach_crm.storage import Row, Store

_TELLING = "select id, dispatch_id from dispatch_news where ref_kind = :kind and ref_id = :ref_id order by id"
_STOPPED = "select title from dispatch_news where dispatch_id = :dispatch_id and stopped_because <> '' order by id"


def telling_of(store: Store, ref: Ref) -> list[Row]:
    """Return which mailings tell of a record, each with the number of the row that says so."""
    return store.rows(_TELLING, kind=ref.kind, ref_id=ref.id)


def stopped(store: Store, dispatch_id: int) -> list[str]:
    """Return the titles of what a mailing told of and was stopped since."""
    return [row["title"] for row in store.rows(_STOPPED, dispatch_id=dispatch_id)]
