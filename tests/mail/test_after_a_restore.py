"""After an older backup was restored numbers are given a second time; what left before that names nobody new."""

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch
from outreach_crm.upkeep import service as upkeep
from outreach_crm.web.site import make_site
from tests.builders import a_person
from tests.dispatch.letters import a_letter, frozen, later
from tests.mail.posting import Sent, an_office, left_for, returned, taken
from tests.upkeep.conftest import put_back
from tests.web.conftest import ONE_CLICK, link_of, reachable

pytestmark = pytest.mark.connections


def sent_now(app: App, letter: Dispatch, name: str) -> Sent:
    """Send a draft to a new office, and return what left."""
    office = an_office(app, name, f"{name.lower()}@example.org")
    made = frozen(app, letter)
    dispatch.approve(app, made.id)
    dispatch.start(app, made.id)
    dispatch.send(app, made.id)
    return left_for(app, made, office)


def test_a_link_from_before_opens_nobody_else_and_older_ones_hold(app: App) -> None:
    before = a_person(app, "Ana Ruiz")
    backup = upkeep.back_up(app).backup
    lost = a_person(app, "Jorge Paz")
    own = reachable(app)
    links = [link_of(own, one) for one in (before, lost)]
    put_back(app, backup.place)
    other = a_person(app, "Paul Meyer")
    assert (other.id, other.added_on) == (lost.id, lost.added_on)  # the same number, on the same day
    client = make_site(own, public_only=True).test_client(use_cookies=False)
    assert [client.get(link).status_code for link in links] == [200, 404]
    assert client.post(links[1], data=ONE_CLICK).status_code == 404
    assert "Paul" in client.get(link_of(own, other)).text


@pytest.mark.parametrize("drafted_before", [True, False])
def test_a_bounce_from_before_is_about_nobody_elses_message(office: App, drafted_before: bool) -> None:
    if drafted_before:
        letter = a_letter(office)
    backup = upkeep.back_up(office).backup
    lost = sent_now(office, letter if drafted_before else a_letter(office), "Colegio")
    bounces = [returned(office, "postfix, unknown user", lost, token=token) for token in (True, False)]
    put_back(office, backup.place)
    soon = later(office, 60)
    other = sent_now(soon, letter if drafted_before else a_letter(soon), "Barreau")
    assert (other.id, other.contact_id) == (lost.id, lost.contact_id)
    assert [taken(soon, one).what for one in bounces] == ["forged", "forged"]
    assert not any(one.wrong_since for one in contacts.show(soon, other.contact_id).points)
    assert taken(soon, returned(soon, "postfix, unknown user", other)).marked == 1
