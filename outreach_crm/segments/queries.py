"""The SQL of segments: the only place where statements are put together from the predicates of filters."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import asdict, frozen

from outreach_crm.segments.model import AllOf, Condition, SavedSegment
from outreach_crm.storage import Row, Selection, Store

_MEMBERS = (
    "select {columns} from v_contacts c where c.trashed_on is null and c.merged_into is null and {visible(c)}{asked}"
)
_IN_ORDER = " order by c.sort_name, c.id limit :limit"
_BECAUSE = "c.id as contact_id, cast(:because as text) as because"
_SEGMENTS = "select id, name, conditions, change_id from segments order by name_key"
_NAMES = "select id, name from segments order by name_key"
_SEGMENT = "select id, name, conditions, change_id from segments where id = :id"
_BY_KEY = "select id from segments where name_key = :key"

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
