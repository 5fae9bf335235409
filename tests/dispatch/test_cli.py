"""The commands on mailings."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.cli import check

Cli = Callable[..., Result]
CHECKED = ("--accurate", "--impartial", "--within-mandate", "--allegations-as-such")


@pytest.fixture(name="people")
def three_bars(cli: Cli) -> None:
    for name, email in (("Bar", "bar"), ("Guild", "guild"), ("Owl", "guild")):
        cli("contacts", "add", name, "--organisation", "--email", f"{email}@example.org")
    cli("segments", "add", "Organisations", "--where", "kind=organisation")


@pytest.fixture(name="letter")
def a_drafted_letter(cli: Cli, people: None, tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text("Subject: News for {name}\n\n{salutation},\n\nthe law is out.\n", "utf-8-sig")
    cli("mailings", "add", "Spring letter", "--segment", "organisations", "--text", str(path), "--because", "the law")
    cli("mailings", "check", "spring", *CHECKED)
    return path


def read(cli: Cli, *arguments: str) -> Any:
    return json.loads(cli("mailings", *arguments, "--json").stdout)


@pytest.mark.usefixtures("letter")
def test_a_text_goes_to_a_segment_as_files(cli: Cli, tmp_path: Path) -> None:
    seen = cli("mailings", "preview", "spring").stdout
    assert "2 of 3 would get it" in seen
    assert "somebody else receives it at the same address" in seen
    assert "Dear Bar," in seen
    out = tmp_path / "out"
    sent = cli("mailings", "send", "spring", "--yes", "--to", str(out)).stdout
    assert "Spring letter: 2 sent now; it is done." in sent
    (bar,) = out.glob("bar *.txt")
    assert "Subject: News for Bar\n" in bar.read_text("utf-8")
    shown = cli("mailings", "show", "spring").stdout
    assert "1 left out, 2 sent" in shown
    assert "Guild receives it at the same" in shown


@pytest.mark.usefixtures("letter")
def test_how_far_a_mailing_is_stands_in_words_and_for_machines_as_it_is_kept(cli: Cli, tmp_path: Path) -> None:
    assert "Spring letter  (mailing 1, being drafted)" in cli("mailings", "show", "spring").stdout
    assert "being drafted" in cli("mailings", "list").stdout
    under_way(tmp_path / "out")
    shown = cli("mailings", "show", "spring").stdout
    assert "(mailing 1, being sent)" in shown
    assert "2 waiting, 1 left out" in shown
    assert not {"refused", "queued"} & {*shown.split()}
    assert {one["state"] for one in read(cli, "show", "spring")["counts"]} == {"refused", "queued"}
    assert [one["state"] for one in read(cli, "list")] == ["sending"]


@pytest.mark.usefixtures("letter")
def test_machines_read_one_document(cli: Cli, tmp_path: Path) -> None:
    seen = read(cli, "preview", "spring")
    assert (seen["considered"], seen["recipients"]) == (3, 2)
    assert [(one["key"], one["n"]) for one in seen["refused"]] == [("shared-address", 1)]
    assert len(seen["examples"]) == 2
    sent = read(cli, "send", "spring", "--yes", "--to", str(tmp_path / "out"))
    assert (sent["sent"], sent["dispatch"]["state"]) == (2, "done")
    shown = read(cli, "show", "spring", "--state", "refused")
    assert [(one["name"], one["rule"]) for one in shown["deliveries"]] == [("Owl", "shared-address")]
    assert {one["state"]: one["n"] for one in shown["counts"]} == {"sent": 2, "refused": 1}
    assert [one["name"] for one in read(cli, "list", "--all")] == ["Spring letter"]
    assert read(cli, "list") == []
    assert "given_name" in read(cli, "fields")


@pytest.mark.usefixtures("letter")
def test_whom_a_warning_is_about_and_the_way_it_goes_are_told(cli: Cli) -> None:
    cli("log", "Bar", "rang")
    told = read(cli, "preview", "spring")["warnings"]
    assert [one["names"] for one in told] == [["Bar"]]
    assert "Goes by:      folder" in cli("mailings", "show", "spring").stdout


@pytest.mark.usefixtures("letter")
def test_a_file_that_is_too_large_is_told_with_its_size(cli: Cli, tmp_path: Path) -> None:
    large = tmp_path / "book.pdf"
    with large.open("wb") as file:
        file.truncate(12_300_000)
    told = cli("mailings", "attach", "spring", str(large), code=1).stderr
    assert "book.pdf has 12.3 MB, and 10.0 MB fit." in told


@pytest.mark.usefixtures("letter")
def test_nothing_leaves_where_nobody_can_answer(cli: Cli) -> None:
    result = cli("mailings", "send", "spring", code=2)
    assert "--yes" in result.stderr
    assert read(cli, "show", "spring")["counts"] == []


@pytest.mark.usefixtures("letter")
def test_a_stopped_mailing_goes_on_only_when_it_is_resumed(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (tmp_path / "file").write_text("no folder")
    assert "cannot be made" in cli("mailings", "send", "spring", "--yes", "--to", str(tmp_path / "file"), code=1).stderr
    assert read(cli, "show", "spring")["dispatch"]["state"] == "draft"
    under_way(out)
    cli("mailings", "stop", "spring", "--because", "the date is wrong")
    assert "the date is wrong" in cli("mailings", "show", "spring").stdout
    assert "mailings resume 1" in cli("mailings", "send", "spring", code=1).stderr
    assert "Spring letter: 2 sent now" in cli("mailings", "resume", "spring", "--to", str(tmp_path / "other")).stdout
    assert len(list((tmp_path / "other").iterdir())) == 2


@pytest.mark.usefixtures("letter")
def test_a_mailing_stopped_for_good_is_over(cli: Cli, tmp_path: Path) -> None:
    under_way(tmp_path / "out")
    cli("mailings", "stop", "spring", "--because", "the date is wrong", "--for-good")
    assert {one["state"]: one["n"] for one in read(cli, "show", "spring")["counts"]} == {"cancelled": 2, "refused": 1}


def under_way(out: Path) -> None:
    """Begin the letter, as a program does that is killed before it sends."""
    app = App.open(os.environ["OUTREACH_DATABASE"])
    service.begin(app, service.resolve(app, "spring").id, place=str(out))
    app.close()


@pytest.mark.usefixtures("letter")
def test_those_who_missed_it_get_it_later(cli: Cli, tmp_path: Path) -> None:
    cli("contacts", "edit", "Guild", "--wrong", "guild@example.org")
    cli("mailings", "send", "spring", "--yes", "--to", str(tmp_path / "out"))
    assert "Nobody is left" in cli("mailings", "send", "spring", "--missed", "--yes", code=1).stderr


@pytest.mark.usefixtures("letter")
def test_a_second_language_is_one_command(cli: Cli, tmp_path: Path) -> None:
    carta = tmp_path / "carta.txt"
    carta.write_text("Noticias\n\n{salutation}\n", "utf-8")
    assert "en, es" in cli("mailings", "text", "spring", "--language", "es", "--text", str(carta)).stdout


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--subject", "News"), "--subject and --body"),
        (("--text", "{tmp}/none.txt"), "cannot be read"),
        (("--text", "{tmp}/latin.txt"), "UTF-8"),
        (("--subject", "News", "--body", "Dear {firstname}"), "not a field"),
        (("--subject", "News", "--body", "x", "--channel", "foldr"), "no channel"),
    ],
)
def test_what_cannot_be_drafted_is_told_in_one_sentence(
    cli: Cli, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "latin.txt").write_bytes("Asunto\n\nmañana".encode("latin-1"))
    told = [one.replace("{tmp}", str(tmp_path)) for one in arguments]
    result = cli("mailings", "add", "Spring", "--segment", "organisations", *told, code=1)
    assert said in result.stderr


def test_a_subject_as_an_option_leaves_the_file_to_the_body(cli: Cli, letter: Path) -> None:
    letter.write_text("First line\nsecond line", "utf-8")
    cli("mailings", "add", "Other", "--segment", "organisations", "--text", str(letter), "--subject", "News")
    assert read(cli, "show", "other")["dispatch"]["texts"][0]["body"] == "First line\nsecond line"


@pytest.mark.usefixtures("letter")
def test_undo_refuses_what_was_sent(cli: Cli, tmp_path: Path) -> None:
    cli("mailings", "send", "spring", "--yes", "--to", str(tmp_path / "out"))
    number = next(one["id"] for one in json.loads(cli("history", "--json").stdout) if one["what"] == "send mailing")
    assert "Error" in cli("undo", str(number), code=1).stderr


@pytest.mark.usefixtures("letter")
def test_a_decision_on_doubts_needs_a_verdict(cli: Cli) -> None:
    assert "--arrived, --again or --drop" in cli("mailings", "doubt", "spring", code=2).stderr
    assert "Nothing of Spring letter is in doubt" in cli("mailings", "doubt", "spring", "--drop", code=1).stderr


@pytest.mark.usefixtures("letter")
def test_what_goes_to_more_than_one_may_say_is_frozen_and_sent_by_somebody_else(cli: Cli, tmp_path: Path) -> None:
    app = App.open(os.environ["OUTREACH_DATABASE"])
    with app.change("edit mailing"):
        app.store.update("dispatches", service.resolve(app, "spring").id, {"second_above": 1})
    app.close()
    place = ("--to", str(tmp_path / "out"))
    told = " ".join(cli("mailings", "send", "spring", "--yes", *place).stdout.split())
    assert "Spring letter is frozen for 2, more than 1: somebody else approves it" in told
    assert "somebody else approves it" in cli("mailings", "send", "spring", code=1).stderr
    cli("accounts", "add", "Jon")
    assert "2 sent now" in cli("--as", "Jon", "mailings", "send", "spring").stdout
    assert len(list((tmp_path / "out").iterdir())) == 2


@pytest.mark.usefixtures("letter")
def test_what_was_frozen_or_approved_by_hand_is_sent_as_it_is(cli: Cli, tmp_path: Path) -> None:
    app = App.open(os.environ["OUTREACH_DATABASE"])
    made = service.resolve(app, "spring")
    service.freeze(app, made.id)
    service.approve(app, made.id)
    app.close()
    cli("contacts", "add", "Late", "--organisation", "--email", "late@example.org")
    place = ("--to", str(tmp_path / "out"))
    assert "2 sent now" in cli("mailings", "send", "spring", *place).stdout
    assert len(list((tmp_path / "out").iterdir())) == 2
    assert "said when it began" in cli("mailings", "send", "spring", *place, code=1).stderr


@pytest.mark.usefixtures("people")
def test_who_checks_a_mailing_is_asked_one_by_one_and_send_says_what_is_missing(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("mailings", "add", "Spring", "--segment", "organisations", "--subject", "News", "--body", "The law is out.")
    assert "--accurate, --impartial" in cli("mailings", "check", "spring", code=2).stderr
    monkeypatch.setattr(check, "sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True)))
    told = cli("mailings", "check", "spring", input="y\ny\nn\ny\n").stdout
    assert "The law is out." in told
    assert "It waits for somebody to say that it is within our mandate: outreach mailings check 1" in told
    refused = cli("mailings", "send", "spring", "--yes", "--to", str(tmp_path / "out"), code=1).stderr
    assert "Before Spring leaves, somebody says that it is within our mandate" in refused
    assert "somebody says that it is within our mandate" in cli("mailings", "preview", "spring").stdout
    assert read(cli, "check", "spring", "--within-mandate")["missing"] == []
    shown = cli("mailings", "show", "spring").stdout
    assert "accurate, impartial" in shown
    assert "2 sent now" in cli("mailings", "send", "spring", "--yes", "--to", str(tmp_path / "out")).stdout
