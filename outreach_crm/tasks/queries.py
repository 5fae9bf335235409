"""The SQL of tasks."""

from datetime import date

from outreach_crm.model import (
    MOST_MATTERS,
    AgendaItem,
    CalendarEvent,
    Due,
    Entry,
    Ref,
    Reminder,
    Step,
    left_over,
    with_rest,
)
from outreach_crm.storage import Row, Store
from outreach_crm.tasks.model import Task
from outreach_crm.text import recalled, say

_ALL = 2**31 - 1

_COLUMNS = (
    "t.id, t.title, t.spoken, t.owner_id, coalesce(a.name, '') as owner, t.due_on, t.contact_id,"
    " coalesce(c.name, '') as contact, t.done_on, t.change_id"
    " from tasks t left join accounts a on a.id = t.owner_id left join contacts c on c.id = t.contact_id"
)
# Nobody is told of a task about somebody, or about a record, that they may not see.
_SEEN = "(c.id is null or {visible(c)}) and {told(t.ref_kind; t.ref_id)}"
_TASK = f"select {_COLUMNS} where t.id = :id and {_SEEN}"
# Whoever makes a task knows what they wrote, also where it is about what they may not see.
_WRITTEN = f"select {_COLUMNS} where t.id = :id"
_LIST = (
    f"select {_COLUMNS} where {_SEEN} and (t.done_on is null or :done = 1)"
    " and (cast(:owner_id as {int}) is null or t.owner_id = :owner_id)"
    " order by case when t.due_on is null then 1 else 0 end, t.due_on, t.id limit :limit"
)
_DONE = f"select {_COLUMNS} where t.done_on is not null and {_SEEN} order by t.done_on desc, t.id desc limit :limit"
_OF_CONTACT = f"select {_COLUMNS} where t.contact_id = :contact_id and {_SEEN} order by t.id desc"
_DUE = f"select {_COLUMNS} where t.done_on is null and t.due_on <= :until and {_SEEN} order by t.due_on, t.id"
_OF_GROUP = (
    "select t.id, t.title, t.spoken, coalesce(a.name, '') as owner, t.due_on, count(*) over () as of_all"
    " from tasks t join contacts c on c.id = t.contact_id left join accounts a on a.id = t.owner_id"
    " where t.contact_id = :group_id and t.done_on is null and t.due_on <= :on"
    f" and c.trashed_on is null and {_SEEN} order by t.due_on, t.id limit :most"
)
# Open ones and done ones stand in an index of their own.
_OF_DAYS = (
    f"select {_COLUMNS} where t.done_on {{state}} and t.due_on >= :start and t.due_on <= :end"
    f" and (c.id is null or c.trashed_on is null) and {_SEEN} order by t.due_on, t.id"
)
_ANSWERS = (
    "select ref_kind, ref_id, due_on, until_on from reminder_answers"
    " where account_id = :actor_id and (until_on is null or until_on > :today)"
)
_ANSWER = (
    "select id from reminder_answers where ref_kind = :kind and ref_id = :id and due_on = :due_on"
    " and account_id = :actor_id"
)


def task(store: Store, task_id: int) -> Task | None:
    """Return a task, unless it is about a contact the actor may not see."""
    row = store.one(_TASK, id=task_id)
    return _task(row) if row else None


def written(store: Store, task_id: int) -> Task:
    """Return a task that the same step has just written."""
    return _task(store.rows(_WRITTEN, id=task_id)[0])


def tasks(store: Store, *, owner_id: int | None, done: bool, limit: int | None = None) -> list[Task]:
    """Return tasks, the next due first; of one owner if one is given, those that are done too if asked."""
    most = _ALL if limit is None else limit
    return [_task(row) for row in store.rows(_LIST, owner_id=owner_id, done=int(done), limit=most)]


def _task(row: Row) -> Task:
    title = _title(row)
    return Task(**{**row, "title": title})


def _title(row: Row) -> str:
    """Return what is to be done; what the program wrote can be read in every language."""
    return recalled(row.pop("spoken"), row["title"])


def done(store: Store, limit: int) -> list[Task]:
    """Return tasks that are done, the latest first."""
    return [_task(row) for row in store.rows(_DONE, limit=limit)]


def of_contact(store: Store, contact_id: int) -> list[Task]:
    """Return the tasks about a contact, newest first."""
    return [_task(row) for row in store.rows(_OF_CONTACT, contact_id=contact_id)]


def due(store: Store, until: date) -> list[Reminder]:
    """Return tasks that are due."""
    return [
        Reminder(
            due_on=date.fromisoformat(row["due_on"]),
            sentence=say("{what} ({name})", what=_title(row), name=row["contact"]) if row["contact"] else _title(row),
            command=f"outreach tasks done {row['id']}",
            group="Tasks",
            owner_id=row["owner_id"],
            ref=Ref("tasks", row["id"]),
            step=Step(label=say("Mark as done"), path=f"/tasks/{row['id']}/finish", at_once=True),
        )
        for row in store.rows(_DUE, until=until.isoformat())
    ]


def matters(store: Store, group_id: int, on: date) -> list[AgendaItem]:
    """Return what is to be done about a group by a day."""
    heading = say("Tasks of the group")
    rows = store.rows(_OF_GROUP, group_id=group_id, on=on.isoformat(), most=MOST_MATTERS)
    named = (
        AgendaItem(
            heading=heading,
            title=_title(row),
            ref=Ref("tasks", row["id"]),
            due_on=date.fromisoformat(row["due_on"]),
            owner=row["owner"],
        )
        for row in rows
    )
    return with_rest(named, left_over(rows), heading)


def days(store: Store, start: date, end: date) -> list[CalendarEvent]:
    """Return tasks with a day in a span, done ones too."""
    span = {"start": start.isoformat(), "end": end.isoformat()}
    return [
        CalendarEvent(
            ref=Ref("tasks", row["id"]),
            title=_title(row),
            on=date.fromisoformat(row["due_on"]),
            kind=Due.TASK,
            contact_ids=() if row["contact_id"] is None else (row["contact_id"],),
            owner_id=row["owner_id"],
            done_on=date.fromisoformat(row["done_on"]) if row["done_on"] else None,
            detail=row["contact"],
        )
        for state in ("is null", "is not null")
        for row in store.rows(_OF_DAYS.replace("{state}", state), **span)
    ]


def answered(store: Store) -> set[tuple[Ref, str]]:
    """Return the reminders the actor has settled or put off for now, as reference and due day."""
    return {(Ref(row["ref_kind"], row["ref_id"]), row["due_on"]) for row in store.rows(_ANSWERS)}


def answer_id(store: Store, ref: Ref, due_on: str) -> int | None:
    """Return the id of what the actor said of a reminder before."""
    found = store.value(_ANSWER, kind=ref.kind, id=ref.id, due_on=due_on)
    return None if found is None else int(found)


def done_entries(store: Store, contact_id: int) -> list[Entry]:
    """Return the tasks done about a contact, as entries of its history."""
    return [
        Entry(
            on=date.fromisoformat(task.done_on),
            kind="task",
            title=task.title,
            ref=Ref("tasks", task.id),
            contact_id=contact_id,
            by=task.owner,
        )
        for task in of_contact(store, contact_id)
        if task.done_on
    ]
