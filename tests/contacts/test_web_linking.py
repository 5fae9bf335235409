"""Roles, relationships and ways on pages: begun with a contact found by name, verified by one press, ended, drawn."""

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service
from outreach_crm.contacts.model import ContactDraft, RoleDraft
from tests.builders import a_person, an_organisation
from tests.web.office import Desk, words

pytestmark = pytest.mark.connections


def test_a_role_is_added_where_the_words_lead(desk: Desk) -> None:
    ana, bar = a_person(desk.app), an_organisation(desk.app)
    path = f"/contacts/{ana.id}/roles/add"
    assert f'value="{bar.id}"' in desk.send(path, {"organisation-words": "coleg"}).text
    given = {"organisation": str(bar.id), "title": "President", "rights": "yes", "matters": "fair trials"}
    page = desk.follow(desk.send(path, given))
    role = service.own_card(desk.app, ana.id).roles[0]
    assert (role.organisation_id, role.title, role.answers_for_rights) == (bar.id, "President", True)
    assert "Noted as of today: Ana Ruiz, President of Colegio de Abogados." in words(page)
    assert f"/history/{role.change_id}/undo" in page


def test_somebody_is_added_to_an_organisation(desk: Desk) -> None:
    ana, bar = a_person(desk.app), an_organisation(desk.app)
    path = f"/contacts/{bar.id}/roles/add"
    looked = desk.send(path, {"person-words": "col"}).text
    assert f'name="person" value="{bar.id}"' not in looked  # an organisation is nobody who has a role
    desk.follow(desk.send(path, {"person": str(ana.id), "title": "Member"}))
    assert service.own_card(desk.app, ana.id).roles[0].organisation_id == bar.id


@pytest.mark.parametrize("given", [{}, {"organisation": "999999"}, {"organisation": "junk"}])
def test_a_role_needs_a_place(desk: Desk, given: dict[str, str]) -> None:
    ana = a_person(desk.app)
    answer = desk.send(f"/contacts/{ana.id}/roles/add", {"title": "President", **given})
    assert answer.status_code == 422
    assert 'id="contacts-add_role-organisation-wrong"' in answer.text
    assert service.own_card(desk.app, ana.id).roles == ()


def test_a_role_is_verified_by_one_press(desk: Desk) -> None:
    ana = a_person(desk.app)
    role = service.add_role(desk.app, ana.id, RoleDraft(at="Colegio", title="President", right_person_for="law"))
    desk.follow(desk.send(f"/contacts/{ana.id}/roles/{role.id}/verify", seen=f"/contacts/{ana.id}"))
    after = service.own_card(desk.app, ana.id).roles
    assert [(one.id, one.verified_on, one.right_person_for) for one in after] == [(role.id, "2026-03-09", "law")]
    assert after[0].change_id > role.change_id


def test_a_role_is_changed_and_ended_and_nobody_is_overwritten(desk: Desk) -> None:
    ana = a_person(desk.app)
    role = service.add_role(desk.app, ana.id, RoleDraft(at="Colegio", title="President"))
    path = f"/contacts/{ana.id}/roles/{role.id}"
    desk.follow(desk.send(path, {"title": "Chair", "from_on": "2020-01-01", "to_on": "2026-01-31"}))
    after = service.own_card(desk.app, ana.id).roles[0]
    assert (after.title, after.from_on, after.to_on) == ("Chair", "2020-01-01", "2026-01-31")
    stale = desk.send(path, {"title": "Boss", "_version": str(role.change_id)})
    assert stale.status_code == 409
    assert "Somebody else wrote by now: Chair" in words(stale.text)
    wrong = desk.send(path, {"title": "Chair", "from_on": "2020-01-01", "to_on": "2019-01-01"})
    assert (wrong.status_code, 'id="contacts-change_role-to_on-wrong"' in wrong.text) == (422, True)


