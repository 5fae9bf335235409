"""Random changes and undos beside a model: a record is as it was before the change, or untouched and listed."""

import contextlib
import re
from collections.abc import Callable
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.changes.model import UndoReport
from outreach_crm.errors import ConflictError, ConstraintError
from outreach_crm.keys import Keyring
from outreach_crm.model import Actor
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from outreach_crm.storage import Bound, Store, migrate
from outreach_crm.storage.sqlite import SqliteStore
from tests.conftest import CLOCK, KEY
from tests.storage.things import THINGS, Snapshot, snapshot

_TITLES = {"thing": "things", "link": "links", "note": "notes"}
_NUMBER = st.integers(0, 5)
_OPERATION = st.tuples(
    st.sampled_from(
        (
            *("add thing", "name thing", "code thing", "uncode thing", "place thing", "remove thing"),
            *("add part", "name part", "move part", "remove part", "add link", "turn link", "remove link"),
            *("add note", "name note", "remove note"),
        )
    ),
    _NUMBER,
    _NUMBER,
)
_QUIET = settings(deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))

Record = tuple[str, int]


class Undoing(RuleBasedStateMachine):
    """Changes, undos and undos of undos in any order."""

    tried = 0  # changes and undos in all examples together

    def __init__(self, app: App, close: Callable[[], None]) -> None:
        super().__init__()
        self.app, self.close = app, close
        self.before: dict[int, Snapshot] = {}
        self.after: dict[int, Snapshot] = {}
        self.count = 0

    # What people do -------------------------------------------------------------------------------------------------

    @rule(operations=st.lists(_OPERATION, min_size=1, max_size=4), steps=st.booleans())
    def change(self, operations: list[tuple[str, int, int]], steps: bool) -> None:
        Undoing.tried += 1
        before = snapshot(self.app.store)
        coded: set[int] = set()
        with self.app.change("work", steps=steps) as change:
            for operation, one, other in operations:
                with contextlib.suppress(ConstraintError), change.step():
                    self.do(operation, one, other, coded)
        self.note(change.id, before)

    @precondition(lambda self: self.before)
    @rule(number=st.integers(0, 50), again=st.booleans())
    def undo(self, number: int, again: bool) -> None:
        undone = sorted(self.before)[-1 - number % len(self.before)]
        now = snapshot(self.app.store)
        report = self.take_back(undone)
        if report is None:
            assert snapshot(self.app.store) == now
            return
        self.check(undone, now, report)
        if again and not report.stayed:
            back = self.take_back(report.change.id)
            assert back is not None
            assert not back.stayed
            assert snapshot(self.app.store) == now

    def teardown(self) -> None:
        try:
            for change in sorted(self.before, reverse=True):
                report = self.take_back(change)
                assert report is None or not report.stayed, (change, report)
                assert snapshot(self.app.store) == self.before[change]
            assert snapshot(self.app.store) == {}
            assert changes.verify(self.app).problems == ()
            assert self.app.store.value("select count(*) as n from words") == 0
        finally:
            self.close()

    # How it is done and checked -------------------------------------------------------------------------------------

    def do(self, operation: str, one: int, other: int, coded: set[int]) -> None:
        verb, noun = operation.split()
        table = f"{noun}s"
        self.count += 1
        if verb == "add":
            self.app.store.insert(table, self.values(noun, one, other))
            return
        row = self.pick(table, one)
        if verb == "remove":
            self.refuse_to_leave_notes(table, row)
            self.app.store.delete(table, row)
        elif verb == "name":
            self.app.store.update(table, row, {"name": f"n{self.count}"})
        elif verb in {"place", "move", "turn"}:
            column = {"place": "parent_id", "move": "thing_id", "turn": "to_id"}[verb]
            self.app.store.update(table, row, {column: self.pick("things", other)})
        elif row not in coded:  # so that no change swaps two unique values, which no order of rows can take back
            coded.add(row)
            self.app.store.update(table, row, {"code": f"c{other}" if verb == "code" else None})

    def refuse_to_leave_notes(self, table: str, row: int) -> None:
        # As services do: the database does not know such pointers.
        sql = "select 1 as n from notes where ref_kind = :table and ref_id = :row limit 1"
        if self.app.store.value(sql, table=table, row=row):
            raise ConstraintError("a note points at it")

    def values(self, noun: str, one: int, other: int) -> dict[str, Any]:
        name = f"n{self.count}"
        if noun == "thing":
            return {"name": name, "size": self.count / 7, "words": f'["{name}", "all"]'}
        thing = self.pick("things", one)
        if noun == "part":
            return {"thing_id": thing, "name": name, "data": b"\x00\xff" if other % 2 else None}
        if noun == "link":
            return {"from_id": thing, "to_id": self.pick("things", other)}
        return {"ref_kind": "things", "ref_id": thing, "name": name}

    def pick(self, table: str, number: int) -> int:
        ids = [row["id"] for row in self.app.store.rows(f"select id from {table} order by id desc")]
        if not ids:
            raise ConstraintError(f"no {table} yet")
        return int(ids[number % len(ids)])

    def take_back(self, change: int) -> UndoReport | None:
        before = snapshot(self.app.store)
        try:
            report = changes.undo(self.app, change)
        except ConflictError:
            return None
        self.note(report.change.id, before)
        return report

    def note(self, change: int, before: Snapshot) -> None:
        self.before[change], self.after[change] = before, snapshot(self.app.store)

    def check(self, undone: int, now: Snapshot, report: UndoReport) -> None:
        found, stayed = snapshot(self.app.store), {record(text) for text in report.stayed}
        before, after = self.before[undone], self.after[undone]
        for row in now.keys() | found.keys() | before.keys() | after.keys():
            touched = before.get(row) != after.get(row)
            roots = {root(row, state[row]) for state in (before, after, now) if row in state}
            if touched and not roots & stayed:
                assert found.get(row) == before.get(row), (row, report)
            else:
                assert found.get(row) == now.get(row), (row, report)


