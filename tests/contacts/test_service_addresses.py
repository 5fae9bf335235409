"""How a contact is reached: labels, preferences, times, what is wrong and what is gone."""

from datetime import date

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service
from outreach_crm.contacts.model import Contact, ContactDraft, PointKind
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError

EMAIL = PointKind.EMAIL


@pytest.fixture
def ana(app: App) -> Contact:
    return service.add(
        app,
        ContactDraft(
            name="Ana",
            fields={"country": "ES"},
            emails=("office: ana@example.org", "ana@home.example"),
            phones=("915 550 123",),
            webs=("colegio.example.org",),
            addresses=("home: Calle Mayor 1; 28013 Madrid", "office: Calle Serrano 5; 28001 Madrid"),
        ),
    )


def points(app: App, ana: Contact) -> dict[str, tuple[str, bool, str | None]]:
    return {one.value: (one.label, one.preferred, one.wrong_since) for one in service.show(app, ana.id).points}


def edit(app: App, ana: Contact, **changed: object) -> None:
    service.edit(app, ana.id, service.Edit(**changed))  # type: ignore[arg-type]


def test_one_address_of_a_kind_is_preferred_and_stands_first(app: App, ana: Contact) -> None:
    edit(app, ana, prefer=("ana@home.example", "calle serrano"))
    edit(app, ana, prefer=("ANA@example.org",))
    card = service.show(app, ana.id)
    assert [(one.value, one.preferred) for one in card.points if one.kind is EMAIL] == [
        ("ana@example.org", True),
        ("ana@home.example", False),
    ]
    assert [(one.lines, one.preferred) for one in card.addresses] == [
        ("Calle Serrano 5", True),
        ("Calle Mayor 1", False),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ana@example.org", "ana@example.org"),
        (" ANA@Example.org ", "ana@example.org"),
        ("915550123", "+34915550123"),
        ("+34 915-550-123", "+34915550123"),
        ("550 123", "+34915550123"),
        ("colegio.example.org", "https://colegio.example.org"),
        ("https://colegio.example.org", "https://colegio.example.org"),
    ],
)
def test_an_address_is_meant_however_it_is_written(app: App, ana: Contact, text: str, value: str) -> None:
    edit(app, ana, wrong=(text,))
    assert [address for address, (_, _, wrong) in points(app, ana).items() if wrong == "2026-03-09"] == [value]


@pytest.mark.parametrize("text", ["Calle Mayor", "mayor 28013", "CALLE MAYOR 1, 28013 Madrid", "home"])
def test_a_postal_address_is_meant_by_its_words_or_its_label(app: App, ana: Contact, text: str) -> None:
    edit(app, ana, remove=(text,))
    assert [one.lines for one in service.show(app, ana.id).addresses] == ["Calle Serrano 5"]


def test_where_several_addresses_fit_nothing_happens(app: App, ana: Contact) -> None:
    for text in ("Madrid", "calle", "office"):
        with pytest.raises(InvalidInputError, match="Several addresses fit"):
            edit(app, ana, remove=(text,))
    assert len(service.show(app, ana.id).addresses) == 2


@pytest.mark.parametrize("text", ["", "nobody@example.org", "Calle Menor", "12", "example"])
def test_an_address_that_is_not_there_is_told_with_those_that_are(app: App, ana: Contact, text: str) -> None:
    for verb in ("wrong", "prefer", "remove"):
        with pytest.raises(NotFoundError, match="there is ana@example.org; ana@home.example"):
            edit(app, ana, **{verb: (text,)})


def test_an_address_given_again_is_right_again_and_keeps_its_label(app: App, ana: Contact) -> None:
    edit(app, ana, wrong=("ana@example.org",))
    assert points(app, ana)["ana@example.org"] == ("office", False, "2026-03-09")
    edit(app, ana, points=((EMAIL, "Ana@Example.org"),))
    assert points(app, ana)["ana@example.org"] == ("office", False, None)
    edit(app, ana, points=((EMAIL, "work: ana@example.org"),))
    assert points(app, ana)["ana@example.org"] == ("work", False, None)
    assert len(points(app, ana)) == 4


def test_the_same_postal_address_twice_is_one(app: App, ana: Contact) -> None:
    edit(app, ana, addresses=("Calle Mayor 1; 28013 Madrid; Spain",))
    assert [one.label for one in service.show(app, ana.id).addresses] == ["home", "office"]


