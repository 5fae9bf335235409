"""The SQL of what is over: which meetings were held, and of which the minutes are finished."""

from collections.abc import Iterable

from outreach_crm.storage import Store

_FINISHED = (
    "select sitting_id from meeting_minutes where {among(sitting_id; :ids)} and state <> 'draft' order by sitting_id"
)
_HELD = (
    "select s.id from meeting_sittings s where {among(s.id; :ids)}"
    " and (exists (select 1 from meeting_minutes m where m.sitting_id = s.id)"
    " or exists (select 1 from meeting_attendance a where a.sitting_id = s.id"
    " and a.presence in ('present', 'came later', 'absent'))) order by s.id"
)


def finished(store: Store, sitting_ids: Iterable[int]) -> set[int]:
    """Return of some meetings those whose minutes are finished, or approved."""
    return {row["sitting_id"] for row in store.rows(_FINISHED, ids=store.numbers([*sitting_ids]))}


def held(store: Store, sitting_ids: Iterable[int]) -> set[int]:
    """Return of some meetings those that were held: it is written down who was there, or what was said."""
    return {row["id"] for row in store.rows(_HELD, ids=store.numbers([*sitting_ids]))}
