"""What the journal calls a change that names no contact: by the records that it wrote."""

from outreach_cases.service import note
from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.campaigns import service as campaigns
from outreach_crm.campaigns.model import CampaignDraft, CampaignEdit
from outreach_crm.changes import service
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.policy import DataClass
from outreach_crm.segments import service as segments
from outreach_crm.text import term
from tests.builders import acting
from tests.outreach_cases.builders import a_case


def about(app: App) -> tuple[str, ...]:
    """Return what the last change is about."""
    return service.latest(app, 1)[0].about


def test_a_change_of_what_is_no_contact_bears_its_name(app: App) -> None:
    segments.add(app, "Jurists", ["sector=legal"])
    assert about(app) == ("Jurists",)


def test_a_change_of_a_part_bears_the_name_of_the_whole(app: App) -> None:
    case = a_case(app, "Sanaa Rezaiy")
    note(app, case.id, "The lawyer does not want to be named")
    assert about(app) == ("Sanaa Rezaiy",)


def test_what_was_written_over_since_is_told_by_its_name_of_today(app: App) -> None:
    campaign = campaigns.add(app, CampaignDraft(name="Free hands"))
    campaigns.edit(app, campaign.id, CampaignEdit(fields={"name": "Free voices"}))
    assert [one.about for one in service.latest(app, 2)] == [("Free voices",)] * 2


def test_of_many_of_a_kind_the_first_and_the_last_are_named(app: App) -> None:
    with app.change(term("add campaigns")):
        for name in ("Arms", "Bread", "Courts"):
            campaigns.add(app, CampaignDraft(name=name))
    assert about(app) == ("Arms", "Courts")


def test_what_stands_beside_a_hidden_contact_is_not_named(app: App) -> None:
    accounts.add_circle(app, "Board")
    with app.change(term("add campaigns")):
        contacts.add(app, ContactDraft(name="Hidden Ana", circle="Board"))
        contacts.add(app, ContactDraft(name="Open Ben"))
        campaigns.add(app, CampaignDraft(name="Free Ana"))
    assert about(app) == ("Hidden Ana", "Open Ben")
    with acting(app, "Jonas") as jonas:
        assert about(jonas) == ("Open Ben",)
    with app.change(term("add campaigns")):
        contacts.add(app, ContactDraft(name="Hidden Eva", circle="Board"))
        campaigns.add(app, CampaignDraft(name="Free Eva"))
    with acting(app, "Jonas") as jonas:
        assert "Free Eva" not in str(service.latest(jonas, 3))


def test_whose_role_does_not_reach_a_record_does_not_read_what_it_belongs_to(app: App) -> None:
    case = a_case(app, "Sanaa Rezaiy")
    note(app, case.id, "The lawyer does not want to be named")
    app.store.act_for(account=app.actor.account_id, reach=DataClass.PERSONAL)
    assert about(app) == ()
