"""The commands that send, follow up and stop."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.app import App
from tests.urgent_actions.builders import add_issue
from tests.urgent_actions.outgoing import REF, a_member, names

Cli = Callable[..., Result]


@pytest.fixture(name="issue")
def an_issue(cli: Cli) -> int:
    """A first issue that Ana and Jon signed up for, in the database of the command line."""
    app = App.open(os.environ["OUTREACH_DATABASE"], actor="maria")
    for name in ("Ana Ruiz", "Jon Berg"):
        a_member(app, name, "nurses")
    issue = add_issue(app, "nurses", ref=REF, languages=("en",))
    add_issue(app, "lawyers", ref=REF, kind="followup", ordinal=1, issued="2026-03-20", languages=("en",))
    app.close()
    return issue


def test_a_dry_run_shows_whom_it_goes_to_and_why_and_sends_nothing(cli: Cli, issue: int, tmp_path: Path) -> None:
    shown = cli("ua", "send", "ua 205/01", "--dry-run", "--to", str(tmp_path / "out")).output
    assert "UA 205/2001, to everybody who signed up for it: 2 of 2 would get it" in shown
    assert "signed up for Nurses" in shown
    assert "Mind: it has no deadline." in shown
    proposed = json.loads(cli("ua", "send", "ua 205/01", "--dry-run", "--json").stdout)
    assert (proposed["name"], proposed["preview"]["recipients"]) == (REF, 2)
    assert not (tmp_path / "out").exists()


def test_it_asks_before_it_leaves_or_is_told_not_to(cli: Cli, issue: int, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    assert "Give --yes to go on" in cli("ua", "send", REF, "--to", out, code=2).output
    assert "2 sent now; it is done." in cli("ua", "send", REF, "--to", out, "--yes").output
    assert names(tmp_path / "out") == {"ana", "jon"}
    assert "was sent by maria" in cli("ua", "send", str(issue), "--yes", code=1).output


def test_the_next_issue_of_the_case_goes_to_those_who_got_it(cli: Cli, issue: int, tmp_path: Path) -> None:
    cli("ua", "send", REF, "--to", str(tmp_path / "out"), "--yes")
    rows = json.loads(cli("ua", "follow", "UA 205/01", "--json").stdout)
    assert [(row["contact"], row["got"], row["why_not"]) for row in rows] == [
        ("Jon Berg", REF, ""),
        ("Ana Ruiz", REF, ""),
    ]
    shown = cli("ua", "send", "UA 205/01", "--dry-run").output
    assert "UA 205/2001, first update, to the 2 who got UA 205/2001: 2 of 2 would get it" in shown
    sent = json.loads(cli("ua", "send", REF, "--to", str(tmp_path / "update"), "--yes", "--json").stdout)
    assert (sent["sent"], sent["dispatch"]["state"]) == (2, "done")


def test_a_stop_tells_what_to_pull_and_who_was_told(cli: Cli, issue: int, tmp_path: Path) -> None:
    cli("ua", "send", REF, "--to", str(tmp_path / "out"), "--yes")
    cli("ua", "stop", REF, code=2)
    shown = cli("ua", "stop", "ua 205/01", "--because", "she asked us to", "--to", str(tmp_path / "stop")).output
    assert "UA 205/2001 is stopped. Cancelled: 0. Nothing more leaves." in shown
    assert "Pull, if not yet posted" in shown
    assert "Ana Ruiz" in shown
    assert "UA 205/2001: ana-ruiz ….txt" in shown
    assert not any(one.name in shown for one in (tmp_path / "out").iterdir())
    assert names(tmp_path / "stop") == {"ana", "jon"}
    again = json.loads(cli("ua", "stop", REF, "--because", "she asked us to", "--json").stdout)
    assert (again["stopped"]["cancelled"], again["sent"]) == (0, None)
    assert "is stopped since" in cli("ua", "send", REF, "--yes", code=1).output
