"""Restoring: all of it or nothing, compared with what it says of itself, without whoever was erased since."""

import json
import os
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from outreach_crm import erasure
from outreach_crm.app import App
from outreach_crm.change import Journal
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import State
from outreach_crm.errors import ConflictError, RefusedError, StorageError
from outreach_crm.hooks import hookimpl
from outreach_crm.keys import Keyring
from outreach_crm.plugins import Plugins
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_crm.privacy.model import State as Said
from outreach_crm.storage import open_store
from outreach_crm.upkeep import service
from tests.builders import a_person, with_settings
from tests.conftest import KEY
from tests.dispatch.letters import an_addressee, under_way, with_rules
from tests.upkeep.conftest import ENVIRON, put_back

pytestmark = pytest.mark.connections


def people(app: App) -> list[str]:
    return [row["name"] for row in app.store.rows("select name from contacts order by id")]


def test_a_restore_brings_everything_back_and_says_so(app: App) -> None:
    a_person(app, "Ana Ruiz")
    backup = service.back_up(app).backup
    a_person(app, "Jorge Paz")
    report = put_back(app, backup.place)
    assert people(app) == ["Ana Ruiz"]
    assert (report.restored, report.erased_again, report.problems) == (True, 0, ())
    (entry,) = [one for one in changes.latest(app) if one.what == "restore backup"]
    with pytest.raises(RefusedError, match="final"):
        changes.undo(app, entry.id)
    assert changes.verify(app).problems == ()
    put_back(app, report.kept)
    assert people(app) == ["Ana Ruiz", "Jorge Paz"]


def test_a_mailing_that_was_under_way_is_paused_for_it_would_leave_twice(app: App) -> None:
    own = with_rules(app)
    an_addressee(own, "Colegio")
    made = under_way(own)
    backup = service.back_up(own).backup
    report = put_back(own, backup.place)
    assert dispatch.get(own, made.id).state is State.PAUSED
    assert report.problems == ("Spring letter was paused; see what has left since before you resume it.",)
    assert changes.verify(own).problems == ()


def test_a_database_that_is_there_is_replaced_only_when_one_says_so(app: App) -> None:
    backup = service.back_up(app).backup
    a_person(app, "Ana Ruiz")
    with pytest.raises(ConflictError, match="--over"):
        put_back(app, backup.place, over=False)
    assert people(app) == ["Ana Ruiz"]


def test_whoever_was_erased_since_is_erased_again(app: App) -> None:
    ana, jorge = a_person(app, "Ana Ruiz"), a_person(app, "Jorge Paz")
    backup = service.back_up(app).backup
    report = erasure.erase(app, [ana.id])
    assert [copy.place for copy in report.copies] == [backup.place]
    later = a_person(app, "Later One")
    assert put_back(app, backup.place).erased_again == 1
    assert people(app) == ["Jorge Paz"]
    assert changes.verify(app).problems == ()
    # A number that is given to somebody else later is not taken for the one who was erased.
    assert a_person(app, "Somebody New").id <= later.id
    assert put_back(app, backup.place).erased_again == 1
    assert people(app) == ["Jorge Paz"]
    assert contacts.get(app, jorge.id)


def test_who_was_to_be_kept_out_is_kept_out_again(app: App) -> None:
    told: list[str] = []

    class Gate:
        """Keeps people out."""

        @hookimpl
        def keep_out(self, app: App, keys: list[str]) -> None:
            told.extend(keys)

    guarded = App.on(app.store, Plugins.load(extra={"gate": Gate()}), app.settings, app.keyring, app.actor)
    backup = service.back_up(guarded).backup
    erasure.erase(guarded, [a_person(guarded).id], keys=["email abc", "email def"])
    put_back(guarded, backup.place)
    assert told == ["email abc", "email def"]


def test_what_people_said_no_to_since_still_holds(app: App) -> None:
    ana, jorge = a_person(app, "Ana Ruiz"), a_person(app, "Jorge Paz")
    backup = service.back_up(app).backup
    no = ConsentDraft(state=Said.OBJECTED, purpose="mailings", source="a call")
    privacy.record(app, ana.id, no)
    privacy.suppress(app, "jorge@example.org", reason="unsubscribed")
    put_back(app, backup.place)
    (said,) = privacy.present(app, ana.id)
    assert (said.state, said.purpose, said.own_word) == (Said.OBJECTED, "mailings", True)
    assert privacy.present(app, jorge.id) == []
    assert [one.reason for one in privacy.list_suppressions(app)] == ["unsubscribed"]
    assert changes.verify(app).problems == ()


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)  # a server's files are its own
def test_no_file_holds_whoever_was_erased_since(app: App, tmp_path: Path) -> None:
    ana = a_person(app, "Zyxwvuts")
    backup = service.back_up(app).backup
    erasure.erase(app, [ana.id])
    put_back(app, backup.place)
    files = [path for path in tmp_path.glob("*") if path.is_file()]
    assert [path.name for path in files if b"Zyxwvuts" in path.read_bytes()] == []


