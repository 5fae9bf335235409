"""The commands by which groups are offered cases, take them on, hand casefiles over and let go."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Cli = Callable[..., Result]


@pytest.fixture
def office(cli: Cli) -> Cli:
    """A group with two members, two cases on which the section works, and a coordinator."""
    cli("contacts", "add", "Ana Ruiz", "--email", "ana@example.org")
    cli("contacts", "add", "Bo Li")
    cli("contacts", "add", "Cé Do", "--email", "ce@example.org")
    cli("groups", "add", "Lyon group", "--structure", "local")
    cli("groups", "join", "Lyon group", "Ana Ruiz", "--as", "casefile holder")
    cli("groups", "join", "Lyon group", "Bo Li")
    for name, country, gender in (("Sanaa Rezaiy", "Iran", "f"), ("Reza Karimi", "Iran", "m")):
        cli("cases", "add", name, "--country", country, "--gender", gender, "--level", "active")
        cli("cases", "decide", name, "work", "--by", "The board")
    cli("cases", "coordinator", "Iran", "Cé Do")
    return cli


def test_a_group_is_offered_cases_with_the_duties_takes_one_and_is_sent_the_casefile(
    office: Cli, tmp_path: Path
) -> None:
    casefile = tmp_path / "casefile.pdf"
    casefile.write_bytes(b"%PDF-1.7 the casefile")
    office("cases", "file", "Sanaa", str(casefile))
    assert "female" in office("cases", "wish", "Lyon", "--gender", "f", "--as", "must").stdout

    shown = office("cases", "offer", "Lyon").stdout
    out = tmp_path / "out"
    said = office(
        *("cases", "accept", "Lyon", "Sanaa", "--holder", "Ana", "--agreed", "--channel", "folder", "--to", str(out))
    ).stdout

    assert "it holds 0 of 1" in shown
    assert "Sanaa Rezaiy" in shown
    assert "Reza Karimi" not in shown
    assert "4. Work on the case for a sustained time" in shown
    assert "Lyon group holds Sanaa Rezaiy; Ana Ruiz has the casefile (take back: outreach undo" in said
    assert "The casefile has left to: Ana Ruiz." in said
    assert "The files are in" in said
    sent = [one.read_bytes() for one in out.rglob("*") if one.is_file()]
    assert b"%PDF-1.7 the casefile" in sent
    text = b"\n".join(sent).decode("utf-8")
    assert "ce@example.org" in text
    assert "Keep a record of activities" in text
    assert "Sanaa Rezaiy  Ana Ruiz" in office("groups", "show", "Lyon").stdout


def test_a_line_says_once_how_much_a_group_means_what_it_wishes(office: Cli) -> None:
    both = ("--region", "Iran", "--as", "rather-not", "--region", "Chad", "--as", "must")
    assert "a line of its own" in office("cases", "wish", "Lyon", *both, code=2).stderr
    assert "has no wishes" in office("cases", "wish", "Lyon").stdout


def test_a_casefile_that_cannot_leave_waits_and_says_how_it_goes_on(office: Cli) -> None:
    said = " ".join(office("cases", "accept", "Lyon", "Sanaa", "--holder", "Ana", "--agreed").stdout.split())

    assert "The casefile has not left. No casefile of Sanaa Rezaiy is kept; outreach cases file" in said
    assert [one["case"] for one in json.loads(office("cases", "held", "Lyon", "--json").stdout)] == ["Sanaa Rezaiy"]


def test_without_a_word_on_the_duties_nothing_is_given(office: Cli) -> None:
    found = office("cases", "accept", "Lyon", "Sanaa", "--holder", "Ana", code=2)

    assert "--agreed" in found.output
    assert "No group holds Sanaa Rezaiy" in office("cases", "holders", "Sanaa").stdout


def test_a_casefile_is_handed_over_the_others_are_told_and_the_group_lets_go(office: Cli, tmp_path: Path) -> None:
    out = tmp_path / "out"
    office("cases", "accept", "Lyon", "Sanaa", "--holder", "Ana", "--agreed")

    said = office("cases", "hand-over", "Lyon", "Sanaa", "Bo Li", "--papers", "The box").stdout
    told = office("cases", "announce", "Lyon", "Sanaa", "--channel", "folder", "--to", str(out)).stdout

    assert "Bo Li holds the casefile of Sanaa Rezaiy for Lyon group (take back: outreach undo" in said
    assert "outreach cases announce" in said
    assert "Told: Cé Do." in told
    text = "\n".join(one.read_text("utf-8") for one in out.rglob("*") if one.is_file())
    assert "Handed over: The box" in text
    assert "Bo Li" in office("cases", "holders", "Sanaa").stdout
    assert "holds Sanaa Rezaiy no more" in office("cases", "relinquish", "Lyon", "Sanaa", "--because", "Few").stdout
    assert "relinquished" in office("cases", "holders", "Sanaa", "--all").stdout


def test_many_are_given_cases_only_as_it_was_shown(office: Cli) -> None:
    office("cases", "terms", "Lyon", "--capacity", "1", "--languages", "en", "--paper", "post")
    shown = office("cases", "batch").stdout
    sign = re.search(r"--seed (\d+) --take\s+(\w+)", shown)
    assert sign is not None

    wrong = office("cases", "batch", "--seed", sign[1], "--take", "nothing", code=1)
    taken = office("cases", "batch", "--seed", sign[1], "--take", sign[2]).stdout

    assert "look again" in wrong.output
    assert "1 case is given (take back: outreach undo" in taken
    assert "agreed to the duties on" in office("cases", "agree", "Lyon", _held(office)).stdout


def _held(office: Cli) -> str:
    return str(json.loads(office("cases", "held", "Lyon", "--json").stdout)[0]["case_id"])


def test_a_refusal_is_kept_with_its_reason_and_taken_back(office: Cli) -> None:
    assert "Too far" in office("cases", "refuse", "Lyon", "Sanaa", "--because", "Too far").stdout
    assert "Sanaa" not in office("cases", "offer", "Lyon").stdout
    assert "no to no case" in office("cases", "refuse", "Lyon", "Sanaa", "--again").stdout
    assert "Sanaa" in office("cases", "offer", "Lyon").stdout


def test_how_many_groups_a_case_has_is_said_and_shown(office: Cli) -> None:
    assert "0 groups; at least 1, at most 4" in office("cases", "places", "Sanaa").stdout
    assert "at least 2, at most 5" in office("cases", "places", "Sanaa", "--least", "2", "--most", "5").stdout
    assert "at least 3, at most 5" in office("cases", "places", "Sanaa", "--least", "3").stdout
    assert "at least 1, at most 4" in office("cases", "places", "Sanaa", "--as-usual").stdout
    assert "Nobody coordinates that" in office("cases", "coordinator", "Iran", "Cé Do", "--remove").stdout


def test_whoever_coordinated_a_country_until_now_is_told_and_can_be_named_again(office: Cli) -> None:
    replaced = office("cases", "coordinator", "Iran", "Ana Ruiz").stdout
    assert "Cé Do until now (take back: outreach undo" in replaced
    assert "Ana Ruiz" in replaced
    gone = office("cases", "coordinator", "Iran", "--remove").stdout
    assert "Ana Ruiz until now (take back: outreach undo" in gone
    assert "Nobody coordinates that" in gone
    office("undo", gone.split("outreach undo ")[1].split(")")[0])
    assert "Ana Ruiz" in office("cases", "coordinator", "Iran").stdout
    assert "Say of which country" in office("cases", "coordinator", "--remove", code=2).stderr


def test_a_holder_who_came_later_is_shown_since_then(office: Cli) -> None:
    office("cases", "add", "Weavers of Kano", "--level", "active", "--since", "10d")
    office("cases", "decide", "Weavers", "work", "--on", "9d")
    office("cases", "accept", "Lyon", "Weavers", "--holder", "Ana", "--agreed", "--on", "5d")
    assert "Ana Ruiz since" not in office("cases", "holders", "Weavers").stdout
    office("cases", "hand-over", "Lyon", "Weavers", "Bo Li")

    assert "Bo Li since" in office("cases", "holders", "Weavers").stdout
    office("contacts", "trash", "Bo Li")
    assert "nobody" in office("cases", "holders", "Weavers").stdout
    assert "NAME" in office("today", "--all").stdout
