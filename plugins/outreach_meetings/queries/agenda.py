"""The SQL of agendas: the items of a meeting, and what a group talks about each time."""

from collections.abc import Iterable

from outreach_crm.model import Ref
from outreach_crm.storage import Row, Store
from outreach_crm.text import recalled
from outreach_meetings.model.agenda import Item, Standing, numbers

OF_ITEM, OF_STANDING = ("meeting_item_owners", "item_id"), ("meeting_standing_owners", "standing_id")
"""Where it stands whose matter something is: the table, and its column for that something."""

_OWNER = (
    " left join {table} w on w.{column} = {one}.id"
    " left join v_contacts o on o.id = w.contact_id and o.trashed_on is null and {visible(o)}"
)


def _with_owner(one: str, table: str, column: str) -> str:
    return _OWNER.replace("{one}", one).replace("{table}", table).replace("{column}", column)


_COLUMNS = (
    "select i.id, i.sitting_id, i.position, i.source, i.seen_as, i.heading, i.title, i.title_parts, i.ref_kind,"
    " i.ref_id, i.due_on, o.id as owner_id, coalesce(o.name, i.owner) as owner, i.minutes, i.detail, i.detail_parts,"
    " i.paper_kind, i.paper_id, i.appeals, i.restricted, i.dropped_on, i.change_id from meeting_items i"
    + _with_owner("i", *OF_ITEM)
)
_OWNED = "select id, contact_id from {table} where {column} = :number"
# What an item is about may be kept to itself by a circle; then nobody else is told of the item.
_SEEN = "{told(i.ref_kind; i.ref_id)} and {told(i.paper_kind; i.paper_id)}"
_OF_SITTING = f"{_COLUMNS} where i.sitting_id = :sitting_id and {_SEEN} order by i.position, i.id"
_ON = "select sitting_id from meeting_items where id = :id"
_PLANNED = (
    "select distinct i.sitting_id from meeting_items i where {among(i.sitting_id; :ids)} and i.dropped_on is null"
    f" and {_SEEN} order by i.sitting_id"
)
# Whoever may see the group: what is stopped is talked about nowhere.
_AHEAD = (
    "select i.id, i.sitting_id from meeting_items i join meeting_sittings s on s.id = i.sitting_id"
    " where i.ref_kind = :kind and i.ref_id = :id and i.dropped_on is null"
    " and coalesce(s.starts, s.original) >= :today and not exists"
    " (select 1 from meeting_minutes m where m.sitting_id = i.sitting_id and m.state <> 'draft') order by i.id"
)
_STANDING = (
    "select s.id, s.group_id, s.position, s.title, o.id as owner_id, coalesce(o.name, s.owner) as owner, s.minutes,"
    " s.closing, s.restricted, s.change_id from meeting_standing s"
    " join v_contacts g on g.id = s.group_id and {visible(g)}" + _with_owner("s", *OF_STANDING)
)
_OF_GROUP = f"{_STANDING} where s.group_id = :group_id order by s.closing, s.position, s.id"
_STANDING_ONE = f"{_STANDING} where s.id = :id"


def items(store: Store, sitting_id: int) -> list[Item]:
    """Return all items of a meeting in their order, those that were dropped too."""
    rows = store.rows(_OF_SITTING, sitting_id=sitting_id)
    given = numbers(bool(row["restricted"]) for row in rows if row["dropped_on"] is None)
    return [_item(row, next(given) if row["dropped_on"] is None else "") for row in rows]


def item(store: Store, item_id: int) -> Item | None:
    """Return an item; whether its meeting may be seen is for the caller to ask."""
    row = store.one(_ON, id=item_id)
    return next((one for one in items(store, row["sitting_id"]) if one.id == item_id), None) if row else None


def with_agenda(store: Store, sitting_ids: Iterable[int]) -> set[int]:
    """Return of some meetings those that have something on their agenda."""
    return {row["sitting_id"] for row in store.rows(_PLANNED, ids=store.numbers([*sitting_ids]))}


def ahead(store: Store, ref: Ref) -> list[Row]:
    """Return the items about a record on agendas from today on, without finished minutes: ``id``, ``sitting_id``."""
    return store.rows(_AHEAD, kind=ref.kind, id=ref.id)


def standing(store: Store, group_id: int) -> list[Standing]:
    """Return what a group talks about each time, what comes at the end last."""
    return [Standing(**row) for row in store.rows(_OF_GROUP, group_id=group_id)]


def standing_item(store: Store, standing_id: int) -> Standing | None:
    """Return one thing that a group talks about each time."""
    row = store.one(_STANDING_ONE, id=standing_id)
    return Standing(**row) if row else None


def owned(store: Store, where: tuple[str, str], number: int) -> tuple[int, int] | None:
    """Return whose matter something is, whoever may see them: the row that says so, and the contact."""
    table, column = where
    row = store.one(_OWNED.replace("{table}", table).replace("{column}", column), number=number)
    return (row["id"], row["contact_id"]) if row else None


def _item(row: Row, number: str) -> Item:
    title = recalled(row.pop("title_parts"), row.pop("title"))
    detail = recalled(row.pop("detail_parts"), row.pop("detail"))
    ref = _ref(row.pop("ref_kind"), row.pop("ref_id"))
    paper = _ref(row.pop("paper_kind"), row.pop("paper_id"))
    return Item(number=number, title=title, detail=detail, ref=ref, paper=paper, **row)


def _ref(kind: str | None, number: int | None) -> Ref | None:
    return Ref(kind, number) if kind is not None and number is not None else None
