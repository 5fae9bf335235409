"""The commands on letters and calls, from a mailing to the letter box."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Draft
from tests.post.mailings import MINISTER, TEXTS, a_mailing, a_reader

Cli = Callable[..., Result]


@pytest.fixture(name="letters")
def a_mailing_by_post(cli: Cli, tmp_path: Path) -> int:
    """An approved mailing to two, by post, in the database of the command line."""
    (tmp_path / "outreach.toml").write_text(f'[section]\ncountry = "DE"\n[post]\nfolder = "{tmp_path}/post"\n')
    app = App.open(os.environ["OUTREACH_DATABASE"], actor="maria")
    for name, number in (("Bar", "+49 30 901820"), ("Owl", "+34 915 550 123")):
        a_reader(app, name, phone=number)
    made = a_mailing(app, letters=(MINISTER,))
    a_mailing(app, "Spring calls", channel="phone")
    app.close()
    return made.id


def test_from_a_mailing_to_the_letter_box(cli: Cli, letters: int, tmp_path: Path) -> None:
    shown = cli("post", "print", "Spring letter").output
    assert "Job 1: 2 letters (en) in " in shown
    assert "2 made and waiting for somebody to go on with." in shown
    assert "outreach post handed 1" in shown
    assert [one.name for one in (tmp_path / "post").iterdir()] == ["letters 1 spring-letter en.pdf"]
    (job,) = json.loads(cli("post", "jobs", "--json").stdout)
    assert (job["sheets"], job["pages"], job["open"], job["copies"]) == (2, 6, 2, 0)
    assert "made, not handed over yet" in cli("contacts", "show", "Bar").output
    over = cli("post", "handed", "1", "--except", "2").output
    assert "Job 1: 1 posted, 1 in hand still." in over
    assert "Nothing has to be pulled." in cli("post", "pull").output


def test_what_must_not_go_is_pulled(cli: Cli, letters: int) -> None:
    cli("post", "print", str(letters))
    cli("privacy", "object", "Bar", "--channel", "post", "--because", "a letter")
    told = json.loads(cli("post", "handed", "1", "--json").stdout)
    assert (told["posted"], [one["sheet"] for one in told["pull"]]) == (1, ["1-1"])
    assert "1-1" in cli("post", "pull", "Spring letter").output
    assert "Out of the pile" in cli("post", "pull", "--done").output
    assert "Nothing has to be pulled." in cli("post", "pull").output


def test_a_stop_tells_how_many_are_in_somebodys_hand_and_today_what_to_pull(cli: Cli, letters: int) -> None:
    cli("post", "print", str(letters))
    told = cli("mailings", "stop", str(letters), "--because", "the law fell", "--for-good").output
    assert "In somebody's hand: 2;" in told
    assert f"outreach post pull {letters}" in cli("today").output
    assert "was stopped: the law fell" in cli("post", "pull", "--done").output
    assert "In somebody's hand" not in cli("mailings", "show", str(letters)).output


def test_lines_of_calls_are_struck_after_a_stop(cli: Cli, letters: int) -> None:
    cli("post", "print", "Spring calls")
    cli("mailings", "stop", "Spring calls", "--because", "the law fell", "--for-good")
    assert "outreach phone strike" in cli("today").output
    struck = json.loads(cli("phone", "strike", "--json").stdout)
    assert {one["sentence"] for one in struck} == {"was stopped: the law fell"}
    assert "Nobody has to be struck." in cli("phone", "strike").output


def test_files_are_tidied_away_when_nothing_of_them_is_in_hand(cli: Cli, letters: int) -> None:
    cli("post", "print", str(letters))
    assert "Nothing to remove" in cli("post", "tidy").output
    cli("post", "handed", "1")
    assert "Removed: " in cli("post", "tidy").output


def test_a_jam_is_printed_again(cli: Cli, letters: int) -> None:
    cli("post", "print", str(letters))
    shown = cli("post", "again", "1", "--only", "2", "--because", "jam").output
    assert "To be printed again, as copies: 1." in shown
    assert [(one["sheets"], one["copies"]) for one in json.loads(cli("post", "jobs", "--json").stdout)] == [
        (1, 1),
        (2, 0),
    ]


def test_postage_is_counted(cli: Cli, letters: int, tmp_path: Path) -> None:
    cli("post", "print", str(letters))
    assert "no rate" in cli("post", "count", "1").output
    rate = '[[post.rates]]\nzone = "inland"\ncountries = ["DE"]\ngrams = 20\nprice = 0.95\n'
    file = tmp_path / "outreach.toml"
    file.write_text(file.read_text() + rate)
    shown = cli("post", "count", "1").output
    assert "In all: 1.90" in shown
    cli("groups", "add", "Group 7", "--structure", "network")
    assert "Noted for Group 7." in cli("post", "count", "1", "--note", "Group 7").output


def test_labels_and_packs_are_files(cli: Cli, letters: int, tmp_path: Path) -> None:
    labels, pack = str(tmp_path / "labels.pdf"), str(tmp_path / "pack.pdf")
    shown = cli("post", "labels", "Spring letter", "--to", labels, "--sheet", "5160").output
    assert "Spring letter: 2 labels on 1 sheet:" in shown
    assert "free from label 3 on" in shown
    assert "give another name" in cli("post", "labels", "Spring letter", "--to", labels, code=1).output
    shown = cli("post", "pack", "Spring letter", "--for", "Bar", "--to", pack).output
    assert "Bar: 4 pages, letters to sign: 1; " in shown


def test_calls_are_listed_and_logged(cli: Cli, letters: int) -> None:
    assert "Nobody is left to be called." in cli("phone", "list").output
    cli("post", "print", "Spring calls")
    assert "+34 915 55 01 23" in cli("phone", "list", "Spring calls").output
    assert "Say one of" in cli("phone", "log", "Bar", code=2).output
    assert "They are called again." in cli("phone", "log", "Owl", "--no-answer").output
    shown = cli("phone", "log", "030 901820", "--refused", "--never-again").output
    assert "Written down that they object to calls." in shown
    assert "Nobody is left to be called." in shown
    assert "Call: Spring calls" in cli("timeline", "Bar").output


def test_a_draft_is_not_printed(cli: Cli, letters: int) -> None:
    app = App.open(os.environ["OUTREACH_DATABASE"], actor="maria")
    dispatch.draft(app, Draft(name="Draft", purpose="mailings", texts=TEXTS, channel="post"))
    app.close()
    assert "Draft is not approved yet" in cli("post", "print", "Draft", code=1).output


def test_a_setting_that_cannot_be_is_told(cli: Cli, tmp_path: Path) -> None:
    for key, value, why in (
        ("window", "uk-dl", "is not a window; there are din-5008"),
        ("labels", "L1", "is not a sheet of labels"),
        ("paper", "a5", "is not a paper"),
    ):
        (tmp_path / "outreach.toml").write_text(f'[post]\n{key} = "{value}"\n')
        assert why in cli("post", "jobs", code=1).output


def test_chosen_sheets_are_out_of_the_pile_and_the_others_stay_on_the_list(cli: Cli, letters: int) -> None:
    cli("post", "print", str(letters))
    cli("mailings", "stop", str(letters), "--because", "the law fell", "--for-good")
    assert "Not on the list of what to pull: 9-9" in cli("post", "pull", "--done", "--sheet", "9-9", code=1).output
    assert "Say that they are out" in cli("post", "pull", "--sheet", "1-2", code=1).output
    assert "On the list still: 1." in cli("post", "pull", "--done", "--sheet", "1-2").output
    assert [one["sheet"] for one in json.loads(cli("post", "pull", "--json").stdout)] == ["1-1"]
