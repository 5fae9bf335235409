"""The SQL of duplicates: what is known of contacts, set by set; and who is not the same."""

import json
from collections import defaultdict
from collections.abc import Iterable

from outreach_crm.contacts.likeness import Facts, Place
from outreach_crm.contacts.model import Kind
from outreach_crm.storage import Row, Store

# Whoever keeps keys of all contacts asks for everybody; what is shown is asked for again, with the eyes of the actor.
_OPEN = "c.trashed_on is null and (cast(:everybody as {int}) = 1 or {visible(c)}){these}"
_THESE = " and c.id in {each(:ids)}"
_WHO = f"select c.id, c.kind, c.name, c.given, c.family, c.also, c.country from contacts c where {_OPEN} order by c.id"
_POINTS = (
    "select p.contact_id, p.kind, p.value from contacts c join contact_points p on p.contact_id = c.id"
    f" where {_OPEN} order by p.id"
)
_PLACES = (
    "select a.contact_id, a.lines, a.postcode, a.town, a.region, a.country from contacts c"
    f" join contact_addresses a on a.contact_id = c.id where {_OPEN} order by a.id"
)
_FIELDS = (
    "select f.contact_id, f.field, f.value from contacts c join contact_fields f on f.contact_id = c.id"
    f" where {_OPEN} order by f.id"
)
_SYSTEMS = (
    "select i.contact_id, i.system, i.external_id from contacts c join contact_ids i on i.contact_id = c.id"
    f" where {_OPEN} order by i.id"
)
_ROLES = (
    "select r.person_id as contact_id, o.name from contacts c join contact_roles r on r.person_id = c.id"
    " join contacts o on o.id = r.organisation_id and (cast(:everybody as {int}) = 1 or {visible(o)})"
    f" where {_OPEN} and (r.to_on is null or r.to_on >= :today) order by r.id"
)
_WAYS = {"email": "emails", "phone": "phones", "web": "webs"}
_DISTINCT = "select one_id, other_id from contact_distinct"
_SAID = (
    "select id from contact_distinct where (one_id = :one and other_id = :other)"
    " or (one_id = :other and other_id = :one) order by id limit 1"
)


def facts(store: Store, ids: Iterable[int] | None = None, *, everybody: bool = False) -> list[Facts]:
    """Return what is known of contacts that are in use.

    Args:
        store: the store.
        ids: of these; else of all.
        everybody: also of those the actor may not see.
    """
    params = {"everybody": int(everybody)} | ({} if ids is None else {"ids": json.dumps([*ids])})

    def rows(sql: str) -> list[Row]:
        return store.rows(sql.replace("{these}", "" if ids is None else _THESE), **params)

    parts: dict[int, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
    for row in rows(_POINTS):
        parts[row["contact_id"]][_WAYS[row["kind"]]].append(row["value"])
    for row in rows(_PLACES):
        parts[row.pop("contact_id")]["places"].append(Place(**row))
    for row in rows(_FIELDS):
        parts[row["contact_id"]]["fields"].append((row["field"], row["value"]))
    for row in rows(_SYSTEMS):
        parts[row["contact_id"]]["ids"].append(f"{row['system']}:{row['external_id']}")
    for row in rows(_ROLES):
        parts[row["contact_id"]]["organisations"].append(row["name"])
    kinds = {kind.value: kind for kind in Kind}
    return [_facts(row | {"kind": kinds[row["kind"]]}, parts.get(row["id"], {})) for row in rows(_WHO)]


def distinct(store: Store) -> set[tuple[int, int]]:
    """Return the pairs of contacts that somebody said are not the same, the smaller number first."""
    pairs = ((row["one_id"], row["other_id"]) for row in store.rows(_DISTINCT))
    return {(min(pair), max(pair)) for pair in pairs}


def said_distinct(store: Store, one: int, other: int) -> int | None:
    """Return the row that says that two contacts are not the same, or None."""
    found = store.value(_SAID, one=one, other=other)
    return None if found is None else int(found)


def _facts(row: Row, parts: dict[str, list[object]]) -> Facts:
    more: Row = {name: tuple(values) for name, values in parts.items()}
    if "fields" in more:
        more["fields"] = dict(more["fields"])
    return Facts(**row, **more)
