"""Tables of these tests' own: things with owned parts, links between them, notes that point, and a log."""

import json
from typing import Any

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.storage import Kept, MigrationSet, Owner, Store

M001 = """
create table things (
    id {id}, name {text} not null, size {real}, code {text} unique, parent_id {int} references things (id),
    words {text} not null default '[]', change_id {int} not null
) {strict};
create index things_parent on things (parent_id);
create table parts (
    id {id}, thing_id {int} not null references things (id), name {text} not null, data {blob}, change_id {int} not null
) {strict};
create index parts_thing on parts (thing_id);
create table links (
    id {id}, from_id {int} not null references things (id), to_id {int} not null references things (id),
    change_id {int} not null
) {strict};
create index links_from on links (from_id);
create index links_to on links (to_id);
create table notes (
    id {id}, ref_kind {text} not null, ref_id {int} not null, name {text} not null, change_id {int} not null
) {strict};
create index notes_ref on notes (ref_kind, ref_id);
create table visits (id {id}, thing_id {int} references things (id), name {text}, count {int} default 7) {strict};
create index visits_thing on visits (thing_id);
"""
KEPT = (
    Kept(table="things", title="thing", words=True),
    Kept(table="parts", title="part of a thing", owner=Owner("things", "thing_id")),
    Kept(table="links", title="link"),
    Kept(table="notes", title="note"),
)
TABLES = ("things", "parts", "links", "notes")
THINGS = MigrationSet(
    feature="things", steps={"m001_things": M001}, kept=KEPT, views={"v_things": "select id, name from things"}
)

Snapshot = dict[tuple[str, int], dict[str, Any]]


def add_thing(app: App, name: str, **values: Any) -> int:
    with app.change(f"add {name}"):
        return app.store.insert("things", {"name": name, "words": json.dumps([name]), **values})


def add_part(app: App, thing: int, name: str, **values: Any) -> int:
    with app.change(f"add {name}"):
        return app.store.insert("parts", {"thing_id": thing, "name": name, **values})


def edit(app: App, table: str, row: int, **values: Any) -> int:
    """Alter a row in a change of its own and return that change's id."""
    with app.change("edit") as change:
        app.store.update(table, row, values)
    return change.id


def remove(app: App, table: str, row: int) -> int:
    with app.change("remove") as change:
        app.store.delete(table, row)
    return change.id


def last_change(app: App) -> int:
    return changes.latest(app)[0].id


def names(store: Store, table: str = "things") -> list[str]:
    return [row["name"] for row in store.rows(f"select name from {table} order by id")]


def snapshot(store: Store) -> Snapshot:
    """Every kept row as it is, but for the change that wrote it."""
    return {
        (table, row["id"]): {name: value for name, value in row.items() if name != "change_id"}
        for table in TABLES
        for row in store.rows(f"select * from {table} order by id")
    }
