"""Commands on segments."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Cli = Callable[..., Result]
README = Path(__file__).parents[2] / "outreach_crm" / "segments" / "README.md"


@pytest.fixture
def filled(cli: Cli) -> Cli:
    cli("contacts", "add", "Ana Ruiz", "--country", "France", "--sector", "medical")
    cli("contacts", "add", "Bea Ruiz", "--country", "Belgium", "--sector", "medical")
    cli("contacts", "add", "Cy Young", "--country", "France", "--sector", "legal")
    return cli


def test_a_segment_is_saved_shown_and_listed(filled: Cli) -> None:
    added = filled("segments", "add", "Nurses", "--where", "sector=medical", "--where", "country=France,Belgium")
    assert "Saved: Nurses (Contacts who belong to The Medical Sector, and are in France or Belgium)." in added.stdout
    assert "2 contacts, counted at 20" in added.stdout
    shown = filled("segments", "show", "nurses").stdout
    assert "Ana Ruiz" in shown
    assert "Cy Young" not in shown
    assert "--where sector=medical --where country=FR,BE" in shown
    assert "Bea Ruiz" not in filled("segments", "show", "nurses", "--where", "country=France").stdout
    listed = filled("segments", "list").stdout
    assert "Nurses" in listed
    assert "Counted at 20" in listed
    assert "Counted" not in filled("segments", "list", "--no-count").stdout


def test_machines_get_json(filled: Cli) -> None:
    added = json.loads(filled("segments", "add", "Nurses", "--where", "sector=medical", "--json").stdout)
    assert added["all_of"] == [[{"filter": "sector", "value": "medical", "negate": False}]]
    shown = json.loads(filled("segments", "show", "nurses", "--limit", "1", "--json").stdout)
    assert (shown["counted"]["count"], [one["name"] for one in shown["contacts"]]) == (2, ["Ana Ruiz"])
    assert shown["where"] == ["sector=medical"]
    counted = json.loads(filled("segments", "count", "--where", "not:sector=medical", "--json").stdout)
    assert counted["count"] == 1
    (listed,) = json.loads(filled("segments", "list", "--json").stdout)
    assert (listed["name"], listed["count"], listed["broken"]) == ("Nurses", 2, "")
    assert "country" in [one["key"] for one in json.loads(filled("segments", "fields", "--json").stdout)]


def test_what_is_left_out_of_a_list_is_told(filled: Cli) -> None:
    first = filled("segments", "show", "--where", "country=France,Belgium", "--limit", "2").stdout
    assert "The first 2; more with --limit, everybody with --all." in first
    assert "The first" not in filled("segments", "show", "--where", "country=France,Belgium", "--all").stdout


def test_a_segment_is_changed_renamed_and_removed(filled: Cli) -> None:
    filled("segments", "add", "Nurses", "--where", "sector=medical")
    assert "1 contact, counted" in filled("segments", "edit", "nurses", "--where", "sector=legal").stdout
    assert "is now called Lawyers." in filled("segments", "rename", "nurses", "Lawyers").stdout
    assert "Removed: the segment Lawyers" in filled("segments", "remove", "lawyers").stdout
    assert "No segments; save one" in filled("segments", "list").stdout


def test_mistakes_are_told_in_one_sentence(cli: Cli) -> None:
    assert "did you mean 'sector'" in cli("segments", "count", "--where", "sectr=legal", code=1).stderr
    assert "Say whom you mean" in cli("segments", "add", "Nobody", code=1).stderr
    assert "Name a segment" in cli("segments", "show", code=2).stderr
    assert "No segment fits" in cli("segments", "show", "nobody", code=1).stderr


def test_every_command_of_the_page_works_in_its_order(cli: Cli) -> None:
    cli("groups", "add", "Medical Group", "--structure", "specialist")
    for line in README.read_text("utf-8").split("```sh\n")[1].split("```")[0].splitlines():
        assert cli(*shlex.split(line)[1:]).stdout
