"""Erasure as a whole: listed before it begins, done again after a kill, remembered after a restore."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Semaphore
from time import sleep
from typing import Any

import pytest

from outreach_crm import erasure
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import StorageError
from outreach_crm.groups import service as groups
from outreach_crm.hooks import hookimpl
from outreach_crm.model import Copy
from outreach_crm.plugins import Plugins
from outreach_crm.storage.private_file import append_private
from tests.builders import a_group, a_person

pytestmark = pytest.mark.connections


def people(app: App, count: int) -> list[int]:
    return [a_person(app, f"Ana Ruiz {number}").id for number in range(count)]


def test_an_erasure_is_listed_without_personal_data(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    erasure.erase(app, [ana.id], keys=["email:abc"])
    (line,) = erasure.erasures(app)
    assert (line.keys, len(line.contacts)) == (("email:abc",), 1)
    path = erasure.erased_file(app)
    assert path is not None
    text = path.read_text()
    assert "Ana" not in text
    assert ana.uid not in text
    assert path.stat().st_mode & 0o077 == 0


class _KilledError(BaseException):
    """Stands for a kill."""


def test_who_is_cut_off_is_erased_by_the_same_call_again(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = people(app, 4)

    def die(done: int, told: list[int] = []) -> None:  # noqa: B006
        told.append(done)
        if len(told) == 2:
            raise _KilledError

    with pytest.raises(_KilledError):
        erasure.erase(app, ids, progress=die)
    assert app.store.value("select count(*) as n from contacts") == 2
    assert erasure.is_unfinished(app)
    (cut_off,) = changes.interrupted(app)
    assert (cut_off.what, cut_off.final) == (erasure.WHAT, True)
    report = erasure.erase(app, ids)
    assert report.change_id == cut_off.id
    assert app.store.value("select count(*) as n from contacts") == 0
    assert not erasure.is_unfinished(app)
    assert changes.interrupted(app) == []
    assert changes.verify(app).problems == ()


def test_contacts_that_come_back_are_known(app: App) -> None:
    ana, jorge = a_person(app, "Ana Ruiz"), a_person(app, "Jorge Paz")
    row: dict[str, Any] = app.store.one("select * from contacts where id = :id", id=ana.id) or {}
    erasure.erase(app, [ana.id])
    assert erasure.still_there(app) == []
    with app.change("bring back by hand"):
        app.store.insert("contacts", {name: value for name, value in row.items() if name != "change_id"})
    assert erasure.still_there(app) == [ana.id]
    erasure.erase(app, [ana.id])
    assert len(erasure.erasures(app)) == 1  # listed once
    assert app.store.value("select id from contacts") == jorge.id


def test_a_line_that_was_cut_off_counts_as_none_and_an_altered_one_is_found(app: App) -> None:
    for one in people(app, 2):
        erasure.erase(app, [one])
    path = erasure.erased_file(app)
    assert path is not None
    whole = path.read_text()
    path.write_text(whole + whole[:40])
    assert len(erasure.erasures(app)) == 2
    erasure.erase(app, people(app, 1))
    assert len(erasure.erasures(app)) == 3
    first, rest = whole.split("\n", 1)
    for altered in (first.replace('"keys": []', '"keys": ["x"]'), "[1, 2]", "3", "{}"):
        path.write_text(f"{altered}\n{rest}")
        with pytest.raises(StorageError, match="altered in line 1"):
            erasure.erasures(app)


def test_what_cannot_be_listed_is_not_erased(app: App) -> None:
    (ana,) = people(app, 1)
    path = erasure.erased_file(app)
    assert path is not None
    path.mkdir(parents=True)
    with pytest.raises(StorageError):
        erasure.erase(app, [ana])
    assert app.store.value("select count(*) as n from contacts") == 1


def test_copies_that_still_hold_somebody_are_named(app: App) -> None:
    class Attic:
        """Keeps a copy."""

        @hookimpl
        def copies(self, app: App) -> list[Copy]:
            return [Copy(place="/attic", made_at="2026-03-01T00:00:00Z")]

    with_attic = App.on(app.store, Plugins.load(extra={"attic": Attic()}), app.settings, app.keyring, app.actor)
    assert [copy.place for copy in erasure.erase(with_attic, people(app, 1)).copies] == ["/attic"]


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)  # a server has no log that a reader holds
def test_a_reader_who_holds_the_log_is_told_of(app: App) -> None:
    (ana,) = people(app, 1)
    reader = app.store.another()
    app.store.patience = 0.2
    reader.rows("begin")
    reader.rows("select count(*) from contacts")
    report = erasure.erase(app, [ana])
    assert "Another program is reading" in report.to_do[0]
    assert erasure.is_unfinished(app)
    reader.rows("commit")
    reader.close()
    assert erasure.finish(app) == ""
    assert not erasure.is_unfinished(app)


def test_what_an_erasure_that_was_cut_off_left_due_is_done_with_the_next(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    member, other = people(app, 2)
    group = a_group(app)
    groups.join(app, group.contact_id, member)

    def die(_: int) -> None:
        raise _KilledError

    with pytest.raises(_KilledError):
        erasure.erase(app, [member], progress=die)
    purged: list[str] = []
    purge = app.store.purge

    def watched(tables: Sequence[str]) -> str:
        purged.extend(tables)
        return purge(tables)

    monkeypatch.setattr(app.store, "purge", watched)
    erasure.erase(app, [other])
    assert {"group_members", "contacts", "change_rows"} <= {*purged}
    assert not erasure.is_unfinished(app)
    assert erasure.finish(app) == ""


def test_whoever_is_merged_into_somebody_meanwhile_is_listed_too(app: App) -> None:
    first, second, third = people(app, 3)
    row: dict[str, Any] = app.store.one("select * from contacts where id = :id", id=third) or {}
    elsewhere = app.as_actor(app.actor)
    merges = iter([partial(contacts.merge, elsewhere, second, third)])

    def merge(_: int) -> None:
        for one in merges:
            one()

    erasure.erase(app, [first, second], progress=merge)
    elsewhere.close()
    assert app.store.value("select count(*) as n from contacts") == 0
    with app.change("bring back by hand"):
        app.store.insert("contacts", {name: value for name, value in row.items() if name != "change_id"})
    assert erasure.still_there(app) == [third]


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)  # the list is a file with either engine
def test_erasures_at_once_write_their_lines_one_after_the_other(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = people(app, 3)
    writing, most = Semaphore(1), []

    def slowly(path: Path, line: str) -> None:
        most.append(writing.acquire(blocking=False))
        sleep(0.1)
        append_private(path, line)
        writing.release()

    monkeypatch.setattr(erasure, "append_private", slowly)
    apps = [app.as_actor(app.actor) for _ in ids]
    with ThreadPoolExecutor(len(ids)) as pool:
        list(pool.map(lambda mine, number: erasure.erase(mine, [number]), apps, ids))
    for one in apps:
        one.close()
    assert most == [True] * len(ids)
    assert len(erasure.erasures(app)) == len(ids)
    assert app.store.value("select count(*) as n from contacts") == 0
    assert changes.verify(app).problems == ()