def record(text: str) -> Record:
    found = re.fullmatch(r"(.*) (\d+)", text)
    assert found
    return _TITLES[found[1]], int(found[2])


def root(row: Record, values: dict[str, Any]) -> Record:
    return ("things", values["thing_id"]) if row[0] == "parts" else row


@pytest.fixture(scope="module")
def image() -> bytes:
    store = SqliteStore(":memory:", Bound(CLOCK))
    migrate(store, [*Plugins.load().migrations(), THINGS])
    return store.image()


def _app(store: Store) -> App:
    plugins = Plugins.load()
    migrate(store, [*plugins.migrations(), THINGS])
    return App.on(store, plugins, Settings({}), Keyring(lambda: KEY), Actor(name="Maria"))


def test_random_changes_are_taken_back_as_whole_records_on_sqlite(image: bytes) -> None:
    def machine() -> Any:
        store = SqliteStore(":memory:", Bound(CLOCK), image=image)
        return Undoing(_app(store), store.close)

    Undoing.tried = 0
    run_state_machine_as_test(cast("Any", machine), settings=settings(_QUIET, max_examples=50, stateful_step_count=12))
    assert Undoing.tried  # the examples were about something


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_random_changes_are_taken_back_as_whole_records_on_postgresql(store: Store) -> None:
    def machine() -> Any:
        outer = store.write()
        outer.__enter__()
        store.bound = Bound(CLOCK)

        def close() -> None:
            with contextlib.suppress(RuntimeError):
                outer.__exit__(RuntimeError, RuntimeError("roll back"), None)

        return Undoing(_app(store), close)

    Undoing.tried = 0
    run_state_machine_as_test(cast("Any", machine), settings=settings(_QUIET, max_examples=5, stateful_step_count=8))
    assert Undoing.tried  # the examples were about something
