"""Pages of sectors."""

import pytest

from outreach_crm.app import App
from outreach_crm.policy import Role
from outreach_crm.sectors import service
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections


@pytest.fixture
def desk(app: App) -> Desk:
    """Rosa, who reads."""
    return at_desk(app, "Rosa", Role.READER)


def test_all_sectors_are_listed_in_the_order_of_the_manual(desk: Desk) -> None:
    page, known = desk.read("/sectors"), list(service.all_sectors(desk.app))
    at = [page.index(f'href="/sectors/{one.key}"') for one in known]
    assert at == sorted(at)
    officer = at_desk(desk.app)  # whoever only reads takes nothing out
    assert officer.get("/sectors.json").json[0]["key"] == known[0].key  # type: ignore[index]


def test_a_sector_says_what_it_can_be_asked_and_what_to_think_about(desk: Desk) -> None:
    known = service.all_sectors(desk.app)
    for sector in known:
        page = words(desk.read(f"/sectors/{sector.key}"))
        assert " ".join(known.asks_of(sector)[0].text.split()) in page
        for _, question, texts in known.prompts_of(sector).groups():
            assert not texts or (question in page and texts[0] in page)


def test_concerns_lead_to_the_keyword_and_the_sector_to_who_works_in_it(desk: Desk) -> None:
    sector = next(iter(service.all_sectors(desk.app)))
    page = desk.read(f"/sectors/{sector.key}")
    assert 'href="/keywords/' in page
    assert f'href="/contacts?where=sector%3D{sector.key}"' in page


def test_a_sector_that_is_not_there_is_said_in_a_sentence(desk: Desk) -> None:
    answer = desk.get("/sectors/wizards")
    assert (answer.status_code, "There is no sector" in words(answer.text)) == (404, True)
