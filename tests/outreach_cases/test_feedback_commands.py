"""The commands of feedback: written down, answered, appealed, concluded, listed by what is due, and told of a year."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from click.testing import Result

Cli = Callable[..., Result]


def _added(cli: Cli, *more: str) -> str:
    cli("cases", "add", "Sanaa Rezaiy", "--ref", "IP 12", "--level", "active", "--since", "2026-01-05")
    return cli("cases", "feedback", "add", "closure", "She is still in prison", *more).stdout


def test_feedback_goes_its_whole_way(cli: Cli) -> None:
    said = _added(cli, "--case", "IP 12", "--giver", "a member in Bristol", "--came", "the annual meeting")
    due = (date.today() + timedelta(30)).isoformat()
    assert f"Feedback 1, closure of Sanaa Rezaiy (IP 12): to be answered, due by {due}" in said

    written = cli("cases", "feedback", "answer", "1", "--reasons", "She was released").stdout
    assert "Once somebody took it out: outreach cases feedback answer 1 --sent letter" in written
    answered = cli("cases", "feedback", "answer", "1", "--sent", "letter", "--by", "The board").stdout
    assert "closure of Sanaa Rezaiy (IP 12): answered (take back: outreach undo" in answered
    assert "appealed, due by" in cli("cases", "feedback", "appeal", "sanaa", "It was another woman").stdout
    done = cli("cases", "feedback", "outcome", "1", "changed", "--reasons", "They are right").stdout

    assert "concluded: the decision is changed" in done
    assert "Write down what changed: outreach cases level 1" in done
    shown = cli("cases", "feedback", "show", "1").stdout
    assert "the annual meeting: She is still in prison" in shown
    assert "The board, letter): She was released" in " ".join(shown.split())


def test_an_answer_leaves_into_a_folder(cli: Cli, tmp_path: Path) -> None:
    cli("contacts", "add", "Ana Ruiz", "--email", "ana@example.org")
    _added(cli, "--case", "1", "--from", "Ana Ruiz")
    (tmp_path / "answer.txt").write_text("She was released on Monday.", "utf-8")
    shown = cli("cases", "feedback", "answer", "1", "--text", str(tmp_path / "answer.txt")).stdout
    assert "outreach cases feedback answer 1 --channel folder" in " ".join(shown.split())

    said = cli("cases", "feedback", "answer", "1", "--channel", "folder", "--to", str(tmp_path / "out")).stdout

    assert "closure of Sanaa Rezaiy (IP 12): answered" in said
    (file,) = (tmp_path / "out").glob("*.txt")
    assert "She was released on Monday." in file.read_text("utf-8")


def test_what_is_due_is_listed_first_with_the_figures_behind_it(cli: Cli) -> None:
    _added(cli, "--about", "Reza Amini", "--giver", "a member", "--received", "2026-01-01")
    cli("cases", "feedback", "add", "dormancy", "Wake it up", "--case", "1", "--giver", "a group")

    found = json.loads(cli("cases", "feedback", "list", "--json").stdout)
    assert (found[0]["case"], found[0]["due_on"]) == ("Reza Amini", "2026-01-31")
    assert "1 overdue and open, 1 not yet due" in " ".join(cli("cases", "feedback", "list").stdout.split())
    only = json.loads(cli("cases", "feedback", "list", "--case", "IP 12", "--json").stdout)
    assert [one["text"] for one in only] == ["Wake it up"]
    cli("cases", "feedback", "edit", "1", "--case", "IP 12", "--decision", "exclusion")
    assert "exclusion of Sanaa Rezaiy" in cli("cases", "feedback", "show", "1").stdout


def test_a_year_is_told_without_who_gave_it(cli: Cli) -> None:
    _added(cli, "--case", "1", "--giver", "Ana of Bristol")
    cli("cases", "feedback", "answer", "1", "--reasons", "She was released", "--sent", "call")

    told = cli("cases", "feedback", "year", str(date.today().year)).stdout

    assert "Answered on time: 1 of 1; half of the answers within 0 days" in told
    assert "Sanaa Rezaiy" in told
    assert "Bristol" not in told
    assert "has not begun" in cli("cases", "feedback", "year", "9999", code=1).stderr


def test_what_cannot_be_ends_with_one_sentence(cli: Cli) -> None:
    assert (
        "is no case that stands here"
        in cli(*("cases", "feedback", "add", "closure", "No", "--case", "Nobody", "--giver", "a member"), code=1).stderr
    )
    _added(cli, "--case", "1", "--giver", "a member")

    assert "it has no answer yet" in cli("cases", "feedback", "appeal", "1", "No", code=1).stderr
    assert (
        "has not come yet"
        in cli(
            "cases", "feedback", "answer", "1", "--reasons", "So", "--sent", "call", "--on", "tomorrow", code=1
        ).stderr
    )
    assert "Say --channel WAY" in cli("cases", "feedback", "answer", "1", "--to", "x", code=2).stderr
