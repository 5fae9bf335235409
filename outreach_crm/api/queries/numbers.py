"""The SQL of which records there are, by their numbers, whatever table they stand in; what they say others read."""

import json
from collections.abc import Collection, Iterable

from outreach_crm.storage import Store

_AFTER = "select t.{key} as id from {table} t where t.{key} > :after order by t.{key} limit :limit"
_THERE = "select t.{key} as id from {table} t where t.{key} in {each(:ids)} order by t.{key} limit :limit"
_CHANGED = "select t.id from {table} t where t.change_id >= :since"
_OWNER = "select distinct t.{key} as id from {table} t where t.change_id >= :since"
_KEYS = "select t.{key} as id from {table} t where t.id in {each(:ids)}"
# What goes on counts: it closes later, and what it wrote would be missed for ever.
_SINCE = "select min(id) from changes where closed_at is null or closed_at >= :since"


def after(
    store: Store, table: str, key: str, *, number: int, limit: int, among: Collection[int] | None = None
) -> list[int]:
    """Return numbers of records in their order.

    Args:
        store: the store.
        table: the kept table, named by our code.
        key: its column, named by our code.
        number: only those above.
        limit: how many at most.
        among: only these; None for all.
    """
    if among is None:
        rows = store.rows(_named(_AFTER, table, key), after=number, limit=limit)
    else:
        ids = json.dumps(sorted(one for one in among if one > number))
        rows = store.rows(_named(_THERE, table, key), ids=ids, limit=limit)
    return [row["id"] for row in rows]


def changed(store: Store, table: str, key: str, parts: Iterable[tuple[str, str]], since: str) -> frozenset[int]:
    """Return the numbers of the records that were changed, or something that belongs to them.

    Args:
        store: the store.
        table: the kept table, named by our code.
        key: its column, named by our code.
        parts: kept tables of what belongs to them, each with its column that says to which.
        since: the moment (UTC, as the database keeps it).
    """
    first = store.value(_SINCE, since=since)
    if first is None:
        return frozenset()
    ids = {row["id"] for row in store.rows(_named(_CHANGED, table, key), since=first)}
    for part, column in parts:
        ids |= {row["id"] for row in store.rows(_named(_OWNER, part, column), since=first)}
    return frozenset(row["id"] for row in store.rows(_named(_KEYS, table, key), ids=json.dumps(sorted(ids))))


def _named(sql: str, table: str, key: str) -> str:
    return sql.replace("{table}", table).replace("{key}", key)
