"""The SQL of sheets and calls that wait for somebody: what is asked each morning."""

from outreach_crm.storage import Row, Store

_OPEN = "select 1 as n from post_sheets h where h.posted_at is null and h.pulled_at is null limit 1"
_WAITING = (
    "select j.id, j.kind, j.dispatch_id, p.name as dispatch, j.made_at, count(*) as n from post_jobs j"
    " join post_sheets h on h.job_id = j.id and h.posted_at is null and h.pulled_at is null"
    " and not exists (select 1 from post_sheets later where later.delivery_id = h.delivery_id and later.id > h.id)"
    " join v_recipients d on d.id = h.delivery_id and d.state = 'in_hand'"
    " join v_dispatches p on p.id = j.dispatch_id where j.made = 1 and j.kind = :kind and j.made_at < :before"
    " group by j.id, j.kind, j.dispatch_id, p.name, j.made_at order by j.id"
)


def anything(store: Store) -> bool:
    """Return whether there is any sheet of which nobody has said that it was posted or pulled, or what came of it."""
    return store.value(_OPEN) is not None


def of_kind(store: Store, kind: str, before: str) -> list[Row]:
    """Return the jobs of a kind made before a moment that have sheets in hand, with how many."""
    return store.rows(_WAITING, kind=kind, before=before)
