"""The SQL of what a dispatch cost."""

from outreach_crm.dispatch.model.costs import Cost
from outreach_crm.storage import Row, Store

_OF_DISPATCH = (
    'select k.group_id, c.name as "group", k.year, k.heading, k.amount from dispatch_costs k'
    " join v_contacts c on c.id = k.group_id and {visible(c)} where k.dispatch_id = :id order by k.id"
)
_ROW = (
    "select id, year, amount from dispatch_costs"
    " where dispatch_id = :id and group_id = :group_id and heading = :heading"
)


def costs(store: Store, dispatch_id: int) -> list[Cost]:
    """Return what a dispatch cost, in the order in which it was written down."""
    return [Cost(**row) for row in store.rows(_OF_DISPATCH, id=dispatch_id)]


def row(store: Store, dispatch_id: int, group_id: int, heading: str) -> Row | None:
    """Return what a dispatch cost a group under one heading, with the number of its row."""
    return store.one(_ROW, id=dispatch_id, group_id=group_id, heading=heading)
