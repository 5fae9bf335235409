"""Taking back: what comes back, and what stays."""

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.changes.model import State
from outreach_crm.errors import ConflictError, NotFoundError, RefusedError
from tests.storage.things import add_part, add_thing, edit, last_change, names, remove, snapshot


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
