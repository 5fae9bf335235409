"""The SQL of segments: the only place where statements are put together from the predicates of filters."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import asdict, frozen

from outreach_crm.segments.model import AllOf, Condition, Order, SavedSegment
from outreach_crm.storage import Row, Selection, Store

_MEMBERS = (
    "select {columns} from v_contacts c where c.trashed_on is null and c.merged_into is null and {visible(c)}{asked}"
)
_ORDERED = {
    Order.NAME: " order by c.sort_name, c.id",
    Order.NAME_DOWN: " order by c.sort_name desc, c.id desc",
    Order.OLDEST: " order by c.id",
    Order.NEWEST: " order by c.id desc",
}
# What stands behind a contact in that order: it is read on along an index, however far somebody has come.
_BEHIND = {
    Order.NAME: " and (c.sort_name, c.id) > (:behind_name, :behind_id)",
    Order.NAME_DOWN: " and (c.sort_name, c.id) < (:behind_name, :behind_id)",
    Order.OLDEST: " and c.id > :behind_id",
    Order.NEWEST: " and c.id < :behind_id",
}
_PLACE = "select c.sort_name, c.id from v_contacts c where c.id = :id and {visible(c)}"
_IN_ORDER = " order by c.sort_name, c.id limit :limit"
_BECAUSE = "c.id as contact_id, cast(:because as text) as because"
_SEGMENTS = "select id, name, conditions, change_id from segments order by name_key"
_NAMES = "select id, name from segments order by name_key"
_SEGMENT = "select id, name, conditions, change_id from segments where id = :id"
_BY_KEY = "select id from segments where name_key = :key"

_BY_NAME, _DOWN = {Order.NAME, Order.NAME_DOWN}, {Order.NAME_DOWN, Order.NEWEST}

_MORE = (
    "select c.id, c.language, c.level, c.membership, c.holder_id, c.added_on,"
    " (select max(e.happened_on) from timeline_contacts p join timeline_entries e on e.id = p.entry_id"
    " where p.contact_id = c.id) as last_on from v_contacts c where c.id in {each(:ids)} and {visible(c)}"
)
_RIGHT = (
    "wrong_since is null and coalesce(valid_from, :today) <= :today and coalesce(valid_to, :today) >= :today"
    " order by preferred desc, value"
)
_WAYS = f"select contact_id, kind, value from v_points where contact_id in {{each(:ids)}} and {_RIGHT}"
_TOWNS = (
    "select contact_id, 'town' as kind, town as value from v_addresses where contact_id in {each(:ids)}"
    f" and town <> '' and {_RIGHT.replace('value', 'town')}"
)
_INTERESTS = "select contact_id, keyword_id from v_interests where contact_id in {each(:ids)}"
_FIELDS = "select contact_id, field, value from v_fields where contact_id in {each(:ids)} order by field"
_CHOSEN = "select chosen from segment_columns where account_id = :actor_id"
_CHOOSE = (
    "insert into segment_columns (account_id, chosen) values (:actor_id, :chosen)"
    " on conflict (account_id) do update set chosen = :chosen"
)

# A parameter, or what only looks like one: a text in quotation marks, a cast.
_PARAMETER = re.compile(r"'(?:[^']|'')*'|::|:(\w+)")


@frozen
class Predicate:
    """The predicate of one condition, with its parameters."""

    sql: str
    params: Mapping[str, object]
    negate: bool


Predicates = Sequence[Sequence[Predicate]]


def count(store: Store, all_of: Predicates) -> int:
    """Return how many contacts the actor may see that fulfil one predicate of each part."""
    sql, params = _members("count(*) as n", all_of)
    return int(store.value(sql, **params))


def first(store: Store, all_of: Predicates, limit: int) -> list[int]:
    """Return the ids of the first contacts, by name."""
    sql, params = _members("c.id", all_of)
    return [row["id"] for row in store.rows(sql + _IN_ORDER, limit=limit, **params)]


def page(
    store: Store, all_of: Predicates, order: Order, *, behind: int | None, limit: int, most: int
) -> tuple[list[int], int | None]:
    """Return some contacts in an order, and how many there are in all; None where they are more than are counted.

    Few that are spread thin are not found along an index, so all contacts are read once and the few put in order; of
    many, the next ones along it are soon found.

    Args:
        store: the store.
        all_of: the predicates.
        order: the order.
        behind: only those behind this contact.
        limit: how many at most.
        most: up to how many are counted.
    """
    sql, params = _members("c.sort_name, c.id", all_of)
    place = store.one(_PLACE, id=behind) if behind is not None else None
    found = store.rows(f"{sql} limit :most", most=most + 1, **params)
    if len(found) <= most:
        named, down = order in _BY_NAME, order in _DOWN
        keys = sorted(((row["sort_name"] if named else "", row["id"]) for row in found), reverse=down)
        if place:
            start = (place["sort_name"] if named else "", place["id"])
            keys = [key for key in keys if (key < start if down else key > start)]
        return [number for _, number in keys[:limit]], len(found)
    if place:
        sql += _BEHIND[order]
        params["behind_id"] = place["id"]
        params |= {"behind_name": place["sort_name"]} if order in _BY_NAME else {}
    return [row["id"] for row in store.rows(f"{sql}{_ORDERED[order]} limit :limit", limit=limit, **params)], None


def fill(selection: Selection, all_of: Predicates, because: str) -> int:
    """Put the contacts into a selection, with the reason, and return how many were added."""
    sql, params = _members(_BECAUSE, all_of)
    return selection.fill(sql, columns=("contact_id", "because"), because=because, **params)


def _members(columns: str, all_of: Predicates) -> tuple[str, dict[str, Any]]:
    """Return a statement and its parameters, each named after its condition: two of one filter do not meet."""
    params: dict[str, Any] = {}
    asked = ""
    for part in all_of:
        told = [_named(one, f"c{len(params)}_", params) for one in part]
        asked += f" and ({' or '.join(told)})"
    return _MEMBERS.replace("{columns}", columns).replace("{asked}", asked), params


def _named(predicate: Predicate, prefix: str, params: dict[str, Any]) -> str:
    def renamed(found: re.Match[str]) -> str:
        return f":{prefix}{found[1]}" if found[1] in predicate.params else found[0]

    params |= {f"{prefix}{name}": value for name, value in predicate.params.items()}
    sql = _PARAMETER.sub(renamed, predicate.sql)
    return f"not ({sql})" if predicate.negate else f"({sql})"


def segments(store: Store) -> list[SavedSegment]:
    """Return all saved segments by name."""
    return [_segment(row) for row in store.rows(_SEGMENTS)]


def segment(store: Store, segment_id: int) -> SavedSegment | None:
    """Return a saved segment, or None."""
    row = store.one(_SEGMENT, id=segment_id)
    return _segment(row) if row else None


def names(store: Store) -> dict[int, str]:
    """Return the names of all saved segments by id, in order."""
    return {row["id"]: row["name"] for row in store.rows(_NAMES)}


def by_key(store: Store, key: str) -> int | None:
    """Return the id of the segment with a folded name."""
    found = store.value(_BY_KEY, key=key)
    return None if found is None else int(found)


def stored(all_of: AllOf) -> str:
    """Return conditions as they are stored."""
    return json.dumps([[asdict(one) for one in part] for part in all_of], ensure_ascii=False)


def _segment(row: Row) -> SavedSegment:
    parts: Iterable[Iterable[dict[str, Any]]] = json.loads(row["conditions"])
    all_of = tuple(tuple(Condition(**one) for one in part) for part in parts)
    return SavedSegment(id=row["id"], name=row["name"], all_of=all_of, change_id=row["change_id"])


def more_of(store: Store, ids: Sequence[int]) -> dict[int, Row]:
    """Return of some contacts what else stands in their columns, and the day of the last word, by id."""
    return {row.pop("id"): row for row in store.rows(_MORE, ids=json.dumps([*ids]))}


def ways(store: Store, ids: Sequence[int]) -> dict[tuple[int, str], str]:
    """Return how contacts are reached, by id and ``email``, ``phone``, ``web`` or ``town``: the preferred of each."""
    asked = json.dumps([*ids])
    found: dict[tuple[int, str], str] = {}
    for row in [*store.rows(_WAYS, ids=asked), *store.rows(_TOWNS, ids=asked)]:
        found.setdefault((row["contact_id"], row["kind"]), row["value"])
    return found


def interests(store: Store, ids: Sequence[int]) -> dict[int, list[int]]:
    """Return the keywords that contacts are interested in."""
    found: dict[int, list[int]] = {}
    for row in store.rows(_INTERESTS, ids=json.dumps([*ids])):
        found.setdefault(row["contact_id"], []).append(row["keyword_id"])
    return found


def fields(store: Store, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Return the own fields of contacts."""
    found: dict[int, dict[str, str]] = {}
    for row in store.rows(_FIELDS, ids=json.dumps([*ids])):
        found.setdefault(row["contact_id"], {})[row["field"]] = row["value"]
    return found


def columns(store: Store) -> str | None:
    """Return the keys of the columns that the actor chose, parted by blanks; None where they never did."""
    found = store.value(_CHOSEN)
    return None if found is None else str(found)


def choose_columns(store: Store, chosen: str) -> None:
    """Keep the columns that the actor chose."""
    store.execute(_CHOOSE, chosen=chosen)