def test_what_is_wrong_is_no_longer_preferred(app: App, ana: Contact) -> None:
    edit(app, ana, prefer=("ana@example.org",))
    edit(app, ana, wrong=("ana@example.org",))
    assert points(app, ana)["ana@example.org"] == ("office", False, "2026-03-09")


def test_an_address_is_valid_for_a_time(app: App, ana: Contact) -> None:
    edit(app, ana, points=((EMAIL, "ana@summer.example"),), valid_from=date(2026, 6, 1), valid_to=date(2026, 8, 31))
    summer = next(one for one in service.show(app, ana.id).points if "summer" in one.value)
    assert (summer.valid_from, summer.valid_to) == ("2026-06-01", "2026-08-31")
    with pytest.raises(InvalidInputError, match="cannot end on 2026-05-01, before it begins on 2026-06-01"):
        edit(app, ana, points=((EMAIL, "ana@summer.example"),), valid_to=date(2026, 5, 1))
    with pytest.raises(InvalidInputError, match="Name the address"):
        edit(app, ana, prefer=("ana@example.org",), valid_to=date(2026, 5, 1))


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (None, None, "by e-mail"),
        (None, date(2026, 3, 9), "by e-mail"),
        (date(2026, 3, 9), None, "by e-mail"),
        (None, date(2026, 3, 8), "no address is known that works"),
        (date(2026, 3, 10), None, "no address is known that works"),
    ],
)
def test_only_what_is_valid_today_is_a_way_to_reach_somebody(
    app: App, start: date | None, end: date | None, said: str
) -> None:
    paul = service.add(app, ContactDraft(name="Paul", emails=("paul@example.org",), valid_from=start, valid_to=end))
    assert service.show(app, paul.id).may_contact == said


def test_all_ways_are_named_once_and_wrong_ones_counted(app: App, ana: Contact) -> None:
    assert service.show(app, ana.id).may_contact == "by e-mail, phone, post"
    edit(app, ana, wrong=("ana@example.org", "915550123"))
    assert service.show(app, ana.id).may_contact == "by e-mail, post (2 found wrong)"


def test_an_address_that_was_removed_is_not_found_by_and_undo_brings_it_back(app: App, ana: Contact) -> None:
    edit(app, ana, remove=("ana@home.example",))
    assert service.find(app, "ana@home.example") == []
    changes.undo(app, changes.latest(app)[0].id)
    assert [one.name for one in service.find(app, "ana@home.example")] == ["Ana"]


def test_a_number_is_dialled_in_the_country_the_contact_moves_to(app: App, ana: Contact) -> None:
    edit(
        app,
        ana,
        fields={"country": "Chile"},
        points=((PointKind.PHONE, "2 2345 6789"),),
        addresses=("Casilla 1; Valdivia",),
    )
    assert "+56223456789" in points(app, ana)
    assert {one.town: one.country for one in service.show(app, ana.id).addresses}["Valdivia"] == "CL"


def test_an_address_is_named_by_its_record_where_words_fit_several(app: App, ana: Contact) -> None:
    edit(app, ana, addresses=("Calle Mayor 1, left; 28013 Madrid",))
    first = service.show(app, ana.id).addresses[0]
    with pytest.raises(InvalidInputError, match="Several addresses fit"):
        edit(app, ana, prefer=("Calle Mayor 1",))
    edit(app, ana, prefer=(f"contact_addresses:{first.id}",))
    assert [one.id for one in service.show(app, ana.id).addresses if one.preferred] == [first.id]
    other = service.add(app, ContactDraft(name="Bob", emails=("bob@example.org",)))
    with pytest.raises(NotFoundError):  # the record of somebody else names nothing here
        edit(app, ana, remove=(f"contact_points:{service.show(app, other.id).points[0].id}",))


def test_an_address_is_rewritten_in_its_place(app: App, ana: Contact) -> None:
    edit(app, ana, prefer=("ana@example.org",))
    edit(app, ana, rewritten=(("ana@example.org", "work: a.ruiz@example.org"),))
    assert points(app, ana)["a.ruiz@example.org"] == ("work", True, None)
    parts = service.PostalDraft("Calle Mayor 2", "28013", "Madrid", "ES", "", "home")
    edit(app, ana, rewritten=(("home", parts),), valid_to=date(2030, 1, 1))
    there = {one.label: (one.lines, one.valid_to) for one in service.show(app, ana.id).addresses}
    assert there["home"] == ("Calle Mayor 2", "2030-01-01")
    with pytest.raises(ConflictError, match="has ana@home.example already"):
        edit(app, ana, rewritten=(("a.ruiz@example.org", "ana@home.example"),))
