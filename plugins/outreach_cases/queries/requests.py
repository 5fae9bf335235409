"""The SQL of requests of groups for actions."""

from outreach_cases.model.actions import Request
from outreach_cases.queries import within
from outreach_crm.storage import Row, Store

_REQUEST = (
    'select r.id, r.group_id, g.name as "group", r.meets_on, r.how_many, r.people, r.due_on, r.asked_on, r.asked_by,'
    " r.dispatch_id, r.answered_on, r.answer, r.change_id, (select count(*) from case_actions a"
    f" where a.group_id = r.group_id and a.meets_on = r.meets_on and (a.case_id is null or {within.of('a.case_id')}))"
    " as actions from case_requests r"
    " join v_contacts g on g.id = r.group_id and {visible(g)}"
)
_BY_ID = f"{_REQUEST} where r.id = :id"
_OF_MEETING = f"{_REQUEST} where r.group_id = :group_id and r.meets_on = :meets_on"
_LISTED = (
    f"{_REQUEST} where (cast(:group_id as {{int}}) is null or r.group_id = :group_id)"
    " and (:everything = 1 or (r.answered_on is null and r.meets_on >= :on)) order by r.meets_on desc, r.id desc"
)
_WAITING = (
    'select r.id, r.group_id, g.name as "group", g.holder_id as owner_id, r.meets_on from case_requests r'
    " join v_contacts g on g.id = r.group_id and {visible(g)} and g.trashed_on is null"
    " where r.answered_on is null and r.meets_on >= :on order by r.meets_on, r.id"
)
_GIVEN = (
    "select a.id from case_actions a where a.group_id = :group_id and a.meets_on = :meets_on"
    f" and (a.case_id is null or {within.of('a.case_id')}) order by a.id"
)


def one(store: Store, request_id: int) -> Request | None:
    """Return a request; None: there is none, or the actor may not see the group."""
    row = store.one(_BY_ID, id=request_id)
    return Request(**row) if row else None


def of_meeting(store: Store, group_id: int, meets_on: str) -> Request | None:
    """Return the request of a group for its meeting on a day (ISO 8601); None: there is none."""
    row = store.one(_OF_MEETING, group_id=group_id, meets_on=meets_on)
    return Request(**row) if row else None


def listed(store: Store, on: str, group_id: int | None, *, everything: bool) -> list[Request]:
    """Return requests, of one group or of all, the latest meeting first.

    Those that wait on a day (ISO 8601), or everything there is.
    """
    return [Request(**row) for row in store.rows(_LISTED, on=on, group_id=group_id, everything=int(everything))]


def given(store: Store, group_id: int, meets_on: str) -> list[int]:
    """Return the numbers of the actions that a group was given for its meeting on a day (ISO 8601)."""
    return [row["id"] for row in store.rows(_GIVEN, group_id=group_id, meets_on=meets_on)]


def waiting(store: Store, on: str) -> list[Row]:
    """Return the requests that nobody answered, for meetings not before a day (ISO 8601), the first meeting first."""
    return store.rows(_WAITING, on=on)
