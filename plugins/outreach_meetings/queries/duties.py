"""The SQL of responsibilities."""

from datetime import date

from outreach_crm.storage import Row, Store
from outreach_meetings.model.duties import Duty

# Who took it on is told as the contact is called now; where the actor may not see them, not at all. What became of the
# task is known to whoever may read the minutes, be the task about whom it may.
_COLUMNS = (
    "select d.id, d.item_id, d.decision_id, c.id as contact_id,"
    " case when o.id is null then d.owner else coalesce(c.name, '') end as owner,"
    " d.title, d.task_id, t.due_on, t.done_on, substr(coalesce(s.starts, s.original), 1, 10) as on_day,"
    " s.series_id, s.original, d.change_id, x.year as decision_year, x.number as decision_number"
    " from meeting_duties d join meeting_sittings s on s.id = d.sitting_id"
    " left join meeting_decisions x on x.id = d.decision_id"
    " left join meeting_owners o on o.duty_id = d.id"
    " left join v_contacts c on c.id = o.contact_id and {visible(c)}"
    " left join v_tasks t on t.id = d.task_id"
)
_TOLD = "{told('meeting_items'; d.item_id)}"
_OF_SITTING = f"{_COLUMNS} where d.sitting_id = :sitting_id and {_TOLD} order by d.id"
_ONE = f"{_COLUMNS} where d.id = :id and {_TOLD}"
_OF_GROUP = (
    f"{_COLUMNS} where d.sitting_id in (select m.sitting_id from meeting_minutes m where m.group_id = :group_id)"
    f" and {_TOLD} and (:open = 0 or (t.id is not null and t.done_on is null))"
    " order by case when t.due_on is null then 1 else 0 end, t.due_on, d.id"
)
_EMAILS = (
    "select p.value from v_points p join v_contacts c on c.id = p.contact_id and {visible(c)}"
    " where p.contact_id = :contact_id and p.kind = 'email' and p.wrong_since is null"
)


def emails(store: Store, contact_id: int) -> list[str]:
    """Return the e-mail addresses of a contact that are not known to be wrong."""
    return [row["value"] for row in store.rows(_EMAILS, contact_id=contact_id)]


def of_sitting(store: Store, sitting_id: int, today: date) -> list[Duty]:
    """Return what was taken on at a meeting."""
    return [_record(row, today) for row in store.rows(_OF_SITTING, sitting_id=sitting_id)]


def of_group(store: Store, group_id: int, today: date, *, open_only: bool) -> list[Duty]:
    """Return what was taken on at all meetings of a group, the first due first; only open ones if asked."""
    return [_record(row, today) for row in store.rows(_OF_GROUP, group_id=group_id, open=int(open_only))]


def one(store: Store, duty_id: int, today: date) -> Duty | None:
    """Return a responsibility; None where there is none."""
    row = store.one(_ONE, id=duty_id)
    return _record(row, today) if row else None


def _record(row: Row, today: date) -> Duty:
    day, year, number = row.pop("on_day"), row.pop("decision_year"), row.pop("decision_number")
    return Duty(**row, on=day, decision=f"{year}/{number}" if number else "", today=today)
