"""Somebody who is asked for a date, at the page of their link."""

from attrs import define, evolve
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from outreach_crm.app import App
from outreach_crm.web.site import make_site
from outreach_meetings import service
from outreach_meetings.model.polls import Poll
from tests.outreach_meetings.polls import a_poll, who
from tests.web.conftest import reachable


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
