"""Ledgers: only added to, on both engines; an undo strikes out what it would delete, and its undo brings it back."""

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.errors import ConflictError, OutreachError
from outreach_crm.storage import Kept, MigrationSet, Owner, migrate
from tests.storage.things import THINGS, add_thing, edit, last_change, names, remove

_M001 = """
create table deeds (
    id {id}, thing_id {int} not null references things (id), name {text} not null, change_id {int} not null
) {strict};
create index deeds_thing on deeds (thing_id);
"""
DEEDS = MigrationSet(
    feature="deeds",
    steps={"m001_deeds": _M001},
    kept=(Kept(table="deeds", title="deed", owner=Owner("things", "thing_id"), ledger=True),),
    views={
        "v_deeds": "select d.name from deeds d where not exists"
        " (select 1 from struck_out x where x.tbl = 'deeds' and x.row_id = d.id)"
    },
)


@pytest.fixture
def app(app: App) -> App:
    """An App with things, and a ledger of deeds about them."""
    migrate(app.store, [*app.plugins.migrations(), THINGS, DEEDS])
    return app


def add_deed(app: App, thing: int, name: str) -> int:
    with app.change("deed"):
        return app.store.insert("deeds", {"thing_id": thing, "name": name})


def counting(app: App) -> list[str]:
    return [row["name"] for row in app.store.rows("select name from v_deeds order by name")]


def test_a_row_is_neither_altered_nor_deleted(app: App) -> None:
    deed = add_deed(app, add_thing(app, "a"), "signed")
    with pytest.raises(OutreachError, match="a ledger is only added to"):
        edit(app, "deeds", deed, name="refused")
    with pytest.raises(OutreachError, match="a ledger is only added to"):
        remove(app, "deeds", deed)
    assert counting(app) == ["signed"]


def test_a_final_change_deletes_as_erasing_must(app: App) -> None:
    deed = add_deed(app, add_thing(app, "a"), "signed")
    with app.change("erase", final=True):
        app.store.delete("deeds", deed)
    assert names(app.store, "deeds") == []


def test_an_undo_strikes_out_and_its_undo_brings_back(app: App) -> None:
    add_deed(app, add_thing(app, "a"), "signed")
    first = last_change(app)
    for _ in range(3):
        assert changes.undo(app, first).rows == 1
        assert (counting(app), names(app.store, "deeds")) == ([], ["signed"])
        with pytest.raises(ConflictError, match="was taken back"):
            changes.undo(app, first)
        changes.undo(app, last_change(app))
        assert (counting(app), names(app.store, "deeds")) == (["signed"], ["signed"])
    assert changes.verify(app).problems == ()


def test_a_row_goes_with_the_record_that_its_change_made(app: App) -> None:
    with app.change("both") as change:
        thing = app.store.insert("things", {"name": "a"})
        app.store.insert("deeds", {"thing_id": thing, "name": "signed"})
    changes.undo(app, change.id)
    assert (names(app.store), names(app.store, "deeds")) == ([], [])
    changes.undo(app, last_change(app))
    assert (names(app.store), counting(app)) == (["a"], ["signed"])


def test_a_record_that_was_used_since_stays_with_its_rows(app: App) -> None:
    with app.change("both") as change:
        thing, other = (app.store.insert("things", {"name": name}) for name in "ab")
        for one in (thing, other):
            app.store.insert("deeds", {"thing_id": one, "name": f"signed {one == thing}"})
    edit(app, "things", thing, name="c")
    report = changes.undo(app, change.id)
    assert [one for one in report.stayed if one.startswith("thing")]
    assert (names(app.store), counting(app)) == (["c"], ["signed True"])


def test_what_a_later_row_of_a_ledger_is_about_stays(app: App) -> None:
    thing = add_thing(app, "a")
    made = last_change(app)
    add_deed(app, thing, "signed")
    with pytest.raises(ConflictError, match="was used since"):
        changes.undo(app, made)
    assert (names(app.store), counting(app)) == (["a"], ["signed"])
