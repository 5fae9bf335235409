"""Roles and relationships: begun, verified, ended."""

from datetime import date

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service
from outreach_crm.contacts.model import Contact, RoleDraft
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from tests.builders import a_person, an_organisation, with_settings

MENTOR = {"contacts": {"relations": [{"key": "mentor", "label": "mentor of", "inverse": "mentored by"}]}}


@pytest.fixture
def ana(app: App) -> Contact:
    return a_person(app)


def seen(app: App, contact: Contact) -> list[tuple[str, str]]:
    return [(one.label, one.other) for one in service.show(app, contact.id).relations]


def test_a_person_has_several_roles_and_each_is_edited_by_itself(app: App, ana: Contact) -> None:
    service.add_role(app, ana.id, RoleDraft(at="Colegio", title="President", answers_for_rights=True))
    service.add_role(app, ana.id, RoleDraft(at="Colegio", title="Treasurer"))
    service.add_role(app, ana.id, RoleDraft(at="Union", title="President"))
    service.add_role(app, ana.id, RoleDraft(at="colegio", title="PRESIDENT", right_person_for="fair trials"))
    roles = [
        (one.organisation, one.title, one.answers_for_rights, one.right_person_for)
        for one in service.show(app, ana.id).roles
    ]
    assert roles == [
        ("Colegio", "PRESIDENT", True, "fair trials"),
        ("Colegio", "Treasurer", False, ""),
        ("Union", "President", False, ""),
    ]


def test_a_role_says_no_as_well_as_yes_and_what_is_not_said_stays(app: App, ana: Contact) -> None:
    began = date(2025, 1, 1)
    draft = RoleDraft(at="Colegio", title="x", answers_for_rights=True, right_person_for="trials", from_on=began)
    service.add_role(app, ana.id, draft)
    role = service.add_role(app, ana.id, RoleDraft(at="Colegio", title="x", answers_for_rights=False))
    assert (role.answers_for_rights, role.right_person_for, role.from_on) == (False, "trials", "2025-01-01")
    role = service.add_role(app, ana.id, RoleDraft(at="Colegio", title="x", right_person_for=""))
    assert role.right_person_for == ""


def test_a_role_that_ended_is_history_and_may_begin_again(app: App, ana: Contact) -> None:
    role = service.add_role(app, ana.id, RoleDraft(at="Colegio", title="President"))
    assert service.end_role(app, ana.id, role.organisation_id, on=date(2026, 3, 1)).to_on == "2026-03-01"
    with pytest.raises(NotFoundError, match="no present role"):
        service.end_role(app, ana.id, role.organisation_id)
    service.add_role(app, ana.id, RoleDraft(at="Colegio", title="President", from_on=date(2026, 3, 5)))
    assert [(one.from_on, one.to_on) for one in service.show(app, ana.id).roles] == [
        ("2026-03-05", None),
        (None, "2026-03-01"),
    ]


def test_of_several_roles_in_one_place_the_ended_one_is_named(app: App, ana: Contact) -> None:
    role = service.add_role(app, ana.id, RoleDraft(at="Colegio", title="President"))
    service.add_role(app, ana.id, RoleDraft(at="Colegio", title="Treasurer"))
    with pytest.raises(InvalidInputError, match="President, Treasurer; say which with --title"):
        service.end_role(app, ana.id, role.organisation_id)
    assert service.end_role(app, ana.id, role.organisation_id, title=" treasurer").title == "Treasurer"


def test_a_role_cannot_end_before_it_begins(app: App, ana: Contact) -> None:
    role = service.add_role(app, ana.id, RoleDraft(at="Colegio", title="x", from_on=date(2026, 3, 1)))
    with pytest.raises(InvalidInputError, match="before it begins on 2026-03-01"):
        service.end_role(app, ana.id, role.organisation_id, on=date(2026, 2, 1))
    with pytest.raises(InvalidInputError, match="before it begins on 2026-03-01"):
        service.add_role(app, ana.id, RoleDraft(at="Colegio", title="x", to_on=date(2026, 2, 1)))


def test_a_role_is_a_person_s_in_an_organisation(app: App, ana: Contact) -> None:
    colegio, paul = an_organisation(app), a_person(app, "Paul")
    with pytest.raises(InvalidInputError, match="Only a person has a role"):
        service.add_role(app, colegio.id, RoleDraft(at="Union"))
    with pytest.raises(InvalidInputError, match="Paul is a person"):
        service.add_role(app, ana.id, RoleDraft(at=str(paul.id)))
    with pytest.raises(InvalidInputError, match="say where"):
        service.add_role(app, ana.id, RoleDraft(at="  ", title="x"))
    assert service.find(app, "union") == []


