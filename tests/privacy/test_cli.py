"""Privacy from the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Cli = Callable[..., Result]
GRANT = ("privacy", "grant", "ana", "--purpose", "mailings", "--basis", "members-and-contacts", "--source", "list")


@pytest.fixture
def ana(cli: Cli) -> Cli:
    """A command line on a database with one person."""
    cli("contacts", "add", "Ana Ruiz", "--email", "ana@example.org")
    return cli


def test_check_answers_with_its_exit_code_and_why(ana: Cli) -> None:
    said = ana("privacy", "check", "ana", "--purpose", "mailings", code=1).stdout
    assert said == "Ana Ruiz: no, for mailings.\n  no: no basis is recorded for this purpose (no-basis)\n"
    ana(*GRANT)
    assert ana("privacy", "check", "ana", "--purpose", "mailings", "--channel", "email").stdout == (
        "Ana Ruiz: yes, for mailings by email.\n"
    )
    ana("log", "ana", "called about the list")
    warned = ana("privacy", "check", "ana", "--purpose", "mailings").stdout
    assert "Ana Ruiz: yes, with a warning, for mailings.\n  warning: we turned to them on " in warned
    assert "warning" not in ana("privacy", "check", "ana", "--purpose", "mailings", "--signed-up").stdout


def test_check_is_one_object_for_machines(ana: Cli) -> None:
    found = json.loads(ana("privacy", "check", "ana", "--purpose", "mailings", "--json", code=1).stdout)
    assert list(found) == ["contact_id", "contact", "purpose", "channel", "sector", "clear", "refusals"]
    assert found["clear"] is False
    assert list(found["refusals"][0]) == ["contact_id", "rule", "detail", "sentence", "blocks", "several"]


def test_what_is_granted_withdrawn_and_objected_stands_in_the_ledger(ana: Cli, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("You may write to me.", "utf-8")
    words = ("--wording-file", str(tmp_path / "words.txt"), "--on", "2026-01-02", "--until", "2030-01-02")
    basis = ("--basis", "consent", "--source", "form")
    said = ana("privacy", "grant", "ana", "--purpose", "mailings", *basis, *words, "--because", "congress").stdout
    assert said.startswith("Recorded: Ana Ruiz, granted for mailings (consent) (take back: outreach undo ")
    ana("privacy", "withdraw", "ana", "--purpose", "mailings", "--on", "2026-01-03")
    ana("privacy", "object", "ana", "--channel", "phone", "--on", "2026-01-04")
    rows = json.loads(ana("privacy", "ledger", "ana", "--json").stdout)
    assert [(one["state"], one["purpose"], one["channel"]) for one in rows] == [
        ("objected", "", "phone"),
        ("withdrawn", "mailings", ""),
        ("granted", "mailings", ""),
    ]
    assert rows[2]["wording"] == "You may write to me."
    assert "everything" in ana("privacy", "ledger", "ana").stdout
    assert "May we contact: not for anything by phone (objected on 2026-01-04)" in ana("contacts", "show", "ana").stdout


def test_an_address_is_suppressed_and_taken_back(ana: Cli) -> None:
    said = ana("privacy", "suppress", "ANA@example.org", "--everywhere", "--reason", "erased").stdout
    assert "not by any way, for anything (take back: outreach undo " in said
    assert ana("privacy", "suppress", "Paul Meyer", "--postcode", "28013").stdout
    listed = json.loads(ana("privacy", "suppressions", "--json").stdout)
    assert [(one["kind"], one["channel"], one["reason"]) for one in listed] == [
        ("post", "post", ""),
        ("email", "", "erased"),
    ]
    assert "example" not in ana("privacy", "suppressions").stdout


def test_bases_and_purposes_are_listed(cli: Cli) -> None:
    assert "GDPR 6(1)(f) and 9(2)(d)" in cli("privacy", "bases").stdout
    assert {one["key"]: one["needs_basis"] for one in json.loads(cli("privacy", "purposes", "--json").stdout)} == {
        **dict.fromkeys(("outreach", "urgent-actions", "meetings", "mailings"), True),
        **dict.fromkeys(("answers", "records"), False),
    }


def test_the_log_of_access_is_empty_until_somebody_looks(ana: Cli) -> None:
    assert ana("privacy", "log", "--contact", "ana").stdout == "Nothing was looked at or taken out.\n"


def test_the_log_of_access_names_whom_it_is_about(ana: Cli, tmp_path: Path) -> None:
    ana("privacy", "export", "ana", "--to", str(tmp_path / "out"))
    (one,) = json.loads(ana("privacy", "log", "--json").stdout)
    assert one["name"] == "Ana Ruiz"
    assert f"Ana Ruiz ({one['contact_id']})" in ana("privacy", "log").stdout


def test_mistakes_are_one_sentence(ana: Cli) -> None:
    assert "did you mean 'mailings'?" in ana("privacy", "check", "ana", "--purpose", "mailing", code=1).stderr
    assert "needs a source" in ana(*GRANT[:-2], code=1).stderr


def test_export_writes_a_page_and_json_for_its_owner_only(ana: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    said = ana("privacy", "export", "ana", "--to", str(folder)).stdout
    paths = [Path(line.removeprefix("Written: ")) for line in said.splitlines()]
    assert [path.suffix for path in paths] == [".html", ".json"]
    assert all(path.stat().st_mode & 0o077 == 0 for path in paths)
    assert "ana@example.org" in paths[0].read_text("utf-8")
    assert json.loads(paths[1].read_text("utf-8"))["name"] == "Ana Ruiz"
    assert "is there already" in ana("privacy", "export", "ana", "--to", str(folder), code=1).stderr
    printed = json.loads(ana("privacy", "export", "ana", "--json").stdout)
    assert list(printed) == ["contact_id", "name", "held_by", "made_on", "held", "past", "changes"]


def test_erase_tells_its_plan_and_asks_before_it_is_final(ana: Cli) -> None:
    plan = ana("privacy", "erase", "ana", "--dry-run").stdout
    assert "To erase: Ana Ruiz" in plan
    assert "the journal: that something was done" in plan
    assert json.loads(ana("privacy", "erase", "ana", "--dry-run", "--json").stdout)["contact"] == "Ana Ruiz"
    assert "Give --yes" in ana("privacy", "erase", "ana", code=2).stderr
    assert "Erased for good (change " in ana("privacy", "erase", "ana", "--yes", "--because", "asked").stdout
    assert "No contact fits" in ana("contacts", "show", "ana", code=1).stderr


def test_a_suppressed_address_is_allowed_again_with_a_reason(ana: Cli) -> None:
    ana("privacy", "suppress", "ana@example.org")
    assert "Say who asked" in ana("privacy", "allow", "ana@example.org", code=1).stderr
    ana("privacy", "allow", "ANA@example.org", "--because", "she wrote")
    assert "not suppressed" in ana("privacy", "allow", "ana@example.org", "--because", "again", code=1).stderr


def test_retention_lists_and_disposes_and_a_hold_is_in_the_way(ana: Cli, tmp_path: Path) -> None:
    assert "Nobody is due" in ana("privacy", "retention", "--dry-run").stdout
    (tmp_path / "outreach.toml").write_text("[[privacy.retention]]\nmonths = 1\n", "utf-8")
    assert "Nobody is due" in ana("privacy", "due").stdout
    ana("privacy", "hold", "ana", "--reason", "case")
    assert "case" in ana("privacy", "holds").stdout
    assert "legal hold" in ana("privacy", "erase", "ana", "--dry-run", code=1).stderr
    assert "case" in ana("privacy", "release", "ana").stdout
