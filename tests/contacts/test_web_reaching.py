"""Ways to reach somebody on pages: added, changed, found wrong, preferred, taken away."""

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service
from outreach_crm.contacts.model import Address, ContactDraft, Point
from tests.web.office import Desk, words

pytestmark = pytest.mark.connections


def added(app: App) -> int:
    """Ana with an address of each sort."""
    draft = ContactDraft(
        name="Ana Ruiz", emails=("ana@example.org", "ana@home.example"), addresses=("Calle Mayor 1; 28013 Madrid; ES",)
    )
    return service.add(app, draft).id


def points(app: App, number: int) -> tuple[Point, ...]:
    return service.own_card(app, number).points


def places(app: App, number: int) -> tuple[Address, ...]:
    return service.own_card(app, number).addresses


def test_a_way_is_added(desk: Desk) -> None:
    number = added(desk.app)
    given = {"kind": "phone", "value": "+34 915 550 123", "label": "office", "valid_from": "2026-01-01"}
    page = desk.follow(desk.send(f"/contacts/{number}/reach/add", given))
    assert "How to reach Ana Ruiz was noted." in words(page)
    one = next(one for one in points(desk.app, number) if one.kind == "phone")
    assert (one.value, one.label, one.valid_from) == ("+34915550123", "office", "2026-01-01")


def test_what_cannot_be_reached_is_asked_for_again(desk: Desk) -> None:
    number = added(desk.app)
    answer = desk.send(f"/contacts/{number}/reach/add", {"kind": "email", "value": "ana at home", "label": "home"})
    assert answer.status_code == 422
    assert "is not an e-mail address" in words(answer.text)
    assert 'value="ana at home"' in answer.text
    answer = desk.send(f"/contacts/{number}/reach/add", {"kind": "email", "value": "a@b.example", "label": "a: b"})
    assert 'id="contacts-add_way-label-wrong"' in answer.text


def test_a_way_is_changed_and_is_right_again(desk: Desk) -> None:
    number = added(desk.app)
    first, second = points(desk.app, number)
    service.edit(desk.app, number, service.Edit(wrong=(first.value,), prefer=(second.value,)))
    path = f"/contacts/{number}/reach/contact_points/{first.id}"
    desk.follow(desk.send(path, {"value": "ruiz@example.org", "label": "", "valid_to": "2030-12-31"}))
    after = {one.id: one for one in points(desk.app, number)}
    assert (after[first.id].value, after[first.id].wrong_since, after[first.id].valid_to) == (
        "ruiz@example.org",
        None,
        "2030-12-31",
    )
    assert after[second.id].preferred
    assert [one.name for one in service.find(desk.app, "ruiz@example.org")] == ["Ana Ruiz"]


def test_two_ways_do_not_become_one_unseen(desk: Desk) -> None:
    number = added(desk.app)
    first, second = points(desk.app, number)
    answer = desk.send(f"/contacts/{number}/reach/contact_points/{first.id}", {"value": second.value})
    assert answer.status_code == 409
    assert f"Ana Ruiz has {second.value} already." in words(answer.text)


def test_a_postal_address_is_written_in_its_parts(desk: Desk) -> None:
    number = added(desk.app)
    given = {"lines": "Plaza 2\n3rd floor", "postcode": "SW1", "town": "London", "country": "GB", "label": "office"}
    desk.follow(desk.send(f"/contacts/{number}/reach/post", given))
    one = places(desk.app, number)[-1]
    assert (one.lines, one.postcode, one.town, one.country, one.label) == (
        "Plaza 2\n3rd floor",
        "SW1",
        "London",
        "GB",
        "office",
    )
    desk.follow(
        desk.send(f"/contacts/{number}/reach/contact_addresses/{one.id}", {**given, "town": "Leeds", "label": ""})
    )
    one = places(desk.app, number)[-1]
    assert (one.town, one.label) == ("Leeds", "")
    answer = desk.send(f"/contacts/{number}/reach/post", {"country": "GB"})
    assert "An address needs at least a street or a town." in words(answer.text)


@pytest.mark.parametrize("what", ["wrong", "prefer", "remove"])
def test_one_press_says_what_is_true_of_a_way(desk: Desk, what: str) -> None:
    number = added(desk.app)
    service.edit(desk.app, number, service.Edit(addresses=("Calle Mayor 1, left; 28013 Madrid; ES",)))
    one = places(desk.app, number)[0]  # its words stand in the other one too
    path = f"/contacts/{number}/reach/contact_addresses/{one.id}/{what}"
    page = desk.follow(desk.send(path, seen=f"/contacts/{number}"))
    assert f"/history/{service.get(desk.app, number).change_id}/undo" in page
    after = {two.id: two for two in places(desk.app, number)}
    assert (one.id in after, len(after)) == ((False, 1) if what == "remove" else (True, 2))
    if what != "remove":
        assert (after[one.id].wrong_since is not None, after[one.id].preferred) == (what == "wrong", what == "prefer")


@pytest.mark.parametrize("path", ["contact_points/999999/wrong", "contacts/1/wrong", "contact_points/{first}/burn"])
def test_what_is_not_there_is_not_marked(desk: Desk, path: str) -> None:
    number = added(desk.app)
    here = path.format(first=points(desk.app, number)[0].id)
    assert desk.send(f"/contacts/{number}/reach/{here}", seen=f"/contacts/{number}").status_code == 404


def test_the_way_of_somebody_else_is_not_touched(desk: Desk) -> None:
    number, other = added(desk.app), service.add(desk.app, ContactDraft(name="Bob", emails=("bob@example.org",))).id
    path = f"/contacts/{number}/reach/contact_points/{points(desk.app, other)[0].id}/remove"
    assert desk.send(path, seen=f"/contacts/{number}").status_code == 404
    assert len(points(desk.app, other)) == 1
