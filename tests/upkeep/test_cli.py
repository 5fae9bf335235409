"""Looking after the installation from the command line."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Cli = Callable[..., Result]


def test_doctor_says_that_all_is_well_and_exits_with_nought(cli: Cli) -> None:
    cli("contacts", "add", "Ana Ruiz")
    findings = json.loads(cli("doctor", "--json").stdout)
    assert {one["subject"] for one in findings} >= {"database", "journal", "sectors"}
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


def test_plugins_are_listed_with_their_hooks_and_state(cli: Cli) -> None:
    listed = {one["name"]: one for one in json.loads(cli("plugins", "list", "--json").stdout)}
    assert listed["contacts"]["state"] == "on"
    assert "commands" in listed["contacts"]["hooks"]
    assert "contacts" in cli("plugins", "list").stdout
