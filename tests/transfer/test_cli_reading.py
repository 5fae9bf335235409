"""Commands that read files: what is told, what is asked, and mappings kept by name."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import Result

Cli = Callable[..., Result]
ROWS = (
    "Vorname;Name;E-Mail;Telefon;Firma;Bereich;Land\nUwe;Groß;uwe@example.org;030 1234567;Kanzlei;legal;Deutschland\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "liste.csv"
    path.write_text(ROWS + ";;;;;;\n;;broken;;;;\n", "utf-8")
    return path


def test_a_dry_run_tells_machines_what_was_read(cli: Cli, file: Path) -> None:
    told = json.loads(cli("import", str(file), "--dry-run", "--json").stdout)
    counted = {name: told["counts"][name] for name in ("records", "new", "refused", "organisations", "problems")}
    assert counted == {"records": 2, "new": 2, "refused": 0, "organisations": 1, "problems": 2}
    first = told["records"][0]
    expected = {
        "name": "Uwe Groß",
        "emails": ["uwe@example.org"],
        "phones": ["030 1234567"],
        "phones_e164": ["+49301234567"],
        "organisation": "Kanzlei",
        "sectors": ["legal"],
        "fields": {"country": "DE"},
    }
    assert {key: first[key] for key in expected} == expected
    assert [(one["line"], one["field"]) for one in told["problems"]] == [(4, "email"), (4, "name")]
    assert told["columns"]["Vorname"] == "given"


def test_a_dry_run_shows_people_what_was_read_and_writes_nothing(cli: Cli, file: Path) -> None:
    shown = cli("import", str(file), "--dry-run").stdout
    assert "Uwe Groß" in shown
    assert "2 records: 2 new" in shown
    assert json.loads(cli("contacts", "list", "--json").stdout) == []


def test_what_cannot_be_read_is_one_sentence(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    told = cli("import", str(tmp_path / "empty.csv"), "--dry-run", code=1).stderr
    assert "0 bytes" in told
    assert told.count("\n") == 1


def test_what_nobody_can_be_asked_ends_with_the_option_that_answers(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Name;Newsletter;Consent date\nJosé;yes;3/4/2026\n".encode("cp1252"))
    told = cli("import", str(path), "--dry-run", code=2).stderr
    assert "--encoding" in told
    assert "cp1252: Western European (Windows): " in told
    told = cli("import", str(path), "--dry-run", "--encoding", "cp1252", code=2).stderr
    assert "--day-first or --month-first" in told
    told = cli("import", str(path), "--dry-run", "--encoding", "cp1252", "--day-first", "--json").stdout
    assert json.loads(told)["records"][0]["consents"][0]["given_on"] == "2026-04-03"


def test_a_column_mapped_twice_is_refused(cli: Cli, file: Path) -> None:
    told = cli("import", str(file), "--dry-run", "--map", "Firma=note", "--map", "Firma=role", code=1).stderr
    assert "'Firma' is mapped twice" in told


def test_a_mapping_is_kept_shown_used_and_taken_away(cli: Cli, file: Path) -> None:
    cli("import-mappings", "add", "Kartei", str(file), "--map", "Firma=note", "--because", "monthly list")
    assert json.loads(cli("import-mappings", "list", "--json").stdout)[0]["name"] == "Kartei"
    assert "note" in cli("import-mappings", "show", "kartei").stdout
    told = json.loads(cli("import", str(file), "--dry-run", "--mapping", "kartei", "--json").stdout)
    assert told["records"][0]["note"] == "Kanzlei"
    cli("import-mappings", "remove", "Kartei")
    assert json.loads(cli("import-mappings", "list", "--json").stdout) == []
    cli("undo", str(json.loads(cli("history", "--json").stdout)[0]["id"]))
    assert "Firma" in cli("import-mappings", "show", "Kartei").stdout


def test_on_a_terminal_what_the_file_leaves_open_is_asked(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Name;Newsletter;Consent date\nJosé;yes;3/4/2026\n".encode("cp1252"))
    terminal = SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("outreach_crm.transfer.cli.opening.sys", terminal)
    result = cli("import", str(path), "--dry-run", "--json", input="1\n2\n")
    first = json.loads(result.stdout)["records"][0]
    assert (first["name"], first["consents"][0]["given_on"]) == ("José", "2026-03-04")
    assert "In which encoding do its names look right?" in result.stderr
    assert "2  the month comes first" in result.stderr
