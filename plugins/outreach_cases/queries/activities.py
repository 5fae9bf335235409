"""The SQL of what is done for cases, and of the reports made of it."""

from outreach_cases.model.activities import Activity, Report
from outreach_cases.queries import within
from outreach_crm.storage import Row, Store

# What a group did whom the actor may not see stays hidden; what the section did itself has no group.
_ACTIVITY = (
    "select a.id, a.case_id, c.name as case_name, c.ref, a.group_id, coalesce(g.name, '') as group_name, a.done_on,"
    " a.kind, a.number, a.words, a.outcome, a.restricted, a.at_meeting, a.report_id, a.written_by, a.change_id"
    " from case_activities a join cases c on c.id = a.case_id and {within(c)}"
    " left join v_contacts g on g.id = a.group_id and {visible(g)}"
    " where (a.group_id is null or g.id is not null) and (a.restricted = 0 or :restricted = 1)"
)
_LATEST = "order by a.done_on desc, a.id desc"
_BY_ID = f"{_ACTIVITY} and a.id = :id"
_OF_CASE = f"{_ACTIVITY} and a.case_id = :case_id {_LATEST}"
_OF_GROUP = f"{_ACTIVITY} and a.group_id = :group_id {_LATEST}"
# What was done while a group held a case; the last day is the one before to_on, and what was done on it counts too.
_OF_HOLDING = (
    f"{_ACTIVITY} and exists (select 1 from case_holdings h where h.id = :holding_id and h.case_id = a.case_id"
    " and h.group_id = a.group_id and a.done_on >= h.from_on and (h.to_on is null or a.done_on <= h.to_on))"
    f" {_LATEST}"
)
_AT_MEETING = (
    "select a.id, a.number, a.report_id from case_activities a"
    " where a.case_id = :case_id and a.group_id = :group_id and a.done_on = :on_day and a.at_meeting = 1"
)
_SAME = (
    "select a.id from case_activities a where a.case_id = :case_id and coalesce(a.group_id, 0) = :group_id"
    " and a.done_on = :on_day and a.kind = :kind and a.words = :words and coalesce(a.number, -1) = :number"
)
_REPORTS = (
    "select r.id, r.holding_id, r.from_on, r.handed_on, r.text, r.letters, r.written_by, r.change_id"
    f" from case_reports r join case_holdings h on h.id = r.holding_id and {within.of('h.case_id')}"
    " join v_contacts g on g.id = h.group_id and {visible(g)}"
)
_OF_ONE = f"{_REPORTS} where r.holding_id = :holding_id order by r.handed_on desc, r.id desc"
_OF_GROUP_REPORTS = f"{_REPORTS} where h.group_id = :group_id order by r.handed_on desc, r.id desc"


def one(store: Store, activity_id: int, *, restricted: bool) -> Activity | None:
    """Return an activity; None: there is none, or it is restricted and ``restricted`` does not ask for those."""
    found = store.one(_BY_ID, id=activity_id, restricted=int(restricted))
    return _activity(found) if found else None


def of_case(store: Store, case_id: int, *, restricted: bool) -> list[Activity]:
    """Return what was done for a case, the latest first."""
    return [_activity(row) for row in store.rows(_OF_CASE, case_id=case_id, restricted=int(restricted))]


def of_group(store: Store, group_id: int, *, restricted: bool) -> list[Activity]:
    """Return what a group did for cases, the latest first."""
    return [_activity(row) for row in store.rows(_OF_GROUP, group_id=group_id, restricted=int(restricted))]


def of_holding(store: Store, holding_id: int, *, restricted: bool) -> list[Activity]:
    """Return what a group did for a case while it held it, the latest first."""
    return [_activity(row) for row in store.rows(_OF_HOLDING, holding_id=holding_id, restricted=int(restricted))]


def at_meeting(store: Store, case_id: int, group_id: int, on: str) -> Row | None:
    """Return the row of the letters that a group told at a meeting on a day; None: none yet."""
    return store.one(_AT_MEETING, case_id=case_id, group_id=group_id, on_day=on)


def same(store: Store, row: Row) -> int | None:
    """Return the number of an activity that says the same as a row to be written; None: none does."""
    found = store.value(
        _SAME,
        case_id=row["case_id"],
        group_id=row["group_id"] or 0,
        on_day=row["done_on"],
        kind=row["kind"],
        words=row["words"],
        number=-1 if row["number"] is None else row["number"],
    )
    return None if found is None else int(found)


def reports(store: Store, holding_id: int) -> list[Report]:
    """Return the reports on what a group holds, the latest first."""
    return [Report(**row) for row in store.rows(_OF_ONE, holding_id=holding_id)]


def reports_of_group(store: Store, group_id: int) -> list[Report]:
    """Return the reports of a group, the latest first."""
    return [Report(**row) for row in store.rows(_OF_GROUP_REPORTS, group_id=group_id)]


def _activity(row: Row) -> Activity:
    plain = {name: value for name, value in row.items() if name not in {"case_name", "ref", "group_name"}}
    case = f"{row['case_name']} ({row['ref']})" if row["ref"] else row["case_name"]
    return Activity(**plain, case=case, group=row["group_name"])