def bare(app: App, url: str) -> App:
    """An App of a place where there is nothing yet."""
    keyring = Keyring(lambda: KEY)
    store = open_store(url, app.store.bound)
    return App(store, app.plugins, app.settings, app.clock, Journal(store, keyring, app.actor), keyring)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_restore_on_another_machine_makes_the_database(app: App, tmp_path: Path) -> None:
    a_person(app, "Ana Ruiz")
    backup = service.back_up(app).backup
    elsewhere = bare(app, str(tmp_path / "new" / "other.db"))
    assert put_back(elsewhere, backup.place, over=False).kept == ""
    assert people(elsewhere) == ["Ana Ruiz"]


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_without_the_key_nothing_is_restored_unless_one_says_that_it_is_lost(app: App, tmp_path: Path) -> None:
    a_person(app, "Ana Ruiz")
    backup = Path(service.back_up(app).backup.place)
    place = tmp_path / "other.db"
    with pytest.raises(StorageError, match="lost for good: --without-key"):
        service.restore(bare(app, str(place)), backup, environ={})
    assert not place.exists()
    elsewhere = bare(app, str(place))
    service.restore(elsewhere, backup, environ={}, without_key=True)
    assert people(elsewhere) == ["Ana Ruiz"]


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_backup_of_another_database_is_refused(app: App) -> None:
    backup = Path(service.back_up(app).backup.place)
    a_person(app, "Ana Ruiz")
    with pytest.raises(StorageError, match="another database"):
        service.restore(app, backup, environ={"OUTREACH_KEY": "another"}, over=True)
    assert people(app) == ["Ana Ruiz"]


def rewritten(path: Path, alter: Callable[[dict[str, bytes]], object]) -> Path:
    """A backup whose entries were altered by somebody who knows the format, but not the key."""
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    alter(entries)
    forged = path.with_name("forged.zip")
    with zipfile.ZipFile(forged, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return forged


def fewer(entries: dict[str, bytes]) -> None:
    manifest = json.loads(entries["manifest.json"])
    manifest["rows"]["contacts"] += 1
    entries["manifest.json"] = json.dumps(manifest).encode()


def another(entries: dict[str, bytes]) -> None:
    entries[next(iter(entries))] += b"x"


def no_manifest(entries: dict[str, bytes]) -> None:
    del entries["manifest.json"]


def unknown(entries: dict[str, bytes]) -> None:
    entries["manifest.json"] = b'{"engine": "oracle"}'


@pytest.mark.parametrize("alter", [fewer, another, no_manifest, unknown])
def test_a_backup_that_somebody_altered_is_refused(app: App, alter: Callable[[dict[str, bytes]], None]) -> None:
    backup = Path(service.back_up(app).backup.place)
    a_person(app, "Ana Ruiz")
    with pytest.raises(StorageError, match="altered"):
        put_back(app, rewritten(backup, alter))
    assert people(app) == ["Ana Ruiz"]


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)  # the file is made alike on both
@pytest.mark.parametrize("encrypted", [False, True])
def test_a_flipped_bit_or_a_lost_end_is_found(app: App, tmp_path: Path, encrypted: bool) -> None:
    pyrage = pytest.importorskip("pyrage")
    key = pyrage.x25519.Identity.generate()
    (tmp_path / "key").write_text(f"{key}\n")
    if encrypted:
        app = with_settings(app, backup={"recipients": [str(key.to_public())]})
    whole = Path(service.back_up(app).backup.place).read_bytes()
    damaged = tmp_path / "damaged.zip"
    accepted = []
    for place in [*range(0, len(whole), len(whole) // 40), len(whole) - 1]:
        flipped = bytearray(whole)
        flipped[place] ^= 4
        for number, data in enumerate((bytes(flipped), whole[:place])):
            damaged.write_bytes(data)
            try:
                service.check(app, damaged, identities=[tmp_path / "key"], environ=ENVIRON)
            except StorageError:
                continue
            accepted.append((place, number))
    # A date or a right in the directory of an archive may differ; what it holds was compared all the same.
    assert len(accepted) <= (0 if encrypted else 2)
    damaged.write_bytes(whole)
    assert service.check(app, damaged, identities=[tmp_path / "key"], environ=ENVIRON).rows > 0


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_damaged_database_is_kept_as_it_is_and_replaced(app: App, tmp_path: Path) -> None:
    a_person(app, "Ana Ruiz")
    backup = service.back_up(app).backup
    app.store.rows("pragma wal_checkpoint(truncate)")
    forger = sqlite3.connect(tmp_path / "test.db")
    page = forger.execute("select rootpage from sqlite_master where name = 'contacts_sort'").fetchone()[0]
    forger.close()
    with (tmp_path / "test.db").open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    other = app.as_actor(app.actor)
    assert [one.ok for one in service.examine(other) if one.subject == "pages"] == [False]
    report = put_back(other, backup.place)
    assert report.kept == f"{tmp_path / 'test.db'}.damaged"
    assert people(other) == ["Ana Ruiz"]
    assert other.store.damage() == []
    other.close()


def test_one_engine_takes_no_backup_of_the_other(app: App) -> None:
    backup = Path(service.back_up(app).backup.place)
    other = "postgresql" if app.store.engine == "sqlite" else "sqlite"

    def exchange(entries: dict[str, bytes]) -> None:
        manifest = json.loads(entries["manifest.json"]) | {"engine": other}
        old = next(name for name in entries if name.startswith("database"))
        entries["database.pgdump" if other == "postgresql" else "database.sqlite"] = entries.pop(old)
        entries["manifest.json"] = json.dumps(manifest).encode()

    with pytest.raises(ConflictError, match=f"This backup is of {other}"):
        put_back(app, rewritten(backup, exchange))


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may read everything")
def test_what_cannot_be_read_is_told_in_a_sentence(app: App, tmp_path: Path) -> None:
    secret = tmp_path / "secret.zip"
    secret.touch(mode=0o000)
    with pytest.raises(StorageError, match="cannot be read"):
        put_back(app, secret)
