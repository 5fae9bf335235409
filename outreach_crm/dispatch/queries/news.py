"""The SQL of what newsletters tell of."""

from outreach_crm.model import Ref
from outreach_crm.storage import Row, Store

_TELLING = (
    "select id, dispatch_id, stopped_because from dispatch_news where ref_kind = :kind and ref_id = :ref_id order by id"
)
_STOPPED = "select title from dispatch_news where dispatch_id = :dispatch_id and stopped_because <> '' order by id"

# What nobody could call back by a key press: sent, or in hand. Whoever it came back from has not read it.
_LEFT = (
    "select n.dispatch_id, n.title, case when d.state = 'in_hand' then 1 else 0 end as in_hand, count(*) as readers"
    " from dispatch_news n join deliveries d on d.dispatch_id = n.dispatch_id and d.returned = ''"
    " and d.state in ('sent', 'in_doubt', 'inflight', 'in_hand')"
    " where n.change_id = :change_id and n.stopped_because <> ''"
    " group by n.id, n.dispatch_id, n.title, 3 order by n.id, 3"
)


def telling_of(store: Store, ref: Ref) -> list[Row]:
    """Return which mailings tell of a record, each with the number of the row that says so, and why it was stopped."""
    return store.rows(_TELLING, kind=ref.kind, ref_id=ref.id)


def left(store: Store, change_id: int) -> list[Row]:
    """Return which mailings had told of what a change stopped, under which title, and to how many.

    Of one that left to some and is in the hands of somebody for others there are two rows.
    """
    return store.rows(_LEFT, change_id=change_id)


def stopped(store: Store, dispatch_id: int) -> list[str]:
    """Return the titles of what a mailing told of and was stopped since."""
    return [row["title"] for row in store.rows(_STOPPED, dispatch_id=dispatch_id)]
