"""Adding contacts: all in one go, or nothing."""

from datetime import date

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service
from outreach_crm.contacts.model import ContactDraft, Kind, RoleDraft
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, OutreachError, RefusedError
from tests.builders import a_person, acting, an_organisation, with_settings

OWN = {"contacts": {"fields": [{"key": "bar_number", "kind": "number", "data_class": "personal"}]}}


def everything(**more: object) -> ContactDraft:
    values: dict[str, object] = {
        "name": "Ana Ruiz",
        "fields": {"country": "Chile", "language": "ES", "met": "WMA congress", "rhythm_days": "every 3 months"},
        "emails": ("office: ana@colegio.example.org", "ana@example.org"),
        "phones": ("2 2345 6789",),
        "webs": ("colegio.example.org",),
        "addresses": ("home: Calle Mayor 1; 8320000 Santiago",),
        "ids": ("civicrm:4711",),
        "sectors": ("legal", "Medical"),
        "roles": (RoleDraft(at="Colegio de Abogados", title="President", from_on=date(2025, 1, 1)),),
    }
    return ContactDraft(**{**values, **more})  # type: ignore[arg-type]


def test_a_contact_is_added_with_all_that_is_said_of_it(app: App) -> None:
    ana = service.add(app, everything())
    card = service.show(app, ana.id)
    assert (ana.given, ana.family, ana.country, ana.language, ana.rhythm_days) == ("Ana", "Ruiz", "CL", "es", 90)
    assert [(point.value, point.label) for point in card.points] == [
        ("ana@colegio.example.org", "office"),
        ("ana@example.org", ""),
        ("+56223456789", ""),
        ("https://colegio.example.org", ""),
    ]
    assert [(one.lines, one.postcode, one.town, one.country, one.label) for one in card.addresses] == [
        ("Calle Mayor 1", "8320000", "Santiago", "CL", "home")
    ]
    assert [str(one) for one in card.ids] == ["civicrm:4711"]
    assert card.sectors == ("legal", "medical")
    assert [(role.title, role.organisation, role.from_on) for role in card.roles] == [
        ("President", "Colegio de Abogados", "2025-01-01")
    ]
    assert [one.what for one in changes.latest(app)] == ["add contact", "add account"]


def test_a_new_organisation_shares_country_and_sectors_of_whoever_is_there(app: App) -> None:
    service.add(app, everything())
    found = service.resolve(app, "Colegio de Abogados")
    assert (found.kind, found.country) == (Kind.ORGANISATION, "CL")
    assert service.show(app, found.id).sectors == ("legal", "medical")


@pytest.mark.parametrize("at", ["colegio de abogados", "COLEGIO  DE ABOGADOS", "Colegio-de-Abogados.", "CdA"])
def test_an_organisation_that_is_there_is_not_made_again(app: App, at: str) -> None:
    there = an_organisation(app, also="CdA; Chilean Bar")
    service.add(app, everything(roles=(RoleDraft(at=at, title="x"),)))
    assert len(service.list_contacts(app, kind=Kind.ORGANISATION)) == 1
    assert [role.person for role in service.show(app, there.id).roles] == ["Ana Ruiz"]


def test_the_beginning_of_a_name_is_another_organisation(app: App) -> None:
    an_organisation(app, "Colegio de Abogados de Madrid")
    service.add(app, everything(roles=(RoleDraft(at="Colegio de Abogados", title="x"),)))
    assert len(service.list_contacts(app, kind=Kind.ORGANISATION)) == 2


def test_an_exact_name_is_found_among_many_that_begin_with_it(app: App) -> None:
    for number in range(60):
        an_organisation(app, f"Colegio {number}")
    an_organisation(app, "Colegio")
    service.add(app, everything(roles=(RoleDraft(at="colegio", title="x"),)))
    assert len(service.list_contacts(app, kind=Kind.ORGANISATION, limit=100)) == 61


def test_two_organisations_of_one_name_must_be_told_apart(app: App) -> None:
    first, second = an_organisation(app), an_organisation(app)
    with pytest.raises(InvalidInputError, match=f"{first.id}, {second.id}. Give the number"):
        service.add(app, everything())
    service.add(app, everything(roles=(RoleDraft(at=f"contacts:{second.id}"),)))
    assert [role.organisation_id for role in service.show(app, service.resolve(app, "ana").id).roles] == [second.id]


