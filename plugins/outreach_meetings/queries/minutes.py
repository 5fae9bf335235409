"""The SQL of minutes: how far they have come, what stands in them, and what was corrected."""

from collections.abc import Sequence
from datetime import date

from outreach_crm.model import Ref
from outreach_crm.storage import Row, Store
from outreach_crm.text import recalled
from outreach_meetings.model.minutes import Correction, Decision, Letters, Note, Passage, Votes

_ONE = (
    "select id, state, written_by, finished_on, approved_on, approved_at_id, change_id from meeting_minutes"
    " where sitting_id = :sitting_id"
)
_SITTING = (
    "select m.sitting_id from meeting_minutes m join v_contacts g on g.id = m.group_id and {visible(g)}"
    " where m.id = :id"
)
_ITEMS = (
    "select id, title, title_parts, ref_kind, ref_id, restricted, appeals from meeting_items"
    " where sitting_id = :sitting_id and {told(ref_kind; ref_id)} and (dropped_on is null"
    " or exists (select 1 from meeting_passages p where p.item_id = meeting_items.id)"
    " or exists (select 1 from meeting_decisions d where d.item_id = meeting_items.id)"
    " or exists (select 1 from meeting_duties t where t.item_id = meeting_items.id)"
    " or exists (select 1 from meeting_notes n where n.item_id = meeting_items.id))"
    " order by case when dropped_on is null then 0 else 1 end, position, id"
)
_PASSAGES = (
    "select p.id, p.item_id, p.text, p.restricted, p.change_id from meeting_passages p"
    " where p.sitting_id = :sitting_id and {told('meeting_items'; p.item_id)} order by p.id"
)
_CORRECTIONS = (
    "select id, passage_id, decision_id, text, why, written_by, written_on, late"
    " from meeting_corrections"
    " where sitting_id = :sitting_id order by id"
)
_DAY = "substr(coalesce(s.starts, s.original), 1, 10)"
# What is said of an item is told to whoever may see what the item is about.
_TOLD = "{told('meeting_items'; d.item_id)}"
_DECISIONS = (
    "select d.id, d.item_id, d.year, d.number, d.text, d.votes_for, d.votes_against, d.abstained, d.quorate,"
    f" d.sitting_id, {_DAY} as on_day from meeting_decisions d join meeting_sittings s on s.id = d.sitting_id"
)
_OF_SITTING = f"{_DECISIONS} where d.sitting_id = :sitting_id and {_TOLD} order by d.year, d.number, d.id"
_OF_GROUP = (
    f"{_DECISIONS} join meeting_minutes m on m.sitting_id = d.sitting_id where m.group_id = :group_id"
    f" and (cast(:year as {{int}}) is null or d.year = :year) and {_TOLD}"
    " order by d.year desc, d.number desc, d.id desc limit :most"
)
_NAMED = (
    "select d.id from meeting_decisions d join meeting_minutes m on m.sitting_id = d.sitting_id"
    f" where m.group_id = :group_id and d.year = :year and d.number = :number and {_TOLD} order by d.id"
)
_LAST = "select max(last) as n from meeting_numbers where book = :book and year = :year"
_GIVE = (
    "insert into meeting_numbers (book, year, last) values (:book, :year, 1)"
    " on conflict (book, year) do update set last = meeting_numbers.last + 1"
)
_NOTES = (
    "select n.id, n.item_id, n.contact_id, c.name, n.text, n.written_by, n.restricted from meeting_notes n"
    " join v_contacts c on c.id = n.contact_id and {visible(c)}"
    " where n.sitting_id = :sitting_id and c.trashed_on is null and {told('meeting_items'; n.item_id)} order by n.id"
)
_LETTERS = (
    "select id, ref_kind, ref_id, title, letters, fixed from meeting_letters where sitting_id = :sitting_id"
    " and {told(ref_kind; ref_id)} order by id"
)
_FIX = "select id from {table} where sitting_id = :sitting_id order by id"
_WAITING = (
    f"select m.id, m.sitting_id, {_DAY} as on_day from meeting_minutes m join meeting_sittings s on s.id = m.sitting_id"
    " where m.group_id = :group_id and m.state = 'for approval' order by on_day, m.id"
)
_APPROVED_AT = (
    f"select m.id, m.sitting_id, {_DAY} as on_day from meeting_minutes m join meeting_sittings s on s.id = m.sitting_id"
    " where m.approved_at_id = :sitting_id order by on_day, m.id"
)
_ALL = 2**31 - 1


