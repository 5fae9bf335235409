"""Invitations to meetings of a group that only a circle sees: who is not in it learns nothing of them, anywhere."""

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact
from outreach_crm.contacts.service import Edit
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch
from outreach_crm.errors import NotFoundError
from outreach_crm.timeline import service as timeline
from tests.builders import acting
from tests.outreach_meetings.builders import a_meeting
from tests.outreach_meetings.invited import invite, the_doctors

pytestmark = pytest.mark.connections


@pytest.fixture
def invited(office: App, ana: Contact, ben: Contact) -> Dispatch:
    """An invitation to Ana and Ben, whom everybody sees, of their group, which a circle sees without Olga."""
    accounts.add_account(office, "Olga")
    accounts.add_circle(office, "Refuge")
    group = the_doctors(office, ana, ben)
    contacts.edit(office, group.contact_id, Edit(circle="Refuge"))
    (begun,) = invite(office, a_meeting(office, group))
    return begun


def test_the_mailing_is_in_nobody_elses_list(office: App, invited: Dispatch) -> None:
    assert invited.id in dispatch.list_names(office)
    with acting(office, "Olga") as olga:
        assert dispatch.list_names(olga) == {}
        assert dispatch.list_dispatches(olga, everything=True) == []
        with pytest.raises(NotFoundError):
            dispatch.look(olga, invited.id)


def test_the_history_of_whoever_was_invited_tells_it_to_the_circle_only(
    office: App, invited: Dispatch, ana: Contact
) -> None:
    def told(app: App) -> list[str]:
        return [one.title for one in timeline.history(app, ana.id) if invited.name in one.title]

    assert len(told(office)) == 1
    with acting(office, "Olga") as olga:
        assert told(olga) == []


def test_where_anybody_reads_of_it_it_has_a_number_and_no_name(office: App, invited: Dispatch) -> None:
    with acting(office, "Olga") as olga:
        assert dispatch.open_name(olga, dispatch.get(olga, invited.id)) == f"mailing {invited.id}"
