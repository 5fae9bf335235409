"""What every store promises to those who write, tried on each engine."""

import contextlib
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.errors import ConstraintError, InvalidInputError, OutreachError, StorageError
from outreach_crm.storage import Store
from outreach_crm.storage.sqlite import SqliteStore
from tests.storage.things import add_thing, names, remove


def visits(store: Store) -> list[str]:
    return names(store, "visits")


def test_a_write_that_fails_leaves_nothing(app: App) -> None:
    with pytest.raises(RuntimeError), app.store.write():
        app.store.insert("visits", {"name": "one"})
        raise RuntimeError
    assert visits(app.store) == []
    assert add_thing(app, "chair")


def test_a_nested_write_that_fails_takes_back_its_own_part_only(app: App) -> None:
    with app.store.write():
        app.store.insert("visits", {"name": "outer"})
        with pytest.raises(RuntimeError), app.store.write():
            app.store.insert("visits", {"name": "inner"})
            with app.store.write():
                app.store.insert("visits", {"name": "innermost"})
            raise RuntimeError
        app.store.insert("visits", {"name": "after"})
    assert visits(app.store) == ["outer", "after"]


def test_a_statement_that_fails_inside_a_nested_write_leaves_the_outer_one_usable(app: App) -> None:
    with app.store.write():
        for _ in range(3):
            with pytest.raises(ConstraintError), app.store.write():
                app.store.insert("visits", {"thing_id": 10**9})
            app.store.insert("visits", {"name": "still"})
    assert visits(app.store) == ["still"] * 3


@pytest.mark.connections
def test_others_write_while_one_state_is_looked_at(app: App) -> None:
    other = app.store.another()
    with app.store.steady():
        app.store.execute("create temp table seen as select name from visits")
        other.insert("visits", {"name": "meanwhile"})
        assert visits(app.store) == []
    other.close()
    assert visits(app.store) == ["meanwhile"]
    assert app.store.rows("select * from seen") == []


@pytest.mark.connections
def test_a_failure_that_is_passed_over_is_never_a_silent_loss(app: App) -> None:
    said = ""
    try:
        with app.store.write():
            app.store.insert("visits", {"name": "first"})
            with pytest.raises(ConstraintError):
                app.store.insert("visits", {"thing_id": 10**9})
    except StorageError as error:
        said = str(error)
    assert visits(app.store) == ([] if said else ["first"])
    assert not said or "Nothing was changed" in said


def test_insert_many_writes_all_rows_or_none(app: App) -> None:
    rows = [{"name": f"n{number}"} for number in range(1_000)]
    assert app.store.insert_many("visits", rows) == 1_000
    assert visits(app.store) == [f"n{number}" for number in range(1_000)]
    with app.store.write():
        with pytest.raises(ConstraintError):
            app.store.insert_many("visits", [*({"thing_id": None} for _ in range(600)), {"thing_id": 10**9}])
        assert app.store.value("select count(*) as n from visits") == 1_000


def test_insert_many_of_nothing_writes_nothing(app: App) -> None:
    assert app.store.insert_many("visits", iter([])) == 0


@pytest.mark.parametrize("other", [{"name": "b", "count": 1}, {"thing_id": None}, {}])
def test_insert_many_refuses_unlike_rows(app: App, other: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="differ in their columns"):
        app.store.insert_many("visits", [{"name": "a"}, other])
    assert visits(app.store) == []


def test_insert_many_of_a_kept_table_needs_a_change(app: App) -> None:
    with pytest.raises(ConstraintError):
        app.store.insert_many("things", [{"name": "a"}])
    with app.change("add") as change:
        app.store.insert_many("things", [{"name": "a"}, {"name": "b"}])
    assert app.store.rows("select distinct change_id from things") == [{"change_id": change.id}]


def test_rows_in_bulk_are_guarded_before_and_after(app: App) -> None:
    rows = [{"name": f"n{number}"} for number in range(3_000)]
    with pytest.raises(ConstraintError):
        app.store.insert_many("things", rows)
    with app.change("import") as change:
        assert app.store.insert_many("things", rows) == 3_000
        with pytest.raises(ConstraintError), app.store.write():
            app.store.insert_many("things", [*rows, {"name": None}])
        with pytest.raises(ConstraintError), app.store.write():
            app.store.execute("insert into things (name, change_id) values ('forged', 1)")
    with pytest.raises(ConstraintError), app.store.write():
        app.store.execute("insert into things (name, change_id) values ('late', :change)", change=change.id)
    counted = app.store.rows("select change_id, count(*) as n from things group by change_id")
    assert counted == [{"change_id": change.id, "n": 3_000}]


def test_what_is_taken_back_among_rows_in_bulk_leaves_the_others_guarded_and_found(app: App) -> None:
    rows = [{"name": f"n{number}", "words": f'["w{number}"]'} for number in range(600)]
    with app.change("import"), app.store.in_bulk():
        with pytest.raises(ConstraintError), app.store.write():
            app.store.insert_many("things", rows)
            app.store.insert_many("things", [{"name": None}])
        for start in range(0, 600, 100):
            app.store.insert_many("things", rows[start : start + 100])
    with pytest.raises(ConstraintError), app.store.write():
        app.store.execute("insert into things (name, change_id) values ('late', 1)")
    found = app.store.rows("select t.name from words w join things t on t.id = w.ref where w.word = 'w599'")
    assert (found, app.store.value("select count(*) as n from things")) == ([{"name": "n599"}], 600)


