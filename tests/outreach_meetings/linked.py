"""Pages of meetings that links and secret addresses open."""

import re
from pathlib import Path

from attrs import define, evolve
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from outreach_crm.app import App
from outreach_crm.contacts.model import Contact
from outreach_crm.dispatch.model import Dispatch
from outreach_crm.groups import service as groups
from outreach_crm.settings import Settings
from outreach_crm.web.site import make_site
from outreach_meetings import service
from outreach_meetings.model.feeds import Whose
from outreach_meetings.model.polls import Poll
from outreach_meetings.service.offering import PREFIX
from tests.outreach_meetings.builders import SOON, a_doctors_group, a_meeting
from tests.outreach_meetings.invited import a_member, invite, mail_to, posting, the_doctors
from tests.outreach_meetings.polls import a_poll, who
from tests.web.conftest import ADDRESS, reachable


@define
class Linked:
    """One who is asked, on a site without an office."""

    app: App
    client: FlaskClient
    link: str
    poll: Poll
    contact_id: int

    def get(self) -> TestResponse:
        return self.client.get(self.link)

    def send(self, *answers: str) -> TestResponse:
        """Say what suits: an answer for each date."""
        keys = [f"date-{one.id}" for one in self.poll.dates]
        return self.client.post(self.link, data=dict(zip(keys, answers, strict=True)))

    @property
    def now(self) -> Poll:
        """The poll as it stands, as the office sees it."""
        self.app.store.act_for(account=self.app.actor.account_id, contact=None)
        return service.poll(self.app, self.poll.id)


def linked(app: App, found: Poll, name: str = "Ana Ruiz") -> Linked:
    """Give somebody who is asked the link of theirs."""
    own = reachable(app)
    client = make_site(own, public_only=True).test_client(use_cookies=False)
    asked = who(found, name)
    return Linked(own, client, service.poll_path(own, asked), found, asked.contact_id)


def page_of_a_poll(app: App) -> str:
    """The path of the page that the link of a poll opens; a poll is opened for it unless there is one."""
    found = next(iter(service.list_polls(app)), None) or a_poll(app)
    return service.poll_path(app, found.people[0])


def again(one: Linked, app: App) -> Linked:
    """The same link on a site as it is another day."""
    client = make_site(reachable(app), public_only=True).test_client(use_cookies=False)
    return evolve(one, app=app, client=client)


def page_of_a_calendar(app: App) -> str:
    """The path of the calendar of a group, which is made unless there is one."""
    group = next(iter(groups.list_groups(app)), None) or a_doctors_group(app)
    address = service.address_of(app, service.offer(app, Whose(group_id=group.contact_id)))
    return address[address.index(PREFIX) :]


def pages_of_an_invitation(app: App, folder: Path, starts: str = SOON) -> dict[int, str]:
    """The paths of the pages on which two who are invited by mail say whether they come, by their contacts.

    ``folder`` is where the mails go.
    """
    mailing = posting(app, folder)
    mails = evolve(mailing, settings=Settings({**mailing.settings.written, "web": {"address": ADDRESS}}))
    people = [a_member(mails, name) for name in ("Nell Invited", "Otto Invited")]
    (begun,) = invite(mails, a_meeting(mails, the_doctors(mails, *people, name="Invited nurses"), starts))
    return {one.id: link_in(mails, begun, one) for one in people}


def link_in(app: App, begun: Dispatch, contact: Contact) -> str:
    """The path of the page whose link stands in the mail that somebody got."""
    text = mail_to(app, begun, contact).get_body(("plain",)).get_content()  # type: ignore[union-attr]
    (path,) = re.findall(rf"{ADDRESS}(/invitation/\S+)", text)
    return str(path)
