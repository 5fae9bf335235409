"""Meetings in the prepared office: held and written down, moved, called off, once and again and again."""

from datetime import timedelta

from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.groups import service as groups
from outreach_crm.model import Ref
from outreach_meetings import service
from outreach_meetings.model.agenda import ItemEdit
from outreach_meetings.model.attendance import Presence
from outreach_meetings.model.drafts import MeetingDraft, MeetingEdit
from outreach_meetings.model.plans import ObjectiveEdit
from outreach_meetings.model.series import Meeting
from tests.web.prepared_minutes import minutes

_GROUP = "Medical Group"
_GUEST = "Forest and Paper Workers' Union"


def meetings(app: App) -> None:
    """Let a group meet every week since a month: one was written down, one is moved, one is called off."""
    group = str(groups.resolve(app, _GROUP).contact_id)
    begins = app.clock.today() - timedelta(days=28)
    draft = MeetingDraft(
        group=group,
        starts=f"{begins} 19:30",
        rule="FREQ=WEEKLY",
        place="Library",
        link="https://meet.example.org/medical",
        quorum=2,
        note="Bring a pen.",
        guests=(_GUEST,),
    )
    first = service.plan(app, draft)
    there = service.attendance(app, first).people
    service.attend(
        app, first, {one.contact_id: Presence.PRESENT for one in there}, notes={there[0].contact_id: "Early"}
    )
    own = [
        one
        for one in service.between(app, begins, begins + timedelta(days=49), group_id=int(group))
        if one.series.id == first.series.id
    ]
    today, *_, later = (one for one in own if one.starts.date() >= app.clock.today())
    service.alter(app, today, MeetingEdit(fields={"starts": f"{app.clock.today()} 20:00", "place": "Station"}))
    service.call_off(app, later)
    minutes(app, own[:3], there[0].contact_id)
    _agenda(app, today)
    evening = f"{app.clock.today() + timedelta(days=1)} 18:00"
    service.plan(app, MeetingDraft(group=group, starts=evening, title="Letter-writing evening"))
    service.intend(app, int(group), app.clock.today().year, ObjectiveEdit(fields={"title": "A doctor in every case"}))


def _agenda(app: App, meeting: Meeting) -> None:
    """Let an agenda have of every kind: offered, each time, by hand with a paper, restricted, dropped, new."""
    service.add_standing(app, meeting.group_id, ItemEdit(fields={"title": "Treasurer", "restricted": "yes"}))
    service.build(app, meeting)
    by_hand = service.add(app, meeting, ItemEdit(fields={"title": "The holidays", "minutes": "150", "appeals": "yes"}))
    attachments.attach(app, Ref("meeting_items", by_hand.id), "dates.txt", "text/plain", b"July")
    service.drop(app, service.add(app, meeting, ItemEdit(fields={"title": "A banner"})).id)
    service.add_standing(app, meeting.group_id, ItemEdit(fields={"title": "Any other business", "closing": "yes"}))
