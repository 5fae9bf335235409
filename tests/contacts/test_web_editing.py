"""Editing a card on pages: block by block, errors beside their question, nothing lost, nobody overwritten."""

from collections.abc import Mapping

import pytest
from attrs import evolve

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service
from outreach_crm.contacts.model import ContactDraft, Kind
from outreach_crm.settings import Settings
from tests.builders import a_person, an_organisation
from tests.web.office import Desk, Sent, at_desk, words

pytestmark = pytest.mark.connections


def sent(desk: Desk, contact_id: int, block: str, given: Mapping[str, Sent]) -> str:
    """Send a block as it was opened, with other answers, and return the page that follows."""
    return desk.follow(desk.send(f"/contacts/{contact_id}/edit/{block}", given))


def test_a_block_is_edited_and_the_change_can_be_taken_back(desk: Desk) -> None:
    ana = a_person(desk.app, met="a congress")
    page = sent(desk, ana.id, "concerns", {"concerns_now": "judges\nand lawyers", "rhythm_days": "quarterly"})
    after = service.get(desk.app, ana.id)
    assert (after.concerns_now, after.rhythm_days, after.met) == ("judges\nand lawyers", 90, "a congress")
    assert "Ana Ruiz was changed." in words(page)
    assert f"/history/{after.change_id}/undo" in page


def test_names_of_persons_and_of_organisations_are_asked_in_their_own_way(desk: Desk) -> None:
    ana, bar = a_person(desk.app), an_organisation(desk.app)
    sent(desk, ana.id, "names", {"given": "Ana María", "family": "Ruiz Soto", "name_order": "given-first"})
    sent(desk, bar.id, "names", {"name": "Barra de Madrid", "level": "local", "country": "ES", "language": "es"})
    assert service.get(desk.app, ana.id).name == "Ana María Ruiz Soto"
    after = service.get(desk.app, bar.id)
    assert (after.name, after.level, after.country, after.language) == ("Barra de Madrid", "local", "ES", "es")


def test_nothing_changed_is_said_and_leaves_no_trace(desk: Desk) -> None:
    ana = a_person(desk.app, concerns_now="judges")
    assert "It is as it was." in words(sent(desk, ana.id, "concerns", {"concerns_now": "judges"}))
    assert service.get(desk.app, ana.id).change_id == ana.change_id


def test_all_that_is_wrong_stands_beside_its_question_and_nothing_is_lost(desk: Desk) -> None:
    ana = a_person(desk.app)
    given = {
        "languages": "klingon!",
        "gender": "x" * 201,
        "given": "Ana",
        "family": "Ruiz",
        "name_order": "given-first",
    }
    answer = desk.send(f"/contacts/{ana.id}/edit/names", {**given, "pronouns": "ella"})
    assert answer.status_code == 422
    assert 'id="contacts-edit-languages-wrong"' in answer.text
    assert 'id="contacts-edit-gender-wrong"' in answer.text
    assert 'value="ella"' in answer.text
    assert service.get(desk.app, ana.id).pronouns == ""


def test_what_somebody_else_changed_meanwhile_is_shown_and_overwritten_only_knowingly(desk: Desk) -> None:
    ana = a_person(desk.app, concerns_now="judges")
    service.edit(desk.app, ana.id, service.Edit(fields={"concerns_now": "prisons", "can_do": "a letter"}))
    mine = {"concerns_now": "the new law", "_version": str(ana.change_id)}
    answer = desk.send(f"/contacts/{ana.id}/edit/concerns", mine)
    page = words(answer.text)
    assert answer.status_code == 409
    assert "Maria changed Ana Ruiz meanwhile" in page
    assert "Somebody else wrote by now: prisons" in page
    assert "Somebody else wrote by now: a letter" in page
    assert "the new law" in answer.text
    assert service.get(desk.app, ana.id).concerns_now == "prisons"
    again = {"concerns_now": "the new law", "can_do": "a letter", "_version": shown_version(answer.text)}
    sent(desk, ana.id, "concerns", again)
    after = service.get(desk.app, ana.id)
    assert (after.concerns_now, after.can_do) == ("the new law", "a letter")


def shown_version(page: str) -> str:
    """Return the version that a form carries."""
    return page.split('name="_version" value="')[1].split('"', maxsplit=1)[0]


def test_a_mistake_does_not_make_an_old_form_new(desk: Desk) -> None:
    ana = a_person(desk.app)
    service.edit(desk.app, ana.id, service.Edit(fields={"met": "a congress"}))
    old = {"rhythm_days": "sometimes", "_version": str(ana.change_id)}
    answer = desk.send(f"/contacts/{ana.id}/edit/concerns", old)
    # The first thing that is told is that somebody was faster: the form is looked at again as it is now.
    assert answer.status_code == 409
    unreadable = {"concerns_now": "x", "membership_from": "junk", "_version": str(ana.change_id)}
    answer = desk.send(f"/contacts/{ana.id}/edit/belonging", unreadable)
    assert (answer.status_code, shown_version(answer.text)) == (422, str(ana.change_id))


