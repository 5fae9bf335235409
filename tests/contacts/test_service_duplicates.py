"""Duplicates in the book: listed, found for a new contact, told apart for ever."""

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service
from outreach_crm.contacts.model import ContactDraft, Kind, PointKind
from outreach_crm.contacts.queries import duplicates as queries
from outreach_crm.contacts.queries import match_keys
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.storage import undo
from tests.builders import a_person, an_organisation, with_settings


def add(app: App, name: str, **more: object) -> int:
    return service.add(app, ContactDraft(name=name, **more)).id  # type: ignore[arg-type]


def twice(app: App) -> tuple[int, int]:
    one = add(app, "Zoltan Quinvarski", emails=("office: zoltan@example.org",), phones=("+34 915 550 123",))
    return one, add(app, "Dr. Zoltán Quinvarsky", emails=("ZOLTAN@example.org",))


def listed(app: App, least: float | None = None) -> list[tuple[int, int]]:
    return [(pair.one.id, pair.other.id) for pair in service.find_duplicates(app, least=least)]


def test_two_of_one_are_listed_with_score_reasons_and_what_is_known_of_both(app: App) -> None:
    one, other = twice(app)
    add(app, "Paul Meyer", emails=("paul@example.org",))
    (pair,) = service.find_duplicates(app)
    assert (pair.one.id, pair.other.id) == (one, other)
    assert pair.score > 0.9
    assert pair.reasons[0] == "same e-mail"
    assert ("Phone", "+34915550123") in pair.one.known


def test_the_threshold_is_a_setting(app: App) -> None:
    a_person(app, "Zoltan Quinvarski")
    a_person(app, "Zoltan Quinvarski")
    assert listed(app) == []
    assert len(listed(with_settings(app, contacts={"duplicates_from": 0.2}))) == 1


def test_whoever_is_in_the_trash_or_of_another_kind_is_no_duplicate(app: App) -> None:
    one, other = twice(app)
    an_organisation(app, "Zoltan Quinvarski")
    service.trash(app, other)
    assert listed(app, least=0.01) == []
    service.restore(app, other)
    assert listed(app) == [(one, other)]


def test_told_apart_is_told_for_ever_whoever_is_named_first(app: App) -> None:
    one, other = twice(app)
    service.say_distinct(app, other, one, because="father and son")
    assert listed(app, least=0.0) == []
    with pytest.raises(ConflictError, match="told apart already"):
        service.say_distinct(app, one, other)
    assert service.candidates(app, service.compare_two(app, one, other).one, least=0.0) == []
    changes.undo(app, changes.latest(app, limit=1)[0].id)
    assert listed(app) == [(one, other)]


def test_told_apart_follows_a_merge(app: App) -> None:
    one, other = twice(app)
    third = add(app, "Zoltan Quinvarski", phones=("+34 915 550 123",))
    service.say_distinct(app, one, other)
    service.merge(app, third, one)
    assert listed(app, least=0.0) == []


def test_a_new_contact_finds_who_it_may_be(app: App) -> None:
    one, _ = twice(app)
    draft = ContactDraft(name="Quinvarski, Zoltan", phones=("915550123",))
    found = service.candidates(app, service.facts_of(draft))
    assert found[0].contact_id == one
    assert found[0].name == "Zoltan Quinvarski"
    assert "same phone" in found[0].reasons
    assert found[0].shares_address
    assert service.candidates(app, service.Facts(name="Somebody Else")) == []


def test_candidates_follow_whatever_is_written(app: App) -> None:
    asked = service.Facts(name="Zoltan Quinvarski", emails=("z@example.org",))
    assert service.candidates(app, asked) == []
    with app.change("import", steps=True) as change:
        with change.step():
            one = add(app, "Zoltan Quinvarski", emails=("z@example.org",))
        assert [found.contact_id for found in service.candidates(app, asked)] == [one]
    service.edit(app, one, service.Edit(remove=("z@example.org",), fields={"name": "Paul Meyer"}))
    assert service.candidates(app, asked, least=0.0) == []
    edited = changes.latest(app, limit=1)[0].id
    back = changes.undo(app, edited)
    assert [found.contact_id for found in service.candidates(app, asked)] == [one]
    changes.undo(app, back.change.id)
    assert service.candidates(app, asked, least=0.0) == []
    service.edit(app, one, service.Edit(points=((PointKind.EMAIL, "z@example.org"),)))
    assert [found.contact_id for found in service.candidates(app, asked, least=0.0)] == [one]


