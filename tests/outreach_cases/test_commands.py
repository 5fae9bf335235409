"""The commands of cases: short ones for what is done daily, tables for people, JSON for machines."""

import json
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from click.testing import Result

from outreach_crm.app import App
from tests.urgent_actions.builders import add_issue
from tests.urgent_actions.newsletters import leave, newsletter

Cli = Callable[..., Result]


def test_a_case_is_added_decided_on_and_shown(cli: Cli, tmp_path: Path) -> None:
    to = tmp_path / "to.txt"
    to.write_text("Minister of Justice\nTehran\nSalutation: Your Excellency\n", "utf-8")
    said = cli(
        *("cases", "add", "Sanaa Rezaiy", "--ref", "IP 12", "--country", "Iran", "--concern", "torture"),
        *("--level", "active", "--since", "2026-01-05", "--poc", "--gender", "f", "--addressees", str(to)),
    ).stdout
    assert "Case 1, Sanaa Rezaiy (IP 12): active, not decided (take back: outreach undo" in said

    decided = cli("cases", "decide", "IP 12", "work", "--by", "The board", "--on", "2026-02-01").stdout
    shown = cli("cases", "show", "sanaa").stdout

    assert "we work on it, from 2026-02-01 on" in decided
    assert "Where: Iran, Middle East and North Africa" in shown
    assert "The board" in shown
    assert "Appeals to: Minister of Justice, Tehran" in shown
    assert "Not for groups" not in shown


def test_a_list_tells_cases_and_people_as_they_are_and_as_they_were(cli: Cli) -> None:
    cli("cases", "add", "Sanaa Rezaiy", "--country", "Iran", "--level", "active", "--since", "2026-01-05")
    cli(
        *("cases", "add", "Weavers of Kano", "--country", "Nigeria", "--whom", "community", "--level", "active"),
        *("--since", "2026-02-01"),
    )
    cli("cases", "level", "1", "dormant", "--note", "No news", "--on", "2026-02-10")

    assert "2 cases: 1 person; 1 case of a number nobody knows." in cli("cases", "list").stdout
    assert [one["name"] for one in json.loads(cli("cases", "list", "--in", "Africa", "--json").stdout)] == [
        "Weavers of Kano"
    ]
    then = json.loads(cli("cases", "list", "--on", "2026-01-31", "--json").stdout)
    assert [(one["name"], one["level"]) for one in then] == [("Sanaa Rezaiy", "active")]
    assert "No case stands here" in cli("cases", "list", "--level", "closed").stdout


def test_a_case_is_edited_by_what_is_said_and_all_else_stays(cli: Cli) -> None:
    cli(
        "cases",
        "add",
        "Sanaa Rezaiy",
        "--country",
        "Iran",
        "--concern",
        "torture",
        "--concern",
        "unfair trials",
        "--poc",
    )

    cli("cases", "edit", "1", "--without", "torture", "--consent", "agrees-to-quiet-work-only", "--not-public")

    shown = cli("cases", "show", "1").stdout
    assert "Concerns: Unfair trials" in shown
    assert "Consent: agrees to quiet work only" in shown
    assert "Prisoner of conscience: yes" in shown
    assert "Not for groups: Sanaa Rezaiy is not public" in shown


def test_a_level_that_cannot_be_ends_with_one_sentence(cli: Cli) -> None:
    cli("cases", "add", "Sanaa Rezaiy")

    refused = cli("cases", "level", "1", "dormant", "--note", "Rest", code=1)

    assert "it does not become dormant, but active or closed." in refused.stderr


def test_what_is_missing_is_told_with_the_option_that_gives_it(cli: Cli) -> None:
    cli("cases", "add", "Sanaa Rezaiy", "--level", "active")

    assert cli("cases", "level", "1", "dormant", code=1).stderr == "Error: Say why it rests. (--note)\n"
    assert "(--reason)" in cli("cases", "level", "1", "closed", code=1).stderr
    assert "(--note)" in cli("cases", "decide", "1", "not", code=1).stderr


def test_whoever_closes_a_prisoners_case_unresolved_is_warned_of_others(cli: Cli) -> None:
    for name in ("Sanaa Rezaiy", "Reza Amini"):
        cli("cases", "add", name, "--country", "Iran", "--poc", "--level", "active")

    said = cli(
        "cases", "level", "1", "closed", "--reason", "capacity-or-strategy", "--note", "Too few researchers"
    ).stdout

    assert "closed: capacity or strategy" in said
    assert "Think of it: 1 case of a prisoner of conscience in that country stays open: Reza Amini." in said


