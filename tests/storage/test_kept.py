"""Kept tables: no write outside a change, one before-image for each row and change, exact to the last digit."""

import json
from collections.abc import Iterator, Mapping

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.errors import ConstraintError, RefusedError
from outreach_crm.storage import Row, Store
from tests.storage.things import add_part, add_thing, edit, names, remove


def images(store: Store) -> list[Row]:
    return store.rows("select tbl, row_id, owner_row, previous, before from change_rows order by id")


@pytest.mark.parametrize(
    "sql",
    [
        "insert into things (name, change_id) values ('x', :change)",
        "update things set name = 'x'",
        "update things set name = 'x', change_id = :change",
        "update things set change_id = null",
        "delete from things",
    ],
)
def test_a_kept_table_refuses_a_write_outside_a_change(app: App, sql: str) -> None:
    add_thing(app, "chair")
    change = app.store.value("select change_id from things")
    with pytest.raises(ConstraintError, match="only inside a change"), app.store.write():
        app.store.execute(sql, change=change)
    assert names(app.store) == ["chair"]


def test_a_kept_table_refuses_a_row_that_names_another_change(app: App) -> None:
    add_thing(app, "chair")
    with app.change("forge") as change, pytest.raises(ConstraintError), change.step():
        app.store.execute("update things set name = 'x', change_id = 1")
    assert names(app.store) == ["chair"]


def test_a_new_row_costs_no_image_and_an_altered_one_costs_one_for_each_change(app: App) -> None:
    thing = add_thing(app, "a")
    assert images(app.store) == []
    made = app.store.value("select change_id from things")
    with app.change("edit twice") as change:
        app.store.update("things", thing, {"name": "b"})
        app.store.update("things", thing, {"name": "c"})
        app.store.delete("things", thing)
    (image,) = images(app.store)
    assert (image["tbl"], image["row_id"], image["owner_row"], image["previous"]) == ("things", thing, thing, made)
    assert json.loads(image["before"])["name"] == "a"
    assert change.id != made


def test_an_image_names_the_record_that_the_row_belonged_to(app: App) -> None:
    one, other = add_thing(app, "a"), add_thing(app, "b")
    part = add_part(app, one, "leg")
    edit(app, "parts", part, thing_id=other)
    assert images(app.store)[-1]["owner_row"] == one


@pytest.mark.parametrize(
    ("size", "data"),
    [(0.1 + 0.2, b"\x00\xff"), (None, None), (1e300, b""), (-1 / 3, b"\\x00"), (float("inf"), b"x"), (5.0, None)],
)
def test_an_undo_gives_numbers_and_bytes_back_exactly(app: App, size: float | None, data: bytes | None) -> None:
    thing = add_thing(app, "a", size=size)
    part = add_part(app, thing, "leg", data=data)
    with app.change("overwrite") as change:
        app.store.update("things", thing, {"size": 7.0})
        app.store.update("parts", part, {"data": b"other"})
    changes.undo(app, change.id)
    assert app.store.value("select size from things") == size
    assert app.store.value("select data from parts") == data


@pytest.mark.parametrize("text", ["", 'O\'Brien "x" \\ \n\t', "Łódź 𝒳", '{"a": 1}', "null"])
def test_an_undo_gives_any_text_back(app: App, text: str) -> None:
    thing = add_thing(app, text)
    changes.undo(app, remove(app, "things", thing))
    assert names(app.store) == [text]


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)  # only SQLite knows INSERT OR REPLACE
def test_a_row_that_replaces_another_one_leaves_its_image(app: App) -> None:
    add_thing(app, "a", code="x")
    with app.change("replace") as change:
        app.store.execute("insert or replace into things (name, code, change_id) values ('b', 'x', :change_id)")
    changes.undo(app, change.id)
    assert names(app.store) == ["a"]