def test_an_id_is_never_used_again(app: App) -> None:
    first = add_thing(app, "chair")
    remove(app, "things", first)
    assert add_thing(app, "table") > first


@pytest.mark.parametrize("name", ["things; drop table things", "Things", "", "things--"])
def test_only_plain_names_get_into_statements(app: App, name: str) -> None:
    with pytest.raises(ValueError, match="not a plain SQL name"):
        app.store.insert(name, {"name": "x"})
    with pytest.raises(ValueError, match="not a plain SQL name"):
        app.store.update("things", 1, {name: "x"})


@pytest.mark.parametrize(
    ("store", "value"),
    # PostgreSQL compares numbers of any size, though it stores no such one.
    [
        ("sqlite", 2**63),
        ("sqlite", -(10**30)),
        ("sqlite", "half a \udcff letter"),
        ("postgresql", "half a \udcff letter"),
    ],
    indirect=["store"],
)
def test_a_value_no_database_can_hold_is_told_in_a_sentence(app: App, value: object) -> None:
    with pytest.raises(InvalidInputError, match="no number or text"), app.store.write():
        app.store.rows("select id from visits where count = :value or name = :value", value=value)


@pytest.mark.connections
def test_threads_that_read_and_then_write_lose_nothing(app: App) -> None:
    app.store.insert("visits", {"name": "counter", "count": 0})
    failures: list[Exception] = []

    def add(store: Store) -> None:
        try:
            for _ in range(25):
                with store.write():
                    count = store.value("select count from visits")
                    store.execute("update visits set count = :count", count=count + 1)
        except Exception as error:
            failures.append(error)
        finally:
            store.close()

    threads = [threading.Thread(target=add, args=(app.store.another(),)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert app.store.value("select count from visits") == 200


@pytest.mark.connections
def test_whoever_waits_too_long_for_the_write_lock_reads_a_sentence(app: App) -> None:
    other = type(app.store)(app.store.url, patience=0.05)
    try:
        said = pytest.raises(StorageError, match="writing to the database for too long")
        with app.store.write(), said, other.write():
            pass
        with other.write():
            other.insert("visits", {"name": "later"})
    finally:
        other.close()
    assert visits(app.store) == ["later"]


@pytest.mark.connections
def test_others_get_to_write_between_the_steps_of_long_work(app: App) -> None:
    wrote: list[str] = []
    over = threading.Event()

    def write(store: Store) -> None:
        with contextlib.suppress(StorageError):
            while not over.is_set():
                store.insert("visits", {"name": "other"})
                wrote.append("in between")
        store.close()

    other = type(app.store)(app.store.url, patience=3)
    thread = threading.Thread(target=write, args=(other,))
    with app.change("import", steps=True) as change:
        for number in range(12):
            with change.step():
                app.store.insert("things", {"name": f"n{number}"})
                if number == 0:
                    thread.start()
                time.sleep(0.15)  # as long work does
        over.set()
    thread.join()
    assert len(wrote) >= 3
    assert len(names(app.store)) == 12


@pytest.mark.connections
def test_readers_see_nothing_of_a_write_before_its_end(app: App) -> None:
    other = app.store.another()
    with app.store.write():
        app.store.insert("visits", {"name": "new"})
        assert visits(other) == []
    assert visits(other) == ["new"]
    other.close()


def test_what_follows_a_transaction_that_the_database_itself_took_back_is_refused(tmp_path: Path) -> None:
    store = SqliteStore(str(tmp_path / "small.db"))
    store.execute("create table pages (body text)")
    limit = store.value("pragma page_count") + 20
    store.execute(f"pragma max_page_count = {limit}")  # as if the disk were full
    with pytest.raises(OutreachError), store.write():
        store.execute("insert into pages values ('before')")
        with pytest.raises(StorageError, match="disk is full"), store.write():
            for _ in range(100):
                store.execute("insert into pages values (:body)", body="x" * 100_000)
        store.execute("insert into pages values ('after')")
    assert store.value("select count(*) as n from pages") in {0, 2}
    store.close()


def test_the_log_of_sqlite_is_copied_and_shrinks_again(tmp_path: Path) -> None:
    path = tmp_path / "busy.db"
    store = SqliteStore(str(path))
    store.execute("create table pages (body text)")
    for _ in range(40):
        with store.write():
            store.execute("insert into pages values (:body)", body="x" * 1_000_000)
    assert (tmp_path / "busy.db-wal").stat().st_size < 8_000_000
    assert path.stat().st_size > 30_000_000
    with sqlite3.connect(path) as conn:
        assert conn.execute("pragma integrity_check").fetchall() == [("ok",)]
    conn.close()
    store.close()