def test_a_relationship_begins_is_verified_and_ends(desk: Desk) -> None:
    ana, bob = a_person(desk.app), a_person(desk.app, "Bob Hale")
    desk.follow(
        desk.send(f"/contacts/{ana.id}/relations/add", {"kind": "influences turned", "other": str(bob.id), "note": "x"})
    )
    one = service.own_card(desk.app, bob.id).relations[0]
    assert (one.label, one.other, one.note) == ("influences", "Ana Ruiz", "x")
    desk.follow(desk.send(f"/contacts/{bob.id}/relations/{one.id}/verify", seen=f"/contacts/{bob.id}"))
    page = desk.follow(desk.send(f"/contacts/{bob.id}/relations/{one.id}", {"on": "2026-02-28"}))
    after = service.own_card(desk.app, ana.id).relations
    assert [(one.to_on, one.verified_on) for one in after] == [("2026-02-28", "2026-03-09")]
    assert "Noted: Bob Hale influences Ana Ruiz." in words(page)


def test_nobody_is_related_to_themself(desk: Desk) -> None:
    ana = a_person(desk.app)
    answer = desk.send(f"/contacts/{ana.id}/relations/add", {"kind": "knows", "other": str(ana.id)})
    assert answer.status_code == 422
    assert "cannot be related to itself" in words(answer.text)


@pytest.mark.parametrize("path", ["roles/{n}", "roles/{n}/verify", "relations/{n}", "relations/{n}/verify"])
def test_the_link_of_somebody_else_is_not_touched(desk: Desk, path: str) -> None:
    ana, bob = a_person(desk.app), a_person(desk.app, "Bob Hale")
    role = service.add_role(desk.app, bob.id, RoleDraft(at="Colegio"))
    there = service.relate(desk.app, bob.id, "knows", role.organisation_id)
    number = role.id if path.startswith("roles") else there.id
    answer = desk.send(f"/contacts/{ana.id}/{path.format(n=number)}", {"on": "2026-01-01"}, seen=f"/contacts/{ana.id}")
    assert answer.status_code == 404


def chile(app: App) -> tuple[int, int, int]:
    """Ana, whom Maria holds, is of a body that a body in Chile belongs to as well."""
    ana = service.add(app, ContactDraft(name="Ana Ruiz", holder="Maria")).id
    wma = an_organisation(app, "WMA", level="international").id
    there = an_organisation(app, "Colegio Médico", country="CL").id
    service.add_role(app, ana, RoleDraft(at=str(wma), title="Councillor"))
    service.relate(app, there, "member-body", wma)
    return ana, wma, there


def test_the_ways_to_a_contact_are_drawn_and_told(desk: Desk) -> None:
    ana, wma, there = chile(desk.app)
    page = desk.read(f"/contacts/{there}/paths")
    said = words(page)
    assert "How we reach Colegio Médico" in said
    assert "Maria, one of us, holds the relationship with Ana Ruiz" in said
    assert "WMA, Councillor, verified on" in said
    assert "verified: 9 March 2026" in said
    for number in (ana, wma, there):
        assert f'<a href="/contacts/{number}"' in page


def test_the_ways_from_a_contact_lead_to_a_country(desk: Desk) -> None:
    ana, wma, _ = chile(desk.app)
    assert "A way to Colegio Médico" in words(desk.read(f"/contacts/{ana}/paths?to=Chile"))
    # From a body that nobody of us holds too: it is the beginning that was asked for.
    assert "A way to Colegio Médico" in words(desk.read(f"/contacts/{wma}/paths?to=CL"))
    assert "A way to Colegio Médico" in words(desk.read("/contacts/paths?to=Chile"))
    assert "No way of at most four steps" in words(desk.read(f"/contacts/{ana}/paths?to=Peru"))
    assert "is not one country" in words(desk.read("/contacts/paths?to=Atlantis"))
    assert "There is no sector" in words(desk.read("/contacts/paths?to=Chile&sector=nothing"))


def test_who_is_around_is_drawn_on_the_card(desk: Desk) -> None:
    ana, wma, there = chile(desk.app)
    page = desk.read(f"/contacts/{wma}")
    assert 'aria-label="Who is around WMA"' in page
    assert page.count(f'href="/contacts/{ana}"') == 2  # in the drawing, and in the list that says the same
    assert page.count(f'href="/contacts/{there}"') == 2
    alone = a_person(desk.app, "Bob Hale")
    assert "<svg" not in desk.read(f"/contacts/{alone.id}")