def test_sectors_and_interests_are_ticked(desk: Desk) -> None:
    ana = service.add(desk.app, ContactDraft(name="Ana", sectors=("legal",), interests=("lawyers",)))
    path = f"/contacts/{ana.id}/edit/sectors"
    looked = desk.send(path, {"sectors": ["legal", "medical"], "interests-words": "torture", "look": "interests"})
    assert looked.status_code == 200
    assert "Torture" in words(looked.text)
    assert service.own_card(desk.app, ana.id).sectors == ("legal",)  # looking saves nothing
    keyword = looked.text.split('name="interests" value="')[1].split('"')[0]
    sent(desk, ana.id, "sectors", {"sectors": ["medical"], "interests": [keyword]})
    card = service.own_card(desk.app, ana.id)
    assert card.sectors == ("medical",)
    assert len(card.interests) == 1
    assert [str(one.id) for one in service.interests_of(desk.app, ana.id)] == [keyword]


def test_words_that_find_nothing_are_told(desk: Desk) -> None:
    ana = a_person(desk.app)
    answer = desk.send(f"/contacts/{ana.id}/edit/sectors", {"interests-words": "qqqqqqqq"})
    assert "Nothing is called so: qqqqqqqq." in words(answer.text)


def test_the_holder_is_chosen_and_taken_away(desk: Desk) -> None:
    accounts.add_account(desk.app, "Jonas")
    ana = a_person(desk.app)
    sent(desk, ana.id, "holder", {"holder": "Jonas"})
    assert service.own_card(desk.app, ana.id).held_by == "Jonas"
    sent(desk, ana.id, "holder", {"holder": ""})
    assert service.own_card(desk.app, ana.id).held_by == ""


def test_only_circles_of_ones_own_can_be_chosen(app: App) -> None:
    desk, jonas = at_desk(app), at_desk(app, "Jonas")
    accounts.add_circle(app, "asylum")
    ana = a_person(app)
    assert "asylum" not in words(jonas.read(f"/contacts/{ana.id}/edit/circle"))
    assert jonas.send(f"/contacts/{ana.id}/edit/circle", {"circle": "asylum"}).status_code == 422
    sent(desk, ana.id, "circle", {"circle": "asylum"})
    assert jonas.get(f"/contacts/{ana.id}").status_code == 404


def test_own_fields_and_numbers_elsewhere_are_edited_together(app: App) -> None:
    declared = [
        {"key": "bar_number", "title": "Bar number", "kind": "number", "data_class": "personal"},
        {"key": "sworn", "title": "Sworn", "kind": "yes-no", "data_class": "public"},
    ]
    desk = at_desk(evolve(app, settings=Settings({"contacts": {"fields": declared}})))
    ana = service.add(desk.app, ContactDraft(name="Ana", ids=("civicrm:1",)))
    sent(desk, ana.id, "fields", {"own-bar_number": "4711", "own-sworn": "yes", "ids": "other:9"})
    card = service.own_card(desk.app, ana.id)
    assert card.fields == {"bar_number": "4711", "sworn": "yes"}
    assert [str(one) for one in card.ids] == ["other:9"]
    answer = desk.send(f"/contacts/{ana.id}/edit/fields", {"own-bar_number": "many", "ids": "junk"})
    assert answer.status_code == 422
    assert 'value="many"' in answer.text


def test_a_block_of_another_kind_is_not_there(desk: Desk) -> None:
    group = service.add(desk.app, ContactDraft(name="Group", kind=Kind.GROUP))
    assert desk.get(f"/contacts/{group.id}/edit/nothing").status_code == 404
    assert desk.get(f"/contacts/{group.id}/edit/names").status_code == 200


def test_a_form_without_our_mark_changes_nothing(desk: Desk) -> None:
    ana = a_person(desk.app)
    answer = desk.client.post(f"/contacts/{ana.id}/edit/concerns", data={"concerns_now": "x"})
    assert answer.status_code == 403
    assert service.get(desk.app, ana.id).concerns_now == ""


def test_what_is_in_the_trash_is_not_edited(desk: Desk) -> None:
    ana = a_person(desk.app)
    service.trash(desk.app, ana.id)
    answer = desk.send(f"/contacts/{ana.id}/edit/concerns", {"concerns_now": "x"})
    assert answer.status_code == 409
    assert "is in the trash" in words(answer.text)
    assert changes.latest(desk.app, 1)[0].what == "trash contact"
