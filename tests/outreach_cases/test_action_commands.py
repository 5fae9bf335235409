"""The commands by which an office keeps actions, says who takes which, sends them, and asks the programme for more."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result

Cli = Callable[..., Result]


def in_days(days: int) -> str:
    """Return a day from today on, as the command line has it."""
    return (datetime.now(UTC).date() + timedelta(days=days)).isoformat()


@pytest.fixture
def office(cli: Cli, tmp_path: Path) -> Cli:
    """Two local groups that meet, and a programme that can be asked."""
    for name in ("Lyon group", "Ulm group", "Risk Programme"):
        cli("groups", "add", name, "--structure", "local")
        cli("contacts", "edit", name, "--email", f"{name.partition(' ')[0].lower()}@example.org")
    (tmp_path / "outreach.toml").write_text('[cases]\nprogramme = "Risk Programme"\n')
    return cli


def words(result: Result) -> str:
    return " ".join(result.stdout.split())


def test_an_action_is_kept_shown_sent_on_and_ended(office: Cli, tmp_path: Path) -> None:
    text = tmp_path / "action.txt"
    text.write_text("Write to the minister.")
    until = in_days(30)
    office("cases", "sign-up", "Lyon", "--region", "Americas")

    said = words(
        office(
            *("cases", "action", "add", "region", "Free the miners", "--country", "Bolivia", "--until", until),
            *("--text", str(text), "--addressee", "Minister of Mines", "--addressee", "La Paz"),
        )
    )
    shown = words(office("cases", "action", "show", "1"))
    sent = words(office("cases", "action", "send", "1", "--channel", "folder", "--to", str(tmp_path / "out")))

    assert "Action 1, Free the miners, is kept (take back: outreach undo" in said
    assert f"Bolivia, since {in_days(0)} until {until} Write to the minister. Minister of Mines La Paz" in shown
    assert "is ready for 1 group; nothing has left. To let it leave: outreach mailings send 1" in sent
    assert not (tmp_path / "out").exists()
    office("mailings", "send", "1")
    (letter,) = (tmp_path / "out").rglob("*.txt")
    assert "Lyon group" in letter.read_text("utf-8")
    assert json.loads(office("cases", "action", "list", "--json").stdout)[0]["place"] == "Bolivia"
    assert "is over" in words(office("cases", "action", "end", "1", "--because", "They were released"))
    assert "There is none." in words(office("cases", "action", "list"))
    assert "Free the miners" in words(office("cases", "action", "list", "--all", "--from", "region"))


def test_an_issue_of_the_magazine_is_taken_in_as_a_list_seen_before(office: Cli, tmp_path: Path) -> None:
    issue = tmp_path / "winter.csv"
    issue.write_text(f"Title,Country,Until\nFree the miners,Bolivia,{in_days(9)}\nVotes,Atlantis,\n")

    seen = words(office("cases", "action", "import", "magazine", str(issue), "--dry-run"))
    done = words(office("cases", "action", "import", "magazine", str(issue)))

    assert "1 new, 1 not taken in. Nothing was written." in seen
    assert "'Atlantis' is no country and no region." in done
    assert "1 new, 1 not taken in (take back: outreach undo" in done
    assert "Free the miners" in words(office("cases", "action", "list"))


def test_a_group_says_which_actions_it_takes(office: Cli) -> None:
    office("cases", "sign-up", "Lyon", "--region", "Africa")
    office("cases", "sign-up", "Lyon", "--magazine", "--mailing", "--end")

    shown = words(office("cases", "sign-up", "Lyon"))

    assert f"magazine no, since {in_days(0)}" in shown
    assert f"monthly mailing no, since {in_days(0)}" in shown
    assert f"region: Africa yes, since {in_days(0)}" in shown
    assert (
        "does not take the magazine already" in office("cases", "sign-up", "Lyon", "--magazine", "--end", code=1).output
    )


def test_the_programme_is_asked_and_its_answer_is_on_the_agenda_of_that_meeting(office: Cli, tmp_path: Path) -> None:
    out, near = str(tmp_path / "out"), in_days(5)

    said = words(
        office("cases", "request", "Lyon", "--for", near, "--how-many", "2", "--channel", "folder", "--to", out)
    )

    assert f"Request 1, for Lyon group on {near}: 2 actions. The request is with folder: 1 left." in said
    assert f"The programme wants to be asked by {in_days(-9)}: it may be too late." in said
    assert "was asked on" in office("cases", "request", "Lyon", "--for", near, "--channel", "folder", code=1).output
    assert "Lyon group" in words(office("cases", "requests"))
    told = words(office("cases", "answer", "1", "For Reza", "--note", "More next week"))
    assert f"Action 1, For Reza, is for that meeting. Request 1 of Lyon group: answered on {in_days(0)}: 1 of 2" in told
    assert "No request waits." in words(office("cases", "requests"))
    assert json.loads(office("cases", "requests", "Lyon", "--all", "--json").stdout)[0]["answer"] == "More next week"
    office("meetings", "plan", "Lyon", f"{near} 18:00")
    agenda = words(office("meetings", "agenda", "Lyon"))
    assert "For Reza" in agenda


def test_an_answer_without_an_action_says_why(office: Cli, tmp_path: Path) -> None:
    office("cases", "request", "Lyon", "--for", in_days(40), "--channel", "folder", "--to", str(tmp_path / "out"))

    assert "what it said instead" in office("cases", "answer", "1", code=1).output
    assert "0 of 3" in words(office("cases", "answer", "1", "--note", "None at present"))


def test_a_group_says_on_how_many_actions_it_writes_at_a_meeting(office: Cli) -> None:
    assert "Actions for a meeting: 4" in words(office("cases", "terms", "Lyon", "--actions", "4"))
    assert "Actions for a meeting: 4" in words(office("cases", "terms", "Lyon", "--note", "No calls"))
    assert "is no number of actions" in office("cases", "terms", "Lyon", "--actions", "many", code=1).output
