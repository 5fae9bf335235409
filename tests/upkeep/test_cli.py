"""Looking after the installation from the command line."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Cli = Callable[..., Result]


def test_doctor_says_that_all_is_well_and_exits_with_nought(cli: Cli) -> None:
    cli("contacts", "add", "Ana Ruiz")
    findings = json.loads(cli("doctor", "--json").stdout)
    assert {one["subject"] for one in findings} >= {"database", "pages", "journal", "sectors"}
    assert all(one["ok"] for one in findings)
    assert "entries, all as they were written" in cli("doctor").stdout


def test_doctor_exits_with_one_when_something_was_altered(cli: Cli, tmp_path: Path) -> None:
    cli("contacts", "add", "Ana Ruiz")
    forger = sqlite3.connect(tmp_path / "cli.db")
    forger.execute("drop trigger changes_sealed")
    forger.execute("update changes set why = 'forged'")
    forger.commit()
    forger.close()
    assert "altered" in cli("doctor", code=1).stdout
    findings = {one["subject"]: one["ok"] for one in json.loads(cli("doctor", "--json", code=1).stdout)}
    assert (findings["journal"], findings["database"]) == (False, True)


def test_doctor_mends_what_needs_no_answer(cli: Cli, tmp_path: Path) -> None:
    cli("contacts", "add", "Ana Ruiz")
    forger = sqlite3.connect(tmp_path / "cli.db")
    forger.execute("delete from words where word = 'ana'")
    forger.execute("insert into words (word, tbl, ref) values ('bogus', 'contacts', 1)")
    forger.commit()
    forger.close()
    (tmp_path / "cli.db.key").chmod(0o644)
    told = cli("doctor", code=1).stdout
    assert "wrong for 2 rows" in told
    assert "chmod 600" in told
    done = cli("doctor", "--mend", "--json")
    assert all(one["ok"] for one in json.loads(done.stdout))
    assert "right again for 2 rows" in done.stderr
    assert "Ana Ruiz" in cli("find", "ana").stdout


def test_a_backup_is_made_listed_and_restored(cli: Cli, tmp_path: Path) -> None:
    cli("contacts", "add", "Ana Ruiz")
    assert "no backup yet" in cli("backup", "--list").stdout
    made = json.loads(cli("backup", "--json").stdout)
    place = made["backup"]["place"]
    assert Path(place).parent == tmp_path / "backups"
    assert made["keep_apart"] == [str(tmp_path / "cli.db.key")]
    assert [one["place"] for one in json.loads(cli("backup", "--list", "--json").stdout)] == [place]
    cli("contacts", "add", "Jorge Paz")
    assert "is whole" in cli("restore", place, "--check").stdout
    assert "--over" in cli("restore", place, code=2).stderr
    report = json.loads(cli("restore", place, "--over", "--json").stdout)
    assert report["restored"]
    assert "Jorge Paz" not in cli("contacts", "list").stdout
    assert "restore backup" in cli("history").stdout
    cli("restore", report["kept"], "--over")
    assert "Jorge Paz" in cli("contacts", "list").stdout
    assert "the last one was made" in cli("doctor").stdout


def test_what_is_no_backup_is_refused_in_a_sentence(cli: Cli, tmp_path: Path) -> None:
    letter = tmp_path / "letter.odt"
    letter.write_text("dear")
    assert "is not a backup" in cli("restore", str(letter), "--over", code=1).stderr
    cli("contacts", "list")


def test_a_restore_into_nothing_needs_the_key_first(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cli("contacts", "add", "Ana Ruiz")
    place = json.loads(cli("backup", "--json").stdout)["backup"]["place"]
    new = tmp_path / "new" / "other.db"
    monkeypatch.setenv("OUTREACH_DATABASE", str(new))
    assert "key of this database is missing" in cli("restore", place, code=1).stderr
    assert not new.exists()
    (tmp_path / "cli.db.key").rename(f"{new}.key")
    cli("restore", place)
    assert "Ana Ruiz" in cli("contacts", "list").stdout


def test_the_database_of_another_program_is_never_replaced(cli: Cli, tmp_path: Path) -> None:
    place = json.loads(cli("backup", "--json").stdout)["backup"]["place"]
    other = sqlite3.connect(tmp_path / "songs.db")
    other.execute("create table songs (title)")
    other.commit()
    other.close()
    told = cli("--database", str(tmp_path / "songs.db"), "restore", place, "--over", code=1)
    assert "another program" in told.stderr
    cli("--database", str(tmp_path / "nowhere.db"), "restore", place, "--check", code=1)
    assert not (tmp_path / "nowhere.db").exists()


def test_a_database_that_is_none_any_more_is_moved_aside(cli: Cli, tmp_path: Path) -> None:
    cli("contacts", "add", "Ana Ruiz")
    place = json.loads(cli("backup", "--json").stdout)["backup"]["place"]
    for end in ("-wal", "-shm"):
        (tmp_path / f"cli.db{end}").unlink(missing_ok=True)
    (tmp_path / "cli.db").write_bytes(b"nothing but noise" * 1000)
    assert "not a database" in cli("restore", place, code=1).stderr
    assert "moved to" in cli("restore", place, "--over").stdout
    assert (tmp_path / "cli.db.damaged").read_bytes().startswith(b"nothing")
    assert "Ana Ruiz" in cli("contacts", "list").stdout


def test_plugins_are_listed_with_their_hooks_and_state(cli: Cli) -> None:
    listed = {one["name"]: one for one in json.loads(cli("plugins", "list", "--json").stdout)}
    assert listed["contacts"]["state"] == "on"
    assert "commands" in listed["contacts"]["hooks"]
    assert "contacts" in cli("plugins", "list").stdout
