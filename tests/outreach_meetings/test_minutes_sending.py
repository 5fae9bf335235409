"""Before minutes leave, people see who gets them, who does not and why, and what they say."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Wanted
from outreach_meetings import service
from tests.builders import with_settings
from tests.outreach_meetings.builders import a_meeting
from tests.outreach_meetings.invited import OFFICE, a_member, posting, the_doctors
from tests.outreach_meetings.test_minutes import LAST, with_items
from tests.web.office import Desk, at_desk, words

Cli = Callable[..., Result]


@pytest.fixture(name="written")
def minutes_of_a_meeting(cli: Cli, tmp_path: Path) -> Cli:
    """Finished minutes of a meeting of two members, of whom one has an address and agreed."""
    mail = f'[mail]\nsender = "Section Example <{OFFICE}>"\nfolder = "{tmp_path / "sent"}"\n'
    (tmp_path / "outreach.toml").write_text(f'{mail}[mailings]\nchannel = "email"\n', "utf-8")
    cli("groups", "add", "Doctors", "--structure", "specialist")
    for name, email in (("Ana Ruiz", "ana@example.net"), ("Ben Bell", "ben@example.net")):
        cli("contacts", "add", name, "--email", email)
        cli("groups", "join", "Doctors", name, "--since", "2026-01-01")
    basis = ("--purpose", "meetings", "--basis", "consent", "--source", "a form", "--wording", "Send me minutes.")
    cli("privacy", "grant", "Ana Ruiz", *basis)
    cli("meetings", "plan", "Doctors", "2026-01-08 19:30")
    cli("meetings", "agenda", "Doctors", "--on", "2026-01-08", "--add", "Letters")
    cli("meetings", "note", "Doctors", "Ten are left", "--item", "1")
    cli("meetings", "finish", "Doctors")
    return cli


def test_a_dry_run_says_who_gets_minutes_and_who_does_not_and_shows_them_plainly(written: Cli, tmp_path: Path) -> None:
    told = written("meetings", "send-minutes", "Doctors", "--dry-run").stdout

    assert "Would get the minutes (2026-01-08): Ana Ruiz." in told
    assert "Ben Bell does not: " in told
    assert "1. Letters\n" in told
    assert "Ten are left" in told
    assert not any(line.startswith("#") for line in told.splitlines())
    assert "\n\n\n" not in told
    found = json.loads(written("meetings", "send-minutes", "Doctors", "--dry-run", "--json").stdout)
    assert (found["gets"], [one["name"] for one in found["left_out"]]) == (["Ana Ruiz"], ["Ben Bell"])
    assert [*tmp_path.rglob("*.eml")] == []


def test_whom_the_dry_run_names_is_who_gets_them(written: Cli, tmp_path: Path) -> None:
    named = json.loads(written("meetings", "send-minutes", "Doctors", "--dry-run", "--json").stdout)

    sent = json.loads(written("meetings", "send-minutes", "Doctors", "--json").stdout)

    (mail,) = tmp_path.rglob("*.eml")
    assert "ana@example.net" in mail.read_text("utf-8")
    assert "Subject: Minutes of Doctors, 8 January 2026\n" in mail.read_text("utf-8")
    assert [(one["name"], one["why"]) for one in sent["not_sent"]] == [
        (one["name"], one["why"]) for one in named["left_out"]
    ]


@pytest.mark.parametrize(
    ("language", "held", "said"), [("en", "5 March 2026", "9 March 2026"), ("fr", "5 mars 2026", "9 mars 2026")]
)
def test_minutes_tell_days_as_the_language_of_the_section_writes_them(
    app: App, language: str, held: str, said: str
) -> None:
    office = with_settings(app, section={"language": language})
    meeting = a_meeting(office, the_doctors(office, a_member(office, "Ana Ruiz")), LAST)
    with_items(office, meeting, "Letters")
    service.note(office, meeting, "Ten are left, as on 2026-03-01", item="1")
    service.finish(office, meeting)
    service.correct(office, meeting, "Nine are left", why="I counted", item="1")

    told = service.text_of(office, meeting)

    assert f", {held}\n" in told
    assert f"on {said} (I counted): Nine are left" in told
    assert [one for one in told.split() if one.startswith("2026-")] == ["2026-03-01"]  # as somebody wrote it


@pytest.mark.connections
@pytest.mark.parametrize("agreed", [True, False])
def test_the_page_names_who_gets_minutes_and_offers_to_send_them_only_where_somebody_does(
    desk: Desk, tmp_path: Path, agreed: bool
) -> None:
    app = posting(desk.app, tmp_path / "mail")
    group = the_doctors(app, a_member(app, "Ana Ruiz", basis=agreed), a_member(app, "Tom Bell", basis=False))
    meeting = a_meeting(app, group, LAST)
    with_items(app, meeting, "Letters", "A threat", restricted="A threat")
    service.note(app, meeting, "Ten are left", item="1")
    service.finish(app, meeting)

    office, at = at_desk(app), f"{meeting.path}/minutes/send"
    seen = words(office.read(at))

    assert ("It goes to one person Ana Ruiz Tom Bell does not get it: " in seen) is agreed
    assert ("Nobody is to be written to" in seen) is not agreed
    assert "1. Letters Ten are left" in seen
    assert "threat" not in seen
    if agreed:
        assert "1 does not get them" in words(office.follow(office.send(at)))
        (made,) = dispatch.list_dispatches(app)
        assert [one.name for one in dispatch.recipients(app, made.id, Wanted()) if not one.left_out] == ["Ana Ruiz"]
