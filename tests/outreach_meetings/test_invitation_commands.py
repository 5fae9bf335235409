"""The commands on invitations, as a secretary types them."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from tests.outreach_meetings.invited import OFFICE

Cli = Callable[..., Result]
DAY = date.today() + timedelta(days=20)


@pytest.fixture(name="group")
def doctors(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "sent"
    told = f'[mail]\nsender = "Section Example <{OFFICE}>"\nfolder = "{folder}"\n'
    (tmp_path / "outreach.toml").write_text(told, "utf-8")
    cli("groups", "add", "Doctors", "--structure", "specialist")
    for name, email in (("Ana Ruiz", "ana@example.net"), ("Ben Bell", "")):
        cli("contacts", "add", name, *(("--email", email) if email else ()))
        basis = ("--purpose", "meetings", "--basis", "consent", "--source", "a form", "--wording", "Invite me.")
        cli("privacy", "grant", name, *basis)
        cli("groups", "join", "Doctors", name)
    cli("meetings", "plan", "Doctors", f"{DAY} 19:30")


def mails(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "sent").rglob("*.eml"))


@pytest.mark.usefixtures("group")
def test_a_dry_run_says_who_gets_what_and_who_does_not_and_nothing_leaves(cli: Cli, tmp_path: Path) -> None:
    told = cli("meetings", "invite", "Doctors", "--dry-run").stdout
    assert "\nAs Ana Ruiz gets it:\n" in told
    assert f"Would get the invitation ({DAY}): Ana Ruiz." in told
    assert "Ben Bell does not:" in told
    (found,) = json.loads(cli("meetings", "invite", "Doctors", "--dry-run", "--json").stdout)
    assert (found["method"], found["gets"], found["left_out"][0]["name"]) == ("REQUEST", ["Ana Ruiz"], "Ben Bell")
    assert mails(tmp_path) == []


@pytest.mark.usefixtures("group")
def test_an_evening_of_invitations_an_answer_and_a_wish(cli: Cli, tmp_path: Path) -> None:
    assert "1 sent now" in cli("meetings", "invite", "Doctors").stdout
    assert len(mails(tmp_path)) == 1
    there = cli("meetings", "show", "Doctors").stdout
    assert ("no answer" in there, "not invited yet" in there, "2 of 2 may come" in there) == (True, True, True)
    shown = json.loads(cli("meetings", "show", "Doctors", "--json").stdout)
    calendar = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:COUNTER\r\nBEGIN:VEVENT\r\n"
        f"UID:{shown['uid']}\r\nDTSTAMP:20260101T080000Z\r\nDTSTART:{DAY:%Y%m%d}T180000Z\r\n"
        "ATTENDEE;PARTSTAT=TENTATIVE:mailto:ana@example.net\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    (tmp_path / "wish.ics").write_text(calendar, "utf-8", newline="")
    (tmp_path / "yes.ics").write_text(
        calendar.replace("COUNTER", "REPLY").replace("TENTATIVE", "ACCEPTED"), "utf-8", newline=""
    )

    assert "Ana Ruiz comes: Meeting of Doctors." in cli("meetings", "replies", str(tmp_path / "yes.ics")).stdout
    again = cli("meetings", "replies", str(tmp_path / "yes.ics")).stdout
    assert "yes.ics, not kept: Ana Ruiz has said so already." in again
    shown = cli("meetings", "show", "Doctors").stdout
    assert ("comes" in shown, "short of" in shown) == (True, False)
    assert "asks for another time" in cli("meetings", "replies", str(tmp_path / "wish.ics")).stdout
    moved = cli("meetings", "wish", "1", "--take").stdout
    assert f"Now: Meeting of Doctors, {DAY} from 18:00 to 20:00." in moved
    assert "Will get the change" in moved
    assert len(mails(tmp_path)) == 2
    assert "Nobody has to be reminded" in cli("meetings", "remind", "Doctors").stdout


@pytest.mark.usefixtures("group")
def test_of_several_files_each_is_told_for_itself_and_a_broken_one_stops_none(cli: Cli, tmp_path: Path) -> None:
    cli("meetings", "invite", "Doctors")
    uid = json.loads(cli("meetings", "show", "Doctors", "--json").stdout)["uid"]
    lines: tuple[str, ...] = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "METHOD:REPLY",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        "DTSTAMP:20260101T080000Z",
    )
    lines += ("ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@example.net", "END:VEVENT", "END:VCALENDAR", "")
    broken, yes = tmp_path / "broken.ics", tmp_path / "yes.ics"
    broken.write_text("Lunch?", "utf-8")
    yes.write_text("\r\n".join(lines), "utf-8", newline="")

    told = cli("meetings", "replies", str(broken), str(yes), code=1)
    again = json.loads(cli("meetings", "replies", str(broken), str(yes), "--json", code=1).stdout)

    assert "Ana Ruiz comes: Meeting of Doctors." in told.stdout
    assert "Not read: broken.ics" in told.stderr
    assert [(one["file"], one.get("kept")) for one in again] == [("yes.ics", False), ("broken.ics", None)]


@pytest.mark.usefixtures("group")
def test_nobody_decides_a_wish_without_saying_how(cli: Cli) -> None:
    assert "Say --take or --refuse." in cli("meetings", "wish", "1", code=2).stderr
    assert "There is no wish 1" in cli("meetings", "wish", "1", "--refuse", code=1).stderr


def test_a_calendar_file_is_told_as_json_and_what_is_none_in_one_sentence(cli: Cli, tmp_path: Path) -> None:
    samples = Path(__file__).parent / "ical" / "files"
    (found,) = json.loads(cli("meetings", "read", str(samples / "outlook_reply.ics"), "--json").stdout)
    assert [*found] == ["method", "uid", "sequence", "start", "end", "summary", "organizer", "attendees", "problems"]
    assert (found["method"], found["uid"], found["sequence"]) == ("REPLY", "meeting-7@outreach.example.org", 2)
    assert found["attendees"] == [{"email": "Marta.Keller@example.org", "partstat": "ACCEPTED"}]
    assert "accepted" in cli("meetings", "read", str(samples / "outlook_reply.ics")).stdout

    (tmp_path / "photo.ics").write_bytes(b"\x89PNG\r\n\x1a\n")
    answer = cli("meetings", "read", str(tmp_path / "photo.ics"), "--json", code=1)
    assert answer.stdout == ""
    assert "photo.ics is no calendar" in answer.stderr


@pytest.mark.usefixtures("group")
def test_whoever_moves_or_calls_off_what_people_were_invited_to_hears_how_they_are_told(cli: Cli) -> None:
    moved = DAY + timedelta(days=1)
    cli("meetings", "invite", "Doctors")

    told = " ".join(cli("meetings", "move", "Doctors", "--to", f"{moved} 18:00").stdout.split())

    assert f'1 who was invited is told by: outreach meetings invite "Doctors" --on "{moved} 18:00"' in told
    cli("meetings", "invite", "Doctors")
    assert "is told by" not in cli("meetings", "move", "Doctors", "--chair", "Ana Ruiz").stdout
    assert "is told by" in cli("meetings", "call-off", "Doctors").stdout


@pytest.mark.usefixtures("group")
def test_planning_names_what_comes_next_but_not_for_what_is_over(cli: Cli) -> None:
    later = DAY + timedelta(days=7)
    ahead = cli("meetings", "plan", "Doctors", f"{later} 19:30").stdout
    assert f'Invite to it: outreach meetings invite "Doctors" --on "{later} 19:30"' in " ".join(ahead.split())
    assert "Invite to it" not in cli("meetings", "plan", "Doctors", "2026-01-08 19:30").stdout


@pytest.mark.usefixtures("group")
def test_whoever_invites_to_what_is_over_is_told_so(cli: Cli) -> None:
    cli("meetings", "plan", "Doctors", "2026-01-08 19:30")

    told = cli("meetings", "invite", "Doctors", "--on", "2026-01-08", "--dry-run").stdout

    assert told == "That meeting is over; nobody is invited to it or told of it any more.\n"


@pytest.mark.usefixtures("group")
def test_before_any_invitation_nobody_is_said_to_have_given_no_answer(cli: Cli) -> None:
    told = cli("meetings", "show", "Doctors").stdout
    assert told.count("not invited yet") == 2
    assert "no answer" not in told
