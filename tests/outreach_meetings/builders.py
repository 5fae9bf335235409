"""Small makers of meetings; the tests' clock stands at Monday 2026-03-09."""

from typing import Any

from outreach_crm.app import App
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import Group
from outreach_meetings import service
from outreach_meetings.model.drafts import MeetingDraft
from outreach_meetings.model.series import Meeting
from tests.builders import a_group, a_person

DOCTORS = "Doctors' group"
SOON = "2026-04-02 19:30"
MONTHLY = "every month on the first thursday"


def a_doctors_group(app: App, *members: str, name: str = DOCTORS) -> Group:
    """Make a specialist group with these members since the beginning of the year."""
    group = a_group(app, name, "specialist")
    for member in members:
        groups.join(app, group.contact_id, a_person(app, member).id, since=app.clock.today().replace(month=1, day=1))
    return group


def a_meeting(app: App, group: Group | None = None, starts: str = SOON, **draft: Any) -> Meeting:
    """Plan a meeting, of a group made for it unless one is given."""
    whose = group if group is not None else a_doctors_group(app)
    return service.plan(app, MeetingDraft(group=str(whose.contact_id), starts=starts, **draft))


def a_series(app: App, group: Group | None = None, starts: str = SOON, **draft: Any) -> Meeting:
    """Plan a meeting of every first Thursday of a month."""
    return a_meeting(app, group, starts, rule=MONTHLY, **draft)
