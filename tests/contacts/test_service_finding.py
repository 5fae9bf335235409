"""Finding is the same as reading every name, only quicker."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service
from outreach_crm.contacts.model import ContactDraft, Kind, RoleDraft
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.text import fold, words
from tests.builders import a_person, an_organisation, taken_back

WORD = st.text(st.sampled_from("aábBcßdøłе李i'-."), min_size=1, max_size=5)
NAME = st.lists(WORD, min_size=1, max_size=4).map(" ".join).filter(words)
TYPED = st.lists(WORD, min_size=1, max_size=6).map(" ".join)


@pytest.fixture
def known(app: App) -> App:
    """An App whose actor has an account before anything is taken back."""
    accounts.add_account(app, "Jonas")
    return app


def by_reading(names: list[str], typed: str) -> list[str]:
    """Find by reading all names: each of the longest four parts of what was typed begins a word."""
    parts = "".join(char if char.isalnum() else " " for char in fold(typed)).split()
    longest = sorted(dict.fromkeys(parts), key=len, reverse=True)[:4]
    return [name for name in names if longest and all(any(w.startswith(p) for w in words(name)) for p in longest)]


@pytest.mark.parametrize("limit", [1, 3, 100])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(NAME, max_size=7), typed=TYPED)
@example(names=["O'b b-b", "b.b a", "bb"], typed="b'b")
def test_find_is_the_same_as_reading_all_names(known: App, limit: int, names: list[str], typed: str) -> None:
    with taken_back(known):
        for name in names:
            an_organisation(known, name)
        found = [one.name for one in service.find(known, typed, limit)]
        expected = by_reading([" ".join(name.split()) for name in names], typed)
        assert len(found) == min(limit, len(expected))
        assert not set(found) - set(expected)
        if limit == 100:
            assert sorted(found) == sorted(expected)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAME)
def test_whoever_is_added_is_found_by_the_whole_name(known: App, name: str) -> None:
    with taken_back(known):
        made = an_organisation(known, name)
        assert [one.id for one in service.find(known, name)] == [made.id]
        assert service.resolve(known, name).id == made.id


@pytest.mark.parametrize(
    "typed",
    [
        "ruiz",
        "RUIZ",
        "ruí",
        "ana ru",
        "ru an",
        "  ruiz,ana",
        "ana.ruiz@colegio-de-abogados.example.org",
        "colegio-de",
        "valdi",
        "aru",
        "o'brien",
        "O’Brien",
        "obrien",
        "brien",
    ],
)
def test_names_addresses_towns_and_acronyms_are_found_as_one_types(app: App, typed: str) -> None:
    draft = ContactDraft(
        name="Ana Ruíz O'Brien",
        fields={"also": "ARU"},
        emails=("ana.ruiz@colegio-de-abogados.example.org",),
        addresses=("Casilla 1; Valdivia",),
    )
    ana = service.add(app, draft)
    a_person(app, "Somebody Else")
    assert [one.id for one in service.find(app, typed)] == [ana.id]


@pytest.mark.parametrize(
    "typed", ["", "  ", ".", "uiz", "ana paul", "ana ana x", "%", "_", '"', "'; drop table contacts"]
)
def test_what_begins_no_word_finds_nobody(app: App, typed: str) -> None:
    a_person(app)
    assert service.find(app, typed) == []


def test_many_words_of_one_contact_do_not_push_others_out(app: App) -> None:
    an_organisation(app, "aa ab ac ad ae af ag ah ai aj ak al")
    for name in ("am", "an", "ao"):
        an_organisation(app, name)
    assert len(service.find(app, "a", limit=4)) == 4


def test_namesakes_are_told_apart_by_role_or_town(app: App) -> None:
    service.add(app, ContactDraft(name="Ana Ruiz", roles=(RoleDraft(at="Colegio", title="President"),)))
    service.add(app, ContactDraft(name="Ana Ruiz", addresses=("Casilla 1; Valdivia",)))
    assert sorted(one.about for one in service.find(app, "ana")) == ["President, Colegio", "Valdivia"]
    service.trash(app, service.resolve(app, "Colegio").id)
    assert sorted(one.about for one in service.find(app, "ana")) == ["", "Valdivia"]


def test_the_list_is_narrowed_by_kind_country_and_sector(app: App) -> None:
    service.add(app, ContactDraft(name="Ana", fields={"country": "CL"}, sectors=("legal",)))
    service.add(app, ContactDraft(name="Paul", fields={"country": "ES"}, sectors=("legal", "medical")))
    an_organisation(app, "Colegio", country="CL")

    def names(**narrowed: object) -> list[str]:
        return [one.name for one in service.list_contacts(app, **narrowed)]  # type: ignore[arg-type]

    assert names() == ["Ana", "Colegio", "Paul"]
    assert names(kind=Kind.PERSON) == ["Ana", "Paul"]
    assert names(country="CL") == ["Ana", "Colegio"]
    assert names(sector="legal") == ["Ana", "Paul"]
    assert names(sector="medical", country="CL") == []
    assert names(limit=2) == ["Ana", "Colegio"]
    assert names(trashed=True) == []


def test_a_contact_is_meant_by_number_name_acronym_or_enough_of_its_words(app: App) -> None:
    ana = service.add(app, ContactDraft(name="Ana Ruiz", ids=("civicrm:4711",)))
    body = an_organisation(app, "World Medical Association", also="WMA / AMM")
    a_person(app, "Ana Ruizalba")
    for text in (str(ana.id), f" contacts:{ana.id} ", "civicrm:4711", "CiviCRM:4711", "ana ruiz", "Ruiz, Ana"):
        assert service.resolve(app, text).id == ana.id
    for text in ("WMA", "amm", "world med", "World Medical Association"):
        assert service.resolve(app, text).id == body.id


def test_who_is_called_by_a_number_is_meant_by_it_where_no_contact_has_it(app: App) -> None:
    service_112 = an_organisation(app, "1120000")
    assert service.resolve(app, "1120000").id == service_112.id
    service.add(app, ContactDraft(name="Ana", roles=(RoleDraft(at="1120000"),)))
    assert len(service.list_contacts(app, kind=Kind.ORGANISATION)) == 1


def test_who_is_meant_must_be_one(app: App) -> None:
    first, second = a_person(app), a_person(app)
    with pytest.raises(
        InvalidInputError, match=f"Several contacts fit 'ana': {first.id} Ana Ruiz; {second.id} Ana Ruiz. Give"
    ):
        service.resolve(app, "ana")
    for number in range(20):
        a_person(app, f"Ana {number}")
    with pytest.raises(InvalidInputError, match="and 14 more. Give the number"):
        service.resolve(app, "ana")


@pytest.mark.parametrize("text", ["9999", "contacts:9999", "99999999999999999999999999", "²", "٣", "paul", "civicrm:1"])
def test_who_is_not_there_is_one_sentence(app: App, text: str) -> None:
    a_person(app)
    with pytest.raises(NotFoundError, match="outreach find"):
        service.resolve(app, text)


def test_an_empty_text_means_nobody(app: App) -> None:
    with pytest.raises(NotFoundError, match="Say which contact"):
        service.resolve(app, " ")


def test_only_the_kind_that_is_asked_for_is_meant(app: App) -> None:
    an_organisation(app, "Ana Foundation")
    ana = a_person(app)
    assert service.resolve(app, "ana", kind=Kind.PERSON).id == ana.id
    with pytest.raises(NotFoundError, match="No group fits 'ana'"):
        service.resolve(app, "ana", kind=Kind.GROUP)


@pytest.mark.parametrize("rung", ["+44 20 7946 0123", "020 7946 0123", "2079460", "0044 20 7946", "(020) 7946-0123"])
def test_whoever_has_rung_is_found_by_the_number_however_it_is_shown(app: App, rung: str) -> None:
    draft = ContactDraft(name="Ana Ruiz", fields={"country": "GB"}, phones=("020 7946 0123",))
    number = service.add(app, draft).id
    service.add(app, ContactDraft(name="Paul Meyer", fields={"country": "GB"}, phones=("020 7946 0999",)))
    assert number in [one.id for one in service.find(app, rung)]


def test_a_few_digits_are_words_and_no_telephone_number(app: App) -> None:
    number = service.add(app, ContactDraft(name="Union 112", kind=Kind.ORGANISATION)).id
    assert [one.id for one in service.find(app, "112")] == [number]
