"""Campaigns from the command line."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

Cli = Callable[..., Result]


@pytest.fixture
def judges(cli: Cli) -> Cli:
    """A command line on a database with a campaign, a group, a person and a task."""
    cli("groups", "add", "Lawyers' Network", "--structure", "network")
    dates = ("--from", "2026-04-01", "--to", "2099-09-30")
    cli("campaigns", "add", "Judges under threat", *dates, "--country", "Guatemala", "--group", "lawyers")
    cli("contacts", "add", "Ana Ruiz")
    cli("tasks", "add", "write a statement")
    return cli


def test_a_campaign_is_one_object_for_machines(cli: Cli) -> None:
    added = json.loads(cli("campaigns", "add", "X", "--to", "2099-01-01", "--country", "Iran", "--json").stdout)
    assert list(added) == ["id", "name", "from_on", "to_on", "countries", "themes", "group_id", "group", "change_id"]
    assert (added["countries"], added["themes"], added["from_on"], added["group_id"]) == (["IR"], [], None, None)


def test_show_gathers_what_was_asked_sent_met_and_worked_on(judges: Cli) -> None:
    judges("campaigns", "link", "judges", "tasks:1", "--title", "statement on the law", "--about", "ana")
    judges("campaigns", "link", "judges", "Ana Ruiz", "--on", "2026-01-01")
    judges("log", "ana", "met about the law", "--campaign", "judges")
    said = judges("campaigns", "show", "judges").stdout
    for text in ("2026-04-01 to 2099-09-30", "GT", "Lawyers' Network", "contact 1, task 1, entry in the history 1"):
        assert text in said
    card = json.loads(judges("campaigns", "show", "judges", "--json").stdout)
    assert list(card) == ["campaign", "counts", "links"]
    assert card["counts"][0] == {"kind": "contacts", "what": "contact", "n": 1}
    assert [(one["ref"].partition(":")[0], one["title"], one["contacts"]) for one in card["links"]] == [
        ("timeline_entries", "met about the law", ["Ana Ruiz"]),
        ("tasks", "statement on the law", ["Ana Ruiz"]),
        ("contacts", "", ["Ana Ruiz"]),
    ]
    judges("campaigns", "unlink", "judges", "ana")
    assert len(json.loads(judges("campaigns", "show", "judges", "--json").stdout)["links"]) == 2


def test_list_is_an_array_for_machines(judges: Cli) -> None:
    judges("campaigns", "add", "Over", "--to", "2020-01-01")
    assert [one["name"] for one in json.loads(judges("campaigns", "list", "--json").stdout)] == ["Judges under threat"]
    assert len(json.loads(judges("campaigns", "list", "--all", "--json").stdout)) == 2
    assert "--all shows those that are over" in judges("campaigns", "list", "--country", "Iran").stdout


def test_an_edit_says_how_to_take_it_back(judges: Cli) -> None:
    said = judges("campaigns", "edit", "judges", "--country", "Honduras", "--no-country", "GT", "--group", "").stdout
    undo = said.partition("(take back: outreach ")[2].rstrip(")\n")
    assert "HN" in judges("campaigns", "list").stdout
    judges(*undo.split())
    assert "GT" in judges("campaigns", "list").stdout


BAD = (
    (("add", "", "--country", "Iran"), "A campaign needs a name"),
    (
        ("add", "X", "--from", "2026-02-01", "--to", "2026-01-01"),
        "cannot end on 2026-01-01, before it begins on 2026-02-01",
    ),
    (("add", "Judges under threat"), "There is a campaign 'Judges under threat' already"),
    (("add", "X", "--country", "Atlantis"), "'Atlantis' is not one country"),
    (("edit", "judges"), "Say what to change"),
    (("show", "xyz"), "No campaign fits 'xyz'"),
    (("link", "judges", "tasks:99", "--title", "x"), "There is no tasks:99"),
    (("link", "judges", "tasks:1"), "Say in a few words what tasks:1 is"),
    (("link", "judges", "wishes:1", "--title", "x"), "no records called 'wishes'"),
    (("link", "judges", "nobody"), " fits 'nobody'"),
    (("link", "judges", "tasks:1", "--title", "x", "--on", "someday"), "'someday' is not a day"),
    (("unlink", "judges", "tasks:1"), "tasks:1 is not linked to Judges under threat"),
)


def test_bad_input_is_one_sentence_and_changes_nothing(judges: Cli) -> None:
    before = judges("history", "--json").stdout
    for arguments, sentence in BAD:
        result = judges("campaigns", *arguments, code=1)
        assert sentence in result.stderr
        assert (result.stdout, result.stderr.count("\n")) == ("", 1), arguments
    assert judges("history", "--json").stdout == before
