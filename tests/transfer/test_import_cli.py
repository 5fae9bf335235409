"""The command ``outreach import`` as people and programs use it."""

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from outreach_crm.storage.sqlite import SqliteStore

Cli = Callable[..., Result]

_LIST = """Given name,Family name,E-mail,Phone,Country,Organisation,Job title
Ana,Ruiz,ana@example.org,915 55 01 23,Spain,Colegio de Abogados,dean
Bea,Gil,bea@example.org,,ES,Colegio de Abogados,
,,,,,,late
"""


def a_list(folder: Path, text: str = _LIST) -> Path:
    path = folder / "members.csv"
    path.write_text(text, "utf-8")
    return path


def test_a_dry_run_tells_what_was_read_and_what_would_become_of_it(cli: Cli, tmp_path: Path) -> None:
    told = json.loads(cli("import", str(a_list(tmp_path)), "--dry-run", "--json").stdout)
    assert told["counts"] == {
        "records": 3,
        "new": 2,
        "changed": 0,
        "unchanged": 0,
        "probable duplicate": 0,
        "refused": 1,
        "suppressed": 0,
        "organisations": 1,
        "problems": 0,
    }
    first = told["records"][0]
    assert (first["name"], first["emails"], first["phones"], first["phones_e164"], first["organisation"]) == (
        *("Ana Ruiz", ["ana@example.org"], ["915 55 01 23"], ["+34915550123"], "Colegio de Abogados"),
    )
    assert [one["outcome"] for one in told["records"]] == ["new", "new"]
    assert [one["line"] for one in told["problems"]] == [4]


def test_a_dry_run_writes_nothing(cli: Cli, tmp_path: Path) -> None:
    store = SqliteStore(str(tmp_path / "cli.db"))
    cli("import", str(a_list(tmp_path)), "--dry-run")  # the keys by which duplicates are found are made once
    before = store.value("pragma data_version")
    cli("import", str(a_list(tmp_path)), "--dry-run")
    assert store.value("pragma data_version") == before
    assert store.value("select count(*) as n from contacts") == 0
    assert not (tmp_path / "members.csv.refused.csv").exists()
    store.close()


def test_off_a_terminal_it_needs_yes(cli: Cli, tmp_path: Path) -> None:
    refused = cli("import", str(a_list(tmp_path)), code=2)
    assert "Add 2 and change 0 contacts? Give --yes to go on." in refused.stderr
    done = cli("import", str(a_list(tmp_path)), "--yes", "--because", "autumn list")
    assert "3 records: 2 new, 1 refused; 1 new organisation that persons are in." in done.stdout
    assert f"is in {tmp_path}/members.csv.refused.csv" in done.stdout.replace("\n", " ")
    assert "takes all of it back" in done.stdout


def test_refused_rows_can_be_put_right_and_read_again(cli: Cli, tmp_path: Path) -> None:
    cli("import", str(a_list(tmp_path)), "--yes")
    left = tmp_path / "members.csv.refused.csv"
    text = left.read_text("utf-8-sig")
    assert "not imported because" in text
    left.write_text(text.replace(",,,,,,late", "Carla,Mora,carla@example.org,,,,late"), "utf-8")
    told = json.loads(cli("import", str(left), "--yes", "--json").stdout)
    assert told["counts"]["new"] == 1


def test_the_preview_shows_fields_before_and_after(cli: Cli, tmp_path: Path) -> None:
    cli("import", str(a_list(tmp_path)), "--yes")
    shown = cli(
        "import",
        str(a_list(tmp_path, _LIST.replace("Ruiz,ana@", "Ruiz,ana.ruiz@").replace("bea@", "Bea@"))),
        "--dry-run",
    )
    assert "ana.ruiz@example.org" in shown.stdout
    again = cli("import", str(a_list(tmp_path)), "--yes")
    assert "Nothing was written." in again.stdout


def test_the_whole_import_is_taken_back(cli: Cli, tmp_path: Path) -> None:
    report = json.loads(cli("import", str(a_list(tmp_path)), "--yes", "--json").stdout)
    assert report["counts"]["new"] == 2
    cli("undo", str(report["change_id"]))
    assert json.loads(cli("contacts", "list", "--json").stdout) == []
