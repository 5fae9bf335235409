"""Brings a database up to date: migrations once each, in order, then views, kept tables and their triggers."""

import json
from collections.abc import Sequence
from itertools import chain
from zlib import crc32

from outreach_crm.errors import StorageError
from outreach_crm.storage.masking import Sight
from outreach_crm.storage.moves import moves_sql
from outreach_crm.storage.restricted import VIEW, restricted_view
from outreach_crm.storage.schema import Held, Kept, MigrationSet, Owner, statements
from outreach_crm.storage.store import Store
from outreach_crm.storage.tables import KERNEL
from outreach_crm.text import say

# With all that triggers can be made of.
_SAMPLE = Kept(
    table="sample", title="", about=("one", "other"), owner=Owner("sample", "owner"), words=True, ledger=True
)
_BOOTSTRAP = """
create table if not exists migrations (
    feature {text} not null, step {text} not null, applied_at {text} not null, primary key (feature, step)
) {strict};
create table if not exists features (
    name {text} primary key, fingerprint {text} not null
) {strict};
create table if not exists kept_tables (
    name {text} primary key, feature {text} not null, position {int} not null, title {text} not null,
    about {text} not null, owner_table {text}, owner_column {text}, on_erase {text} not null, clears {text} not null,
    names {text} not null, name_parts {text} not null, inner_columns {text} not null, words {int} not null,
    ledger {int} not null, sums {text} not null, withheld {int} not null
) {strict};
create table if not exists held_tables (
    name {text} primary key, feature {text} not null, position {int} not null, title {text} not null,
    about {text} not null, owner_table {text}, owner_column {text}, on_erase {text} not null, clears {text} not null,
    names {text} not null, name_parts {text} not null, inner_columns {text} not null
) {strict};
create table if not exists meta (key {text} primary key, value {text} not null) {strict};
"""
_FINGERPRINTS = "select name, fingerprint from features"
_APPLIED = "select feature, step from migrations"
_RECORD = "insert into migrations (feature, step, applied_at) values (:feature, :step, :now)"
_FINGERPRINT = (
    "insert into features (name, fingerprint) values (:name, :fingerprint)"
    " on conflict (name) do update set fingerprint = excluded.fingerprint"
)
_KEPT_OF = "select name from kept_tables where feature = :feature"
_FORGET = ("delete from kept_tables where feature = :feature", "delete from held_tables where feature = :feature")
_DECLARED = (
    "name, feature, position, title, about, owner_table, owner_column, on_erase, clears, names, name_parts,"
    " inner_columns"
)
_GIVEN = ", ".join(f":{name}" for name in _DECLARED.split(", "))
_KEEP = (
    f"insert into kept_tables ({_DECLARED}, words, ledger, sums, withheld)"
    f" values ({_GIVEN}, :words, :ledger, :sums, :withheld)"
)
_HOLD = f"insert into held_tables ({_DECLARED}) values ({_GIVEN})"


def migrate(store: Store, sets: Sequence[MigrationSet]) -> list[str]:
    """Apply what is missing and return the names of the steps applied.

    All in one transaction under the write lock: two programs that start at once do it once, and a failure leaves
    the database as it was. Where nothing is missing nothing is written, so that a read-only database opens.

    Raises:
        StorageError: the database is another program's or was made by a newer version, or a step failed.
    """
    ordered = [KERNEL, *sets]
    store.kept = frozenset(kept.table for one in ordered for kept in one.kept)
    lets_see, masks = chain.from_iterable(one.lets_see for one in ordered), (one.masks for one in ordered)
    store.sight = Sight(tuple(lets_see), tuple(chain.from_iterable(masks)))
    if _is_current(store, ordered):
        return []
    check_ours(store)
    with store.write():
        for statement in statements(_BOOTSTRAP):
            store.execute(statement)
        fingerprints = _fingerprints(store)
        marks = _marks(store, ordered)
        changed = [one for one in ordered if fingerprints.get(one.feature) != marks[one.feature]]
        store.execute(f"drop view if exists {VIEW}")  # it stands on tables that steps may alter
        done = _apply(store, ordered)
        for one in changed:
            _publish(store, one)
            store.execute(_FINGERPRINT, name=one.feature, fingerprint=marks[one.feature])
        for statement in store.view_sql(VIEW, restricted_view(store)):
            store.execute(statement)
        store.settle()
    return done


