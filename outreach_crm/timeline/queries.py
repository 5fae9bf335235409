"""The SQL of the history; its records are loaded with the first line that is read as one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from outreach_crm.model import Entry, Ref, Reminder, Side, Step
from outreach_crm.storage import Row, Store
from outreach_crm.text import Sentence, say

if TYPE_CHECKING:
    from outreach_crm.timeline.model import LogEntry

_ENTRY = (
    "select e.id, e.kind, e.side, e.happened_on, e.summary, e.outcome, e.follow_up, e.follow_up_on, e.change_id"
    " from timeline_entries e where e.id = :id and exists (select 1 from timeline_contacts p"
    " join contacts c on c.id = p.contact_id where p.entry_id = e.id and {visible(c)})"
)
_WITH = (
    "select c.id, c.name from timeline_contacts p join contacts c on c.id = p.contact_id"
    " where p.entry_id = :id and {visible(c)} order by c.sort_name, c.id"
)
_HIDDEN = (
    "select 1 as n from timeline_contacts p join contacts c on c.id = p.contact_id"
    " where p.entry_id = :id and not {visible(c)} limit 1"
)
_PARTS = "select id from {table} where entry_id = :id order by id"
_BY = (
    "select a.name from timeline_accounts p join accounts a on a.id = p.account_id where p.entry_id = :id order by p.id"
)
_OF_CONTACT = (
    "select e.id, e.kind, e.side, e.happened_on, e.summary, e.outcome,"
    " (select {join(a.name; ', ')} from timeline_accounts t join accounts a on a.id = t.account_id"
    " where t.entry_id = e.id) as by_names"
    " from timeline_contacts p join timeline_entries e on e.id = p.entry_id"
    " join contacts c on c.id = p.contact_id where p.contact_id = :contact_id and {visible(c)}"
    " order by e.happened_on desc, e.id desc limit :limit"
)
# A follow-up is open until something newer happened with that contact.
_FOLLOW_UPS = (
    "select e.id, e.follow_up_on, e.follow_up, e.summary, c.id as contact_id, c.name, t.account_id"
    " from timeline_entries e join timeline_contacts p on p.entry_id = e.id join contacts c on c.id = p.contact_id"
    " left join timeline_accounts t on t.entry_id = e.id"
    " where e.follow_up_on <= :until and c.trashed_on is null and {visible(c)}"
    " and not exists (select 1 from timeline_contacts n where n.contact_id = c.id and n.entry_id > e.id)"
    " order by e.follow_up_on, e.id, c.id"
)
_OPEN = (
    "select e.id, e.follow_up_on, coalesce(nullif(e.follow_up, ''), e.summary) as what"
    " from timeline_entries e join timeline_contacts p on p.entry_id = e.id join contacts c on c.id = p.contact_id"
    " where p.contact_id = :contact_id and e.follow_up_on is not null and {visible(c)}"
    " and not exists (select 1 from timeline_contacts n where n.contact_id = c.id and n.entry_id > e.id)"
    " order by e.follow_up_on, e.id"
)
_OVERDUE = (
    "select r.id, r.name, r.rhythm_days, r.holder_id, r.last_on, r.due_on from ("
    "select q.*, {days_after(coalesce(q.last_on, q.added_on); q.rhythm_days)} as due_on from ("
    "select c.id, c.name, c.sort_name, c.rhythm_days, c.holder_id, c.added_on,"
    " (select max(e.happened_on) from timeline_contacts p join timeline_entries e on e.id = p.entry_id"
    " where p.contact_id = c.id) as last_on"
    " from contacts c where c.rhythm_days is not null and c.trashed_on is null and {visible(c)}"
    ") as q) as r where r.due_on < :until order by r.due_on, r.sort_name, r.id"
)

# Asked one by one: the view of last contacts would be made for everybody.
TOO_SOON = (
    "select q.contact_id, q.last_on as detail, q.rhythm_days as days from"
    " (select s.contact_id, c.rhythm_days, (select max(e.happened_on) from timeline_contacts p"
    " join timeline_entries e on e.id = p.entry_id where p.contact_id = s.contact_id and e.happened_on <= :today"
    " and e.kind <> 'note') as last_on"
    " from selection s join v_contacts c on c.id = s.contact_id where c.rhythm_days is not null) as q"
    " where {days_after(q.last_on; q.rhythm_days)} > :today"
)
ASKED_LATELY = (
    "select p.contact_id, max(e.happened_on) as detail from timeline_entries e"
    " join timeline_contacts p on p.entry_id = e.id join selection s on s.contact_id = p.contact_id"
    " where e.happened_on > {days_after(cast(:today as text); -cast(:days as {int}))} and e.happened_on <= :today"
    " and e.side = 'we' and e.kind <> 'note' group by p.contact_id"
)

# What can be asked of a contact: predicates over ``c``, a row of ``v_contacts``.
_ENTRIES = "from timeline_contacts p join timeline_entries e on e.id = p.entry_id where p.contact_id = c.id"
CONTACTED = "exists (select 1 from timeline_contacts p where p.contact_id = c.id)"
# Where little happened since, it is looked up once; of much, the next ones along the contacts are soon found.
_LITTLE = 20_000
CONTACTED_SINCE = (
    "(case when (select count(*) from (select 1 from timeline_entries where happened_on >= :day"
    f" limit {_LITTLE + 1}) as lately) <= {_LITTLE} then {{given(c.id; select p.contact_id from timeline_entries e"
    " join timeline_contacts p on p.entry_id = e.id where e.happened_on >= :day)}"
    f" else exists (select 1 {_ENTRIES} and e.happened_on >= :day) end)"
)
CONTACTED_BEFORE = f"({CONTACTED} and not {CONTACTED_SINCE})"
OVERDUE = (
    f"(c.rhythm_days is not null and {{days_after(coalesce((select max(e.happened_on) {_ENTRIES}), c.added_on);"
    " c.rhythm_days)} < :today)"
)


def entry(store: Store, entry_id: int) -> LogEntry | None:
    """Return an entry with those who took part whom the actor may see."""
    row = store.one(_ENTRY, id=entry_id)
    if row is None:
        return None
    from outreach_crm.timeline.model import LogEntry

    contacts = {one["id"]: one["name"] for one in store.rows(_WITH, id=entry_id)}
    by = tuple(one["name"] for one in store.rows(_BY, id=entry_id))
    return LogEntry(**row, with_contacts=tuple(contacts.values()), by=by, contact_ids=tuple(contacts))


def is_partly_hidden(store: Store, entry_id: int) -> bool:
    """Return whether somebody took part whom the actor may not see."""
    return store.value(_HIDDEN, id=entry_id) is not None


def parts(store: Store, table: str, entry_id: int) -> list[int]:
    """Return the ids of the rows of a table of this feature that belong to an entry."""
    return [row["id"] for row in store.rows(_PARTS.replace("{table}", table), id=entry_id)]


def open_follow_ups(store: Store, contact_id: int) -> list[Row]:
    """Return the follow-ups with a contact that are still open: ``id``, ``follow_up_on`` and ``what``."""
    return store.rows(_OPEN, contact_id=contact_id)


def of_contact(store: Store, contact_id: int, limit: int) -> list[Entry]:
    """Return what happened with a contact, newest first."""
    return [_entry(row, contact_id) for row in store.rows(_OF_CONTACT, contact_id=contact_id, limit=limit)]


def _entry(row: Row, contact_id: int) -> Entry:
    return Entry(
        on=date.fromisoformat(row["happened_on"]),
        kind=row["kind"],
        title=row["summary"],
        ref=Ref("timeline_entries", row["id"]),
        contact_id=contact_id,
        side=Side(row["side"]),
        detail=row["outcome"],
        by=row["by_names"] or "",
    )


def follow_ups(store: Store, until: date) -> list[Reminder]:
    """Return follow-ups that are due and still open, one for each of us who took part."""
    return [
        Reminder(
            due_on=date.fromisoformat(row["follow_up_on"]),
            sentence=say("{name}: {what}", name=row["name"], what=row["follow_up"] or row["summary"]),
            command=f'outreach log {row["contact_id"]} "called, ..."',
            group="Follow up",
            owner_id=row["account_id"],
            ref=Ref("timeline_entries", row["id"]),
            about=Ref("contacts", row["contact_id"]),
            step=_log(row["contact_id"]),
        )
        for row in store.rows(_FOLLOW_UPS, until=until.isoformat())
    ]


def overdue_rhythms(store: Store, today: date) -> list[Reminder]:
    """Return contacts with whom the agreed rhythm has passed without a word."""
    return [
        Reminder(
            due_on=date.fromisoformat(row["due_on"]),
            sentence=_overdue(row["name"], row["last_on"], row["rhythm_days"]),
            command=f"outreach contacts show {row['id']}",
            group="Keep in touch",
            owner_id=row["holder_id"],
            ref=Ref("contacts", row["id"]),
            summary="{n} rhythms overdue",
            step=_log(row["id"]),
        )
        for row in store.rows(_OVERDUE, until=today.isoformat())
    ]


def _log(contact_id: int) -> Step:
    return Step(label=say("Log"), path=f"/log?contact={contact_id}&next=/today")


def _overdue(name: str, last_on: str | None, days: int) -> Sentence:
    if last_on is None:
        return say("{name}: no word yet, agreed every {n} days", name=name, n=days)
    last = date.fromisoformat(last_on)
    return say("{name}: last word {day}, agreed every {n} days", name=name, day=last, n=days)
