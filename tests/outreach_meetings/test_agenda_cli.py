"""The commands on agendas say what they did, and machines read all of it."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Cli = Callable[..., Result]
GROUP = "Doctors' group"


@pytest.fixture
def group(cli: Cli) -> Cli:
    """A group of one member that meets in a year's time, and talks about two things each time."""
    cli("groups", "add", GROUP, "--structure", "local")
    cli("contacts", "add", "Ana Ruiz")
    cli("groups", "join", GROUP, "Ana Ruiz")
    cli("meetings", "plan", GROUP, "2099-12-03 19:30", "--minutes", "60")
    cli("meetings", "standing", GROUP, "--add", "Treasurer", "--minutes", "10")
    cli("meetings", "standing", GROUP, "--add", "Any other business", "--at-end")
    return cli


def agenda(cli: Cli, *options: str) -> list[str]:
    """What is on the agenda after a command."""
    told = cli("meetings", "agenda", GROUP, "--on", "2099-12-03", *options, "--json").stdout
    return [one["title"] for one in json.loads(told)["items"]]


def test_an_agenda_is_built_and_arranged_by_numbers(group: Cli, tmp_path: Path) -> None:
    paper = tmp_path / "dates.txt"
    paper.write_text("Dates", encoding="utf-8")
    group(
        "meetings",
        "agenda",
        GROUP,
        "--on",
        "2099-12-03",
        "--add",
        "The holidays",
        "--owner",
        "Ana",
        "--file",
        str(paper),
    )
    assert agenda(group) == ["The holidays"]

    built = agenda(group, "--build")
    assert (built[0], built[-1]) == ("Treasurer", "Any other business")
    assert agenda(group, "--move", "1", "--to", "2") == [built[1], built[0], *built[2:]]
    assert agenda(group, "--drop", "2") == built[1:]
    assert agenda(group, "--build") == built[1:]
    shown = group("meetings", "agenda", GROUP, "--on", "2099-12-03").stdout
    assert "dates.txt" in shown
    assert "Ana Ruiz" in shown


def test_what_was_taken_off_is_listed_and_taken_up_again_by_the_command_that_dropping_names(group: Cli) -> None:
    agenda(group, "--build")
    agenda(group, "--add", "The holidays")
    there = agenda(group)
    agenda(group, "--drop", "1")

    told = group("meetings", "agenda", GROUP, "--on", "2099-12-03", "--drop", str(there.index("The holidays"))).stdout

    assert "Taken off the agenda: The holidays" in told
    assert "Treasurer" in told.partition("Taken off\n")[2]
    named = " ".join(told.split()).partition("put on it again by: outreach ")[2].partition(" Agenda:")[0]
    group(*shlex.split(named))
    assert agenda(group) == [one for one in there if one != "Treasurer"]
    answer = group("meetings", "agenda", GROUP, "--on", "2099-12-03", "--take-up", "2", code=1)
    assert "No number 2 was taken off the agenda; outreach meetings agenda" in answer.stderr
    assert agenda(group, "--take-up", "1") == there


def test_more_minutes_than_the_meeting_has_are_told_plainly(group: Cli) -> None:
    asked = ("meetings", "agenda", GROUP, "--on", "2099-12-03")
    group(*asked, "--add", "The case", "--minutes", "20")

    shown = group(*asked, "--set", "1", "--minutes", "75").stdout

    assert "75 minutes planned for a meeting of 60: 15 too many" in shown


def test_an_evening_of_letters_says_what_is_lacking(group: Cli) -> None:
    shown = group("meetings", "agenda", GROUP, "--on", "2099-12-03", "--evening", "--letters-each", "2").stdout

    assert "For one person who writes 2 letters each there are 0 actions." in shown


@pytest.mark.parametrize(
    ("options", "wrong"),
    [
        (("--build", "--drop", "1"), "One at a time: --build or --drop."),
        (("--minutes", "5"), "Say of which item"),
        (("--move", "1"), "Say which item goes where"),
    ],
)
def test_what_does_not_go_together_is_told_before_anything_is_done(group: Cli, options: tuple[str], wrong: str) -> None:
    answer = group("meetings", "agenda", GROUP, *options, code=2)
    assert wrong in answer.stderr


def test_an_item_that_is_not_there_is_told(group: Cli) -> None:
    answer = group("meetings", "agenda", GROUP, "--on", "2099-12-03", "--drop", "7", code=1)
    assert "The agenda has 0 items" in answer.stderr


def test_what_comes_each_time_is_listed_and_dropped_by_its_number(group: Cli) -> None:
    told = group("meetings", "standing", GROUP, "--drop", "1", "--json").stdout

    assert [(one["title"], one["closing"]) for one in json.loads(told)] == [("Any other business", True)]
    group("meetings", "standing", GROUP, "--drop", "2", code=1)
