"""Copies of a whole database: one moment of it, checked, and put in its place."""

import io
import sqlite3
from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.errors import StorageError
from outreach_crm.storage import Store
from outreach_crm.storage.sqlite import SqliteStore
from tests.storage.things import add_part, add_thing, names

pytestmark = pytest.mark.connections


def copied(store: Store, folder: Path | None = None) -> tuple[bytes, dict[str, int]]:
    out = io.BytesIO()
    counts = store.copy(out, folder)
    return out.getvalue(), counts


def put_back(store: Store, copy: bytes) -> None:
    store.replace(io.BytesIO(copy), lambda _: None)


def test_a_copy_holds_what_there_was_at_its_moment(app: App, tmp_path: Path) -> None:
    thing = add_thing(app, "chair")
    add_part(app, thing, "leg", data=b"\x00\xff")
    for folder in (tmp_path, None):
        copy, counts = copied(app.store, folder)
        assert (counts["things"], counts["parts"]) == (1, 1)
        other = add_thing(app, "table")
        put_back(app.store, copy)
        assert names(app.store) == ["chair"]
        assert app.store.value("select data from parts") == b"\x00\xff"
        assert add_thing(app, "later") >= other  # numbers go on
        put_back(app.store, copy)
    assert [path.name for path in tmp_path.iterdir() if "copying" in path.name or "restoring" in path.name] == []


def test_what_is_being_written_is_neither_copied_nor_replaced(app: App) -> None:
    copy, _ = copied(app.store)
    with app.change("half"):
        with pytest.raises(StorageError, match="cannot be copied while something is being written"):
            copied(app.store)
        with pytest.raises(StorageError, match="cannot be replaced while something is being written"):
            put_back(app.store, copy)


def test_others_who_have_the_database_open_see_what_was_put_back(app: App) -> None:
    add_thing(app, "chair")
    other = app.store.another()
    copy, _ = copied(app.store)
    add_thing(app, "table")
    assert names(other) == ["chair", "table"]
    put_back(app.store, copy)
    assert names(other) == ["chair"]
    other.close()


def test_what_goes_wrong_in_preparing_leaves_an_sqlite_database_as_it_was(app: App) -> None:
    add_thing(app, "chair")
    copy, _ = copied(app.store)
    add_thing(app, "table")

    def refuse(_: Store) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        app.store.replace(io.BytesIO(copy), refuse)
    assert names(app.store) == (["chair", "table"] if app.store.engine == "sqlite" else ["chair"])


@pytest.mark.parametrize("copy", [b"", b"no database at all, but rather long" * 400])
def test_what_is_no_copy_is_refused(app: App, copy: bytes) -> None:
    def check(store: Store) -> None:
        if not store.tables():
            raise StorageError("It is empty.")

    add_thing(app, "chair")
    with pytest.raises(StorageError):
        app.store.replace(io.BytesIO(copy), check)
    assert names(app.store) == ["chair"]


def test_a_sound_database_has_no_damage(app: App) -> None:
    add_thing(app, "chair")
    assert app.store.damage() == []


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)  # a server looks after its own pages
def test_a_damaged_page_and_a_reference_to_nothing_are_found_and_not_copied(app: App, tmp_path: Path) -> None:
    thing = add_thing(app, "chair")
    add_part(app, thing, "leg")
    forger = sqlite3.connect(tmp_path / "test.db")
    for trigger in forger.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        forger.execute(f"drop trigger {trigger[0]}")
    forger.execute("delete from things")
    forger.commit()
    assert app.store.damage() == ["row 1 of parts refers to a row of things that is not there"]
    with pytest.raises(StorageError, match="damaged"):
        copied(app.store)
    forger.execute("pragma wal_checkpoint(truncate)")
    page = forger.execute("select rootpage from sqlite_master where name = 'parts_thing'").fetchone()[0]
    forger.close()
    app.store.close()
    with (tmp_path / "test.db").open("r+b") as file:
        file.seek((page - 1) * 4096 + 8)
        file.write(b"\xff" * 40)
    store = SqliteStore(str(tmp_path / "test.db"))
    assert store.damage() != []
    store.close()
