"""Editing contacts, two at once, and the trash."""

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service
from outreach_crm.contacts.model import Contact, ContactDraft, RoleDraft
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from tests.builders import a_person, acting, an_organisation


def edit(app: App, contact: Contact, **fields: str) -> Contact:
    return service.edit(app, contact.id, service.Edit(fields=fields))


def test_of_two_who_edit_the_same_contact_the_second_is_told_who_was_faster(app: App) -> None:
    seen = a_person(app)
    with acting(app, "Jonas") as jonas:
        service.edit(jonas, seen.id, service.Edit(fields={"met": "Geneva"}, version=seen.change_id))
    with pytest.raises(ConflictError, match="Jonas changed Ana Ruiz meanwhile"):
        service.edit(app, seen.id, service.Edit(fields={"met": "Lyon"}, version=seen.change_id))
    now = service.get(app, seen.id)
    assert now.met == "Geneva"
    again = service.edit(app, seen.id, service.Edit(fields={"met": "Lyon"}, version=now.change_id))
    assert again.met == "Lyon"


def test_a_new_address_alone_is_a_new_version_of_the_contact(app: App) -> None:
    seen = service.add(app, ContactDraft(name="Ana"))
    service.edit(app, seen.id, service.Edit(sectors=("legal",)))
    with pytest.raises(ConflictError, match="meanwhile"):
        service.edit(app, seen.id, service.Edit(fields={"met": "Lyon"}, version=seen.change_id))


@pytest.mark.connections
def test_of_two_connections_that_edit_at_once_one_is_refused(app: App) -> None:
    seen = a_person(app)
    other = app.as_actor(app.actor)
    service.edit(other, seen.id, service.Edit(fields={"met": "Geneva"}, version=seen.change_id))
    with pytest.raises(ConflictError, match="meanwhile"):
        service.edit(app, seen.id, service.Edit(fields={"met": "Lyon"}, version=seen.change_id))
    other.close()


def test_an_edit_that_says_nothing_leaves_no_trace(app: App) -> None:
    ana = a_person(app)
    assert service.edit(app, ana.id, service.Edit(version=ana.change_id)) == ana
    assert len(changes.about_contact(app, ana.id)) == 1


def test_one_wrong_value_leaves_all_as_it_was(app: App) -> None:
    ana = a_person(app, met="Geneva")
    with pytest.raises(NotFoundError, match="no sector"):
        service.edit(app, ana.id, service.Edit(fields={"met": "Lyon"}, sectors=("legal", "legel")))
    assert service.get(app, ana.id) == ana
    assert service.show(app, ana.id).sectors == ()


def test_the_parts_of_a_name_and_the_whole_stay_in_step(app: App) -> None:
    ana = a_person(app, family="Ruiz Soto", name="Ana Ruiz Soto")
    assert (ana.given, ana.family) == ("Ana", "Ruiz Soto")
    ana = edit(app, ana, name="Ana María Ruiz Soto")
    assert (ana.given, ana.family) == ("Ana María", "Ruiz Soto")
    ana = edit(app, ana, given="Ana")
    assert ana.name == "Ana Ruiz Soto"
    ana = edit(app, ana, name_order="family-first")
    assert ana.name == "Ruiz Soto Ana"
    ana = edit(app, ana, name="Ana Lopez", name_order="given-first")
    assert (ana.name, ana.given, ana.family) == ("Ana Lopez", "Ana", "Lopez")
    assert [one.name for one in service.list_contacts(app)] == ["Ana Lopez"]


def test_a_person_keeps_at_least_one_part_of_the_name(app: App) -> None:
    ana = a_person(app)
    assert edit(app, ana, given="").name == "Ruiz"
    with pytest.raises(InvalidInputError, match="needs a name"):
        edit(app, ana, family="")
    with pytest.raises(InvalidInputError, match="needs a name"):
        edit(app, ana, name=" ")


def test_contacts_are_listed_by_family_name_whatever_the_accents(app: App) -> None:
    for name in ("Zoe Abel", "Álvaro Ábalos", "van Dyck, Anton", "Ana Ruiz"):
        a_person(app, name)
    an_organisation(app, "Bar Association")
    listed = [one.name for one in service.list_contacts(app)]
    assert listed == ["Álvaro Ábalos", "Zoe Abel", "Bar Association", "Ana Ruiz", "Anton van Dyck"]


def test_what_only_the_other_kind_has_is_refused(app: App) -> None:
    with pytest.raises(InvalidInputError, match="level: only an organisation has it"):
        edit(app, a_person(app), level="local")
    with pytest.raises(InvalidInputError, match="pronouns: only a person has it"):
        edit(app, an_organisation(app), pronouns="they")


