"""Taking back: what comes back, what stays, and what becomes of work that was cut off."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.changes.model import State
from outreach_crm.errors import ConflictError, NotFoundError, RefusedError
from outreach_crm.storage import Store, migrate
from outreach_crm.storage.undo import Step, plan_undo, undo_rows
from tests.storage.things import THINGS, add_part, add_thing, edit, last_change, names, remove, snapshot


def test_undo_of_an_addition_removes_it_and_undo_of_that_brings_it_back(app: App) -> None:
    thing = add_thing(app, "chair")
    before = snapshot(app.store)
    report = changes.undo(app, last_change(app))
    assert (report.rows, report.stayed, snapshot(app.store)) == (1, (), {})
    changes.undo(app, report.change.id)
    assert snapshot(app.store) == before
    assert names(app.store) == ["chair"]
    assert thing


def test_a_record_comes_back_with_all_it_owns(app: App) -> None:
    thing = add_thing(app, "chair", size=1.5)
    parts = [add_part(app, thing, name) for name in ("leg", "seat")]
    before = snapshot(app.store)
    with app.change("remove") as removal:
        for part in parts:
            app.store.delete("parts", part)
        app.store.delete("things", thing)
    assert snapshot(app.store) == {}
    assert changes.undo(app, removal.id).rows == 3
    assert snapshot(app.store) == before


def test_a_record_that_was_changed_since_stays_whole_and_others_go(app: App) -> None:
    with app.change("import") as change:
        one = app.store.insert("things", {"name": "a"})
        other = app.store.insert("things", {"name": "b"})
        for thing in (one, other):
            app.store.insert("parts", {"thing_id": thing, "name": "leg"})
    part = app.store.value("select id from parts where thing_id = :one", one=one)
    edit(app, "parts", part, name="arm")
    report = changes.undo(app, change.id)
    assert report.stayed == (f"thing {one}",)
    assert (names(app.store), names(app.store, "parts")) == (["a"], ["arm"])


def test_a_record_that_something_later_refers_to_stays(app: App) -> None:
    thing = add_thing(app, "a")
    first = last_change(app)
    with app.change("link") as link:
        app.store.insert("links", {"from_id": thing, "to_id": thing})
    with pytest.raises(ConflictError, match=f"used since .thing {thing}"):
        changes.undo(app, first)
    changes.undo(app, link.id)
    assert changes.undo(app, first).stayed == ()


def test_a_record_that_a_table_outside_the_journal_refers_to_stays(app: App) -> None:
    thing = add_thing(app, "a")
    app.store.insert("visits", {"thing_id": thing})
    with pytest.raises(ConflictError, match="used since"):
        changes.undo(app, last_change(app))


def test_a_record_that_a_pointer_names_stays(app: App) -> None:
    thing = add_thing(app, "a")
    first = last_change(app)
    with app.change("note"):
        note = app.store.insert("notes", {"ref_kind": "things", "ref_id": thing, "name": "n"})
    with pytest.raises(ConflictError, match="used since"):
        changes.undo(app, first)
    removal = remove(app, "notes", note)
    changes.undo(app, first)
    with pytest.raises(ConflictError, match=f"note {note}"):  # what it pointed at is gone
        changes.undo(app, removal)
    assert names(app.store, "notes") == []


def test_a_row_comes_back_only_where_its_parent_is(app: App) -> None:
    thing = add_thing(app, "a")
    part = add_part(app, thing, "leg")
    gone = remove(app, "parts", part)
    parent = remove(app, "things", thing)
    with pytest.raises(ConflictError, match="used since"):
        changes.undo(app, gone)
    changes.undo(app, parent)
    changes.undo(app, gone)
    assert (names(app.store), names(app.store, "parts")) == (["a"], ["leg"])


def test_rows_that_were_pointed_at_a_new_record_go_back_to_the_old_one(app: App) -> None:
    old = add_thing(app, "old")
    part = add_part(app, old, "leg")
    before = snapshot(app.store)
    with app.change("replace") as change:
        new = app.store.insert("things", {"name": "new", "parent_id": old})
        app.store.update("parts", part, {"thing_id": new})
        app.store.update("things", old, {"parent_id": new})
    report = changes.undo(app, change.id)
    assert report.stayed == ()
    assert snapshot(app.store) == before


def test_records_that_refer_to_each_other_come_back_together(app: App) -> None:
    one = add_thing(app, "a")
    other = add_thing(app, "b", parent_id=one)
    edit(app, "things", one, parent_id=other)
    before = snapshot(app.store)
    with app.change("remove both") as change:
        app.store.execute("update things set parent_id = null, change_id = :change_id")
        app.store.execute("delete from things")
    changes.undo(app, change.id)
    assert snapshot(app.store) == before


def test_a_unique_name_that_somebody_took_since_keeps_the_record_away(app: App) -> None:
    with app.change("make") as made:
        one = app.store.insert("things", {"name": "a", "code": "x"})
        other = app.store.insert("things", {"name": "b", "code": "y"})
    with app.change("remove") as removal:
        app.store.execute("delete from things")
    add_thing(app, "c", code="x")
    report = changes.undo(app, removal.id)
    assert report.stayed == (f"thing {one}",)
    assert names(app.store) == ["b", "c"]
    assert other
    assert made


def test_unique_names_that_moved_on_along_a_row_of_records_move_back(app: App) -> None:
    things = [add_thing(app, name, code=name) for name in "abc"]
    before = snapshot(app.store)
    with app.change("shift") as change:
        for thing, code in zip(reversed(things), "dcb", strict=True):
            app.store.update("things", thing, {"code": code})
    assert changes.undo(app, change.id).stayed == ()
    assert snapshot(app.store) == before


def test_a_part_that_changed_its_owner_keeps_both_records_whole(app: App) -> None:
    one, other = add_thing(app, "a"), add_thing(app, "b")
    part = add_part(app, one, "leg")
    with app.change("move") as change:
        app.store.update("parts", part, {"thing_id": other})
        app.store.update("things", other, {"name": "b with a leg"})
    edit(app, "things", other, size=2.0)
    now = snapshot(app.store)
    with pytest.raises(ConflictError):
        changes.undo(app, change.id)
    assert snapshot(app.store) == now


def test_an_edit_that_was_taken_back_does_not_stand_in_the_way(app: App) -> None:
    thing = add_thing(app, "a")
    first = last_change(app)
    for name in ("b", "c"):
        changes.undo(app, edit(app, "things", thing, name=name))
    assert changes.undo(app, first).stayed == ()
    assert names(app.store) == []


def test_undoing_a_removal_twice_leaves_later_edits_alone(app: App) -> None:
    thing = add_thing(app, "a")
    removal = remove(app, "things", thing)
    changes.undo(app, removal)
    edit(app, "things", thing, name="b")
    with pytest.raises(ConflictError, match="was taken back by change"):
        changes.undo(app, removal)
    assert names(app.store) == ["b"]


def test_an_undo_can_be_undone_and_redone_any_number_of_times(app: App) -> None:
    thing = add_thing(app, "a")
    change = edit(app, "things", thing, name="b")
    first, undo = change, change
    for name in ("a", "b", "a", "b", "a"):
        undo = changes.undo(app, undo).change.id
        assert names(app.store) == [name]
        assert (changes.get(app, first).state is State.UNDONE) == (name == "a")
    assert changes.undo(app, change if changes.get(app, change).state is State.DONE else undo)
    assert changes.verify(app).problems == ()


def test_a_final_change_an_unknown_one_and_one_inside_another_are_refused(app: App) -> None:
    with app.change("send", final=True) as change:
        app.store.insert("things", {"name": "a"})
    with pytest.raises(RefusedError, match="is final"):
        changes.undo(app, change.id)
    with pytest.raises(NotFoundError):
        changes.undo(app, 10**6)
    other = add_thing(app, "b")
    with app.change("outer"), pytest.raises(RefusedError, match="inside another"):
        changes.undo(app, last_change(app))
    assert other


def test_a_change_that_wrote_nothing_has_nothing_to_take_back(app: App) -> None:
    with app.change("nothing") as change:
        pass
    with pytest.raises(ConflictError, match="nothing of change"):
        changes.undo(app, change.id)


# Others write meanwhile -----------------------------------------------------------------------------------------------


@contextmanager
def undoing(app: App, change: int) -> Iterator[Step]:
    with app.journal.change("undo", steps=True, undoes=change) as undo:
        yield undo.step


@pytest.mark.connections
@pytest.mark.parametrize("rows_a_step", [10_000, 2])
def test_a_record_written_between_plan_and_undo_stays_whole(
    app: App, rows_a_step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outreach_crm.storage.undo._ROWS_A_STEP", rows_a_step)
    with app.change("import") as change:
        things = [app.store.insert("things", {"name": name}) for name in "abc"]
        for thing in things:
            app.store.insert("parts", {"thing_id": thing, "name": "leg"})
    other = app.as_actor(app.actor)
    plan_undo(app.store, change.id)
    edit(other, "parts", other.store.value("select id from parts where thing_id = :id", id=things[1]), name="arm")
    add_part(other, things[2], "extra")
    with undoing(app, change.id) as step:
        done = undo_rows(app.store, change.id, step)
    other.store.close()
    assert done.stayed == (("things", things[1]), ("things", things[2]))
    assert (names(app.store), names(app.store, "parts")) == (["b", "c"], ["arm", "leg", "extra"])


@pytest.mark.parametrize("rows_a_step", [1, 2, 3, 7])
def test_an_undo_in_many_small_steps_comes_to_the_same(
    app: App, rows_a_step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outreach_crm.storage.undo._ROWS_A_STEP", rows_a_step)
    old = [add_thing(app, f"old {number}", code=f"c{number}") for number in range(4)]
    for thing in old:
        add_part(app, thing, "leg")
    before = snapshot(app.store)
    with app.change("work") as change:
        new = app.store.insert("things", {"name": "new"})
        app.store.execute("delete from parts where thing_id = :id", id=old[0])
        app.store.delete("things", old[0])
        app.store.insert("things", {"name": "heir", "code": "c0", "parent_id": new})
        app.store.execute(
            "update parts set thing_id = :new, change_id = :change_id where thing_id = :id", id=old[1], new=new
        )
        app.store.insert("links", {"from_id": new, "to_id": old[2]})
        app.store.update("things", old[3], {"parent_id": new, "name": "renamed"})
    after = snapshot(app.store)
    report = changes.undo(app, change.id)
    assert report.stayed == ()
    assert snapshot(app.store) == before
    assert changes.undo(app, report.change.id).stayed == ()
    assert snapshot(app.store) == after


# Work that was cut off ------------------------------------------------------------------------------------------------


def test_work_cut_off_by_an_error_is_shown_as_interrupted_and_can_be_taken_back(app: App) -> None:
    with pytest.raises(LookupError), app.change("import", steps=True) as change:
        for number in range(5):
            with change.step():
                app.store.insert("things", {"name": f"n{number}"})
                if number == 2:
                    raise LookupError
    assert names(app.store) == ["n0", "n1"]
    assert [entry.id for entry in changes.interrupted(app)] == [change.id]
    assert changes.undo(app, change.id).rows == 2
    assert (names(app.store), changes.interrupted(app)) == ([], [])
    assert changes.verify(app).problems == ()


@pytest.mark.connections
def test_work_that_is_running_is_not_taken_back_under_its_feet(app: App) -> None:
    other = app.as_actor(app.actor)
    with app.change("import", steps=True) as change:
        with change.step():
            app.store.insert("things", {"name": "a"})
        assert changes.get(other, change.id).state is State.RUNNING
        with pytest.raises(RefusedError, match="still running"):
            changes.undo(other, change.id)
    other.store.close()
    assert changes.get(app, change.id).state is State.DONE


@pytest.mark.connections
def test_work_that_was_taken_for_dead_cannot_write_on(app: App) -> None:
    other = app.as_actor(app.actor)
    with pytest.raises(ConflictError, match="taken for interrupted"), app.change("import", steps=True) as change:
        with change.step():
            app.store.insert("things", {"name": "a"})
        with app.store.write():  # it seems to be of a machine that went silent long ago
            app.store.execute(
                "update changes set process = 'elsewhere/1', touched_at = '2020-01-01T00:00:00Z' where seq is null"
            )
        changes.undo(other, change.id)
        with change.step():
            app.store.insert("things", {"name": "b"})
    other.store.close()
    assert names(app.store) == []
    assert changes.verify(app).problems == ()


_WORK = """
import os, signal, sys
from outreach_crm.app import App
from outreach_crm.changes import service
from outreach_crm.model import Actor
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from outreach_crm.storage import open_store
from tests.storage.things import THINGS

