"""Taking back while others write, and what becomes of work that was cut off."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.changes.model import State
from outreach_crm.errors import ConflictError, RefusedError
from outreach_crm.storage import Store, migrate
from outreach_crm.storage.undo import Step, plan_undo, undo_rows
from tests.storage.things import THINGS, add_part, add_thing, edit, last_change, names, snapshot


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


def test_work_cut_off_before_it_wrote_anything_is_put_aside_when_taken_back(app: App) -> None:
    with pytest.raises(LookupError), app.change("import", steps=True) as change:
        raise LookupError
    with pytest.raises(ConflictError, match="nothing of change"):
        changes.undo(app, change.id)
    assert changes.interrupted(app) == []
    assert changes.verify(app).problems == ()


def test_an_undo_cut_off_after_its_last_step_is_closed_when_run_again(app: App) -> None:
    add_thing(app, "a")
    change = last_change(app)

    def cut_off(_: int) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        changes.undo(app, change, progress=cut_off)
    (cut,) = changes.interrupted(app)
    report = changes.undo(app, change)
    assert (report.change.id, report.rows, changes.interrupted(app)) == (cut.id, 0, [])
    assert changes.get(app, change).undone_by == cut.id


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
from outreach_crm.keys import Keyring
from outreach_crm.model import Actor
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from outreach_crm.storage import open_store
from tests.storage.things import THINGS

url, work, dies = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = open_store(url)
store.kept = frozenset({"accounts", "things", "parts", "links", "notes"})
app = App.on(store, Plugins.load(), Settings({}), Keyring(lambda: b"k" * 32), Actor(name="Maria"))

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
def test_an_undo_that_was_killed_goes_on_under_its_number_and_can_be_undone(app: App) -> None:
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
