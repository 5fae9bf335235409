"""Groups from the command line."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from click.testing import Result

Cli = Callable[..., Result]


@pytest.fixture
def network(cli: Cli) -> Cli:
    """A command line on a database with a network and two persons."""
    cli("groups", "add", "Lawyers' Network", "--structure", "network", "--sector", "legal", "--purpose", "letters")
    cli("contacts", "add", "Ana Ruiz")
    cli("contacts", "add", "Paul Meyer")
    return cli


def test_a_structure_without_purpose_and_plan_is_added_with_a_warning(cli: Cli) -> None:
    result = cli("groups", "add", "Local Group Lyon", "--structure", "local", "--level", "local")
    assert result.stdout.startswith("Added: 1 Local Group Lyon (local group). See: outreach groups show 1")
    assert "Structures are planned, not accidental" in result.stderr
    assert "no written purpose: outreach groups edit 1 --purpose" in result.stderr
    planned = cli("groups", "add", "B", "--structure", "local", "--purpose", "letters", "--plan", "meetings=80")
    assert planned.stderr == ""


def test_a_group_is_one_object_for_machines_and_warnings_stand_beside(cli: Cli) -> None:
    result = cli(
        "groups", "add", "Board", "--structure", "advisory", "--meets", "quarterly", "--fee", "12 EUR", "--json"
    )
    group = json.loads(result.stdout)
    assert list(group) == [
        *("id", "contact_id", "name", "structure", "level", "purpose", "regions", "capacity", "meeting_days", "fee"),
        *("fee_paid_until", "serviced_by", "formed_from_id", "formed_from", "advises_id", "advises", "founded_on"),
        *("ended_on", "change_id"),
    ]
    assert (group["structure"], group["meeting_days"], group["fee"], group["capacity"]) == (
        "advisory",
        90,
        "12 EUR",
        None,
    )


def test_a_group_needs_a_structure(cli: Cli) -> None:
    assert "--structure" in cli("groups", "add", "Board", code=2).stderr


def test_show_tells_purpose_members_now_and_before_resources_and_fee(network: Cli) -> None:
    network("groups", "join", "lawyers", "ana", "--as", "coordinator", "--since", "2024-01-01")
    network("groups", "join", "lawyers", "paul", "--since", "2024-01-01")
    network("groups", "leave", "lawyers", "paul", "--on", "2025-01-01", "--because", "moved away")
    network("groups", "resources", "lawyers", "--year", "2026", "--plan", "postage=120", "--more", "postage=8.50")
    network("groups", "edit", "lawyers", "--fee", "12 EUR a year", "--paid-until", "2025-01-01")
    network("log", "lawyers", "met about the plan")
    said = network("groups", "show", "lawyers").stdout
    for text in ("network)", "letters", "legal", "overdue: paid until 2025-01-01", "met about the plan"):
        assert text in said
    now, _, before = said.partition("Members before")
    assert "coordinator  since 2024-01-01" in now
    assert "Paul Meyer  member  2024-01-01 to 2025-01-01" in before
    assert [line.split() for line in said.splitlines() if "postage" in line] == [
        ["2026", "postage", "120", "8.5", "111.5"]
    ]


def test_show_is_one_object_for_machines(network: Cli) -> None:
    network("groups", "join", "lawyers", "ana", "--since", "2024-01-01")
    network("groups", "resources", "lawyers", "--plan", "postage=120")
    card = json.loads(network("groups", "show", "lawyers", "--json").stdout)
    assert list(card) == [
        *("group", "contact", "held_by", "sectors", "fee_state", "relatives", "members", "former_members"),
        *("resources", "prompts", "panels", "history"),
    ]
    assert card["members"][0] | {"id": 0, "group_id": 0, "person_id": 0, "change_id": 0} == {
        "id": 0,
        "group_id": 0,
        "group": "Lawyers' Network",
        "person_id": 0,
        "person": "Ana Ruiz",
        "role": "member",
        "from_on": "2024-01-01",
        "to_on": None,
        "change_id": 0,
    }
    resource = card["resources"][0]
    assert resource.pop("year") >= date(2026, 1, 1).year
    assert resource.pop("change_id") > 0
    assert resource == {"heading": "postage", "planned": 120.0, "used": 0.0, "remainder": 120.0}


def test_list_is_an_array_for_machines_and_narrowed_by_sector(network: Cli) -> None:
    network("groups", "add", "Zebra", "--structure", "local")
    found = json.loads(network("groups", "list", "--sector", "legal", "--json").stdout)
    assert found == [
        {
            "id": found[0]["id"],
            "contact_id": found[0]["contact_id"],
            "name": "Lawyers' Network",
            "structure": "network",
            "level": "",
            "sectors": ["legal"],
            "coordinator": "",
            "members": 0,
            "ended_on": None,
        }
    ]
    assert "Zebra" in network("groups", "list", "--structure", "local").stdout
    assert "No groups" in network("groups", "list", "--level", "international").stdout


def test_a_role_is_changed_and_the_answer_says_since_when(network: Cli) -> None:
    network("groups", "join", "lawyers", "ana", "--since", "2024-01-01")
    said = network("groups", "role", "lawyers", "ana", "casefile-holder", "--on", "2025-01-01").stdout
    assert said == "Noted: Ana Ruiz, casefile holder of Lawyers' Network since 2025-01-01.\n"
    also = json.loads(network("groups", "role", "lawyers", "ana", "treasurer", "--also", "--json").stdout)
    assert (also["role"], also["person"], also["to_on"]) == ("treasurer", "Ana Ruiz", None)
    left = json.loads(network("groups", "leave", "lawyers", "ana", "--json").stdout)
    assert [one["role"] for one in left] == ["casefile holder", "treasurer"]


def test_resources_are_an_array_for_machines(network: Cli) -> None:
    written = (
        "groups",
        "resources",
        "lawyers",
        "--year",
        "2026",
        "--plan",
        "staff-hours=40",
        "--used",
        "staff-hours=2.5",
    )
    first = json.loads(network(*written, "--json").stdout)
    amounts = {"year": 2026, "heading": "staff-hours", "planned": 40.0, "used": 2.5, "remainder": 37.5}
    assert first == [{**amounts, "change_id": first[0]["change_id"]}]
    assert json.loads(network("groups", "resources", "lawyers", "--json").stdout) == first
    assert "Nothing is planned" in network("groups", "resources", "lawyers", "--year", "2025").stdout


def test_an_empty_text_takes_a_field_away(network: Cli) -> None:
    edited = network(
        "groups", "edit", "lawyers", "--purpose", "", "--name", "Jurists", "--no-sector", "legal", "--json"
    )
    assert (json.loads(edited.stdout)["purpose"], json.loads(edited.stdout)["name"]) == ("", "Jurists")
    assert "no written purpose" in edited.stderr


def test_a_group_can_be_taken_back(network: Cli) -> None:
    added = json.loads(network("groups", "add", "Board", "--structure", "advisory", "--json").stdout)
    network("undo", str(added["change_id"]))
    assert "Board" not in network("groups", "list").stdout
    assert "There is no contact" in network("groups", "show", str(added["contact_id"]), code=1).stderr


BAD = (
    (("show", "xyz"), "No group fits 'xyz'"),
    (("show", "ana"), "No group fits 'ana'"),
    (("show", "2"), "Ana Ruiz (contact 2) is not a group"),
    (("add", "", "--structure", "local"), "A group needs a name"),
    (("add", "Lawyers' Network", "--structure", "local"), "There is a group Lawyers' Network already"),
    (("add", "X", "--structure", "local", "--plan", "postage"), "lacks the equals sign"),
    (("add", "X", "--structure", "local", "--sector", "xyz"), "There is no sector 'xyz'"),
    (("edit", "lawyers"), "Say what to change"),
    (("edit", "lawyers", "--formed-from", "lawyers"), "cannot be formed from itself"),
    (("edit", "lawyers", "--capacity", "-3"), "capacity: '-3'"),
    (("edit", "lawyers", "--purpose", "x", "--version", "1"), "maria changed Lawyers' Network meanwhile"),
    (
        ("edit", "lawyers", "--founded", "2026-01-02", "--ended", "2026-01-01"),
        "cannot end on 2026-01-01, before it begins on 2026-01-02",
    ),
    (("join", "lawyers", "nobody"), " fits 'nobody'"),
    (("join", "lawyers", "ana", "--as", "cordinator"), "did you mean coordinator"),
    (("join", "lawyers", "ana", "--since", "2026-02-30"), "'2026-02-30' is not a day"),
    (("leave", "lawyers", "ana"), "Ana Ruiz is not in Lawyers' Network"),
    (("role", "lawyers", "ana", "treasurer"), "Ana Ruiz is not in Lawyers' Network"),
    (("resources", "lawyers", "--plan", "postage=-1"), "postage: -1 cannot be right"),
    (("resources", "lawyers", "--plan", "beer=1"), "'beer' is none of"),
    (("resources", "lawyers", "--plan", "postage=1", "--year", "1066"), "1066 is not a year"),
)


def test_bad_input_is_one_sentence_and_changes_nothing(network: Cli) -> None:
    before = network("history", "--json").stdout
    for arguments, sentence in BAD:
        result = network("groups", *arguments, code=1)
        assert sentence in result.stderr
        assert (result.stdout, result.stderr.count("\n")) == ("", 1), arguments
    assert network("history", "--json").stdout == before
