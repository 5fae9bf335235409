"""Merging two records: everything follows, in any table, and one undo takes all of it back."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.storage import Kept, MigrationSet, Store, migrate
from outreach_crm.storage.merging import merge_rows, plan_rows
from tests.builders import taken_back
from tests.storage.things import TABLES, THINGS, add_part, add_thing, last_change, names, snapshot

# Tables in which a thing can stand once: with children of their own, and not kept.
_MARKS = """
create table marks (
    id {id}, thing_id {int} not null references things (id), mark {text} not null, change_id {int} not null,
    uses {int} not null default 1, unique (thing_id, mark)
) {strict};
create table mark_notes (
    id {id}, mark_id {int} not null references marks (id), name {text} not null, change_id {int} not null
) {strict};
create table pairs (
    id {id}, one_id {int} not null references things (id), other_id {int} not null references things (id),
    change_id {int} not null, unique (one_id, other_id), check (one_id <> other_id)
) {strict};
create table states (
    id {id}, thing_id {int} not null references things (id), list {int} not null, unique (list, thing_id)
) {strict};
"""
MARKS = MigrationSet(
    feature="marks",
    steps={"m001_marks": _MARKS},
    kept=(
        Kept(table="marks", title="mark", sums=("uses",)),
        Kept(table="mark_notes", title="note"),
        Kept(table="pairs", title="pair"),
    ),
)
_ALL = (*TABLES, "marks", "mark_notes", "pairs")
_UNKEPT = ("visits", "states")


@pytest.fixture
def app(app: App) -> App:
    migrate(app.store, [*app.plugins.migrations(), THINGS, MARKS])
    with app.change("begin"):  # which makes Maria's account, whatever is taken back later
        pass
    return app


def merge(app: App, dropped: int, kept: int) -> dict[str, tuple[int, int]]:
    with app.change("merge"):
        told = merge_rows(app.store, "things", dropped, kept)
    return {one.title: (one.moved, one.dropped) for one in told}


def write(app: App, table: str, **values: Any) -> int:
    with app.change("write"):
        return app.store.insert(table, values)


def everything(store: Store) -> dict[str, Any]:
    """All rows of all tables, but for the change that wrote them."""
    rows = {table: store.rows(f"select * from {table} order by id") for table in (*_ALL, *_UNKEPT)}
    return {
        table: [{name: value for name, value in row.items() if name != "change_id"} for row in found]
        for table, found in rows.items()
    }


def test_whatever_refers_to_the_one_refers_to_the_other(app: App) -> None:
    kept, dropped = add_thing(app, "kept"), add_thing(app, "dropped")
    add_part(app, dropped, "part")
    write(app, "links", from_id=dropped, to_id=kept)
    write(app, "notes", ref_kind="things", ref_id=dropped, name="note")
    write(app, "notes", ref_kind="parts", ref_id=dropped, name="of something else")
    app.store.insert("visits", {"thing_id": dropped, "name": "visit"})
    assert merge(app, dropped, kept) == {
        "link": (1, 0), "note": (1, 0), "part of a thing": (1, 0), "visits": (1, 0)
    }  # fmt: skip
    assert app.store.rows("select from_id, to_id from links") == [{"from_id": kept, "to_id": kept}]
    assert [row["ref_id"] for row in app.store.rows("select ref_id from notes order by id")] == [kept, dropped]
    assert app.store.value("select thing_id from visits") == kept
    assert names(app.store) == ["kept", "dropped"]


def test_a_row_that_is_there_already_goes_and_what_hangs_on_it_moves_to_the_other(app: App) -> None:
    kept, dropped = add_thing(app, "kept"), add_thing(app, "dropped")
    there, twice = (write(app, "marks", thing_id=one, mark="red") for one in (kept, dropped))
    write(app, "marks", thing_id=dropped, mark="blue")
    write(app, "mark_notes", mark_id=twice, name="why")
    assert merge(app, dropped, kept)["mark"] == (1, 1)
    assert app.store.value("select mark_id from mark_notes") == there
    assert app.store.value("select count(*) as n from marks where thing_id = :kept", kept=kept) == 2


def test_what_both_rows_count_is_added_and_taken_back_with_the_merge(app: App) -> None:
    kept, dropped = add_thing(app, "kept"), add_thing(app, "dropped")
    for thing, uses in ((kept, 3), (dropped, 4)):
        write(app, "marks", thing_id=thing, mark="red", uses=uses)
    before = everything(app.store)
    merge(app, dropped, kept)
    assert app.store.rows("select thing_id, uses from marks") == [{"thing_id": kept, "uses": 7}]
    changes.undo(app, last_change(app))
    assert everything(app.store) == before


def test_a_row_that_linked_the_two_vanishes(app: App) -> None:
    kept, dropped, third = (add_thing(app, name) for name in ("kept", "dropped", "third"))
    write(app, "pairs", one_id=dropped, other_id=kept)
    write(app, "pairs", one_id=third, other_id=dropped)
    assert merge(app, dropped, kept)["pair"] == (1, 1)
    assert app.store.rows("select one_id, other_id from pairs") == [{"one_id": third, "other_id": kept}]


def test_a_row_that_is_not_kept_and_there_already_stays_where_it_is(app: App) -> None:
    kept, dropped = add_thing(app, "kept"), add_thing(app, "dropped")
    for thing, number in ((kept, 1), (dropped, 1), (dropped, 2)):
        app.store.insert("states", {"thing_id": thing, "list": number})
    merge(app, dropped, kept)
    found = app.store.rows("select thing_id, list from states order by id")
    assert [(row["thing_id"], row["list"]) for row in found] == [(kept, 1), (dropped, 1), (kept, 2)]


def test_a_record_does_not_come_to_refer_to_itself(app: App) -> None:
    dropped = add_thing(app, "dropped")
    kept = add_thing(app, "kept", parent_id=dropped)
    child = add_thing(app, "child", parent_id=dropped)
    merge(app, dropped, kept)
    found = app.store.rows("select id, parent_id from things order by id")
    assert [(row["id"], row["parent_id"]) for row in found] == [(dropped, None), (kept, None), (child, kept)]


_NUMBER = st.integers(0, 3)
_ROWS = st.lists(
    st.tuples(st.sampled_from(("parts", "links", "notes", "marks", "pairs", "visits", "states")), _NUMBER, _NUMBER),
    max_size=14,
)


def fill(app: App, rows: list[tuple[str, int, int]]) -> list[int]:
    things = [add_thing(app, f"t{number}") for number in range(4)]
    seen = set()
    for table, one, other in rows:
        thing, second = things[one], things[other]
        values: dict[str, dict[str, Any]] = {
            "parts": {"thing_id": thing, "name": "part"},
            "links": {"from_id": thing, "to_id": second},
            "notes": {"ref_kind": "things", "ref_id": thing, "name": "note"},
            "marks": {"thing_id": thing, "mark": f"m{other}"},
            "pairs": {"one_id": thing, "other_id": second},
            "visits": {"thing_id": thing, "name": "visit"},
            "states": {"thing_id": thing, "list": other},
        }
        unique = (table, one, other)
        if (table in {"marks", "pairs", "states"} and unique in seen) or (table == "pairs" and one == other):
            continue
        seen.add(unique)
        row = write(app, table, **values[table])
        if table == "marks":
            write(app, "mark_notes", mark_id=row, name="note")
    return things


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=_ROWS, steps=st.lists(st.tuples(_NUMBER, _NUMBER), min_size=1, max_size=3))
def test_undo_leaves_every_row_as_it_was_before_the_merge(
    app: App, rows: list[tuple[str, int, int]], steps: list[tuple[int, int]]
) -> None:
    with taken_back(app):
        things = fill(app, rows)
        merges: list[tuple[int, Any]] = []
        for one, other in steps:
            before = everything(app.store), snapshot(app.store)
            if one != other:
                plan_rows(app.store, "things", things[one], things[other])
                assert everything(app.store) == before[0]
                merge(app, things[one], things[other])
                left = "select count(*) as n from parts where thing_id = :id"
                assert app.store.value(left, id=things[one]) == 0
            if everything(app.store) != before[0]:
                merges.append((last_change(app), before))
        after = everything(app.store)
        undone = []
        for number, before in reversed(merges):
            report = changes.undo(app, number)
            assert report.stayed == ()
            assert (everything(app.store), snapshot(app.store)) == before
            undone.append(report.change.id)
        for number in reversed(undone):  # and merged again
            assert changes.undo(app, number).stayed == ()
        assert everything(app.store) == after
