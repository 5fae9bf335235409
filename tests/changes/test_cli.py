"""The journal from the command line."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Cli = Callable[..., Result]


def add(cli: Cli, *arguments: str) -> int:
    return int(json.loads(cli("contacts", "add", *arguments, "--json").stdout)["change_id"])


def test_the_latest_changes_name_whom_they_are_about(cli: Cli) -> None:
    assert "add contact" not in cli("history").stdout
    add(cli, "Ana Ruiz", "--because", "met in Geneva")
    line = next(line for line in cli("history").stdout.splitlines() if "add contact" in line)
    assert "maria" in line
    assert "Ana Ruiz" in line
    assert json.loads(cli("history", "--json").stdout)[0]["why"] == "met in Geneva"


def test_one_change_shows_names_where_the_database_has_numbers(cli: Cli) -> None:
    add(cli, "Ana Ruiz", "--role", "Chair", "--at", "Colegio", "--holder", "", "--email", "ana@example.org")
    cli("circles", "add", "Board")
    change = json.loads(cli("contacts", "edit", "Ana", "--holder", "maria", "--circle", "Board", "--json").stdout)
    shown = cli("history", str(change["change_id"])).stdout
    assert "holder_id: (nothing) -> 1 maria" in shown
    assert "Board" in shown
    number = min(one["id"] for one in json.loads(cli("history", "--json").stdout) if one["what"] == "add contact")
    added = cli("history", str(number)).stdout
    assert "organisation_id: 2 Colegio" in added
    assert "value: ana@example.org" in added


def test_undo_is_told_with_its_number_and_undone_once(cli: Cli) -> None:
    change = add(cli, "Ana Ruiz")
    assert "Taken back as change" in cli("undo", str(change), "--because", "a mistake").stdout
    assert "was taken back by change" in cli("undo", str(change), code=1).stderr
    assert "undone" in cli("history").stdout


def test_every_answer_is_one_document_for_machines(cli: Cli) -> None:
    change = add(cli, "Ana Ruiz")
    assert json.loads(cli("history", "--json").stdout)[0]["about"] == ["Ana Ruiz"]
    assert json.loads(cli("history", str(change), "--json").stdout)["counts"] == {"contact": 1}
    assert json.loads(cli("history", "ana", "--json").stdout)[0]["id"] == change
    assert json.loads(cli("undo", str(change), "--json").stdout)["rows"] == 1
    assert json.loads(cli("history", "verify", "--json").stdout)["problems"] == []


@pytest.mark.parametrize("what", ["99", "99999999999999999999999", "²", "nobody", "contacts:99"])
def test_what_is_not_there_is_one_sentence(cli: Cli, what: str) -> None:
    add(cli, "Ana Ruiz")
    result = cli("history", what, code=1)
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1


def test_an_altered_entry_is_found_and_named(cli: Cli, tmp_path: Path) -> None:
    change = add(cli, "Ana Ruiz", "--because", "met in Geneva")
    assert "all as they were written" in cli("history", "verify").stdout
    with sqlite3.connect(tmp_path / "cli.db") as forger:
        forger.execute("drop trigger changes_sealed")
        forger.execute("update changes set why = 'met in Lyon' where id = ?", [change])
    forger.close()
    result = cli("history", "verify", code=1)
    assert f"change {change}: the entry was altered" in result.stdout


def test_more_rows_than_are_shown_are_counted(cli: Cli) -> None:
    emails = [part for number in range(210) for part in ("--email", f"a{number}@example.org")]
    change = add(cli, "Ana Ruiz", *emails)
    assert "And 11 more rows" in cli("history", str(change)).stdout
    assert "more rows" not in cli("history", str(change), "--limit", "300").stdout


def test_the_keywords_that_come_with_the_program_are_not_undone_by_a_typing_error(cli: Cli) -> None:
    cli("contacts", "add", "Ana", "--interest", "torture")
    entries = json.loads(cli("history", "--json").stdout)
    loaded = next(one["id"] for one in entries if one["what"] == "load keyword schemes")
    assert "is final" in cli("undo", str(loaded), code=1).stderr
