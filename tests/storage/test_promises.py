"""What every store promises, tried on each engine."""

from contextlib import suppress

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.errors import ConflictError, ConstraintError, OutreachError
from outreach_crm.storage import Kept, MigrationSet, Owner, Store, migrate

THINGS = MigrationSet(
    feature="things",
    steps={
        "m001_things": """
create table things (
    id {id}, name {text} not null, size {real}, words {text} not null default '[]', change_id {int} not null
) {strict};
create table parts (
    id {id}, thing_id {int} not null references things (id), name {text} not null, data {blob}, change_id {int} not null
) {strict};
"""
    },
    kept=(
        Kept(table="things", title="thing", words=True),
        Kept(table="parts", title="part of a thing", owner=Owner("things", "thing_id")),
    ),
    views={"v_things": "select id, name from things"},
)


@pytest.fixture
def app_(app: App) -> App:
    """An App with two tables of this test's own."""
    migrate(app.store, [*app.plugins.migrations(), THINGS])
    return app


def make(app: App, name: str) -> int:
    with app.change("add thing"):
        return app.store.insert("things", {"name": name, "size": 1.5, "words": '["' + name + '"]'})


def names(store: Store) -> list[str]:
    return [row["name"] for row in store.rows("select name from things order by id")]


def test_a_kept_table_refuses_a_write_outside_a_change(app_: App) -> None:
    with pytest.raises(ConstraintError, match="only inside a change"), app_.store.write():
        app_.store.execute("insert into things (name, change_id) values ('x', 1)")
    assert names(app_.store) == []


def test_undo_of_an_addition_removes_the_row_and_undo_of_that_brings_it_back(app_: App) -> None:
    make(app_, "chair")
    first = changes.latest(app_)[0]
    report = changes.undo(app_, first.id)
    assert (report.rows, report.stayed, names(app_.store)) == (1, (), [])
    changes.undo(app_, report.change.id)
    assert names(app_.store) == ["chair"]


def test_undo_restores_what_an_edit_overwrote(app_: App) -> None:
    thing = make(app_, "chair")
    with app_.change("rename") as change:
        app_.store.update("things", thing, {"name": "table"})
        app_.store.insert("parts", {"thing_id": thing, "name": "leg", "data": b"\x00\xff"})
    with app_.change("remove") as removal:
        app_.store.execute("delete from parts where thing_id = :t", t=thing)
    with pytest.raises(ConflictError, match=f"used since .thing {thing}"):
        changes.undo(app_, change.id)
    changes.undo(app_, removal.id)
    assert app_.store.value("select data from parts") == b"\x00\xff"
    changes.undo(app_, change.id)
    assert names(app_.store) == ["chair"]
    assert app_.store.value("select count(*) as n from parts") == 0
    assert changes.verify(app_).problems == ()


@pytest.mark.connections
def test_a_write_that_hides_a_refusal_is_there_afterwards_or_says_that_it_is_not(store: Store) -> None:
    told = False
    try:
        with store.write():
            store.execute("insert into meta (key, value) values ('here', '1')")
            with suppress(OutreachError):
                store.rows("select id from no_such_table")
    except OutreachError as error:
        told = "Nothing was changed" in str(error)
    assert (store.value("select value from meta where key = 'here'") is None) is told
