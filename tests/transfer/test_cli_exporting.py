"""The command ``outreach export``."""

import csv
import io
import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.plugins import Plugins

Cli = Callable[..., Result]
README = Path(__file__).parents[2] / "outreach_crm" / "transfer" / "README.md"


@pytest.fixture
def filled(cli: Cli) -> Cli:
    cli("contacts", "add", "Ana Ruiz", "--country", "France", "--sector", "medical", "--email", "ana@example.org")
    cli("contacts", "add", "Colegio", "--organisation", "--sector", "legal")
    cli("segments", "add", "Medical", "--where", "sector=medical")
    return cli


def test_a_segment_goes_to_a_file(filled: Cli, tmp_path: Path) -> None:
    file = tmp_path / "medical.csv"
    said = filled("export", str(file), "--segment", "medical", "--purpose", "records").stdout
    assert f"Exported 1 of 1 contacts to {file} for records (outreach history " in said
    (row,) = csv.DictReader(io.StringIO(file.read_text("utf-8-sig")))
    assert (row["name"], row["email"], row["sector"]) == ("Ana Ruiz", "ana@example.org", "medical")


def test_what_is_left_out_is_told_and_a_dry_run_writes_nothing(filled: Cli, tmp_path: Path) -> None:
    file = tmp_path / "all.vcf"
    told = ("--everybody", "--purpose", "mailings")
    said = filled("export", str(file), *told, "--dry-run").stdout
    assert "1 of 2 contacts would be exported for mailings." in said
    assert "left out: 1 (no-basis), " in said
    look = json.loads(filled("export", str(file), *told, "--dry-run", "--json").stdout)
    assert look["counts"] == {"selected": 2, "exported": 1, "left_out": 1}
    assert not file.exists()
    done = json.loads(filled("export", str(file), *told, "--json").stdout)
    assert (done["format"], done["counts"]["exported"]) == ("vcard4", 1)
    assert "left out: 1 (no-basis)" in filled("export", str(file), *told, "--replace").stdout


def test_standard_output_is_the_file_and_nothing_else(filled: Cli) -> None:
    done = filled("export", "-", "--where", "sector=legal", "--format", "json", "--purpose", "records")
    assert [one["name"] for one in json.loads(done.stdout)["organizations"]] == ["Colegio"]
    assert "Exported 1 of 1 contacts for records" in done.stderr


def test_warnings_are_told_and_need_a_yes_and_a_reason(filled: Cli, tmp_path: Path) -> None:
    filled("contacts", "edit", "Colegio", "--set", "rhythm_days=90")
    filled("log", "Colegio", "called")
    told = ("export", str(tmp_path / "legal.csv"), "--sector", "legal", "--purpose", "mailings")
    refused = filled(*told, code=2)
    assert "Warning: 1 (rhythm), " in refused.stderr
    assert "Export 1 contacts in spite of these warnings? Give --confirm-warnings to go on." in refused.stderr
    assert "Say why you go on" in filled(*told, "--confirm-warnings", code=1).stderr
    assert "Exported 1 of 1" in filled(*told, "--confirm-warnings", "--because", "the congress is tomorrow").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("all.csv", "--purpose", "records"), 2, "Say whom: --segment SEGMENT"),
        (("all.csv", "--everybody"), 2, "Missing option '--purpose'"),
        (("all.ods", "--everybody", "--purpose", "records"), 1, "No format is meant"),
        (("all.csv", "--segment", "nobody", "--purpose", "records"), 1, "No segment fits 'nobody'"),
        (("all.csv", "--where", "sectr=legal", "--purpose", "records"), 1, "did you mean 'sector'"),
        (("all.csv", "--everybody", "--purpose", "recods"), 1, "did you mean 'records'"),
    ],
)
def test_mistakes_are_told_in_one_sentence(cli: Cli, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    assert sentence in cli("export", *arguments, code=code).stderr


def test_every_command_of_the_page_works(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    cli("contacts", "add", "Colegio", "--organisation", "--sector", "legal", "--country", "Spain")
    cli("segments", "add", "Members", "--where", "not:kind=person")
    for line in README.read_text("utf-8").split("## What goes out\n\n```sh\n")[1].split("```")[0].splitlines():
        cli(*shlex.split(line, comments=True)[1:])
    assert sorted(one.name for one in tmp_path.glob("*.*") if one.suffix in {".xlsx", ".vcf", ".json"}) == [
        *("colegio.vcf", "legal.vcf", "members.xlsx", "spain.json")
    ]


def test_every_format_stands_on_the_page(plugins: Plugins) -> None:
    text = README.read_text("utf-8")
    assert [one.key for one in plugins.exporters() if f"| `{one.key}` |" not in text] == []


def test_one_contact_goes_to_a_telephone_without_a_purpose(filled: Cli, tmp_path: Path) -> None:
    filled("contacts", "add", "Rosa Marin", "--email", "rosa@example.org")
    card = tmp_path / "rosa.vcf"
    assert "Rosa Marin is in" in filled("export", str(card), "--contact", "Rosa Marin").output
    assert "rosa@example.org" in card.read_text()
    assert "is there already" in filled("export", str(card), "--contact", "Rosa Marin", code=1).output
