"""Pages of campaigns."""

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.campaigns import service
from outreach_crm.campaigns.model import CampaignDraft
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.keywords import service as keywords
from outreach_crm.model import Ref
from outreach_crm.policy import Role
from outreach_crm.tasks import service as tasks
from tests.builders import a_group, a_person
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections

NAME = "Judges under threat"


def a_campaign(app: App, name: str = NAME, from_on: str = "", to_on: str = "") -> int:
    """Add a campaign."""
    return service.add(app, CampaignDraft(name=name, from_on=from_on, to_on=to_on)).id


def test_a_campaign_is_begun_with_its_countries_themes_and_group(desk: Desk) -> None:
    group = a_group(desk.app)
    judges = keywords.resolve(desk.app, "judges")
    sent = {
        "name": NAME,
        "from_on": "2026-04-01",
        "to_on": "2026-09-30",
        "countries": "Guatemala\nHN",
        "themes": str(judges.id),
        "group": str(group.contact_id),
    }
    page = words(desk.follow(desk.send("/campaigns/add", sent)))
    assert "1 April 2026 to 30 September 2026 Countries Guatemala, Honduras" in page
    made = service.get(desk.app, 1)
    assert (made.countries, made.themes, made.group) == (("GT", "HN"), (judges.label,), group.name)


def test_what_is_wrong_is_said_beside_it(desk: Desk) -> None:
    a_campaign(desk.app)
    good = {"name": "Another", "countries": "", "group": ""}
    for wrong, said in (
        ({"name": ""}, "Write something here."),
        ({"name": NAME.upper()}, "There is a campaign"),
        ({"countries": "Atlantis"}, "Atlantis"),
        ({"from_on": "2026-04-01", "to_on": "2026-03-01"}, "cannot end on 1 March 2026"),
    ):
        answer = desk.send("/campaigns/add", {**good, **wrong})
        assert (answer.status_code in {409, 422}, said in words(answer.text)) == (True, True), words(answer.text)
    assert len(service.list_campaigns(desk.app)) == 1


def test_a_campaign_is_changed_part_by_part(desk: Desk) -> None:
    keywords.prepare(desk.app)
    draft = CampaignDraft(name=NAME, countries=("GT", "HN"), themes=("judges",))
    campaign = service.add(desk.app, draft)
    lawyers = keywords.resolve(desk.app, "lawyers")
    assert "Guatemala\nHonduras" in desk.read(f"/campaigns/{campaign.id}/edit")
    sent = {"name": "Judges and lawyers", "countries": "Honduras\nChile", "themes": str(lawyers.id), "group": ""}
    desk.follow(desk.send(f"/campaigns/{campaign.id}/edit", {**sent, "_version": str(campaign.change_id)}))
    changed = service.get(desk.app, campaign.id)
    assert (changed.name, set(changed.countries), changed.themes) == (
        "Judges and lawyers",
        {"HN", "CL"},
        (lawyers.label,),
    )
    stale = desk.send(f"/campaigns/{campaign.id}/edit", {**sent, "_version": str(campaign.change_id), "name": "Stale"})
    assert stale.status_code == 409
    assert "Somebody else wrote by now: Judges and lawyers" in words(stale.text)


def test_somebody_is_linked_and_taken_out_again(desk: Desk) -> None:
    number, ana = a_campaign(desk.app), a_person(desk.app, "Ana Ruiz")
    sent = {"campaign": str(number), "contact": str(ana.id), "title": "", "day": "2026-03-01"}
    page = desk.follow(desk.send("/campaigns/link", sent))
    assert f"Linked to {NAME}." in words(page)
    assert "Ana Ruiz" in words(page)
    sent = {"ref": f"contacts:{ana.id}"}
    desk.follow(desk.send(f"/campaigns/{number}/unlink", sent, seen=f"/campaigns/{number}"))
    assert service.show(desk.app, number).links == ()


def test_anything_can_be_linked_from_where_it_stands(desk: Desk) -> None:
    number, task = a_campaign(desk.app), tasks.add(desk.app, "Write a statement")
    sent = {"campaign": str(number), "title": "A statement", "day": "2026-03-01", "next": f"/tasks/{task.id}"}
    answer = desk.send(f"/campaigns/link?ref=tasks:{task.id}", sent)
    assert answer.headers["Location"] == f"/tasks/{task.id}"
    page = desk.read(f"/campaigns/{number}")
    assert f'href="/tasks/{task.id}"' in page
    assert service.show(desk.app, number).links[0].ref == Ref("tasks", task.id)
    gone = desk.send("/campaigns/link?ref=tasks:99", sent)
    assert "There is no tasks:99." in words(gone.text)


def test_only_what_belongs_to_a_campaign_is_counted(desk: Desk) -> None:
    first, second = a_campaign(desk.app), a_campaign(desk.app, "Another")
    ana = a_person(desk.app)
    service.link(desk.app, first, Ref("contacts", ana.id), title="", on=desk.app.clock.today())
    assert [one.n for one in service.show(desk.app, first).counts] == [1]
    assert service.show(desk.app, second).counts == ()


def test_nothing_is_said_of_whom_one_may_not_see(desk: Desk) -> None:
    accounts.add_circle(desk.app, "board")
    accounts.join_circle(desk.app, "board", "Maria")
    hidden = contacts.add(desk.app, ContactDraft(name="Hidden Ana", circle="board"))
    number = a_campaign(desk.app)
    service.link(desk.app, number, Ref("contacts", hidden.id), title="", on=desk.app.clock.today())
    tom = at_desk(desk.app, "Tom")
    page = words(tom.read(f"/campaigns/{number}"))
    assert "Hidden" not in page
    assert "Nothing is linked yet." in page


def test_those_that_are_over_stand_under_all(desk: Desk) -> None:
    a_campaign(desk.app, "Long ago", from_on="2020-01-01", to_on="2020-12-31")
    assert "Long ago" not in words(desk.read("/campaigns"))
    assert "Long ago" in words(desk.read("/campaigns?past"))
    assert "Long ago" in desk.read("/campaigns.csv?past")


def test_whoever_only_reads_changes_nothing(app: App) -> None:
    number = a_campaign(app)
    desk = at_desk(app, "Rosa", Role.READER)
    assert NAME in words(desk.read(f"/campaigns/{number}"))
    assert desk.get(f"/campaigns/{number}/edit").status_code == 403
    assert desk.get("/campaigns/link").status_code == 403
