"""The SQL of a year of meetings in figures."""

from outreach_crm.storage import Store
from outreach_meetings.model.figures import Written

_LETTERS = (
    "select l.ref_kind as kind, l.ref_id, max(l.title) as title, sum(l.letters) as letters, count(*) as meetings"
    " from meeting_letters l join meeting_sittings s on s.id = l.sitting_id"
    " join meeting_minutes m on m.sitting_id = l.sitting_id where m.group_id = :group_id and l.letters > 0"
    " and {told(l.ref_kind; l.ref_id)}"
    " and coalesce(s.starts, s.original) >= :first and coalesce(s.starts, s.original) < :last"
    " group by l.ref_kind, l.ref_id order by letters desc, kind, l.ref_id"
)


def letters(store: Store, group_id: int, year: int) -> list[Written]:
    """Return how many letters a group wrote at the meetings of a year, by matter, the most first."""
    rows = store.rows(_LETTERS, group_id=group_id, first=f"{year:04}", last=f"{year + 1:04}")
    return [Written(**row) for row in rows]
