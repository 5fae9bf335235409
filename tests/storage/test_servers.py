"""A PostgreSQL server that is absent, refuses or goes away is told in one sentence, and nothing is half written."""

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.errors import StorageError
from outreach_crm.storage import migrate
from tests.storage.test_bad_places import told
from tests.storage.things import THINGS, names


def test_a_server_that_is_absent_is_told() -> None:
    assert "does not answer" in told("postgresql://outreach@127.0.0.1:1/outreach")


def test_a_wrong_address_is_told() -> None:
    assert told("postgresql://outreach@127.0.0.1:notaport/outreach")


def test_a_wrong_database_or_name_is_told(postgres_url: str) -> None:
    said = told(postgres_url.format("no_such_database"), OUTREACH_KEY="k" * 64)
    assert 'database "no_such_database" does not exist' in said
    assert 'role "stranger" does not exist' in told(postgres_url.format("postgres").replace("outreach@", "stranger@"))


@pytest.mark.connections
@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_a_server_that_goes_away_is_told_and_half_a_change_is_gone(app: App) -> None:
    other = app.store.another()
    (number,) = app.store.rows("select pg_backend_pid() as n")
    with pytest.raises(StorageError, match="does not answer, or refuses"), app.change("work"):
        app.store.insert("things", {"name": "half"})
        other.rows("select pg_terminate_backend(cast(:n as integer)) as done", n=number["n"])
        app.store.insert("things", {"name": "other half"})
    assert names(other) == []
    with pytest.raises(StorageError):
        app.store.rows("select 1")
    other.close()


@pytest.mark.connections
@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_a_server_that_goes_away_between_steps_leaves_an_interrupted_change(app: App) -> None:
    other = app.as_actor(app.actor)
    (number,) = app.store.rows("select pg_backend_pid() as n")
    with pytest.raises(StorageError, match="does not answer, or refuses"), app.change("work", steps=True) as change:
        with change.step():
            app.store.insert("things", {"name": "kept"})
        other.store.rows("select pg_terminate_backend(cast(:n as integer)) as done", n=number["n"])
        with change.step():
            app.store.insert("things", {"name": "lost"})
    assert names(other.store) == ["kept"]
    assert [entry.id for entry in changes.interrupted(other)] == [change.id]
    changes.undo(other, change.id)
    assert names(other.store) == []
    assert migrate(other.store, [THINGS]) == []
    other.store.close()
