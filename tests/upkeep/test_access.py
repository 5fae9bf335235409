"""An older backup gives nobody access back: what was taken since stays taken."""

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.accounts.model import Account
from outreach_crm.api import service as api
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.errors import NotFoundError
from outreach_crm.policy import Action, Role
from outreach_crm.upkeep import service
from outreach_meetings import service as meetings
from outreach_meetings.model.feeds import Whose
from tests.outreach_meetings.builders import a_doctors_group
from tests.upkeep.conftest import put_back

pytestmark = pytest.mark.connections


@pytest.fixture
def olga(app: App) -> Account:
    return accounts.add_account(app, "Olga")


def backed_up(app: App) -> str:
    return service.back_up(app).backup.place


def test_a_token_that_was_taken_back_stays_so_and_others_are_good(app: App, olga: Account) -> None:
    lost, kept = (api.add_token(app, olga.name, name=name, only=[Action.LOOK]) for name in ("Website", "Phone"))
    backup = backed_up(app)
    taken = api.revoke_token(app, lost.token.id)

    put_back(app, backup)

    assert api.token_of(app, lost.text) is None
    assert api.of_number(app, lost.token.id).revoked_at == taken.revoked_at
    assert api.token_of(app, kept.text) == kept.token


def test_who_retired_since_is_retired_and_nobody_is_signed_in(app: App, olga: Account) -> None:
    accounts.add_account(app, "Ben")
    sessions = [accounts.begin(app, accounts.find_account(app, name)) for name in ("Olga", "Ben")]
    backup = backed_up(app)
    accounts.retire_account(app, olga.name)

    put_back(app, backup)

    assert accounts.find_account(app, "Olga").retired_on == "2026-03-09"
    assert not accounts.find_account(app, "Ben").retired_on
    assert [accounts.of_token(app, one) for one in sessions] == [None, None]
    assert changes.verify(app).problems == ()


def test_a_copy_whose_only_administrator_retired_since_keeps_them(app: App) -> None:
    first = accounts.add_account(app, "Ann", role=Role.ADMINISTRATOR)
    backup = backed_up(app)
    accounts.add_account(app, "Bo", role=Role.ADMINISTRATOR)
    accounts.retire_account(app, first.name)

    put_back(app, backup)

    assert [(one.name, one.retired_on) for one in accounts.list_accounts(app) if one.role is Role.ADMINISTRATOR] == [
        ("Ann", None)
    ]


def test_a_circle_has_the_members_of_today(app: App, olga: Account) -> None:
    accounts.add_account(app, "Ben")
    accounts.add_circle(app, "Board")
    accounts.join_circle(app, "Board", olga.name)
    before = accounts.find_circle(app, "Board").members
    backup = backed_up(app)
    accounts.leave_circle(app, "Board", olga.name)
    accounts.join_circle(app, "Board", "Ben")

    put_back(app, backup)

    now = accounts.find_circle(app, "Board").members
    assert ({*before} - {*now}, {*now} - {*before}) == ({"Olga"}, {"Ben"})


def test_a_circle_of_which_the_copy_knows_no_member_keeps_those_it_had(app: App, olga: Account) -> None:
    accounts.add_circle(app, "Board")
    accounts.join_circle(app, "Board", olga.name)
    before = accounts.find_circle(app, "Board").members
    backup = backed_up(app)
    accounts.add_account(app, "Ben")
    accounts.join_circle(app, "Board", "Ben")
    for one in sorted(before, key=lambda name: name != "Olga"):
        accounts.leave_circle(app, "Board", one)

    put_back(app, backup)

    assert accounts.find_circle(app, "Board").members == before


def test_the_address_of_a_calendar_that_was_revoked_leads_nowhere(app: App) -> None:
    feed = meetings.offer(app, Whose(group_id=a_doctors_group(app).contact_id))
    address = meetings.address_of(app, feed)
    backup = backed_up(app)
    meetings.revoke(app, feed)

    put_back(app, backup)

    with pytest.raises(NotFoundError, match="not offered here any more"):
        meetings.opened(app, address.rpartition("/")[2].removesuffix(".ics"))
