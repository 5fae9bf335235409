"""The whole round by mail: an invitation leaves by a server, an answer lies in an inbox and is read, once."""

from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts.model import Contact
from outreach_crm.timeline import service as timeline
from outreach_meetings import service
from outreach_meetings.model.attendance import Attendee
from outreach_meetings.model.invitations import Answer
from outreach_meetings.model.series import Meeting
from tests.builders import with_settings
from tests.mail.conftest import a_server
from tests.mail.inboxes import Inbox, dovecot, inbox, look
from tests.mail.posting import a_maildir
from tests.mail.servers import Serve
from tests.outreach_meetings.builders import a_meeting
from tests.outreach_meetings.invited import OFFICE, a_member, a_reply, calendars, invite, mail_to, the_doctors

__all__ = ["a_server", "dovecot", "inbox"]

ANA = "ana@example.net"


@pytest.fixture
def ana(app: App) -> Contact:
    return a_member(app, "Ana Ruiz")


@pytest.fixture
def meeting(app: App, ana: Contact) -> Meeting:
    return a_meeting(app, the_doctors(app, ana, a_member(app, "Ben Bell")))


def a_mail(calendar: bytes, *, sender: str = ANA, method: str = "REPLY", head: str = "", twice: bool = True) -> bytes:
    """Return the mail in which a calendar answers: beside the text, and as a file."""
    lines = [f"From: Ana <{sender}>", f"To: {OFFICE}", "Subject: Accepted: Meeting", "MIME-Version: 1.0", head]
    body = [
        'Content-Type: multipart/mixed; boundary="b"',
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        "Ana accepts.",
        "--b",
    ]
    body += [f"Content-Type: text/calendar; method={method}; charset=utf-8", "", calendar.decode(), "--b"]
    if twice:
        body[-1:] = ["--b", 'Content-Type: application/ics; name="invite.ics"', "", calendar.decode()]
        body += ["--b"]
    return "\r\n".join([*(line for line in lines if line), *body[:-1], "--b--", ""]).encode()


def through(app: App, port: int, **more: object) -> App:
    mail = {"sender": f"Section Example <{OFFICE}>", "server": "127.0.0.1", "port": port, "security": "none", **more}
    return with_settings(app, mail=mail)


def people(app: App, meeting: Meeting) -> dict[str, Attendee]:
    now = service.meeting(app, meeting.series.id, meeting.key)
    return {one.name: one for one in service.attendance(app, now).people}


def answers(app: App, meeting: Meeting) -> dict[str, Answer]:
    return {name: one.answer for name, one in people(app, meeting).items()}


def test_an_invitation_leaves_and_its_answer_comes_back_by_real_servers(
    app: App, serve: Serve, meeting: Meeting, ana: Contact, inbox: Inbox
) -> None:
    smtp = serve()
    office = through(app, smtp.port, **inbox.settings)

    (begun,) = invite(office, meeting)
    assert sorted(smtp.accepted()) == [ANA, "ben@example.net"]
    (event,) = calendars(mail_to(office, begun, ana))[0].walk("VEVENT")
    reply = a_reply(meeting, ANA, uid=event["UID"], sequence=str(event["SEQUENCE"]), organizer=event["ORGANIZER"])
    inbox.deliver("1.a", a_mail(reply))
    inbox.deliver("2.a", a_mail(reply, head="X-Copy: replayed"))

    assert look(office).counts == {"reply": 2}
    assert look(office).counts == {}
    assert answers(office, meeting) == {"Ana Ruiz": Answer.ACCEPTED, "Ben Bell": Answer.NONE}
    told = [one.title for one in timeline.history(office, ana.id)]
    assert sum(one.startswith("replied to Invitation: Meeting of Doctors' group") for one in told) == 2


@pytest.fixture
def office(app: App, serve: Serve, meeting: Meeting) -> App:
    """A section that has sent its invitations, and looks into a maildir."""
    made = through(app, serve().port, return_path="returns@example.org")
    invite(made, meeting)
    return made


def test_an_answer_that_calls_itself_automatic_is_read_as_calendars_on_the_web_send_it(
    office: App, meeting: Meeting, tmp_path: Path
) -> None:
    mail = a_mail(a_reply(meeting, ANA, "TENTATIVE"), head="Auto-Submitted: auto-generated")
    assert look(office, str(a_maildir(tmp_path / "in", mail))).counts == {"reply": 1}
    assert answers(office, meeting)["Ana Ruiz"] is Answer.TENTATIVE


@pytest.mark.parametrize(
    ("given", "sender"),
    [
        ({}, "mallory@example.com"),
        ({"uid": "elsewhere@example.com"}, ANA),
        ({"method": "CANCEL"}, "mallory@example.com"),
        ({"attendee": "mailto:ben@example.net"}, ANA),
        ({"organizer": "mailto:mallory@example.com"}, ANA),
    ],
)
def test_a_mail_of_a_stranger_or_about_something_else_is_a_mail_like_any_other(
    office: App, meeting: Meeting, tmp_path: Path, given: dict[str, str], sender: str
) -> None:
    mail = a_mail(a_reply(meeting, ANA, **given), sender=sender)
    assert look(office, str(a_maildir(tmp_path / "in", mail))).counts == {"other": 1}
    assert set(answers(office, meeting).values()) == {Answer.NONE}


def test_a_mail_that_holds_no_calendar_where_it_says_so_does_no_harm(
    office: App, meeting: Meeting, tmp_path: Path
) -> None:
    mails = [a_mail(b"no calendar at all"), a_mail(b"BEGIN:VCALENDAR\r\n" + b"X" * 50_000)]
    assert look(office, str(a_maildir(tmp_path / "in", *mails))).counts == {"other": 2}


def test_an_answer_is_taken_back_by_undoing_it(office: App, meeting: Meeting, tmp_path: Path) -> None:
    look(office, str(a_maildir(tmp_path / "in", a_mail(a_reply(meeting, ANA)))))
    changes.undo(office, changes.latest(office, limit=1)[0].id)
    assert answers(office, meeting)["Ana Ruiz"] is Answer.NONE