def one(store: Store, sitting_id: int) -> Row | None:
    """Return how far the minutes of a meeting have come; None where nothing is written."""
    return store.one(_ONE, sitting_id=sitting_id)


def sitting_of(store: Store, minutes_id: int) -> int | None:
    """Return the meeting of minutes; None where there are none, or the actor may not see their group."""
    found = store.value(_SITTING, id=minutes_id)
    return None if found is None else int(found)


def items(store: Store, sitting_id: int) -> list[Row]:
    """Return the items of the agenda, also what was dropped but written about: ``id``, ``title``, and its flags."""
    rows = store.rows(_ITEMS, sitting_id=sitting_id)
    return [{**row, "title": recalled(row["title_parts"], row["title"])} for row in rows]


def passages(store: Store, sitting_id: int) -> list[Passage]:
    """Return what was said, each text with its corrections."""
    there = corrections(store, sitting_id)
    return [
        Passage(**row, corrections=tuple(one for one in there if one.passage_id == row["id"]))
        for row in store.rows(_PASSAGES, sitting_id=sitting_id)
    ]


def corrections(store: Store, sitting_id: int) -> list[Correction]:
    """Return all corrections of the minutes of a meeting, in the order in which they were made."""
    return [Correction(**row) for row in store.rows(_CORRECTIONS, sitting_id=sitting_id)]


def decisions(store: Store, sitting_id: int) -> list[Decision]:
    """Return what was decided at a meeting, each with its corrections."""
    return _decided(store.rows(_OF_SITTING, sitting_id=sitting_id), corrections(store, sitting_id))


def decisions_of(store: Store, group_id: int, year: int | None = None, most: int = _ALL) -> list[Decision]:
    """Return what a group decided, the latest first, each with its corrections; in one year or in all."""
    rows = store.rows(_OF_GROUP, group_id=group_id, year=year, most=most)
    there = [one for number in sorted({row["sitting_id"] for row in rows}) for one in corrections(store, number)]
    return _decided(rows, there)


def named(store: Store, group_id: int, year: int, number: int) -> list[int]:
    """Return the decisions of a group by a number: two where a merged group had one of that number, too."""
    return [row["id"] for row in store.rows(_NAMED, group_id=group_id, year=year, number=number)]


def next_number(store: Store, book: int, year: int) -> int:
    """Give out the next number of a book's year. Call inside a change: of two at once, each is given its own.

    What an undo takes back is not given again, and neither is one of a change that goes wrong lost.
    """
    store.execute(_GIVE, book=book, year=year)
    return int(store.value(_LAST, book=book, year=year))


def notes(store: Store, sitting_id: int) -> list[Note]:
    """Return what was said of contacts that the actor may see."""
    return [Note(**row) for row in store.rows(_NOTES, sitting_id=sitting_id)]


def letters(store: Store, sitting_id: int) -> list[Letters]:
    """Return how many letters were written on what."""
    return [_letters(row) for row in store.rows(_LETTERS, sitting_id=sitting_id)]


def rows_of(store: Store, table: str, sitting_id: int) -> list[int]:
    """Return the rows that a table has of a meeting."""
    return [row["id"] for row in store.rows(_FIX.replace("{table}", table), sitting_id=sitting_id)]


def waiting(store: Store, group_id: int, before: date) -> list[Row]:
    """Return minutes of meetings before a day that wait for approval: ``id``, ``sitting_id`` and ``on_day``."""
    return [row for row in store.rows(_WAITING, group_id=group_id) if row["on_day"] < before.isoformat()]


def approved_at(store: Store, sitting_id: int) -> list[Row]:
    """Return minutes that a meeting approved: ``id``, ``sitting_id`` and ``on_day``."""
    return store.rows(_APPROVED_AT, sitting_id=sitting_id)


def _letters(row: Row) -> Letters:
    ref = Ref(row["ref_kind"], row["ref_id"])
    return Letters(id=row["id"], ref=ref, title=row["title"], letters=row["letters"], fixed=row["fixed"])


def _decided(rows: Sequence[Row], there: Sequence[Correction]) -> list[Decision]:
    return [
        Decision(
            id=row["id"],
            item_id=row["item_id"],
            year=row["year"],
            number=row["number"],
            text=row["text"],
            votes=None if row["votes_for"] is None else Votes(row["votes_for"], row["votes_against"], row["abstained"]),
            quorate=None if row["quorate"] is None else bool(row["quorate"]),
            on=row["on_day"],
            corrections=tuple(one for one in there if one.decision_id == row["id"]),
        )
        for row in rows
    ]
