"""Commands for what is done for a case and reported on it."""

import json
import socket
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from outreach_cases import service
from outreach_cases.model.holdings import Acceptance
from outreach_crm.app import App

Cli = Callable[..., Result]


def _given(cli: Cli, tmp_path: Path) -> None:
    """Lyon group holds a case since yesterday."""
    cli("cases", "add", "Sanaa Rezaiy", "--country", "Iran", "--level", "active", "--since", "2026-01-05")
    cli("cases", "decide", "1", "work", "--by", "The board")
    cli("groups", "add", "Lyon group", "--structure", "local")
    cli("contacts", "add", "Ana Ruiz")
    cli("groups", "join", "Lyon group", "Ana Ruiz")
    with closing(App.open(str(tmp_path / "cli.db"))) as app:
        draft = Acceptance(group_id=1, case_id=1, holder_id=2, agreed=True, on="yesterday")
        service.accept(app, draft)


def test_letters_activities_and_a_report_are_written_down(cli: Cli, tmp_path: Path) -> None:
    _given(cli, tmp_path)

    kept = cli("cases", "letters", "1", "12", "to the minister", "--by", "Lyon").stdout
    cli("cases", "activity", "1", "stall", "At the market", "--by", "Lyon", "--outcome", "40 signatures")
    quiet = cli("cases", "activity", "1", "trial-observer").stdout
    listed = cli("cases", "activities", "1").stdout
    shown = cli("cases", "report", "Lyon", "1", "--dry-run").stdout
    made = cli("cases", "report", "Lyon", "1").stdout

    assert "appeal letters (12): to the minister (take back: outreach undo" in kept
    assert "Only those who may write here read of it." in quiet
    assert [word in listed for word in ("Lyon group", "40 signatures", "the section")] == [True] * 3
    assert "Appeal letters: 12, once" in shown
    assert f"The next one is due by {date.today() + timedelta(days=365)}" in made
    assert json.loads(cli("cases", "activities", "1", "--json").stdout)[0]["kind"]


def test_what_cannot_be_is_told_and_ends_with_an_error(cli: Cli, tmp_path: Path) -> None:
    _given(cli, tmp_path)

    assert "has not come yet" in cli("cases", "letters", "1", "3", "--on", "tomorrow", code=1).stderr
    assert "Nobody is to be written to" in cli("cases", "prompt", "Lyon", "1", code=1).stderr


def test_what_was_done_for_another_case_is_not_taken_away_by_a_slip(cli: Cli, tmp_path: Path) -> None:
    _given(cli, tmp_path)
    cli("cases", "add", "Reza Amini", "--country", "Iran")
    cli("cases", "letters", "1", "12", "to the minister")

    assert "was done for another case" in cli("cases", "activities", "2", "--remove", "1", code=1).stderr
    assert "appeal letters (12)" in cli("cases", "activities", "1").stdout
    told = cli("cases", "activities", "1", "--remove", "1").stdout
    assert "Taken away: appeal letters (12): to the minister (take back: outreach undo" in told
    cli("undo", told.split("outreach undo ")[1].split(")")[0])
    assert "appeal letters (12)" in cli("cases", "activities", "1").stdout


def test_a_report_that_is_no_text_is_refused_and_loses_no_letter(cli: Cli, tmp_path: Path) -> None:
    _given(cli, tmp_path)
    file = tmp_path / "report.txt"
    file.write_bytes("Nous avons écrit 4 lettres".encode("latin-1"))

    assert "this is not UTF-8 text" in cli("cases", "report", "Lyon", "1", "--file", str(file), code=1).stderr
    file.write_text("Nous avons écrit 4 lettres", "utf-8")
    assert "Nous avons écrit" in cli("cases", "report", "Lyon", "1", "--file", str(file)).stdout


def test_what_the_mail_server_did_not_take_is_not_told_as_sent(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _given(cli, tmp_path)
    cli("contacts", "edit", "Ana Ruiz", "--email", "ana@example.org")
    cli("cases", "update", "1", "She was moved")
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    for key, value in {"SENDER": "office@example.org", "SERVER": "127.0.0.1", "PORT": port, "SECURITY": "none"}.items():
        monkeypatch.setenv(f"OUTREACH_MAIL__{key}", str(value))

    told = cli("cases", "send-update", "1", "--channel", "email").stdout

    assert "Sent to" not in told
    assert "Not so far to Ana Ruiz:" in told
    assert "outreach mail" in told
    shown = cli("cases", "updates", "1").stdout
    assert "sent to 0, read by 0" in shown
    assert "not left so far" in shown


def test_an_update_on_a_case_that_nobody_holds_waits_for_whoever_takes_it_over(cli: Cli) -> None:
    cli("cases", "add", "Sanaa Rezaiy")

    assert "No group holds the case" in cli("cases", "update", "1", "She was moved").stdout
    assert "No group holds Sanaa Rezaiy" in cli("cases", "send-update", "1", code=1).stderr


def test_an_update_goes_to_all_who_hold_the_case_and_is_noted_as_read(cli: Cli, tmp_path: Path) -> None:
    _given(cli, tmp_path)

    assert "outreach cases send-update 1" in cli("cases", "update", "1", "She was moved").stdout
    assert "was not sent to Lyon group" in cli("cases", "seen", "1", "Lyon", code=1).stderr
    sent = cli("cases", "send-update", "1", "--channel", "folder", "--to", str(tmp_path / "out")).stdout
    seen = cli("cases", "seen", "1", "Lyon").stdout

    assert "Sent to: Ana Ruiz." in sent
    assert "Lyon group: read on" in seen
    assert "sent to 1, read by 1" in cli("cases", "updates", "1").stdout
