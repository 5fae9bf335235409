"""Where members cannot be written to for want of a basis: the way to it is named, and it leads there and back."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.errors import RefusedError
from outreach_meetings import service
from outreach_meetings.model.polls import PollDraft
from outreach_meetings.model.series import Meeting
from tests.outreach_meetings.builders import a_meeting
from tests.outreach_meetings.invited import OFFICE, a_member, posting, the_doctors
from tests.web.office import Desk, at_desk, words

Cli = Callable[..., Result]
DAY = date.today() + timedelta(days=20)
WAY = 'outreach privacy grant --group "Doctors" --purpose meetings --basis'


@pytest.fixture(name="doctors")
def doctors_without_a_basis(cli: Cli, tmp_path: Path) -> Cli:
    told = f'[mail]\nsender = "Section Example <{OFFICE}>"\nfolder = "{tmp_path / "sent"}"\n'
    (tmp_path / "outreach.toml").write_text(told, "utf-8")
    cli("groups", "add", "Doctors", "--structure", "specialist")
    for name in ("Ana Ruiz", "Tom Bell"):
        cli("contacts", "add", name, "--email", f"{name[:3].lower()}@example.net")
        cli("groups", "join", "Doctors", name, "--since", "2026-01-01")
    return cli


@pytest.fixture
def office(desk: Desk, tmp_path: Path) -> Desk:
    return at_desk(posting(desk.app, tmp_path / "mail"))


@pytest.fixture
def meeting(office: Desk) -> Meeting:
    people = [a_member(office.app, name, basis=False) for name in ("Ana Ruiz", "Tom Bell")]
    return a_meeting(office.app, the_doctors(office.app, *people))


def flat(text: str) -> str:
    return " ".join(text.split())


def test_invitations_that_nobody_may_get_name_the_command_that_changes_it(doctors: Cli) -> None:
    doctors("meetings", "plan", "Doctors", f"{DAY} 19:30")
    assert WAY in flat(doctors("meetings", "invite", "Doctors", "--dry-run").stdout)
    assert WAY in flat(doctors("meetings", "invite", "Doctors", code=1).stderr)

    doctors(*WAY.replace('"', "").split()[1:], "members-and-contacts", "--source", "list")

    told = doctors("meetings", "invite", "Doctors").stdout
    assert "Will get the invitation" in told
    assert "Ana Ruiz" in told
    assert "privacy grant" not in told


def test_a_member_without_an_address_needs_no_basis_but_an_address(doctors: Cli) -> None:
    doctors("contacts", "add", "Dora None")
    doctors("groups", "join", "Doctors", "Dora None")
    doctors(*WAY.replace('"', "").split()[1:], "members-and-contacts", "--source", "list")
    doctors("meetings", "plan", "Doctors", f"{DAY} 19:30")

    told = doctors("meetings", "invite", "Doctors", "--dry-run").stdout

    assert "Dora None does not" in told
    assert "privacy grant" not in told


def test_minutes_and_dates_name_the_same_way(doctors: Cli) -> None:
    doctors("privacy", "grant", "Ana", *WAY.split()[5:], "members-and-contacts", "--source", "list")
    doctors("meetings", "plan", "Doctors", f"{date.today() - timedelta(days=3)} 19:30")
    doctors("meetings", "note", "Doctors", "Two answers came")
    doctors("meetings", "finish", "Doctors")
    assert WAY in flat(doctors("meetings", "send-minutes", "Doctors").stdout)
    doctors("meetings", "poll", "Doctors", f"{DAY} 19:30", f"{DAY} 20:30")
    assert WAY in flat(doctors("meetings", "ask", "Doctors").stdout)


@pytest.mark.connections
def test_the_page_leads_to_the_basis_and_back_to_the_invitations(office: Desk, meeting: Meeting) -> None:
    at = f"/meetings/{meeting.series.id}/{meeting.key}/invitations/send"
    seen = office.read(at)
    assert "Record a basis for all members" in words(seen)
    way = f"/privacy/contacts/{meeting.group_id}/members?purpose=meetings&next={at}"
    assert way in seen.replace("&amp;", "&").replace("%2F", "/")

    sent = {"purpose": "meetings", "basis": "members-and-contacts", "source": "list"}
    after = office.follow(office.send(way, sent))

    assert "It goes to 2 people" in words(after)
    assert "Record a basis" not in words(after)


@pytest.mark.connections
def test_a_poll_that_nobody_may_get_names_the_page_and_on_pages_no_command(office: Desk, meeting: Meeting) -> None:
    poll = service.open_poll(
        office.app, PollDraft(group=str(meeting.group_id), dates=("2026-04-14 19:30", "2026-04-16 19:30"))
    )

    with pytest.raises(RefusedError) as refused:
        service.ask_for_dates(office.app, poll.id)

    assert "outreach privacy grant --group" in str(refused.value)
    told = refused.value.on_page
    assert told.endswith("A basis for all members at once is recorded on the privacy page of Doctors' group.")


def test_a_guest_without_a_basis_is_named_and_the_way_for_all_members_only_where_one_lacks_it(doctors: Cli) -> None:
    doctors("contacts", "add", "Guest Olsen", "--email", "olsen@example.net")
    doctors("meetings", "plan", "Doctors", f"{DAY} 19:30", "--guest", "Guest Olsen")
    way = 'outreach privacy grant "Guest Olsen" --purpose meetings --basis'
    told = flat(doctors("meetings", "invite", "Doctors", "--dry-run").stdout)
    assert (WAY in told, way in told) == (True, True)

    doctors(*WAY.replace('"', "").split()[1:], "members-and-contacts", "--source", "list")
    told = flat(doctors("meetings", "invite", "Doctors", "--dry-run").stdout)
    assert (WAY in told, way in told) == (False, True)

    doctors("privacy", "grant", "Guest Olsen", *way.split()[5:], "members-and-contacts", "--source", "list")
    assert "privacy grant" not in doctors("meetings", "invite", "Doctors", "--dry-run").stdout


@pytest.mark.connections
def test_the_page_leads_to_the_basis_of_a_guest(office: Desk) -> None:
    ana, olsen = a_member(office.app, "Ana Ruiz"), a_member(office.app, "Guest Olsen", basis=False)
    meeting = a_meeting(office.app, the_doctors(office.app, ana), guests=(str(olsen.id),))

    seen = office.read(f"/meetings/{meeting.series.id}/{meeting.key}/invitations/send")

    assert f'href="/privacy/contacts/{olsen.id}/record"' in seen
    assert "Record a basis for all members" not in words(seen)
