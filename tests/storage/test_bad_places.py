"""Where a database cannot be opened or written, one sentence says so and nothing is written."""

import contextlib
import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, OutreachError
from outreach_crm.storage import open_store
from outreach_crm.storage.sqlite import SqliteStore
from tests.storage.things import names


def opened(url: str | Path, **environ: str) -> App:
    app = App.open(str(url), actor="Maria", environ=environ, settings_file=Path("/nonexistent"))
    app.secret("journal")
    return app


def told(url: str | Path, **environ: str) -> str:
    with pytest.raises(OutreachError) as error:
        opened(url, **environ).close()
    said = str(error.value)
    assert "\n" not in said
    assert said.endswith(".")
    return said


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


# What is no database --------------------------------------------------------------------------------------------------


def test_a_text_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear minister,\n" * 500)
    before = content(tmp_path)
    assert "is not a database" in told(tmp_path / "letter.txt")
    assert content(tmp_path) == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "is a folder" in told(tmp_path)
    assert content(tmp_path) == {}


def test_a_folder_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert "cannot be made" in told(tmp_path / "file" / "new.db")


def test_another_engine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="mysql:// is not a database this program knows"):
        open_store("mysql://localhost/x")


def test_a_database_of_somebody_else_is_not_taken_over(tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "other.db")) as conn:
        conn.execute("create table accounts (x text)")
    assert "another program" in told(tmp_path / "other.db")
    with contextlib.closing(sqlite3.connect(tmp_path / "other.db")) as conn:
        assert conn.execute("select name from sqlite_master where type = 'table'").fetchall() == [("accounts",)]


@pytest.mark.parametrize("damage", ["middle", "cut"])
def test_a_damaged_file_is_told_and_not_made_worse(tmp_path: Path, damage: str) -> None:
    app = opened(tmp_path / "a.db")
    app.close()
    whole = (tmp_path / "a.db").read_bytes()
    broken = whole[:4096] + b"\xa5" * (len(whole) - 4096) if damage == "middle" else whole[: len(whole) // 2]
    (tmp_path / "a.db").write_bytes(broken)
    assert "is damaged; restore it from a backup" in told(tmp_path / "a.db")
    assert (tmp_path / "a.db").read_bytes() == broken


# Rights ---------------------------------------------------------------------------------------------------------------


def test_a_new_database_its_key_and_its_folder_are_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "data" / "new.db"
    old = os.umask(0)
    try:
        app = opened(path)
        with app.change("start"):
            pass
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        for file in path.parent.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
        app.close()
    finally:
        os.umask(old)


_OPEN = """
import os, pwd, sys
from pathlib import Path
from outreach_crm.app import App
from outreach_crm.errors import OutreachError

def opened(path):
    return App.open(path, actor="Maria", environ={"OUTREACH_KEY": "k" * 64}, settings_file=Path("/nonexistent"))

App.open(":memory:", actor="Maria", environ={}, settings_file=Path("/nonexistent")).close()  # so that all is imported
if os.geteuid() == 0:
    os.setgroups([])
    os.setuid(pwd.getpwnam("nobody").pw_uid)
try:
    app = opened(sys.argv[1])
    print("read", app.store.value("select count(*) as n from changes"))
    with app.change("write"):
        pass
    print("wrote")
except OutreachError as error:
    print("told", error)
"""


def as_other_user(path: Path) -> list[str]:
    """Open and write a database as a user without rights and return what the program said, line by line."""
    environ: dict[str, Any] = {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", _OPEN, str(path)], env=environ, cwd="/", capture_output=True, text=True, check=False
    )
    assert not done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def public(tmp_path: Path) -> Iterator[Path]:
    """A folder that a user without rights can reach, with a database in it."""
    with tempfile.TemporaryDirectory(prefix="outreach-public-") as name:
        Path(name).chmod(0o755)
        place = Path(name) / "place"
        place.mkdir()
        opened(place / "a.db", OUTREACH_KEY="k" * 64).close()
        yield place
        place.chmod(0o755)


def test_a_read_only_file_can_be_read_and_says_so_when_written(public: Path) -> None:
    public.chmod(0o777)
    (public / "a.db").chmod(0o444)
    read, said = as_other_user(public / "a.db")
    assert read == "read 1"
    assert said.startswith("told The database is read-only here")


def test_a_read_only_folder_is_told_in_a_sentence(public: Path) -> None:
    (public / "a.db").chmod(0o444)
    public.chmod(0o555)
    assert as_other_user(public / "a.db")[-1].startswith("told ")
    (said,) = as_other_user(public / "new.db")
    assert said == f"told {public}/new.db cannot be made: Permission denied."
    assert sorted(content(public)) == ["a.db"]


def test_a_folder_one_may_not_look_into_is_told_in_a_sentence(public: Path) -> None:
    public.chmod(0o700 if os.geteuid() == 0 else 0)
    (said,) = as_other_user(public / "a.db")
    assert said.startswith("told ")
    assert "Permission denied" in said


# The disk -------------------------------------------------------------------------------------------------------------

_FILL = """
import resource, signal, sys
from outreach_crm.app import App
from outreach_crm.changes import service
from outreach_crm.errors import OutreachError
from outreach_crm.keys import Keyring
from outreach_crm.model import Actor
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from outreach_crm.storage import migrate, open_store
from tests.storage.things import THINGS, names

if sys.argv[2] == "limit":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = open_store(sys.argv[1])
migrate(store, [THINGS])
app = App.on(store, Plugins.load(), Settings({}), Keyring(lambda: b"k" * 32), Actor(name="Maria"))
with app.change("first"):
    store.insert("things", {"name": "first"})
if sys.argv[2] == "limit":
    resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000))
try:
    with app.change("fill"):
        for number in range(200):
            store.insert("things", {"name": "x" * 100_000})
except OutreachError as error:
    print("told", error)
print(names(store) == ["first"], service.verify(app).problems == ())
"""


def fill(path: Path, how: str) -> str:
    environ: dict[str, Any] = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", _FILL, str(path), how], env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    store = SqliteStore(str(path))
    assert names(store) == ["first"]
    assert store.value("pragma integrity_check") == "ok"
    store.close()
    return done.stdout


def test_a_file_that_may_not_grow_loses_nothing(tmp_path: Path) -> None:
    said = fill(tmp_path / "a.db", "limit")
    assert said.startswith("told The disk")
    assert said.endswith("True True\n")


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root may mount a small disk")
    try:
        said = fill(disk / "a.db", "disk")
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    assert said == "told The disk is full: make some room and try again. Nothing was changed.\nTrue True\n"