def test_a_pair_has_the_same_score_in_the_list_and_by_itself(app: App) -> None:
    pair = sorted(twice(app))
    (listed,) = service.find_duplicates(app, least=0.0)
    shown = service.compare_two(app, *pair)
    assert [listed.one.id, listed.other.id] == pair
    assert (shown.score, shown.reasons) == (listed.score, listed.reasons)


def test_candidates_return_after_the_undo_of_an_undo(app: App) -> None:
    one, _ = twice(app)
    asked = service.compare_two(app, *twice(app)).one
    added = changes.latest(app, limit=100)[-2].id
    back = changes.undo(app, added)
    service.candidates(app, asked, least=0.0)
    changes.undo(app, back.change.id)
    assert one in [found.contact_id for found in service.candidates(app, asked, least=0.0)]


def names_found(app: App, ids: list[int]) -> list[int]:
    """Return those of some contacts that are found as who they are."""
    book = queries.facts(app.store, ids)
    asked = [service.Facts(name=one.name, emails=one.emails) for one in book]
    found = service.candidates_of_many(app, asked, least=0.0)
    return [one.id for one, near in zip(book, found, strict=True) if one.id in {each.contact_id for each in near}]


def several(app: App) -> tuple[list[int], int]:
    """Add some contacts in one change and take it back; return them, and the undo."""
    with app.change("import", steps=True) as change:
        for number in range(5):
            with change.step():
                add(app, f"Zoltan {number * 'x'}inski", emails=(f"z{number}@example.org",))
    ids = [row["id"] for row in app.store.rows("select id from contacts order by id")]
    assert names_found(app, ids) == ids
    back = changes.undo(app, change.id)
    assert names_found(app, ids) == []
    return ids, back.change.id


def test_all_that_one_undo_brings_back_are_found_however_many(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    ids, back = several(app)
    monkeypatch.setattr(match_keys, "_PAGE", 2)
    changes.undo(app, back)
    assert names_found(app, ids) == ids


def test_what_an_undo_brings_back_after_somebody_looked_is_found_too(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    ids, back = several(app)
    monkeypatch.setattr(undo, "_ROWS_A_STEP", 4)
    seen: list[int] = []
    changes.undo(app, back, progress=lambda _: seen.append(len(names_found(app, ids))))
    assert seen[0] < len(ids)  # it was looked for on the way
    assert names_found(app, ids) == ids


def test_many_are_asked_at_once_and_each_has_its_own_answer(app: App) -> None:
    one, other = twice(app)
    asked = [service.Facts(name="Zoltan Quinvarski", emails=("zoltan@example.org",)), service.Facts(name="Paul Meyer")]
    found = service.candidates_of_many(app, asked)
    assert [sorted(near.contact_id for near in each) for each in found] == [[one, other], []]
    assert service.candidates_of_many(app, []) == []


def test_what_is_worth_a_look_is_a_namesake_or_shares_an_address(app: App) -> None:
    one, _ = twice(app)
    same = [found.contact_id for found in service.worth_a_look(app, ContactDraft(name="Zoltan Quinvarski"))]
    assert one in same
    shared = service.worth_a_look(app, ContactDraft(name="Reception", emails=("zoltan@example.org",)))
    assert one in [found.contact_id for found in shared]
    assert not any(service.is_probable(app, found) for found in shared)
    assert service.worth_a_look(app, ContactDraft(name="Zoltan Quinvarski", kind=Kind.ORGANISATION)) == []


def test_a_common_mailbox_and_a_common_name_do_not_explode(app: App) -> None:
    for number in range(60):
        add(app, f"Maria Garcia {'abcdefghij'[number % 10] * 3}", emails=("office@example.org",))
    assert len(service.candidates(app, service.Facts(name="Maria Garcia"), least=0.0)) <= 60
    assert listed(app, least=0.9) == []


@pytest.mark.parametrize("both", [(1, 1), (1, 99)])
def test_one_contact_or_one_that_is_not_there_cannot_be_compared(app: App, both: tuple[int, int]) -> None:
    first = a_person(app).id
    with pytest.raises((InvalidInputError, NotFoundError)):
        service.compare_two(app, *(first + number - 1 for number in both))


def test_a_person_and_an_organisation_cannot_be_one(app: App) -> None:
    with pytest.raises(InvalidInputError, match="Ana Ruiz is a person and Colegio de Abogados is an organisation"):
        service.say_distinct(app, a_person(app).id, an_organisation(app).id)
