"""The search of everything."""

import pytest

from outreach_crm.app import App
from outreach_crm.campaigns import service as campaigns
from outreach_crm.campaigns.model import CampaignDraft
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.hooks import hookimpl
from outreach_crm.model import Hit, Pages, Ref
from outreach_crm.policy import Role
from outreach_crm.segments import service
from tests.builders import a_group, a_person
from tests.test_hooks import with_plugins
from tests.web.office import Desk, at_desk, words
from tests.web.payloads import PAYLOADS

pytestmark = pytest.mark.connections


@pytest.fixture
def desk(app: App) -> Desk:
    """Maria at her desk, with something of every kind that begins with Medi."""
    a_person(app, "Ana Medina")
    a_group(app, "Medical network")
    campaigns.add(app, CampaignDraft(name="Medics under fire"))
    service.add(app, "Medical people in Peru", ["country=Peru"])
    return at_desk(app)


def test_what_is_found_stands_below_its_kind(desk: Desk) -> None:
    page = words(desk.read("/find?q=medi"))
    assert "Saved lists of contacts Medical people in Peru" in page
    assert "Medical network" in page
    assert desk.read("/find?q=medi").count('href="/contacts?segment=') == 1


def test_every_feature_with_names_answers(app: App, desk: Desk) -> None:
    kinds = {hit.ref.kind if hit.ref else hit.path.split("/")[1] for hit in app.plugins.hits(app, "medi")}
    assert kinds >= {"contacts", "groups", "campaigns", "segments", "keywords", "sectors"}


def test_a_page_is_found_by_its_name_in_the_menu(app: App, desk: Desk) -> None:
    assert "In the menu Duplicates" in words(desk.read("/find/hits?q=dupl"))
    assert desk.get("/find?q=duplicates").headers["Location"] == "/duplicates"
    reader = at_desk(app, "Rosa", Role.READER)
    assert "Duplicates" not in words(reader.read("/find/hits?q=dupl"))


def test_suggestions_are_a_part_of_a_page(desk: Desk) -> None:
    part = desk.read("/find/hits?q=medi")
    assert "<html" not in part
    assert "Medical people in Peru" in words(part)
    assert words(desk.read("/find/hits?q=")) == ""


def test_what_is_called_just_so_is_gone_to(desk: Desk) -> None:
    answer = desk.get("/find?q=medical+PEOPLE+in+peru")
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/contacts?segment=")


def test_nobody_is_found_so_they_can_be_added(desk: Desk) -> None:
    page = desk.read("/find?q=Zoë+O%27Neill%26")
    assert 'href="/contacts/add?name=Zo%C3%AB+O%27Neill%26"' in page
    assert "Add Zoë O'Neill&" in words(page)


def test_whoever_only_reads_is_not_offered_to_add(app: App, desk: Desk) -> None:
    assert "Add " not in words(at_desk(app, "Rosa", Role.READER).read("/find?q=Zoe"))


class Shows:
    """A plugin with pages on contacts."""

    @hookimpl
    def blueprints(self) -> list[Pages]:
        return []

    @hookimpl
    def hits(self, app: App, text: str) -> list[Hit]:
        return [Hit(ref=Ref("beds", 1), title=f"Bed of {text}", path="/beds/1")]


def test_a_plugin_answers_too_and_one_that_fails_is_left_out(app: App) -> None:
    desk = at_desk(with_plugins(app, shows=Shows()))
    assert "Beds Bed of roses" in words(desk.read("/find?q=roses"))


def test_exact_names_come_first_and_a_number_finds_its_contact(app: App) -> None:
    long, short = (contacts.add(app, ContactDraft(name=name)) for name in ("Ana Ruiz Soto", "Ana Ruiz"))
    assert [one.title for one in contacts.hits(app, "ana ruiz")] == ["Ana Ruiz", "Ana Ruiz Soto"]
    assert contacts.hits(app, str(long.id))[0].ref == Ref("contacts", long.id)
    assert contacts.by_number(app, str(short.id)) == short


def test_hostile_words_are_only_text(desk: Desk) -> None:
    for payload in PAYLOADS[:40]:
        for path in ("/find", "/find/hits"):
            page = desk.client.get(path, query_string={"q": payload})
            assert page.status_code == 200
            assert payload not in page.text or "<" not in payload