def feature_tables(store: Store) -> dict[str, list[str]]:
    """Return the kept tables in the database by feature, those of absent plugins too."""
    found: dict[str, list[str]] = {}
    for row in store.rows("select feature, name from kept_tables order by feature, position"):
        found.setdefault(row["feature"], []).append(row["name"])
    return found


def check_ours(store: Store) -> None:
    """Refuse to put our tables into a file of another program; one server may well serve several.

    Raises:
        StorageError: it is another program's.
    """
    there = store.tables() if store.engine == "sqlite" else []
    if there and "migrations" not in there:
        raise StorageError(
            say("This is the database of another program; give another one with --database. Nothing was changed.")
        )


def _is_current(store: Store, sets: Sequence[MigrationSet]) -> bool:
    if "features" not in store.tables():
        return False
    return _marks(store, sets).items() <= _fingerprints(store).items()


def _marks(store: Store, sets: Sequence[MigrationSet]) -> dict[str, str]:
    """Return for each feature what its tables, views and triggers are made of: equal means nothing to do."""
    columns = {"id": "integer", "data": "blob", "size": "real", "name": "text"}
    made = [*store.trigger_sql(_SAMPLE, columns), *store.guard_sql(), VIEW]
    triggers = crc32(repr(made).encode())
    return {one.feature: f"{one.fingerprint} {triggers:08x}" for one in sets}


def _fingerprints(store: Store) -> dict[str, str]:
    return {row["name"]: row["fingerprint"] for row in store.rows(_FINGERPRINTS)}


def _apply(store: Store, sets: Sequence[MigrationSet]) -> list[str]:
    applied = {(row["feature"], row["step"]) for row in store.rows(_APPLIED)}
    done = []
    for one in sets:
        unknown = sorted(step for feature, step in applied if feature == one.feature and step not in one.steps)
        if unknown:
            raise StorageError(
                say(
                    "This database was made by a newer version ({feature} has {unknown}, which this version does"
                    " not know). Install the newer version; nothing was changed.",
                    feature=one.feature,
                    unknown=unknown[-1],
                )
            )
        missing = {step: sql for step, sql in one.steps.items() if (one.feature, step) not in applied}
        if missing:
            _lift_triggers(store, one.feature)
        for step, sql in missing.items():
            for statement in statements(sql):
                store.execute(statement)
            store.execute(_RECORD, feature=one.feature, step=step)
            done.append(f"{one.feature}.{step}")
    return done


def _lift_triggers(store: Store, feature: str) -> None:
    """Drop the triggers of a feature's kept tables, so that its new steps may rewrite rows; they are made anew."""
    for row in store.rows(_KEPT_OF, feature=feature):
        made = store.trigger_sql(Kept(table=row["name"], title="", words=True, ledger=True), {})
        for statement in made:
            if statement.startswith("drop trigger"):
                store.execute(statement)


def _publish(store: Store, one: MigrationSet) -> None:
    """Write down what is kept, and make views and triggers anew."""
    for name, select in one.views.items():
        for statement in store.view_sql(name, select):
            store.execute(statement)
    for sql in _FORGET:
        store.execute(sql, feature=one.feature)
    for position, held in enumerate(one.held):
        store.execute(_HOLD, **_declaration(held), feature=one.feature, position=position)
    for position, kept in enumerate(one.kept):
        more = {"words": int(kept.words), "ledger": int(kept.ledger), "sums": json.dumps(kept.sums)}
        more["withheld"] = int(kept.withheld)
        store.execute(_KEEP, **_declaration(kept), **more, feature=one.feature, position=position)
        store.execute(f"create index if not exists {kept.table}_by_change on {kept.table} (change_id)")
        for statement in store.trigger_sql(kept, store.columns(kept.table)):
            store.execute(statement)
    guards = [sql for moves in one.moves for sql in moves_sql(store.engine, moves)]
    for statement in guards + (store.guard_sql() if one is KERNEL else []):
        store.execute(statement)


def _declaration(held: Held) -> dict[str, object]:
    return {
        "name": held.table,
        "title": held.title,
        "about": json.dumps(held.about),
        "owner_table": held.owner.table if held.owner else None,
        "owner_column": held.owner.column if held.owner else None,
        "on_erase": held.on_erase.value,
        "clears": json.dumps(held.clears),
        "names": json.dumps(held.names),
        "name_parts": json.dumps(held.name_parts),
        "inner_columns": json.dumps(held.inner),
    }