def test_a_relationship_reads_from_both_ends(app: App, ana: Contact) -> None:
    colegio = an_organisation(app)
    assert service.relate(app, ana.id, "chairs", colegio.id, note="acting").label == "chairs"
    assert seen(app, ana) == [("chairs", "Colegio de Abogados")]
    assert seen(app, colegio) == [("is chaired by", "Ana Ruiz")]
    assert service.relate(app, colegio.id, "Is chaired  by", ana.id).id == service.show(app, ana.id).relations[0].id
    assert [one.note for one in service.show(app, ana.id).relations] == ["acting"]


def test_what_reads_alike_from_both_ends_is_noted_once(app: App) -> None:
    first, second = an_organisation(app, "Chilean Bar"), an_organisation(app, "Spanish Bar")
    service.relate(app, first.id, "sister", second.id)
    service.relate(app, second.id, "sister", first.id, note="since the congress")
    assert [one.note for one in service.show(app, first.id).relations] == ["since the congress"]
    service.unrelate(app, second.id, "sister organisation of", first.id)
    assert service.show(app, first.id).relations[0].to_on == "2026-03-09"


def test_knowing_somebody_is_not_being_known(app: App, ana: Contact) -> None:
    paul = a_person(app, "Paul")
    service.relate(app, ana.id, "knows", paul.id)
    service.relate(app, paul.id, "knows", ana.id)
    assert sorted(seen(app, ana)) == [("is known to", "Paul"), ("knows", "Paul")]


def test_a_relationship_ends_and_stays_in_the_history(app: App, ana: Contact) -> None:
    paul = a_person(app, "Paul")
    service.relate(app, ana.id, "knows", paul.id, since=date(2026, 1, 1))
    with pytest.raises(InvalidInputError, match="before it begins on 2026-01-01"):
        service.unrelate(app, ana.id, "knows", paul.id, on=date(2025, 1, 1))
    assert service.unrelate(app, ana.id, "knows", paul.id, on=date(2026, 2, 1)).to_on == "2026-02-01"
    with pytest.raises(NotFoundError, match="Ana Ruiz and Paul are not related in that way"):
        service.unrelate(app, ana.id, "knows", paul.id)
    service.relate(app, ana.id, "knows", paul.id, since=date(2026, 3, 1))
    assert [one.to_on for one in service.show(app, ana.id).relations] == [None, "2026-02-01"]


def test_nobody_is_related_to_themselves(app: App, ana: Contact) -> None:
    with pytest.raises(InvalidInputError, match="cannot be related to itself"):
        service.relate(app, ana.id, "knows", ana.id)


def test_an_unknown_kind_or_contact_is_told(app: App, ana: Contact) -> None:
    paul = a_person(app, "Paul")
    with pytest.raises(InvalidInputError, match="'hates' is not a kind of relationship; there are .*knows"):
        service.relate(app, ana.id, "hates", paul.id)
    with pytest.raises(NotFoundError, match="no contact 9999"):
        service.relate(app, ana.id, "knows", 9999)


def test_a_section_has_kinds_of_relationship_of_its_own(app: App, ana: Contact) -> None:
    paul, own = a_person(app, "Paul"), with_settings(app, **MENTOR)
    service.relate(own, ana.id, "mentored by", paul.id)
    assert seen(own, paul) == [("mentor of", "Ana Ruiz")]
    # A kind whose declaration is gone reads as its key.
    assert seen(app, paul) == [("mentor", "Ana Ruiz")]


def test_who_is_in_the_trash_is_in_no_list_of_roles_or_relationships(app: App, ana: Contact) -> None:
    paul = a_person(app, "Paul")
    role = service.add_role(app, paul.id, RoleDraft(at="Colegio", title="x"))
    service.relate(app, ana.id, "knows", paul.id)
    service.trash(app, paul.id)
    assert seen(app, ana) == []
    assert service.show(app, role.organisation_id).roles == ()


def test_a_role_is_written_anew_from_either_end_and_what_is_not_said_is_taken_away(app: App, ana: Contact) -> None:
    draft = RoleDraft(at="Colegio", title="President", from_on=date(2020, 1, 1), right_person_for="fair trials")
    role = service.add_role(app, ana.id, draft)
    after = service.edit_role(app, role.organisation_id, role.id, RoleDraft(at="", title="Chair"))
    assert (after.id, after.title, after.from_on, after.right_person_for) == (role.id, "Chair", None, "")
    with pytest.raises(ConflictError, match="changed President|changed Chair"):
        service.edit_role(app, ana.id, role.id, draft, version=role.change_id)
    with pytest.raises(NotFoundError):
        service.edit_role(app, a_person(app, "Bob").id, role.id, draft)


def test_a_role_that_is_over_is_not_verified_by_saying_so(app: App, ana: Contact) -> None:
    role = service.add_role(app, ana.id, RoleDraft(at="Colegio", title="President"))
    with app.change("let time pass"):
        app.store.update("contact_roles", role.id, {"verified_on": "2025-01-01"})
    over = service.edit_role(app, ana.id, role.id, RoleDraft(at="", title="President", to_on=date(2026, 1, 1)))
    assert (over.to_on, over.verified_on) == ("2026-01-01", "2025-01-01")
