"""Backups: whole or not there, encrypted where the settings say so, and gone when their time is over."""

import io
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError, StorageError
from outreach_crm.upkeep import service
from outreach_crm.upkeep.archive import is_encrypted, opened
from outreach_crm.upkeep.service.backing_up import folder, last_backup
from tests.builders import a_person, with_settings
from tests.upkeep.conftest import days_later

pytestmark = pytest.mark.connections


def files(app: App) -> list[str]:
    place = folder(app)
    return sorted(path.name for path in place.iterdir()) if place.is_dir() else []


def test_a_backup_is_a_file_that_any_program_opens(app: App) -> None:
    a_person(app, "Ana Ruiz")
    report = service.back_up(app)
    path = Path(report.backup.place)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["rows"]["contacts"] == 1
    assert manifest["made_at"] == "2026-03-09T08:00:00Z"
    assert path.stat().st_mode & 0o077 == 0
    assert last_backup(app) == "2026-03-09T08:00:00Z"
    assert files(app) == [path.name]


def test_every_backup_has_a_name_of_its_own(app: App) -> None:
    assert len({service.back_up(app).backup.place for _ in range(3)}) == 3
    assert len(service.backups(app)) == 3


def test_a_backup_goes_where_one_says_and_is_found_there(app: App, tmp_path: Path) -> None:
    service.back_up(app, tmp_path / "stick" / "monday.zip")
    (tmp_path / "folder").mkdir()
    service.back_up(app, tmp_path / "folder")
    assert len(service.backups(app)) == 2
    (tmp_path / "stick" / "monday.zip").unlink()
    assert len(service.backups(app)) == 1
    assert [copy.made_at for copy in app.plugins.copies(app)] == [one.made_at for one in service.backups(app)]


def test_nothing_is_overwritten(app: App, tmp_path: Path) -> None:
    there = tmp_path / "letter.odt"
    there.write_text("dear")
    with pytest.raises(ConflictError, match="is there already"):
        service.back_up(app, there)
    assert there.read_text() == "dear"


def test_a_database_in_memory_has_no_backup(app: App) -> None:
    if app.store.engine == "sqlite":
        app.store.url = ":memory:"
        with pytest.raises(InvalidInputError):
            service.back_up(app)


def test_old_backups_are_removed_and_never_the_newest(app: App) -> None:
    app = with_settings(app, backup={"keep_days": 10})
    first = service.back_up(app).backup
    assert first.until_on.isoformat() == "2026-03-19"
    (folder(app) / "holiday.zip").write_text("not ours")
    later = days_later(app, 10)
    assert service.back_up(later).removed == ()
    last = service.back_up(days_later(app, 11))
    assert last.removed == (first.place,)
    assert len(files(app)) == 3
    only = service.back_up(days_later(app, 400))
    assert files(app) == sorted(["holiday.zip", Path(only.backup.place).name])


def test_what_is_encrypted_is_read_by_each_of_its_keys_and_nobody_else(app: App, tmp_path: Path) -> None:
    pyrage = pytest.importorskip("pyrage")
    keys = [pyrage.x25519.Identity.generate() for _ in range(3)]
    app = with_settings(app, backup={"recipients": [str(key.to_public()) for key in keys[:2]]})
    a_person(app, "Ana Ruiz")
    path = Path(service.back_up(app).backup.place)
    assert is_encrypted(path)
    assert b"manifest" not in path.read_bytes()
    assert path.suffix == ".age"
    for number, key in enumerate(keys):
        (tmp_path / f"key{number}").write_text(f"# created today\n{key}\n")
    for number in (0, 1):
        with opened(path, [tmp_path / f"key{number}"]) as (manifest, _):
            assert manifest.rows["contacts"] == 1
    for identities in ([], [tmp_path / "key2"]):
        with pytest.raises(StorageError), opened(path, identities):
            pass


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)  # what pg_dump says goes through a pipe anyway
def test_what_is_encrypted_is_never_on_the_disk_in_plain(app: App, tmp_path: Path) -> None:
    pyrage = pytest.importorskip("pyrage")
    app = with_settings(app, backup={"recipients": [str(pyrage.x25519.Identity.generate().to_public())]})
    seen: list[str] = []
    copy = app.store.copy

    def watched(out: io.BytesIO, place: Path | None) -> dict[str, int]:
        found = copy(out, place)
        seen.extend(path.name for path in folder(app).iterdir() if path.stat().st_size)
        return found

    app.store.copy = watched  # type: ignore[method-assign, assignment]
    service.back_up(app)
    assert seen == []


@pytest.mark.parametrize("recipient", ["age1nonsense", "maria", "AGE-SECRET-KEY-1"])
def test_a_recipient_that_is_no_public_key_is_told_and_nothing_is_written(app: App, recipient: str) -> None:
    pytest.importorskip("pyrage")
    with pytest.raises(InvalidInputError, match="not a public key"):
        service.back_up(with_settings(app, backup={"recipients": [recipient]}))
    assert files(app) == []


def copied(prepared: Path, folder: Path) -> Path:
    """A database file with its key."""
    for part in prepared.parent.iterdir():
        shutil.copy2(part, folder)
    return folder / prepared.name


_BACK_UP = """
import sys
from pathlib import Path
from outreach_crm.app import App
from outreach_crm.upkeep import service
app = App.open(sys.argv[1], environ={"OUTREACH_SETTINGS": "/nowhere"})
while True:
    service.back_up(app)
    print("made", flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has SIGKILL")
def test_a_backup_that_is_killed_leaves_the_others_usable(prepared: Path, tmp_path: Path) -> None:
    place = copied(prepared, tmp_path)
    for moment in (0.02, 0.1, 0.3):
        running = subprocess.Popen([sys.executable, "-c", _BACK_UP, str(place)], stdout=subprocess.PIPE)
        assert running.stdout is not None
        assert running.stdout.readline() == b"made\n"
        time.sleep(moment)
        running.send_signal(signal.SIGKILL)
        running.communicate()
    made = sorted((tmp_path / "backups").glob("*.zip"))
    assert len(made) >= 3
    for path in made:
        with opened(path, ()) as (manifest, _):
            assert manifest.rows["changes"] > 0


_ON_A_FULL_DISK = f"""
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from outreach_crm.errors import StorageError
from outreach_crm.app import App
from outreach_crm.upkeep import service
app = App.open(sys.argv[1], environ={{"OUTREACH_SETTINGS": "/nowhere"}})
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), {resource.RLIM_INFINITY}))
try:
    service.back_up(app)
except StorageError as error:
    print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has limits of files")
@pytest.mark.parametrize("room", [100_000, 1_000_000])
def test_a_backup_without_room_is_told_and_leaves_nothing(prepared: Path, tmp_path: Path, room: int) -> None:
    place = copied(prepared, tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", _ON_A_FULL_DISK, str(place), str(room)], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert done.stdout.strip().endswith(".")
    assert list((tmp_path / "backups").iterdir()) == []
