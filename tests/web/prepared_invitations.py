"""What an office has of invitations that the demo has not: a change nobody heard of, a wish, somebody to remind."""

from datetime import timedelta

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import GroupDraft
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_meetings import ical, service
from outreach_meetings.model.drafts import MeetingDraft, MeetingEdit
from outreach_meetings.model.series import Meeting
from outreach_meetings.service import answering

_BASIS = ConsentDraft(purpose="meetings", basis="consent", source="a form", wording="Invite me to meetings.")


def invitations(app: App) -> None:
    """A group of two is invited twice: once the room is another one since, once the one asks for another time."""
    group = groups.add(app, GroupDraft(name="Invited nurses", structure="specialist")).contact_id
    for name, email in (("Nell Invited", "nell@example.org"), ("Otto Invited", "otto@example.org")):
        who = contacts.add(app, ContactDraft(name=name, emails=(email,))).id
        privacy.record(app, who, _BASIS)
        groups.join(app, group, who)
    changed, wished = (_invited(app, group, days) for days in (3, 5))
    service.alter(app, changed, MeetingEdit(fields={"place": "Station"}))
    (told,) = ical.read(_wish(wished))
    assert answering.take(app, told, came_by="file").kept
    with app.change("invite to meeting"):
        for row in app.store.rows("select id from meeting_invitations where series_id = :id", id=wished.series.id):
            long_ago = app.clock.today() - timedelta(days=10)
            app.store.update("meeting_invitations", row["id"], {"sent_on": long_ago.isoformat()})


def _invited(app: App, group: int, days: int) -> Meeting:
    on = app.clock.today() + timedelta(days=days)
    made = service.plan(app, MeetingDraft(group=str(group), starts=f"{on} 19:30", title=f"Evening in {days} days"))
    service.send_invitations(app, service.begin_inviting(app, service.to_invite(app, made)))
    return made


def _wish(meeting: Meeting) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:COUNTER", "BEGIN:VEVENT", f"UID:{meeting.series.uid}"]
    lines += ["DTSTAMP:20260101T080000Z", f"DTSTART:{meeting.begins + timedelta(hours=1):%Y%m%dT%H%M%SZ}"]
    lines += ["ATTENDEE;PARTSTAT=TENTATIVE:mailto:nell@example.org", "COMMENT:After my shift.", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()
