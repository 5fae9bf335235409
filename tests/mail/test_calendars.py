"""Invitations as files of a mailing: each recipient is named in their own, and mail programs find them."""

from base64 import decodebytes
from email.message import EmailMessage, Message
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.attachments.model import Attachment
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Ref
from outreach_mail.composing import Composer, answers_to
from outreach_mail.composing.calendars import Invitation
from tests.builders import with_settings
from tests.mail.letters import a_letter, a_message, a_section, parsed

KIND = "text/calendar; charset=utf-8; method=REQUEST"
ICS = "\r\n".join(
    [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//x//EN",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        "UID:1",
        "DTSTAMP:20260309T080000Z",
        "DTSTART:20260402T183000Z",
        "SUMMARY:Braces {name} stay as they are",
        'ATTENDEE;CN="{name}";ROLE=REQ-PARTICIPANT;PARTSTAT={answer}:mailto:{addr',
        " ess}",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
).encode()


def a_composer(app: App, **mail: Any) -> Composer:
    """Return what composes a letter with an invitation and a paper."""
    section = a_section(app, **mail)
    letter = a_letter(section)
    ref = Ref("dispatches", letter.id)
    attachments.attach(app, ref, "invitation.ics", KIND, ICS)
    attachments.attach(app, ref, "agenda.pdf", "application/pdf", b"%PDF")
    return Composer(section, letter)


def payload(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def composed(composer: Composer, **given: Any) -> EmailMessage:
    fields = {"salutation": "Dear Ana", "name": "Ana Ruiz", "answer": "NEEDS-ACTION"}
    return parsed(composer.compose(a_message(composer.dispatch, fields=fields, **given)).data)


@pytest.mark.parametrize("html", [True, False])
def test_an_invitation_stands_beside_the_text_and_among_the_files(app: App, html: bool) -> None:
    mail = composed(a_composer(app, html=html))
    kinds = [part.get_content_type() for part in mail.walk()]
    texts = ["text/plain", "text/html"] if html else ["text/plain"]
    beside = ["multipart/alternative", *texts, "text/calendar"]
    assert kinds == ["multipart/mixed", *beside, "application/ics", "application/pdf"]
    assert [one.get_filename() for one in mail.iter_attachments()] == ["invitation.ics", "agenda.pdf"]


def test_it_names_whoever_gets_it_and_fields_stand_for_something_in_that_line_alone(app: App) -> None:
    mail = composed(a_composer(app), address="ana@example.net")
    for part in mail.walk():
        if part.get_content_type() in {"text/calendar", "application/ics"}:
            (event,) = Calendar.from_ical(payload(part)).walk("VEVENT")
            assert (event["ATTENDEE"], event["ATTENDEE"].params["CN"]) == ("mailto:ana@example.net", "Ana Ruiz")
            assert event["SUMMARY"] == "Braces {name} stay as they are"


def test_a_field_that_nobody_gives_is_told(app: App) -> None:
    composer = a_composer(app)
    with pytest.raises(InvalidInputError, match="Nothing says what {answer} is"):
        composer.compose(a_message(composer.dispatch))


@given(st.text(max_size=200))
def test_no_name_can_add_a_line_or_end_its_parameter(name: str) -> None:
    file = Attachment(id=1, ref=Ref("dispatches", 1), name="a.ics", media_type=KIND, size=1, sha256="")
    fields = {"name": name.encode("utf-8", "replace").decode(), "answer": "ACCEPTED", "address": "ana@example.net"}
    content = decodebytes(Invitation.of(file, ICS).content(fields))
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event["ATTENDEE"] == "mailto:ana@example.net"
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_answers_come_to_whoever_writes_unless_the_settings_name_another_address(app: App) -> None:
    assert answers_to(with_settings(app, mail={"sender": "Office <office@example.org>"})) == "office@example.org"
    told = {"sender": "office@example.org", "reply_to": "Doctors <doctors@example.org>"}
    assert answers_to(with_settings(app, mail=told)) == "doctors@example.org"
