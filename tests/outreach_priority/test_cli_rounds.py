"""The commands of rounds and sheets."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import Result

Cli = Callable[..., Result]
ADVISERS = ("Ana Ruiz", "Bo Lind")


def read(cli: Cli, *words: str) -> Any:
    """Run a command of priorities with --json."""
    return json.loads(cli("priority", *words, "--json").stdout)


@pytest.fixture
def opened(cli: Cli) -> str:
    """An assessment of two sectors by two advisers, by its number."""
    for name in ADVISERS:
        cli("contacts", "add", name)
    words = ("open", "Plan", *(f"--adviser={name}" for name in ADVISERS), "--sector=legal", "--sector=medical")
    return str(read(cli, *words)["id"])


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits at the screen."""
    told = SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("outreach_priority.cli.rating.sys", told)


def filled(path: Path, rating: str) -> Path:
    """Give every question of a text table the same rating."""
    rows = list(csv.DictReader(StringIO(path.read_text("utf-8-sig"), newline="")))
    out = StringIO(newline="")
    writer = csv.DictWriter(out, [*rows[0]])
    writer.writeheader()
    writer.writerows([row if row["item"].startswith("#") else {**row, "rating": rating} for row in rows])
    path.write_text(out.getvalue(), "utf-8-sig")
    return path


def test_forms_are_listed_and_told_with_their_anchors(cli: Cli) -> None:
    assert [one["key"] for one in read(cli, "forms")] == ["full", "netherlands", "short"]
    told = cli("priority", "forms", "short").stdout
    assert "misuse  Misuse of the relationship (risk)" in told
    assert "    4  has happened" in told


def test_an_assessment_of_a_group_tells_what_comes_next(cli: Cli) -> None:
    cli("contacts", "add", "Ana Ruiz")
    cli("groups", "add", "Advisory Group", "--structure", "advisory")
    cli("groups", "join", "Advisory Group", "Ana Ruiz", "--as", "adviser")
    told = cli("priority", "open", "--group", "Advisory Group", "--until", "2w", "--alpha", "0.6").stdout
    assert "1 adviser is asked about" in told
    assert "Fewer than 3 advisers are thin ground" in told
    assert "outreach priority sheet 1" in told
    assert read(cli, "list")[0]["rules"]["alpha"] == 0.6


def test_all_organisations_of_a_sector_can_be_judged(cli: Cli) -> None:
    cli("contacts", "add", "Ana Ruiz")
    assert "No organisation" in cli("priority", "open", "--adviser=Ana", "--organisations-of=legal", code=1).stderr
    for name in ("Bar of Vigo", "Law Society"):
        cli("contacts", "add", name, "--organisation", "--sector", "legal")
    opened = read(cli, "open", "Whom first", "--adviser=Ana", "--organisations-of=legal")
    assert [one["title"] for one in opened["subjects"]] == ["Bar of Vigo", "Law Society"]
    assert opened["sector"] == "legal"


def test_rules_that_cannot_be_are_refused_in_a_sentence(cli: Cli, opened: str) -> None:
    told = cli("priority", "open", "--adviser", "Ana", "--alpha", "3", code=1).stderr
    assert "The rules cannot be: alpha is 3" in told


def test_sheets_go_out_come_back_and_are_told_after_closing(cli: Cli, opened: str, tmp_path: Path) -> None:
    paths = [Path(one) for one in read(cli, "sheet", opened, "--format", "csv", "--to", str(tmp_path / "out"))]
    assert [one.name for one in paths] == ["1-ana-ruiz-round-1.csv", "2-bo-lind-round-1.csv"]
    assert (
        "is there already"
        in cli("priority", "sheet", opened, "--format", "csv", "--to", str(tmp_path / "out"), code=1).stderr
    )
    files = [str(filled(path, rating)) for path, rating in zip(paths, ("0", "4"), strict=True)]

    assert "can be handed in (adviser 1, Ana Ruiz)" in cli("priority", "hand-in", files[0], "--dry-run").stdout
    assert [one["sheet"]["state"] for one in read(cli, "hand-in", *files)] == ["handed in"] * 2
    assert "renewed (adviser 1, Ana Ruiz)" in cli("priority", "hand-in", files[0]).stdout
    assert "2 sheets count" in cli("priority", "close", opened).stdout

    told = cli("priority", "feedback", opened, "--seat", "1").stdout
    assert "2 of 2 advisers count" in told
    assert "you said 0" in told
    assert "median 2, quartiles 1 to 3" in told
    assert "all weights equal, nobody has set any" in told
    assert "outreach priority again 1" in told
    assert not any(name in told for name in ADVISERS)
    assert "Opened: round 2" in cli("priority", "again", opened, "--until", "1w").stdout


