"""The SQL of messages in which the answer to one record leaves."""

from outreach_crm.model import Ref
from outreach_crm.storage import Row, Store

_ABOUT = "ref_kind = :kind and ref_id = :id"
_BEGUN = f"select count(*) as n from v_dispatches where {_ABOUT}"
# One that is a draft still, for somebody to approve or to let be, is not on its way.
_UNDER_WAY = (
    f"select max(id) as id from v_dispatches where {_ABOUT} and frozen_at is not null"
    " and state not in ('draft', 'done')"
)
_LEFT = (
    "select dispatch_id, channel, substr(settled_at, 1, 10) as on_day from v_deliveries"
    f" where {_ABOUT} and state = 'sent' and returned = '' order by settled_at desc, id desc limit 1"
)
_CAME_BACK = f"select max(returned) as why from v_deliveries where {_ABOUT} and dispatch_id = :dispatch_id"


def begun(store: Store, ref: Ref) -> int:
    """Return how many messages there were for answers to a record."""
    return int(store.value(_BEGUN, kind=ref.kind, id=ref.id))


def under_way(store: Store, ref: Ref) -> int | None:
    """Return the dispatch that has begun for an answer to a record and is not done; None where there is none."""
    found = store.value(_UNDER_WAY, kind=ref.kind, id=ref.id)
    return None if found is None else int(found)


def left(store: Store, ref: Ref) -> Row | None:
    """Return ``dispatch_id``, ``channel`` and ``on_day`` of the answer that left last and did not come back."""
    return store.one(_LEFT, kind=ref.kind, id=ref.id)


def came_back(store: Store, ref: Ref, dispatch_id: int) -> str:
    """Return what was said of an answer that came back; empty where nothing was."""
    return str(store.value(_CAME_BACK, kind=ref.kind, id=ref.id, dispatch_id=dispatch_id) or "")