def test_an_upsert_leaves_an_image_as_an_update_does(app: App) -> None:
    add_thing(app, "a", code="x")
    upsert = (
        "insert into things (name, code, change_id) values ('b', 'x', :change_id)"
        " on conflict (code) do update set name = excluded.name, change_id = excluded.change_id"
    )
    with app.change("upsert") as change:
        app.store.execute(upsert)
    assert names(app.store) == ["b"]
    changes.undo(app, change.id)
    assert names(app.store) == ["a"]


def test_a_change_inside_a_change_joins_it(app: App) -> None:
    with app.change("outer") as outer:
        app.store.insert("things", {"name": "a"})
        with app.change("inner") as inner:
            app.store.insert("things", {"name": "b"})
    assert inner.id == outer.id
    assert [entry.what for entry in changes.latest(app)] == ["outer", "add account"]


def test_an_inner_change_that_fails_takes_back_its_own_part_only(app: App) -> None:
    with app.change("outer"):
        app.store.insert("things", {"name": "a"})
        with pytest.raises(LookupError), app.change("inner"):
            app.store.insert("things", {"name": "b"})
            raise LookupError
        app.store.insert("things", {"name": "c"})
    assert names(app.store) == ["a", "c"]


def test_a_change_that_fails_leaves_no_trace(app: App) -> None:
    add_thing(app, "a")
    before = changes.latest(app)
    with pytest.raises(LookupError), app.change("fail"):
        app.store.insert("things", {"name": "b"})
        raise LookupError
    assert changes.latest(app) == before
    assert names(app.store) == ["a"]
    assert add_thing(app, "c")


def test_between_the_steps_of_long_work_kept_tables_are_closed(app: App) -> None:
    with app.change("import", steps=True) as change:
        with change.step():
            app.store.insert("things", {"name": "a"})
        with pytest.raises(ConstraintError), app.store.write():
            app.store.insert("things", {"name": "b"})
        with change.step():
            app.store.insert("things", {"name": "c"})
    assert names(app.store) == ["a", "c"]


def test_a_step_of_a_change_that_is_over_is_refused(app: App) -> None:
    with app.change("import", steps=True) as change:
        pass
    with pytest.raises(RefusedError), change.step():
        pass


def test_the_first_change_of_an_actor_makes_the_account(app: App) -> None:
    assert app.actor.account_id is None
    add_thing(app, "a")
    assert app.actor.account_id == app.store.value("select id from accounts where name = 'Maria'")
    accounts = {row["account_id"] for row in app.store.rows("select account_id from changes")}
    assert accounts == {app.actor.account_id}


@pytest.mark.connections
def test_two_long_changes_that_write_the_same_row_in_turn_both_end(app: App) -> None:
    thing = add_thing(app, "a")
    other = app.as_actor(app.actor)
    with app.change("one", steps=True) as one, other.change("two", steps=True) as two:
        for name in ("b", "c"):
            with one.step():
                app.store.update("things", thing, {"name": f"one {name}"})
            with two.step():
                other.store.update("things", thing, {"name": f"two {name}"})
    other.close()
    assert names(app.store) == ["two c"]
    assert changes.verify(app).problems == ()


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)  # the tables are the same on both
def test_every_reference_is_found_by_an_index(app: App) -> None:
    missing = []
    for child, column, _ in app.store.references():
        plan = app.store.rows(f"explain query plan select 1 from {child} where {column} = 1")
        if not any("SEARCH" in row["detail"] for row in plan):
            missing.append(f"{child}.{column}")
    assert missing == []  # removing a row of what it refers to would read the whole table


def test_an_error_in_the_middle_of_many_rows_leaves_the_table_guarded(app: App) -> None:
    def rows() -> Iterator[Mapping[str, object]]:
        yield from ({"name": f"thing {number}"} for number in range(3_000))
        raise LookupError

    with app.change("import"):
        with pytest.raises(LookupError):
            app.store.insert_many("things", rows())
        app.store.insert("things", {"name": "after"})
    with pytest.raises(ConstraintError, match="only inside a change"), app.store.write():
        app.store.execute("insert into things (name, change_id) values ('x', 1)")