def test_many_cases_are_decided_on_at_once_all_or_none_and_taken_back_at_once(cli: Cli) -> None:
    for name in ("Sanaa Rezaiy", "Reza Amini", "Weavers of Kano"):
        cli("cases", "add", name, "--level", "active")
    cli("cases", "level", "3", "closed", "--reason", "released")

    assert "is closed since" in cli("cases", "decide", "1", "2", "3", "work", code=1).stderr
    assert "No case stands here" in cli("cases", "list", "--decision", "work").stdout
    said = cli("cases", "decide", "1", "Amini", "1", "work", "--by", "The board").stdout
    assert [said.count(name) for name in ("Case 1", "Case 2", "Case 3")] == [1, 1, 0]
    assert "2 cases: 2 people" in cli("cases", "list", "--decision", "work").stdout
    cli("undo", said.split("outreach undo ")[1].split(")")[0])
    assert "No case stands here" in cli("cases", "list", "--decision", "work").stdout


def test_a_stop_says_what_it_did_and_the_day_tells_who_is_to_hear_of_it(cli: Cli) -> None:
    cli("cases", "add", "Sanaa Rezaiy", "--level", "active")
    cli("cases", "decide", "1", "work")

    said = cli("cases", "stop", "1", "wish", "--note", "Her sister rang").stdout

    assert "we do not work on it: their wish" in said
    assert "no undo takes this back" in said
    assert "Tell whoever works on Sanaa Rezaiy" in cli("today").stdout


def test_a_stop_names_the_newsletters_that_had_told_of_it(cli: Cli, tmp_path: Path) -> None:
    with closing(App.open()) as app:
        for ref, word in (("UA 205/2001", "nurses"), ("UA 206/2001", "torture")):
            add_issue(app, word, ref=ref, deadline_on=(app.clock.today() + timedelta(days=9)).isoformat())
        leave(app, newsletter(app), tmp_path)
    cli("cases", "add", "Sanaa Rezaiy", "--level", "active")
    cli("cases", "link", "1", "UA 205/2001")

    by_case = cli("cases", "stop", "1", "wish", "--note", "Her sister rang").stdout
    by_itself = cli("ua", "stop", "UA 206/01", "--because", "she asked us to", "--to", str(tmp_path / "stop")).stdout

    to_do = "Write to the reader of Spring: it told of {}, which is stopped. It stands among your tasks"
    assert to_do.format("UA 205/2001 nurses") in " ".join(by_case.split())
    assert to_do.format("UA 206/2001 torture") in " ".join(by_itself.split())
    assert cli("tasks", "list").stdout.count("Write to the reader of Spring") == 2


def test_whoever_tells_of_letters_on_a_stopped_case_hears_that_nobody_is_to_write_again(cli: Cli) -> None:
    cli("cases", "add", "Sanaa Rezaiy", "--level", "active")
    assert "nobody is to write again" not in cli("cases", "letters", "1", "4").stdout
    cli("cases", "stop", "1", "wish", "--note", "Her sister rang")

    assert "rests (their wish): nobody is to write again." in cli("cases", "letters", "1", "5").stdout


def test_a_caution_does_not_break_what_machines_read(cli: Cli) -> None:
    for name in ("Sanaa Rezaiy", "Reza Amini"):
        cli("cases", "add", name, "--country", "Iran", "--poc", "--level", "active")
    why = ("--reason", "capacity-or-strategy", "--note", "Too few researchers")

    assert json.loads(cli("cases", "level", "1", "closed", *why, "--json").stdout)["state"] == "closed"


def test_links_files_and_notes_belong_to_a_case(cli: Cli, tmp_path: Path) -> None:
    cli("cases", "add", "First arrest")
    cli("cases", "add", "Second arrest")
    paper = tmp_path / "casefile.pdf"
    paper.write_bytes(b"%PDF-1.7 the casefile")

    assert "Case 2 continues: 1 First arrest" in cli("cases", "link", "2", "1", "--as", "continues").stdout
    assert "neither comes before itself" in cli("cases", "link", "1", "2", "--as", "continues", code=1).stderr
    assert "say it as it is called" in cli("cases", "link", "1", "UA 1/99", code=1).stderr
    cli("cases", "file", "2", str(paper), "--note", "The first version")
    cli("cases", "note", "2", "The lawyer does not want to be named")

    shown = cli("cases", "show", "2").stdout
    assert "(current): casefile.pdf: The first version" in shown
    assert "Restricted, whoever may write, maria: The lawyer does not want to be named" in shown
    cli("cases", "link", "2", "1", "--as", "continues", "--remove")
    assert "continues" not in cli("cases", "show", "2").stdout


def test_whoever_is_written_down_twice_is_told_of_the_first(cli: Cli) -> None:
    cli("cases", "add", "Sanaa Rezaiy", "--country", "Iran", "--ref", "IP 1")

    assert "is called so too" not in cli("cases", "add", "Sanaa Rezaiy", "--country", "Peru").stdout
    twin = cli("cases", "add", "sanaa rezaiy", "--country", "Iran").stdout
    assert "Think of it: Sanaa Rezaiy (IP 1), case 1, is called so too." in twin


def test_an_edit_that_says_nothing_is_asked_what_is_otherwise(cli: Cli) -> None:
    cli("cases", "add", "Sanaa Rezaiy")
    before = cli("history").stdout

    assert "Say what is otherwise now" in cli("cases", "edit", "1", code=2).stderr
    assert cli("history").stdout == before
