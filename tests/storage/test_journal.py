"""Whoever alters the past is found out; only values that grew too old may go."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.change import Journal
from outreach_crm.changes import service as changes
from outreach_crm.changes.model import State
from outreach_crm.errors import ConflictError, ConstraintError
from outreach_crm.keys import Keyring
from outreach_crm.storage import Store
from tests.conftest import CLOCK
from tests.storage.things import add_thing, edit, last_change, names, remove

_SQLITE_GUARDS = ("changes_sealed", "changes_stay", "change_rows_sealed", "change_rows_stay")


@pytest.fixture
def history(app: App) -> App:
    """An App with five entries: the account, two things, an edit and a removal."""
    one, other = add_thing(app, "chair"), add_thing(app, "table")
    edit(app, "things", one, name="stool")
    remove(app, "things", other)
    assert changes.verify(app).problems == ()
    assert changes.verify(app).entries == 5
    return app


def open_the_guards(store: Store) -> None:
    """Do what somebody does who has the file in hand."""
    if store.engine == "sqlite":
        for guard in _SQLITE_GUARDS:
            store.execute(f"drop trigger {guard}")
        store.execute("pragma foreign_keys = off")
    else:
        store.execute("drop trigger changes_sealed on changes")
        store.execute("drop trigger change_rows_sealed on change_rows")
        store.execute("alter table change_rows drop constraint change_rows_change_id_fkey")


def problems(app: App) -> str:
    return "\n".join(changes.verify(app).problems)


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        (
            "update change_rows set before = replace(before, 'chair', 'sofa') where before like '%chair%'",
            "has been altered",
        ),
        ("update change_rows set previous = 1", "altered after it was closed"),
        ("update change_rows set row_id = row_id + 100", "altered after it was closed"),
        ("update change_rows set owner_row = 99", "altered after it was closed"),
        ("update change_rows set contact_id = 99", "altered after it was closed"),
        ("update change_rows set before = null, digest = null", "altered after it was closed"),
        ("delete from change_rows where id = (select min(id) from change_rows)", "altered after it was closed"),
        ("update changes set why = 'because' where seq = 3", "altered after it was closed"),
        ("update changes set actor = 'Somebody' where seq = 3", "altered after it was closed"),
        ("update changes set opened_at = '2020-01-01T00:00:00Z' where seq = 3", "altered after it was closed"),
        ("update changes set undoes = id where seq = 3", "altered after it was closed"),
        ("update changes set final = 1 where seq = 3", "altered after it was closed"),
        ("delete from changes where seq = 1", "entry 1 is missing"),
        ("delete from changes where seq = 3", "entry 3 is missing"),
        ("delete from changes where seq = 4", "entry 4 is missing"),
        ("update changes set seq = seq + 10 where seq > 2", "entry 3 is missing"),
    ],
)
def test_whoever_rewrites_the_past_is_found_out(history: App, deed: str, said: str) -> None:
    open_the_guards(history.store)
    assert history.store.execute(deed) > 0
    assert said in problems(history)


def test_entries_that_changed_places_are_found(history: App) -> None:
    open_the_guards(history.store)
    for old, new in ((3, -1), (4, 3), (-1, 4)):
        history.store.execute("update changes set seq = :new where seq = :old", new=new, old=old)
    assert problems(history).count("altered after it was closed") >= 2


def test_an_entry_put_in_between_is_found(history: App) -> None:
    open_the_guards(history.store)
    history.store.execute("update changes set seq = seq + 1 where seq = 5")
    history.store.execute(
        "insert into changes (actor, via, what, opened_at, touched_at, closed_at, seq, link)"
        " select actor, via, 'forged', opened_at, touched_at, closed_at, 5, link from changes where seq = 4"
    )
    assert "altered after it was closed" in problems(history)


def test_a_last_entry_that_was_cut_off_is_missed_by_the_rows_it_wrote(history: App) -> None:
    change = edit(history, "things", history.store.value("select min(id) from things"), name="bench")
    open_the_guards(history.store)
    history.store.execute("delete from change_rows where change_id = :change", change=change)
    history.store.execute("delete from changes where id = :change", change=change)
    assert f"change {change}: the entry is missing" in problems(history)


def test_another_key_fits_no_entry(history: App) -> None:
    other = evolve(history, journal=Journal(history.store, Keyring(lambda: b"x" * 32), history.actor))
    assert len(changes.verify(other).problems) >= 5


@pytest.mark.parametrize(
    "deed",
    [
        "update changes set why = 'x'",
        "update changes set link = 'x'",
        "update changes set seq = seq + 100",
        "delete from changes",
        "update change_rows set before = 'x'",
        "update change_rows set digest = null",
        "update change_rows set before = null, row_id = 99",
        "update change_rows set before = null, owner_row = 99",
        "update change_rows set before = null, contact_id = 99",
        "update change_rows set before = null, previous = 99",
        "delete from change_rows",
    ],
)
def test_the_guards_refuse_to_rewrite_the_journal(history: App, deed: str) -> None:
    with pytest.raises(ConstraintError, match="an entry of the journal cannot be"), history.store.write():
        history.store.execute(deed)
    assert problems(history) == ""


def test_values_that_grew_too_old_may_go_and_the_rest_still_fits(history: App) -> None:
    with history.store.write():
        assert history.store.execute("update change_rows set before = null") == 2
    assert problems(history) == ""
    removal = last_change(history)
    with pytest.raises(ConflictError, match="Nothing of change"):
        changes.undo(history, removal)
    assert names(history.store) == ["stool"]
    assert changes.detail(history, removal).rows[0].before == {}


def test_work_in_steps_is_one_entry_and_its_images_are_sealed(app: App) -> None:
    things = [add_thing(app, f"n{number}") for number in range(5)]
    with app.change("rename all", steps=True) as change:
        for thing in things:
            with change.step():
                app.store.update("things", thing, {"name": "x"})
    assert app.store.value("select count(*) as n from change_rows where digest is null") == 0
    assert changes.get(app, change.id).state is State.DONE
    assert problems(app) == ""


class Running:
    """A clock that goes on by a second whenever somebody looks at it."""

    moment = CLOCK.now()

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def today(self) -> date:
        return self.moment.date()


def test_an_entry_fits_though_the_clock_goes_on_while_it_is_closed(app: App) -> None:
    app.store.bound.clock = Running()
    thing = add_thing(app, "chair")
    undone = changes.undo(app, edit(app, "things", thing, name="stool"))
    with pytest.raises(LookupError), app.change("cut off", steps=True) as change:
        with change.step():
            app.store.update("things", thing, {"name": "x"})
        raise LookupError
    changes.undo(app, change.id)
    assert undone.rows == 1
    assert problems(app) == ""


def test_images_of_work_that_was_cut_off_are_watched_too(app: App) -> None:
    thing = add_thing(app, "chair")
    with pytest.raises(LookupError), app.change("cut off", steps=True) as change:
        with change.step():
            app.store.update("things", thing, {"name": "x"})
        raise LookupError
    open_the_guards(app.store)
    app.store.execute("update change_rows set before = replace(before, 'chair', 'sofa')")
    assert f"change {change.id}: what things:{thing} was before has been altered" in problems(app)


@pytest.mark.connections
def test_changes_of_several_connections_make_one_chain(app: App) -> None:
    others = [app.as_actor(evolve(app.actor, name=name, account_id=None)) for name in ("Anna", "Ben")]
    for round_ in range(3):
        for one in (app, *others):
            add_thing(one, f"n{round_}")
    for one in others:
        one.store.close()
    found = app.store.rows("select seq from changes order by seq")
    assert [row["seq"] for row in found] == list(range(1, len(found) + 1))
    assert problems(app) == ""


@pytest.fixture
def about(app: App) -> Callable[[int], list[int]]:
    return lambda change: [row.row_id for row in changes.detail(app, change).rows]


def test_a_change_shows_what_it_did_to_each_row(app: App, about: Callable[[int], list[int]]) -> None:
    one, other = add_thing(app, "chair"), add_thing(app, "table")
    with app.change("work", because="spring") as change:
        app.store.update("things", one, {"name": "stool"})
        app.store.delete("things", other)
        new = app.store.insert("things", {"name": "bench"})
    shown = {row.row_id: (row.before.get("name"), row.after.get("name")) for row in changes.detail(app, change.id).rows}
    assert shown == {one: ("chair", "stool"), other: ("table", None), new: (None, "bench")}
    assert changes.get(app, change.id).why == "spring"
