"""Adding a contact on a page: look-alikes first, and only a knowing Save adds it all the same."""

import re

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service
from outreach_crm.contacts.model import ContactDraft, Kind
from tests.builders import an_organisation
from tests.web.office import Desk, Sent, words

pytestmark = pytest.mark.connections


def count(app: App) -> int:
    return len(service.list_contacts(app))


def known(page: str) -> str:
    """Return which look-alikes a page has shown."""
    found = re.search(r'name="known" value="([\d ]*)"', page)
    assert found
    return found[1]


def test_a_person_is_added_with_a_role_in_a_new_organisation(desk: Desk) -> None:
    given: dict[str, Sent] = {
        "name": "Ana Ruiz",
        "new": "Colegio de Abogados",
        "title": "President",
        "email": "ana@example.org",
        "phone": "915 550 123",
        "country": "ES",
        "address": "Calle Mayor 1\n28013 Madrid",
        "sectors": ["legal"],
        "holder": "Maria",
        "met": "a congress",
    }
    page = desk.follow(desk.send("/contacts/add", given))
    assert "Ana Ruiz was added." in words(page)
    card = service.own_card(desk.app, service.resolve(desk.app, "Ana Ruiz").id)
    assert (card.roles[0].organisation, card.roles[0].title) == ("Colegio de Abogados", "President")
    assert {one.value for one in card.points} == {"ana@example.org", "+34915550123"}
    assert (card.addresses[0].town, card.sectors, card.held_by) == ("Madrid", ("legal",), "Maria")


def test_an_organisation_is_added(desk: Desk) -> None:
    given = {"name": "World Medical Association", "also": "WMA", "organisation_kind": "federation"}
    desk.follow(desk.send("/contacts/add?kind=organisation", given))
    made = service.resolve(desk.app, "WMA")
    assert (made.kind, made.organisation_kind) == (Kind.ORGANISATION, "federation")


def test_who_looks_like_it_is_shown_before_anything_is_saved(desk: Desk) -> None:
    there = service.add(desk.app, ContactDraft(name="Ana Ruiz", emails=("ana@example.org",)))
    given = {"name": "Anna Ruiz", "email": "ana@example.org", "met": "a congress"}
    answer = desk.send("/contacts/add", given)
    assert answer.status_code == 409
    assert "Worth a look" in words(answer.text)
    assert f'href="/contacts/{there.id}"' in answer.text
    assert 'value="a congress"' in answer.text
    assert count(desk.app) == 1
    desk.follow(desk.send("/contacts/add", {**given, "known": known(answer.text)}))
    assert count(desk.app) == 2


def test_who_was_not_shown_yet_is_shown_though_others_were(desk: Desk) -> None:
    service.add(desk.app, ContactDraft(name="Ana Ruiz", emails=("ana@example.org",)))
    first = known(desk.send("/contacts/add", {"name": "Ana Ruiz", "email": "ana@example.org"}).text)
    service.add(desk.app, ContactDraft(name="Ana Ruiz", emails=("ana@example.org",)))
    answer = desk.send("/contacts/add", {"name": "Ana Ruiz", "email": "ana@example.org", "known": first})
    assert answer.status_code == 409
    assert len(known(answer.text).split()) == 2


def test_they_are_shown_while_somebody_still_writes(desk: Desk) -> None:
    service.add(desk.app, ContactDraft(name="Ana Ruiz", emails=("ana@example.org",)))
    looked = desk.send("/contacts/add", {"name": "Ana Ruiz", "email": "ana@example.org", "look": "alike"})
    assert looked.status_code == 200
    assert "Worth a look" in words(looked.text)
    half = desk.send("/contacts/add", {"name": "Ana", "email": "ana@", "look": "alike"})
    assert half.status_code == 200
    assert count(desk.app) == 1


def test_an_organisation_is_found_by_name_and_chosen(desk: Desk) -> None:
    bar = an_organisation(desk.app)
    looked = desk.send("/contacts/add", {"name": "Ana Ruiz", "organisation-words": "colegio"})
    assert f'name="organisation" value="{bar.id}"' in looked.text
    assert 'value="Ana Ruiz"' in looked.text
    assert count(desk.app) == 1
    # The words may still stand there as one of what they found is chosen.
    given = {"name": "Ana Ruiz", "organisation": str(bar.id), "organisation-words": "colegio", "title": "President"}
    desk.follow(desk.send("/contacts/add", given))
    assert service.own_card(desk.app, bar.id).roles[0].person == "Ana Ruiz"


def test_words_written_after_a_choice_are_looked_for(desk: Desk) -> None:
    bar, union = an_organisation(desk.app), an_organisation(desk.app, "Nurses' Union")
    given = {"name": "Ana Ruiz", "organisation": str(bar.id), "organisation-words": "nurses"}
    looked = desk.send("/contacts/add", given)
    assert looked.status_code == 200
    assert f'name="organisation" value="{bar.id}" checked' in looked.text
    assert f'name="organisation" value="{union.id}"' in looked.text
    assert count(desk.app) == 2


def test_all_that_is_wrong_is_told_at_once_beside_it(desk: Desk) -> None:
    given = {"name": "Ana Ruiz", "email": "ana@", "phone": "12", "web": "no web", "title": "President"}
    answer = desk.send("/contacts/add", given)
    assert answer.status_code == 422
    for key in ("email", "phone", "web", "organisation"):
        assert f'id="contacts-add-{key}-wrong"' in answer.text
    assert count(desk.app) == 0


def test_a_name_without_letters_is_told_beside_the_name(desk: Desk) -> None:
    answer = desk.send("/contacts/add", {"name": "!!!"})
    assert answer.status_code == 422
    assert 'id="contacts-add-name-wrong"' in answer.text


def test_a_link_can_bring_a_name_and_a_place(desk: Desk) -> None:
    bar = an_organisation(desk.app)
    page = desk.read(f"/contacts/add?name=Ana+Ruiz&at={bar.id}")
    assert 'value="Ana Ruiz"' in page
    assert f'value="{bar.id}" checked' in page