@pytest.mark.parametrize(
    ("wrong", "kind", "said"),
    [
        ({"name": ""}, InvalidInputError, "needs a name"),
        ({"name": " ,. "}, InvalidInputError, "needs a name"),
        ({"name": "x" * 500}, InvalidInputError, "500 letters"),
        ({"fields": {"nme": "x"}}, InvalidInputError, "did you mean 'name'"),
        ({"fields": {"membership_from": "2026-02-30"}}, InvalidInputError, "is not a day"),
        ({"fields": {"membership_from": "2026-02-03", "membership_to": "2026-02-02"}}, InvalidInputError, "cannot end"),
        ({"fields": {"level": "national"}}, InvalidInputError, "only an organisation"),
        ({"emails": ("ana",)}, InvalidInputError, "not an e-mail address"),
        ({"phones": ("12",)}, InvalidInputError, "not a telephone number in CL"),
        ({"webs": ("http://[",)}, InvalidInputError, "not a web address"),
        ({"addresses": ("; ;",)}, InvalidInputError, "at least a street or a town"),
        ({"valid_from": date(2026, 2, 2), "valid_to": date(2026, 1, 1)}, InvalidInputError, "cannot end"),
        (
            {"emails": (), "phones": (), "webs": (), "addresses": (), "valid_to": date(2027, 1, 1)},
            InvalidInputError,
            "Name",
        ),
        ({"ids": ("4711",)}, InvalidInputError, "system:number"),
        ({"sectors": ("lega",)}, NotFoundError, "did you mean 'legal'"),
        ({"interests": ("no-such-keyword",)}, NotFoundError, "no-such-keyword"),
        ({"own_fields": {"bar": "1"}}, InvalidInputError, "declare it under"),
        ({"roles": (RoleDraft(at="", title="x"),)}, InvalidInputError, "say where"),
        ({"roles": (RoleDraft(at="9999"),)}, NotFoundError, "no contact 9999"),
        (
            {"roles": (RoleDraft(at="x", from_on=date(2026, 1, 2), to_on=date(2026, 1, 1)),)},
            InvalidInputError,
            "cannot end",
        ),
        ({"kind": Kind.ORGANISATION}, InvalidInputError, "Only a person has a role"),
        ({"kind": Kind.ORGANISATION, "family": "x", "roles": ()}, InvalidInputError, "family: only a person"),
        ({"holder": "Nobody"}, NotFoundError, "Nobody here is called"),
        ({"circle": "Nothing"}, NotFoundError, "no circle"),
    ],
)
def test_what_cannot_be_right_is_told_and_nothing_is_written(
    app: App, wrong: dict[str, object], kind: type[OutreachError], said: str
) -> None:
    a_person(app, "Somebody")
    before = changes.latest(app)
    with pytest.raises(kind, match=said):
        service.add(app, everything(**wrong))
    assert changes.latest(app) == before
    assert [one.name for one in service.list_contacts(app)] == ["Somebody"]


def test_a_number_elsewhere_belongs_to_one_contact(app: App) -> None:
    ana = service.add(app, everything())
    with pytest.raises(ConflictError, match=f"civicrm:4711 belongs to {ana.id} Ana Ruiz"):
        service.add(app, ContactDraft(name="Paul", ids=("CiviCRM:4711",)))
    assert service.resolve(app, "civicrm:4711").id == ana.id


def test_a_number_of_a_restricted_contact_is_refused_without_its_name(app: App) -> None:
    accounts.add_circle(app, "Board")
    service.add(app, everything(circle="Board"))
    with acting(app, "Jonas") as jonas, pytest.raises(ConflictError) as refused:
        service.add(jonas, ContactDraft(name="Paul", ids=("civicrm:4711",)))
    assert "Ana" not in str(refused.value)


def test_the_same_role_twice_is_one_role_verified_again(app: App) -> None:
    role = RoleDraft(at="Colegio", title="President")
    ana = service.add(app, ContactDraft(name="Ana", roles=(role, role, RoleDraft(at="Colegio", title="Treasurer"))))
    assert sorted(one.title for one in service.show(app, ana.id).roles) == ["President", "Treasurer"]


def test_a_contact_is_restricted_and_held_from_the_first_moment(app: App) -> None:
    accounts.add_account(app, "Jonas")
    accounts.add_circle(app, "Board")
    ana = service.add(app, ContactDraft(name="Ana", circle="board", holder="JONAS"))
    card = service.show(app, ana.id)
    assert (card.seen_by, card.held_by) == ("Board", "Jonas")
    with acting(app, "Jonas") as jonas:
        assert service.find(jonas, "ana") == []


def test_nobody_puts_a_contact_where_they_cannot_see_it(app: App) -> None:
    accounts.add_circle(app, "Board")
    ana = a_person(app)
    with acting(app, "Jonas") as jonas:
        with pytest.raises(RefusedError, match="ask Maria"):
            service.add(jonas, ContactDraft(name="Paul", circle="Board"))
        with pytest.raises(RefusedError, match="lose sight of this"):
            service.edit(jonas, ana.id, service.Edit(circle="Board"))
    assert service.get(app, ana.id).circle_id is None


def test_whoever_is_retired_holds_no_new_relationship(app: App) -> None:
    accounts.add_account(app, "Jonas")
    accounts.retire_account(app, "Jonas")
    with pytest.raises(ConflictError, match="retired since 2026-03-09"):
        service.add(app, ContactDraft(name="Ana", holder="Jonas"))


def test_an_own_field_is_kept_with_the_contact(app: App) -> None:
    own = with_settings(app, **OWN)
    ana = service.add(own, everything(own_fields={"bar_number": "12345678901234567890"}))
    assert service.show(own, ana.id).fields == {"bar_number": "12345678901234567890"}
    service.edit(own, ana.id, service.Edit(own_fields={"bar_number": "7"}))
    assert service.show(own, ana.id).fields == {"bar_number": "7"}
    service.edit(app, ana.id, service.Edit(own_fields={"bar_number": ""}))
    assert service.show(own, ana.id).fields == {}


@pytest.mark.parametrize(
    ("name", "order", "shown", "family"),
    [
        ("Mao Zedong", "family-first", "Mao Zedong", "Mao"),
        ("Zedong MAO", "family-first", "Mao Zedong", "Mao"),
        ("Mao, Zedong", "given-first", "Zedong Mao", "Mao"),
    ],
)
def test_a_name_keeps_its_order(app: App, name: str, order: str, shown: str, family: str) -> None:
    made = service.add(app, ContactDraft(name=name, fields={"name_order": order}))
    assert (made.name, made.family) == (shown, family)
