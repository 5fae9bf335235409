"""A database is brought up to date once, wholly or not at all, and what is not understood is left alone."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.errors import ConstraintError, OutreachError, StorageError
from outreach_crm.storage import Kept, MigrationSet, Store, feature_tables, migrate
from outreach_crm.storage.sqlite import SqliteStore
from tests.storage.things import KEPT, M001, THINGS, add_thing, edit, names

SHELVES = MigrationSet(
    feature="shelves",
    steps={"m001": "create table shelves (id {id}, name {text} not null, change_id {int} not null) {strict};"},
    kept=(Kept(table="shelves", title="shelf"),),
    views={"v_shelves": "select id from shelves"},
)


def later(**changed: Any) -> MigrationSet:
    return evolve(THINGS, **changed)


def schema(store: Store) -> list[tuple[str, str]]:
    return [(table, column) for table in store.tables() for column in store.columns(table)]


def test_a_step_is_applied_once(store: Store) -> None:
    assert migrate(store, [THINGS]) == ["things.m001_things"]
    assert migrate(store, [THINGS]) == []
    found = store.rows("select step, applied_at from migrations where feature = 'things'")
    assert found == [{"step": "m001_things", "applied_at": "2026-03-09T08:00:00Z"}]


def test_later_steps_follow_and_earlier_ones_are_not_repeated(app: App) -> None:
    add_thing(app, "chair")
    more = {"m001_things": M001, "m002_colour": "alter table things add column colour {text} not null default 'red';"}
    assert migrate(app.store, [later(steps=more)]) == ["things.m002_colour"]
    assert app.store.rows("select name, colour from things") == [{"name": "chair", "colour": "red"}]


def test_a_later_step_may_rewrite_rows_of_a_kept_table_and_the_table_is_kept_again(app: App) -> None:
    thing = add_thing(app, "chair")
    more = {"m001_things": M001, "m002_upper": "update things set name = upper(name);"}
    migrate(app.store, [later(steps=more)])
    assert names(app.store) == ["CHAIR"]
    with pytest.raises(ConstraintError), app.store.write():
        app.store.execute("delete from things")
    changes.undo(app, edit(app, "things", thing, name="x"))
    assert names(app.store) == ["CHAIR"]


def test_a_change_from_before_a_new_column_is_taken_back_and_leaves_the_column(app: App) -> None:
    thing = add_thing(app, "chair")
    gone = add_thing(app, "stool")
    with app.change("work") as change:
        app.store.update("things", thing, {"name": "table"})
        app.store.delete("things", gone)
    more = {"m001_things": M001, "m002": "alter table things add column colour {text} not null default 'red';"}
    migrate(app.store, [later(steps=more)])
    changes.undo(app, change.id)
    assert app.store.rows("select name, colour from things order by id") == [
        {"name": "chair", "colour": "red"},
        {"name": "stool", "colour": "red"},
    ]


@pytest.mark.parametrize(
    "broken", ["create table bad (", "select nonsense from nowhere", "insert into shelves values ()"]
)
def test_a_step_that_fails_leaves_the_database_as_it_was(store: Store, broken: str) -> None:
    migrate(store, [])
    before = schema(store)
    text = SHELVES.steps["m001"] + f"\n{broken};\n"
    with pytest.raises(OutreachError):
        migrate(store, [THINGS, evolve(SHELVES, steps={"m001": text})])
    assert schema(store) == before
    assert feature_tables(store).keys() & {"things", "shelves"} == set()
    assert migrate(store, [THINGS, SHELVES]) == ["things.m001_things", "shelves.m001"]


def test_a_newer_database_is_refused_in_a_sentence_and_left_alone(store: Store) -> None:
    newer = later(steps={"m001_things": M001, "m002_new": "alter table things add column colour {text};"})
    migrate(store, [newer])
    before = schema(store), store.rows("select * from features order by name")
    with pytest.raises(StorageError, match=r"made by a newer version .things has m002_new"):
        migrate(store, [THINGS, SHELVES])
    assert (schema(store), store.rows("select * from features order by name")) == before


def test_the_tables_of_an_absent_feature_stay_and_are_listed(store: Store) -> None:
    migrate(store, [THINGS, SHELVES])
    assert migrate(store, [SHELVES]) == []
    assert feature_tables(store)["things"] == ["things", "parts", "links", "notes"]
    assert feature_tables(store)["shelves"] == ["shelves"]
    assert store.rows("select * from v_things") == []


def test_views_follow_their_declaration(store: Store) -> None:
    migrate(store, [THINGS])
    wider = "select id, name, size from things where size > 1"
    assert migrate(store, [later(views={"v_things": wider, "v_codes": "select code from things"})]) == []
    assert store.rows("select id, name, size from v_things") == []
    assert store.rows("select code from v_codes") == []


def test_what_is_kept_follows_its_declaration(app: App) -> None:
    renamed = (evolve(KEPT[0], title="object"), *KEPT[1:])
    migrate(app.store, [later(kept=renamed)])
    assert app.store.value("select title from kept_tables where name = 'things'") == "object"
    assert app.store.value("select count(*) as n from kept_tables where feature = 'things'") == 4


def test_a_database_of_older_triggers_gets_the_new_ones(app: App) -> None:
    app.store.execute("update features set fingerprint = 'of long ago'")
    drop = "drop trigger things_kept_insert" if app.store.engine == "sqlite" else "drop trigger things_kept on things"
    app.store.execute(drop)
    assert migrate(app.store, [*app.plugins.migrations(), THINGS]) == []
    with pytest.raises(ConstraintError):
        app.store.insert("things", {"name": "x"})


def test_undo_takes_back_rows_of_a_plugin_that_is_gone(app: App) -> None:
    thing = add_thing(app, "chair")
    with app.change("work") as change:
        app.store.update("things", thing, {"name": "table"})
        app.store.insert("parts", {"thing_id": thing, "name": "leg"})
    migrate(app.store, app.plugins.migrations())  # without the tables of these tests
    assert changes.undo(app, change.id).rows == 2
    assert (names(app.store), names(app.store, "parts")) == (["chair"], [])
    assert changes.detail(app, change.id).entry.undone_by is not None


@pytest.mark.connections
def test_two_threads_that_migrate_at_once_do_it_once(app: App) -> None:
    done: list[list[str]] = []
    failures: list[Exception] = []

    def run(store: Store) -> None:
        try:
            done.append(migrate(store, [*app.plugins.migrations(), THINGS, SHELVES]))
        except Exception as error:
            failures.append(error)
        finally:
            store.close()

    threads = [threading.Thread(target=run, args=(app.store.another(),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(done) == [[], [], [], ["shelves.m001"]]


def test_programs_that_start_at_once_on_a_new_database_all_start(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom outreach_crm.app import App\n"
        "app = App.open(sys.argv[1], actor='Maria', environ={})\n"
        "with app.change('start'): pass\n"
    )
    environ = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path / "new.db")], env=environ, stderr=subprocess.PIPE, text=True
        )
        for _ in range(6)
    ]
    said = [program.communicate()[1] for program in programs]
    assert [program.returncode for program in programs] == [0] * 6, said
    store = SqliteStore(str(tmp_path / "new.db"))
    assert store.value("select count(*) as n from changes where what = 'start'") == 6
    assert store.value("select count(*) as n from accounts") == 1
    store.close()


def test_nothing_is_written_when_all_is_up_to_date(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "there.db"
    first = SqliteStore(str(path))
    migrate(first, [THINGS])
    first.close()
    before = path.read_bytes()
    second = SqliteStore(str(path))
    assert migrate(second, [THINGS]) == []
    second.close()
    assert path.read_bytes() == before
