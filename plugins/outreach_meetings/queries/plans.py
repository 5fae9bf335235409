"""The SQL of work plans."""

from collections.abc import Iterable

from outreach_crm.model import Ref
from outreach_crm.storage import Row, Store
from outreach_meetings.model.plans import Note, Objective

_ALL = 2**31 - 1
_COLUMNS = (
    "select o.id, o.group_id, o.year, o.title, o.campaign_id, coalesce(m.name, '') as campaign,"
    " p.id as responsible_id, coalesce(p.name, '') as responsible, o.due_on, o.volunteer_hours, o.staff_hours, o.money,"
    " o.state, o.result, o.closed_on, o.ref_kind, o.ref_id, o.change_id"
    " from meeting_objectives o join v_contacts g on g.id = o.group_id and {visible(g)}"
    " and {told(o.ref_kind; o.ref_id)} left join campaigns m on m.id = o.campaign_id"
    " left join meeting_responsible r on r.objective_id = o.id"
    " left join v_contacts p on p.id = r.contact_id and p.trashed_on is null and {visible(p)}"
)
_OF_YEAR = (
    f"{_COLUMNS} where o.group_id = :group_id and o.year = :year"
    " order by case when o.due_on is null then 1 else 0 end, o.due_on, o.id"
)
_ONE = f"{_COLUMNS} where o.id = :id"
_NOTES = (
    "select id, objective_id, sitting_id, noted_on, text from meeting_progress where {among(objective_id; :ids)}"
    " order by noted_on, id"
)
_OF_AIM = (
    "select id from meeting_objectives where group_id = :group_id and year = :year and ref_kind = :kind"
    " and ref_id = :ref_id"
)
_RESPONSIBLE = "select id, contact_id from meeting_responsible where objective_id = :id"
_NAMES = (
    "select o.id, o.title from meeting_objectives o join v_contacts g on g.id = o.group_id and {visible(g)}"
    " and {told(o.ref_kind; o.ref_id)}"
    " where o.group_id = :group_id order by o.year desc, o.id"
)
_OPEN = (
    "select o.id, o.group_id, g.name as \"group\", g.holder_id, o.title, o.due_on, coalesce(p.name, '') as responsible,"
    " count(*) over () as of_all from meeting_objectives o"
    " join v_contacts g on g.id = o.group_id and g.trashed_on is null and {visible(g)}"
    " left join meeting_responsible r on r.objective_id = o.id"
    " left join v_contacts p on p.id = r.contact_id and p.trashed_on is null and {visible(p)}"
    " where o.closed_on is null and {told(o.ref_kind; o.ref_id)} and o.due_on >= :first and o.due_on <= :last"
    " and (cast(:group_id as {int}) is null or o.group_id = :group_id) order by o.due_on, o.id limit :most"
)
# What a group means to reach with a record that only a circle sees.
_KEPT = (
    "select o.id from meeting_objectives o join v_restricted x on x.ref_kind = 'meeting_objectives' and x.ref_id = o.id"
    " where o.group_id = :group_id"
)
_YEARS = "select distinct year from meeting_objectives where group_id = :group_id order by year desc"


def of_year(store: Store, group_id: int, year: int) -> list[Objective]:
    """Return what a group means to reach in a year, the next due first, each with its notes."""
    return _noted(store, store.rows(_OF_YEAR, group_id=group_id, year=year))


def kept(store: Store, group_id: int) -> set[int]:
    """Return the objectives of a group that only a circle sees."""
    return {row["id"] for row in store.rows(_KEPT, group_id=group_id)}


def one(store: Store, objective_id: int) -> Objective | None:
    """Return an objective with its notes."""
    return next(iter(_noted(store, store.rows(_ONE, id=objective_id))), None)


def of_aim(store: Store, group_id: int, year: int, ref: Ref) -> int | None:
    """Return the objective of a plan that was taken over from a record."""
    found = store.value(_OF_AIM, group_id=group_id, year=year, kind=ref.kind, ref_id=ref.id)
    return None if found is None else int(found)


def responsible(store: Store, objective_id: int) -> tuple[int, int] | None:
    """Return who is responsible for an objective, whoever may see them: the row that says so, and the contact."""
    row = store.one(_RESPONSIBLE, id=objective_id)
    return (row["id"], row["contact_id"]) if row else None


def names(store: Store, group_id: int) -> dict[int, str]:
    """Return the objectives of a group by their numbers, those of the latest year first."""
    return {row["id"]: row["title"] for row in store.rows(_NAMES, group_id=group_id)}


def open_ones(store: Store, first: str, last: str, *, group_id: int | None = None, most: int = _ALL) -> list[Row]:
    """Return objectives that are not closed and due on days of a span (ISO text), the next due first.

    Each says in ``of_all`` how many there are in all.
    """
    return list(store.rows(_OPEN, first=first, last=last, group_id=group_id, most=most))


def years(store: Store, group_id: int) -> list[int]:
    """Return the years for which a group has a plan, the latest first."""
    return [row["year"] for row in store.rows(_YEARS, group_id=group_id)]


def _noted(store: Store, rows: Iterable[Row]) -> list[Objective]:
    found = list(rows)
    notes: dict[int, tuple[Note, ...]] = {}
    for row in store.rows(_NOTES, ids=store.numbers(one["id"] for one in found)):
        notes[row["objective_id"]] = (*notes.get(row["objective_id"], ()), Note(**row))
    return [Objective(**row, notes=notes.get(row["id"], ())) for row in found]
