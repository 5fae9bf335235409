"""Pages of keywords."""

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.keywords import service
from outreach_crm.policy import Role
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections


@pytest.fixture
def desk(app: App) -> Desk:
    """Rosa, who reads."""
    service.prepare(app)
    return at_desk(app, "Rosa", Role.READER)


def test_the_list_begins_with_the_broadest(desk: Desk) -> None:
    scheme = next(iter(service.schemes(desk.app)))
    tops = service.tops(desk.app, scheme, 100)
    page = desk.read("/keywords")
    assert tops
    assert all(f'href="/keywords/{one.id}"' in page for one in tops)
    assert all(not service.show_one(desk.app, one.id).broader for one in tops)


def test_a_keyword_is_found_by_a_word_in_another_language(desk: Desk) -> None:
    assert "Risk of torture" in words(desk.read("/keywords?words=riesgo+de+tortura"))
    assert "No keyword begins with these words." in words(desk.read("/keywords?words=xyzzy"))


def test_a_keyword_shows_what_is_broader_and_narrower(desk: Desk) -> None:
    torture = service.resolve(desk.app, "torture")
    page = desk.read(f"/keywords/{torture.id}")
    detail = service.show(desk.app, "torture")
    assert detail.narrower
    for one in (*detail.broader, *detail.narrower):
        assert f'href="/keywords/{one.id}"' in page
    assert f"where=keyword%3D{torture.address.scheme}%3A{torture.address.key}" in page


def test_it_says_how_often_it_is_used_but_of_nobody_hidden(desk: Desk) -> None:
    lawyers = service.resolve(desk.app, "lawyers")
    assert "Nobody and nothing has it yet." in words(desk.read(f"/keywords/{lawyers.id}"))
    accounts.add_circle(desk.app, "board")
    contacts.add(desk.app, ContactDraft(name="Ana Ruiz", interests=("lawyers",)))
    contacts.add(desk.app, ContactDraft(name="Hidden Ana", interests=("lawyers",), circle="board"))
    assert service.uses(desk.app, lawyers.id) == {"interest": 2}
    assert "Where it is used interest 1" in words(at_desk(desk.app, "Olga").read(f"/keywords/{lawyers.id}"))
    # What a person is interested in is special: to whoever only reads it is not told that there is anybody.
    assert "Nobody and nothing has it yet." in words(desk.read(f"/keywords/{lawyers.id}"))


def test_a_keyword_that_is_not_there_is_said_in_a_sentence(desk: Desk) -> None:
    assert desk.get("/keywords/999999").status_code == 404
