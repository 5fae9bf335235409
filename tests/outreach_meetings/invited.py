"""What tests of invitations begin with: a group whose members have addresses, the mails they get, what they answer."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from icalendar import Calendar

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, ContactDraft
from outreach_crm.dispatch.model import Dispatch
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import Group
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_mail.service import previewing
from outreach_meetings import service
from outreach_meetings.model.series import Meeting
from tests.builders import a_group, with_settings
from tests.outreach_meetings.builders import DOCTORS

OFFICE = "doctors@example.org"
BASIS = ConsentDraft(purpose="meetings", basis="consent", source="a form", wording="Invite me to meetings.")


def a_member(app: App, name: str, email: str = "", *, basis: bool = True) -> Contact:
    """Add a person with an address, whom we may invite."""
    address = email or f"{name.split(maxsplit=1)[0].lower()}@example.net"
    made = contacts.add(app, ContactDraft(name=name, emails=(address,) if address != "none" else ()))
    if basis:
        privacy.record(app, made.id, BASIS)
    return made


def the_doctors(app: App, *members: Contact, name: str = DOCTORS) -> Group:
    """Make a group of these members since the beginning of the year."""
    group = a_group(app, name, "specialist")
    for one in members:
        groups.join(app, group.contact_id, one.id, since=app.clock.today().replace(month=1, day=1))
    return group


def posting(app: App, folder: Path, **more: object) -> App:
    """Return the App of a section that mails into a folder."""
    return with_settings(app, mail={"sender": f"Section Example <{OFFICE}>", "folder": str(folder), **more})


def invite(app: App, meeting: Meeting, *, whole: bool = False) -> list[Dispatch]:
    """Let go out whatever is to be told about a meeting."""
    now = service.meeting(app, meeting.series.id, meeting.key)
    begun = service.begin_inviting(app, service.to_invite(app, now, whole=whole))
    service.send_invitations(app, begun)
    return begun


def mail_to(app: App, begun: Dispatch, contact: Contact) -> EmailMessage:
    """Return the message that somebody got, as a mail program reads it."""
    read = message_from_bytes(previewing.look(app, begun.id, contact.id).source.encode(), policy=policy.default)
    assert isinstance(read, EmailMessage)
    return read


def calendars(mail: EmailMessage) -> list[Any]:
    """Return the calendars of a message: the one beside the text, and the one that is a file."""
    kinds = {"text/calendar", "application/ics"}
    found = (part.get_payload(decode=True) for part in mail.walk() if part.get_content_type() in kinds)
    return [Calendar.from_ical(one) for one in found if isinstance(one, bytes)]


def calendar_to(app: App, begun: Dispatch, contact: Contact) -> Any:
    """Return the calendar that somebody got."""
    beside, file = calendars(mail_to(app, begun, contact))
    assert beside.to_ical() == file.to_ical()
    return beside


def a_reply(meeting: Meeting, email: str, partstat: str = "ACCEPTED", **given: str) -> bytes:
    """Return the answer of a calendar; ``given`` are lines of it, by the names of properties in small letters."""
    lines = {
        "dtstamp": "20260309T080000Z",
        "uid": meeting.series.uid,
        "sequence": "0",
        "organizer": f"mailto:{OFFICE}",
        "attendee": f"mailto:{email}",
        **given,
    }
    method = lines.pop("method", "REPLY")
    names = {"attendee": f"ATTENDEE;PARTSTAT={partstat}", "recurrence_id": "RECURRENCE-ID"}
    told = [f"{names.get(name, name.upper())}:{value}" for name, value in lines.items() if value]
    whole = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Program//EN", f"METHOD:{method}" if method else ""]
    whole += ["BEGIN:VEVENT", *told, "END:VEVENT", "END:VCALENDAR", ""]
    return "\r\n".join(line for line in whole if line).encode() + b"\r\n"
