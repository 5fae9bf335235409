"""The SQL of series, of what differs on a day, and of who has which part."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from outreach_crm.storage import Row, Store
from outreach_meetings.model.series import MINUTE, Part, Person, Series, Sitting

_COLUMNS = (
    'select s.id, s.uid, s.group_id, g.name as "group", s.title, s.starts, s.minutes, s.zone, s.rule, s.place, s.link,'
    " s.quorum, s.note, s.told, s.sequence, s.called_off_on, s.change_id"
    " from meeting_series s join v_contacts g on g.id = s.group_id and {visible(g)}"
)
_SOME = f"{_COLUMNS} where {{among(s.id; :ids)}} order by s.starts, s.id"
_BY_UID = f"{_COLUMNS} where s.uid = :uid"
# A meeting that was moved may stand where its series has none.
_BETWEEN = (
    f"{_COLUMNS} where g.trashed_on is null and (cast(:group_id as {{int}}) is null or s.group_id = :group_id)"
    " and ((s.starts < :end and (s.rule <> '' or s.starts >= :start)) or exists (select 1 from meeting_sittings m"
    " where m.series_id = s.id and m.starts >= :start and m.starts < :end)) order by s.starts, s.id"
)
_SITTINGS = (
    "select id, series_id, original, starts, minutes, place, link, told, title, quorum, note, settled, called_off_on,"
    " sequence, moved_sequence, change_id from meeting_sittings where {among(series_id; :ids)} order by original"
)
_SITTING = (
    "select id, series_id, original, starts, minutes, place, link, told, title, quorum, note, settled, called_off_on,"
    " sequence, moved_sequence, change_id from meeting_sittings where id = :id"
)
_PEOPLE = (
    "select p.id, p.series_id, p.sitting_id, p.contact_id, c.name, p.part, p.change_id from meeting_people p"
    " join v_contacts c on c.id = p.contact_id and {visible(c)}"
    " where c.trashed_on is null and {among(p.series_id; :ids)} order by p.id"
)
_PART = (
    "select id, contact_id from meeting_people where series_id = :series_id and part = :part"
    " and coalesce(sitting_id, 0) = :sitting_id order by id"
)
_BEGUN = (
    f"{_COLUMNS} where g.trashed_on is null and s.id in (select ref from words"
    " where tbl = 'meeting_series' and word >= :first and word < :last) order by s.starts desc, s.id desc limit :limit"
)
# Beyond every letter: words that begin with a prefix stand between it and it followed by this.
_END = chr(0x10FFFF)


def some(store: Store, ids: Sequence[int]) -> list[Series]:
    """Return series by their numbers, without those of groups the actor may not see."""
    return peopled(store, store.rows(_SOME, ids=store.numbers(ids)))


def between(store: Store, first: date, last: date, group_id: int | None) -> list[Series]:
    """Return the series that may have meetings on days of a span (both included), of one group or of all."""
    start, end = (datetime(day.year, day.month, day.day).strftime(MINUTE) for day in (first, last + timedelta(days=1)))
    return peopled(store, store.rows(_BETWEEN, start=start, end=end, group_id=group_id))


def by_uid(store: Store, uid: str) -> Series | None:
    """Return a series by what it is known by for good."""
    return next(iter(peopled(store, store.rows(_BY_UID, uid=uid))), None)


def sittings(store: Store, series: Iterable[Series]) -> dict[int, dict[datetime, Sitting]]:
    """Return what differs of meetings, by series and by the start that their series gives them."""
    ids = [one.id for one in series]
    people = _people(store, ids)
    found: dict[int, dict[datetime, Sitting]] = {one: {} for one in ids}
    for row in store.rows(_SITTINGS, ids=store.numbers(ids)):
        one = Sitting(**row, people=people.get((row["series_id"], row["id"]), ()))
        found[one.series_id][one.original] = one
    return found


def sitting(store: Store, sitting_id: int) -> Sitting | None:
    """Return what differs of one meeting by its number, without its people."""
    row = store.one(_SITTING, id=sitting_id)
    return Sitting(**row) if row else None


def parts(store: Store, series_id: int, sitting_id: int | None, part: Part) -> dict[int, int]:
    """Return the rows of who has a part, each with the contact, whoever may see them; of a whole series with None."""
    rows = store.rows(_PART, series_id=series_id, sitting_id=sitting_id or 0, part=part.value)
    return {row["id"]: row["contact_id"] for row in rows}


def begun(store: Store, prefix: str, limit: int) -> list[Series]:
    """Return series of which a word begins so, the latest first."""
    return peopled(store, store.rows(_BEGUN, first=prefix, last=prefix + _END, limit=limit))


def peopled(store: Store, rows: Iterable[Row]) -> list[Series]:
    """Return series, of which the rows are read, with those of their people that the actor may see."""
    found = list(rows)
    people = _people(store, [row["id"] for row in found])
    return [Series(**row, people=people.get((row["id"], None), ())) for row in found]


def _people(store: Store, ids: list[int]) -> dict[tuple[int, int | None], tuple[Person, ...]]:
    found: dict[tuple[int, int | None], tuple[Person, ...]] = {}
    for row in store.rows(_PEOPLE, ids=store.numbers(ids)):
        whose = row.pop("series_id"), row.pop("sitting_id")
        found[whose] = (*found.get(whose, ()), Person(**row))
    return found