def test_a_membership_cannot_end_before_the_day_that_is_stored(app: App) -> None:
    ana = a_person(app, membership="member", membership_from="2026-01-01", brought_by="the congress")
    with pytest.raises(InvalidInputError, match="before it begins on 2026-01-01"):
        edit(app, ana, membership_to="2025-12-31")
    ana = edit(app, ana, membership_to="2026-02-01", membership="supporter")
    assert (ana.membership, ana.membership_from, ana.membership_to) == ("supporter", "2026-01-01", "2026-02-01")
    ana = edit(app, ana, membership="neither", membership_from="", membership_to="")
    assert (ana.membership, ana.membership_from) == ("", None)


def test_holder_and_circle_are_given_and_taken_away_by_name(app: App) -> None:
    accounts.add_account(app, "Jonas")
    ana = a_person(app)
    service.edit(app, ana.id, service.Edit(holder="jonas"))
    assert service.show(app, ana.id).held_by == "Jonas"
    service.edit(app, ana.id, service.Edit(holder=""))
    assert service.show(app, ana.id).held_by == ""


def test_a_sector_taken_away_was_there(app: App) -> None:
    ana = service.add(app, ContactDraft(name="Ana", sectors=("legal", "medical")))
    service.edit(app, ana.id, service.Edit(no_sectors=("Legal",), sectors=("medical",)))
    assert service.show(app, ana.id).sectors == ("medical",)
    with pytest.raises(NotFoundError, match="not in the sector 'legal'"):
        service.edit(app, ana.id, service.Edit(no_sectors=("legal",)))


def test_a_number_elsewhere_is_added_and_taken_away(app: App) -> None:
    ana = a_person(app)
    service.edit(app, ana.id, service.Edit(ids=("civicrm:7", "zetkin:8", "civicrm:7")))
    assert [str(one) for one in service.show(app, ana.id).ids] == ["civicrm:7", "zetkin:8"]
    service.edit(app, ana.id, service.Edit(no_ids=("civicrm:7",)))
    assert [str(one) for one in service.show(app, ana.id).ids] == ["zetkin:8"]
    with pytest.raises(NotFoundError, match="has no number 'civicrm:7'"):
        service.edit(app, ana.id, service.Edit(no_ids=("civicrm:7",)))


def test_the_trash_hides_and_loses_nothing(app: App) -> None:
    ana = service.add(app, ContactDraft(name="Ana Ruiz", sectors=("legal",), roles=(RoleDraft(at="Colegio"),)))
    before = service.show(app, ana.id)
    gone = service.trash(app, ana.id)
    assert gone.trashed_on == "2026-03-09"
    assert service.find(app, "ana") == []
    assert [one.name for one in service.list_contacts(app, sector="legal")] == ["Colegio"]
    assert [one.name for one in service.in_trash(app)] == ["Ana Ruiz"]
    assert service.show(app, service.resolve(app, "Colegio").id).roles == ()
    assert [role.organisation for role in service.show(app, ana.id).roles] == ["Colegio"]
    assert service.show(app, ana.id).may_contact == "no: in the trash since 2026-03-09"
    service.restore(app, ana.id)
    assert service.show(app, ana.id).roles == before.roles


def test_into_the_trash_and_out_of_it_once_each(app: App) -> None:
    ana = a_person(app)
    with pytest.raises(ConflictError, match="is not in the trash"):
        service.restore(app, ana.id)
    service.trash(app, ana.id)
    with pytest.raises(ConflictError, match="already, since 2026-03-09"):
        service.trash(app, ana.id)


def test_what_is_in_the_trash_is_not_written_to(app: App) -> None:
    ana, paul, colegio = a_person(app), a_person(app, "Paul"), an_organisation(app)
    service.trash(app, ana.id)
    service.trash(app, colegio.id)
    takes_it_out = f"outreach contacts restore {ana.id}"
    with pytest.raises(ConflictError, match=takes_it_out):
        edit(app, ana, met="Geneva")
    with pytest.raises(ConflictError, match=takes_it_out):
        service.add_role(app, ana.id, RoleDraft(at="Somewhere"))
    with pytest.raises(ConflictError, match=takes_it_out):
        service.relate(app, paul.id, "knows", ana.id)
    with pytest.raises(ConflictError, match=f"outreach contacts restore {colegio.id}"):
        service.add_role(app, paul.id, RoleDraft(at=str(colegio.id)))
    assert service.find(app, "somewhere") == []


def test_the_trash_is_searched_by_name(app: App) -> None:
    ana, other = a_person(app), a_person(app, "Ana María Ruiz")
    service.trash(app, ana.id)
    service.trash(app, other.id)
    assert service.resolve(app, "ana ruiz", trashed=True).id == ana.id
    assert service.resolve(app, "mar ru", trashed=True).id == other.id
    with pytest.raises(InvalidInputError, match="Several contacts fit"):
        service.resolve(app, "an", trashed=True)
    with pytest.raises(NotFoundError, match="Nothing in the trash fits 'paul'"):
        service.resolve(app, "paul", trashed=True)
    with pytest.raises(NotFoundError, match=f"is in the trash; outreach contacts restore {ana.id}"):
        service.resolve(app, "ana ruiz")
