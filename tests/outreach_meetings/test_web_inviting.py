"""Pages of invitations: looked at before they leave, who answered what, who asks for another time."""

from pathlib import Path

import pytest

from outreach_crm.dispatch import service as dispatch
from outreach_meetings import service
from outreach_meetings.model.invitations import Heard
from outreach_meetings.model.series import Meeting
from tests.outreach_meetings.builders import a_meeting
from tests.outreach_meetings.invited import a_member, a_reply, invite, posting, the_doctors
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections


@pytest.fixture
def meeting(desk: Desk, tmp_path: Path) -> Meeting:
    office = posting(desk.app, tmp_path / "mail")
    people = a_member(office, "Ana Ruiz"), a_member(office, "Dora None", "none")
    return a_meeting(office, the_doctors(office, *people))


@pytest.fixture
def office(desk: Desk, meeting: Meeting, tmp_path: Path) -> Desk:
    return at_desk(posting(desk.app, tmp_path / "mail"))


def home(meeting: Meeting) -> str:
    return f"/meetings/{meeting.series.id}/{meeting.key}/invitations"


def test_invitations_are_looked_at_before_they_leave(office: Desk, meeting: Meeting) -> None:
    at = home(meeting)
    assert "to be invited" in words(office.read(at))

    seen = words(office.read(f"{at}/send"))
    assert "It goes to one person Ana Ruiz" in seen
    assert "Dora None does not get it" in seen
    after = words(office.follow(office.send(f"{at}/send")))

    assert "They are on their way." in after
    assert [one.heard for one in service.guests(office.app, meeting)] == [Heard.NEW, Heard.CURRENT]
    (begun,) = dispatch.list_dispatches(office.app)
    assert dispatch.being_sent(office.app, begun.id) is not None


def test_who_answered_what_stands_on_the_page_and_a_wish_is_taken_there(
    office: Desk, meeting: Meeting, tmp_path: Path
) -> None:
    invite(office.app, meeting)
    wish = {"method": "COUNTER", "dtstart": "20260403T180000Z", "comment": "An hour later?"}
    for name, content in {
        "1.ics": a_reply(meeting, "ana@example.net"),
        "2.ics": a_reply(meeting, "ana@example.net", **wish),
    }.items():
        (tmp_path / name).write_bytes(content)
        service.from_file(office.app, tmp_path / name)
    shown = words(office.read(home(meeting)))
    assert "1 invited, 1 of them answered" in shown
    assert "An hour later?" in shown

    (one,) = service.wishes(office.app, meeting)
    after = words(office.follow(office.send(f"{home(meeting)}/wishes/{one.id}/take", seen=home(meeting))))

    assert "It is moved, and those invited hear of it." in after
    assert service.meeting(office.app, meeting.series.id, meeting.key).starts == one.starts
    assert service.stale(office.app, service.meeting(office.app, meeting.series.id, meeting.key)) == ()


def test_who_cannot_send_sees_who_answered_and_no_button(office: Desk, meeting: Meeting) -> None:
    from outreach_crm.policy import Role

    reader = at_desk(office.app, "Rita", Role.READER)
    assert "Send what is to be told" not in words(reader.read(home(meeting)))
    assert reader.get(f"{home(meeting)}/send").status_code == 403


def test_where_nobody_is_to_be_told_anything_the_page_says_so(office: Desk, meeting: Meeting) -> None:
    assert "Nobody is to be written to" in words(office.read(f"{home(meeting)}/remind"))
