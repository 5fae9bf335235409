"""The SQL of what follows from meetings: minutes to be written, and what histories have of meetings and notes."""

from outreach_crm.storage import Row, Store

_DAY = "substr(coalesce(s.starts, s.original), 1, 10)"
# What is said of an item is told to whoever may see what the item is about.
_TOLD = "{told('meeting_items'; n.item_id)}"
_NOTES = (
    f"select n.id, n.text, n.restricted, n.written_by, s.series_id, s.original, {_DAY} as on_day, g.name as group_name"
    " from meeting_notes n join v_contacts c on c.id = n.contact_id and {visible(c)}"
    " join meeting_sittings s on s.id = n.sitting_id join meeting_series m on m.id = s.series_id"
    " join v_contacts g on g.id = m.group_id and {visible(g)} where n.contact_id = :contact_id"
    f" and {_TOLD} order by n.id"
)
_WRITTEN = (
    f"select s.id as sitting_id, w.id, w.state, s.series_id, s.original, {_DAY} as on_day,"
    " coalesce(s.title, e.title) as title,"
    f" (select count(*) from meeting_decisions n where n.sitting_id = s.id and {_TOLD}) as decisions,"
    " (select count(*) from meeting_attendance a where a.sitting_id = s.id"
    " and a.presence in ('present', 'came later')) as there"
    " from meeting_sittings s join meeting_series e on e.id = s.series_id"
    " join v_contacts g on g.id = e.group_id and {visible(g)}"
    " left join meeting_minutes w on w.sitting_id = s.id"
    " where e.group_id = :group_id and s.called_off_on is null and e.called_off_on is null"
    " and coalesce(s.starts, s.original) <= :now and (w.id is not null or exists (select 1 from meeting_attendance a"
    " where a.sitting_id = s.id and a.presence in ('present', 'came later'))) order by on_day desc, s.id desc"
)
_FINISHED = (
    "select s.series_id, s.original from meeting_minutes m join meeting_sittings s on s.id = m.sitting_id"
    " where m.state <> 'draft' and coalesce(s.starts, s.original) >= :since"
)
_NOTE = (
    "select n.sitting_id from meeting_notes n join v_contacts c on c.id = n.contact_id and {visible(c)}"
    f" where n.id = :id and {_TOLD}"
)


def notes_on(store: Store, contact_id: int) -> list[Row]:
    """Return what was said of a contact at meetings of groups that the actor may see."""
    return store.rows(_NOTES, contact_id=contact_id)


def note_sitting(store: Store, note_id: int) -> int | None:
    """Return the meeting of a note on a contact; None where there is none, or the actor may not see the contact."""
    found = store.value(_NOTE, id=note_id)
    return None if found is None else int(found)


def held_by(store: Store, group_id: int, now: str) -> list[Row]:
    """Return the meetings of a group of which something was written down, the latest first; ``now`` is a local time."""
    return store.rows(_WRITTEN, group_id=group_id, now=now)


def finished(store: Store, since: str) -> set[tuple[int, str]]:
    """Return the meetings since a day whose minutes are finished: their series, and the start that it gives them."""
    return {(row["series_id"], row["original"]) for row in store.rows(_FINISHED, since=since)}