url, work, dies = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = open_store(url)
store.kept = frozenset({"accounts", "things", "parts", "links", "notes"})
app = App.on(store, Plugins.load(), Settings({}), b"k" * 32, Actor(name="Maria"))

def count(_):
    global dies
    dies -= 1
    if dies == 0:
        os.kill(os.getpid(), signal.SIGKILL)

if work == "import":
    with app.change("import", steps=True) as change:
        for number in range(5):
            with change.step():
                if not store.value("select 1 from things where name = :name", name=f"n{number}"):
                    thing = store.insert("things", {"name": f"n{number}"})
                    store.insert("parts", {"thing_id": thing, "name": "leg"})
                count(number)
else:
    from outreach_crm.storage import undo
    undo._ROWS_A_STEP = 2
    service.undo(app, int(work), progress=count)
"""


def run(url: str, work: str | int, dies: int) -> None:
    """Do work in another process that kills itself at a given moment (0: never)."""
    environ: dict[str, Any] = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", _WORK, url, str(work), str(dies)],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == (-signal.SIGKILL if dies else 0), done.stderr


def sound(store: Store) -> bool:
    if store.engine != "sqlite":
        return True
    return store.rows("pragma integrity_check") == [{"integrity_check": "ok"}] and not store.rows(
        "pragma foreign_key_check"
    )


@pytest.mark.connections
def test_work_that_was_killed_is_shown_as_interrupted_can_be_run_again_and_taken_back(app: App) -> None:
    run(app.store.url, "import", 3)
    assert names(app.store) == ["n0", "n1"]
    (cut_off,) = changes.interrupted(app)
    run(app.store.url, "import", 0)
    assert names(app.store) == [f"n{number}" for number in range(5)]
    assert changes.undo(app, cut_off.id).rows == 4
    assert names(app.store) == ["n2", "n3", "n4"]
    assert changes.verify(app).problems == ()
    assert sound(app.store)


@pytest.mark.connections
def test_an_undo_that_was_killed_goes_on_under_its_number_and_can_be_undone(app: App, tmp_path: Path) -> None:
    run(app.store.url, "import", 0)
    change = last_change(app)
    before = snapshot(app.store)
    for dies in (2, 1):
        run(app.store.url, change, dies)
        assert 0 < len(snapshot(app.store)) < len(before)
    (cut_off,) = changes.interrupted(app)
    run(app.store.url, change, 0)
    assert snapshot(app.store) == {}
    assert changes.get(app, change).undone_by == cut_off.id
    assert changes.undo(app, cut_off.id).stayed == ()
    assert snapshot(app.store) == before
    assert changes.verify(app).problems == ()
    assert sound(app.store)


@pytest.mark.connections
def test_an_undo_that_was_killed_can_itself_be_taken_back(app: App) -> None:
    run(app.store.url, "import", 0)
    before = snapshot(app.store)
    run(app.store.url, last_change(app), 2)
    (cut_off,) = changes.interrupted(app)
    changes.undo(app, cut_off.id)
    assert snapshot(app.store) == before
    assert migrate(app.store, [*app.plugins.migrations(), THINGS]) == []
