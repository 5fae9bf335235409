"""The page that the address of a calendar opens."""

from outreach_crm.app import App
from outreach_crm.groups import service as groups
from outreach_meetings import service
from outreach_meetings.model.feeds import Whose
from outreach_meetings.service.offering import PREFIX
from tests.outreach_meetings.builders import a_doctors_group


def page_of_a_calendar(app: App) -> str:
    """The path of the calendar of a group, which is made unless there is one."""
    group = next(iter(groups.list_groups(app)), None) or a_doctors_group(app)
    address = service.address_of(app, service.offer(app, Whose(group_id=group.contact_id)))
    return address[address.index(PREFIX) :]
