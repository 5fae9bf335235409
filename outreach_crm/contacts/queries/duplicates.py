"""The SQL of duplicates: what is known of contacts, set by set; and who is not the same."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from outreach_crm.contacts.likeness import Facts, Place
from outreach_crm.contacts.model import Kind
from outreach_crm.storage import Row, Store

# Whoever keeps keys of all contacts asks for everybody; what is shown is asked for again, with the eyes of the actor.
_WHO = (
    "select c.id, c.kind, c.name, c.given, c.family, c.also, c.country from contacts c where c.trashed_on is null"
    " and (cast(:everybody as {int}) = 1 or {visible(c)}) and {these(c.id)} order by c.id"
)
# What belongs to whom is not shown falls away with them.
_POINTS = "select contact_id, kind, value from contact_points where {these(contact_id)} order by id"
_PLACES = (
    "select contact_id, lines, postcode, town, region, country from contact_addresses where {these(contact_id)}"
    " order by id"
)
_FIELDS = "select contact_id, field, value from contact_fields where {these(contact_id)} order by id"
_SYSTEMS = (
    "select contact_id, system || ':' || external_id as text from contact_ids where {these(contact_id)} order by id"
)
_ROLES = (
    "select r.person_id as contact_id, o.name as text from contact_roles r"
    " join contacts o on o.id = r.organisation_id and (cast(:everybody as {int}) = 1 or {visible(o)})"
    " where {these(r.person_id)} and (r.to_on is null or r.to_on >= :today) order by r.id"
)
_THESE = re.compile(r"\{these\(([\w.]+)\)\}")
_NOTHING: Mapping[str, str] = {}
_DISTINCT = "select one_id, other_id from contact_distinct"
_SAID = (
    "select id from contact_distinct where (one_id = :one and other_id = :other)"
    " or (one_id = :other and other_id = :one) order by id limit 1"
)
_OPEN_PAIRS = (
    "select p.one_id, p.other_id, p.score from contact_pairs p join contacts c on c.id = p.one_id"
    " join contacts o on o.id = p.other_id where c.trashed_on is null and o.trashed_on is null"
    " and {visible(c)} and {visible(o)} and not exists (select 1 from contact_distinct d"
    " where (d.one_id = p.one_id and d.other_id = p.other_id) or (d.one_id = p.other_id and d.other_id = p.one_id))"
)
_BEHIND = (
    " and (p.score < :score or (p.score = :score and (p.one_id > :one or (p.one_id = :one and p.other_id > :other))))"
)
_IN_ORDER = " order by p.score desc, p.one_id, p.other_id limit :limit"
_SCORE = "select score from contact_pairs where one_id = :one and other_id = :other"
# What somebody else may see of circles that the actor may not stays.
_FORGET = (
    "delete from contact_pairs where one_id in (select c.id from contacts c where {visible(c)})"
    " and other_id in (select c.id from contacts c where {visible(c)})"
)
_LOOKED = "select max(looked_at) as looked_at from contact_pairs_looked"
_FORGET_WHEN = "delete from contact_pairs_looked"


def remember_pairs(store: Store, rows: Iterable[Row], looked_at: str) -> None:
    """Remember pairs in the place of those the actor could see before, and when they were looked for."""
    store.execute(_FORGET)
    store.insert_many("contact_pairs", rows)
    store.execute(_FORGET_WHEN)
    store.insert("contact_pairs_looked", {"looked_at": looked_at})


def looked_at(store: Store) -> str:
    """Return when pairs were last looked for; empty where nobody did."""
    return str(store.value(_LOOKED) or "")


def remembered(store: Store, behind: tuple[int, int] | None, limit: int) -> list[Row]:
    """Return remembered pairs that are open, the most probable first: numbers and score; or those behind one."""
    one, other = behind or (0, 0)
    score = store.value(_SCORE, one=one, other=other)
    if score is None:
        return store.rows(f"{_OPEN_PAIRS}{_IN_ORDER}", limit=limit)
    sql = f"{_OPEN_PAIRS}{_BEHIND}{_IN_ORDER}"
    return store.rows(sql, score=score, one=one, other=other, limit=limit)


def facts(store: Store, ids: Iterable[int] | None = None, *, everybody: bool = False) -> list[Facts]:
    """Return what is known of contacts that are in use.

    Args:
        store: the store.
        ids: of these; else of all.
        everybody: also of those the actor may not see.
    """
    params = {"everybody": int(everybody)} | ({} if ids is None else {"ids": json.dumps([*ids])})

    def rows(sql: str) -> list[Row]:
        return store.rows(_THESE.sub("1 = 1" if ids is None else r"\1 in {each(:ids)}", sql), **params)

    ways: dict[str, dict[int, list[str]]] = {kind: defaultdict(list) for kind in ("email", "phone", "web")}
    for row in rows(_POINTS):
        ways[row["kind"]][row["contact_id"]].append(row["value"])
    places: dict[int, list[Place]] = defaultdict(list)
    for row in rows(_PLACES):
        places[row.pop("contact_id")].append(Place(**row))
    fields: dict[int, dict[str, str]] = defaultdict(dict)
    for row in rows(_FIELDS):
        fields[row["contact_id"]][row["field"]] = row["value"]
    numbers, organisations = _texts(rows(_SYSTEMS)), _texts(rows(_ROLES))
    kinds = {kind.value: kind for kind in Kind}
    return [
        Facts(
            **{**row, "kind": kinds[row["kind"]]},
            emails=tuple(ways["email"].get(row["id"], ())),
            phones=tuple(ways["phone"].get(row["id"], ())),
            webs=tuple(ways["web"].get(row["id"], ())),
            places=tuple(places.get(row["id"], ())),
            organisations=tuple(organisations.get(row["id"], ())),
            fields=fields.get(row["id"], _NOTHING),
            ids=tuple(numbers.get(row["id"], ())),
        )
        for row in rows(_WHO)
    ]


def distinct(store: Store) -> set[tuple[int, int]]:
    """Return the pairs of contacts that somebody said are not the same, the smaller number first."""
    pairs = ((row["one_id"], row["other_id"]) for row in store.rows(_DISTINCT))
    return {(min(pair), max(pair)) for pair in pairs}


def said_distinct(store: Store, one: int, other: int) -> int | None:
    """Return the row that says that two contacts are not the same, or None."""
    found = store.value(_SAID, one=one, other=other)
    return None if found is None else int(found)


def _texts(rows: list[Row]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        found[row["contact_id"]].append(row["text"])
    return found