def test_a_file_with_mistakes_is_told_and_the_others_are_taken(cli: Cli, opened: str, tmp_path: Path) -> None:
    paths = [Path(one) for one in read(cli, "sheet", opened, "--format", "csv", "--to", str(tmp_path))]
    files = [str(filled(path, rating)) for path, rating in zip(paths, ("7", "4"), strict=True)]

    result = cli("priority", "hand-in", *files, code=1)

    assert "1-ana-ruiz-round-1.csv: nothing of it was taken." in result.stdout
    assert "7 is not on the scale from 0 to 4" in result.stdout
    assert "2-bo-lind-round-1.csv: handed in" in result.stdout
    assert [one["state"] for one in read(cli, "advisers", opened)] == ["asked", "handed in"]


@pytest.mark.usefixtures("terminal")
def test_questions_are_asked_one_by_one_and_can_be_gone_on_with(cli: Cli, opened: str) -> None:
    first = cli("priority", "rate", opened, "1", input="a judge\n1,3\n3\nhigh\nThey spoke up\n9\n?\n\nq\n")
    assert "Write 0, 1, 2, 3, 4, ?, or q to stop here." in first.stderr
    assert "Kept. Go on with: outreach priority rate 1 1" in first.stdout
    assert read(cli, "advisers", opened)[0]["rated"] == 2

    rest = cli("priority", "rate", opened, "1", input="2\n\n\n" * 6 + "\n\n" + "1\n\n\n" * 8 + "y\n")

    assert "Handed in: the sheet of adviser 1" in rest.stdout
    assert read(cli, "advisers", opened)[0]["state"] == "handed in"
    cli("priority", "close", opened, "--early")
    told = cli("priority", "feedback", opened, "--seat", "1").stdout
    assert "“They spoke up” (3)" in told


def test_without_a_terminal_nobody_is_asked(cli: Cli, opened: str) -> None:
    assert "outreach priority sheet" in cli("priority", "rate", opened, "1", code=2).stderr


def test_who_is_asked_is_told_added_to_and_taken_out(cli: Cli, opened: str) -> None:
    cli("contacts", "add", "Chi Okoye")
    assert "as adviser 3" in cli("priority", "advisers", opened, "--add", "Chi Okoye", "--role", "treasurer").stdout
    told = cli("priority", "advisers", opened).stdout
    assert "Chi Okoye" in told
    assert "a whole sheet has 16 ratings" in told
    assert "adviser 3 counts for nothing" in cli("priority", "withdraw", opened, "3").stdout
    assert "Say why" in cli("priority", "withdraw", opened, "legal", code=1).stderr
    left = cli("priority", "withdraw", opened, "legal", "--because", "they asked").stdout
    assert "Plan judges: The Medical Sector." in left


def test_a_round_is_not_closed_before_its_time_without_saying_so(cli: Cli, opened: str) -> None:
    assert "--early" in cli("priority", "close", opened, code=1).stderr
    assert "0 sheets count" in cli("priority", "close", opened, "--early").stdout


def test_links_are_told_in_place_of_files_and_only_where_they_lead_somewhere(
    cli: Cli, opened: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "[web] address" in cli("priority", "sheet", opened, "--link", "--to", str(tmp_path), code=1).stderr
    monkeypatch.setenv("OUTREACH_WEB__ADDRESS", "https://pages.example.org")

    links = read(cli, "sheet", opened, "--link", "--to", str(tmp_path / "none"))

    assert [(one["seat"], one["adviser"]) for one in links] == [(1, "Ana Ruiz"), (2, "Bo Lind")]
    assert all(one["link"].startswith("https://pages.example.org/sheet/") for one in links)
    assert links[1]["link"] in cli("priority", "sheet", opened, "--link", "--seat", "2").stdout
    assert not (tmp_path / "none").exists()
