"""Saved segments: what they hold, how they read, and that they never hold more than was meant."""

from collections.abc import Iterable

import pytest
from attrs import evolve

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, OutreachError, RefusedError
from outreach_crm.hooks import hookimpl
from outreach_crm.model import Filter
from outreach_crm.segments import service
from outreach_crm.segments.model import Condition, Segment
from tests.builders import a_person, acting, an_organisation
from tests.test_hooks import with_plugins


class Shoes:
    """A plugin that knows the sizes of shoes: that of a contact is its number."""

    @hookimpl
    def filters(self) -> Iterable[Filter]:
        return [
            Filter(
                key="shoe",
                sentence="wear size {value}",
                negated="do not wear size {value}",
                sql="c.id = cast(:value as {int}) and ':value' <> '' and :limit = 1",
                read=lambda _, text: {"value": int(text), "limit": 1},
            )
        ]


def names(app: App, *lines: str, name: str = "") -> list[str]:
    segment = service.chosen(app, name, lines)
    found = [one.name for one in contacts.some(app, service.first(app, segment, 100))]
    assert service.count(app, segment).count == len(found)
    with app.store.selection() as selection:
        assert service.fill(app, selection, segment) == len(found) == selection.count()
    return found


def sentence(app: App, *lines: str) -> str:
    return service.sentence(app, service.read(app, lines))


def test_a_segment_is_live(app: App) -> None:
    saved = service.add(app, "French people", ["country=France", "kind=people"])
    assert names(app, name="french") == []
    a_person(app, "Ana Ruiz", country="FR")
    an_organisation(app, "Barreau", country="FR")
    assert names(app, name=str(saved.id)) == ["Ana Ruiz"]
    assert names(app, "not:kind=person", name=f"segments:{saved.id}") == []
    assert service.list_segments(app) == [saved]


def test_conditions_of_one_filter_do_not_meet(app: App) -> None:
    for name, country, language in (("Ana", "FR", "fr"), ("Bea", "BE", "fr"), ("Cy", "BE", "nl"), ("Di", "ES", "es")):
        a_person(app, name, country=country, language=language)
    assert names(app, "country=France,Belgium", "not:language=Dutch") == ["Ana", "Bea"]
    assert names(app, "not:country=France,Belgium") == ["Di"]
    assert names(app, "country=Spain or language=Dutch", "not:country=Peru") == ["Cy", "Di"]
    assert names(app) == ["Ana", "Bea", "Cy", "Di"]


def test_who_is_in_the_trash_merged_or_hidden_is_in_no_segment(app: App) -> None:
    ana, bea, cy = (a_person(app, name) for name in ("Ana", "Bea", "Cy"))
    contacts.trash(app, ana.id)
    accounts.add_circle(app, "Board")
    contacts.edit(app, bea.id, contacts.Edit(circle="Board"))
    with app.change("merge"):
        app.store.update("contacts", cy.id, {"merged_into": bea.id})
    assert names(app, "kind=person") == ["Bea"]
    with acting(app, "Jonas") as other:
        assert names(other, "kind=person") == []


def test_the_selection_says_which_saved_segment_somebody_is_there_for(app: App) -> None:
    ana = a_person(app, country="FR")
    saved = service.add(app, "French people", ["country=France"])
    with app.store.selection() as selection:
        service.fill(app, selection, "french")
        rows = app.store.rows("select contact_id, because from selection")
    assert rows == [{"contact_id": ana.id, "because": f"segments:{saved.id}"}]
    with app.store.selection() as selection:
        service.fill(app, selection, service.read(app, ["country=France"]))
        assert app.store.value("select because from selection") == ""


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), "All contacts"),
        (("sector=medical",), "Contacts who belong to The Medical Sector"),
        (("country=fr,BE", "email"), "Contacts who are in France or Belgium, and have an e-mail address that works"),
        (
            ("sector=medical", "level=local"),
            "Contacts who belong to The Medical Sector and work on the local level",
        ),
        (
            ("sector=medical", "country=France,Belgium", "not:keyword=torture"),
            "Contacts who belong to The Medical Sector, are in France or Belgium, and are not interested in"
            " Torture and other ill-treatment",
        ),
        (
            ("not:country=France,Belgium", "not:language=es"),
            "Contacts who are not in France or Belgium, and do not speak Spanish",
        ),
        (
            ("role=judge or not:email", "kind=person"),
            'Contacts who either have a role such as "judge" or have no e-mail address that works, and are people',
        ),
        (
            ("not:country=France or not:country=Belgium",),
            "Contacts who either are not in France or are not in Belgium",
        ),
    ],
)
def test_a_segment_reads_as_a_sentence(app: App, lines: tuple[str, ...], expected: str) -> None:
    assert sentence(app, *lines) == expected


def test_what_is_saved_means_the_same_when_more_is_added(app: App) -> None:
    group = an_organisation(app, "Nurses of the North")
    saved = service.add(app, "Northern nurses", ["at=nurses", "contacted-since=90d or added-since=2026"])
    an_organisation(app, "Nurses")
    assert service.words_of(saved) == [f"at={group.id}", "contacted-since=90d or added-since=2026-01-01"]
    assert "have a role at Nurses of the North" in service.sentence(app, saved)


def test_a_segment_is_edited_renamed_removed_and_all_of_it_taken_back(app: App) -> None:
    first = service.add(app, "Nurses", ["sector=medical"], because="for the congress")
    changed = service.edit(app, "nurses", ["role=nurse"], version=first.change_id)
    assert changed.all_of == ((Condition("role", "nurse"),),)
    with pytest.raises(ConflictError, match="Maria changed Nurses meanwhile"):
        service.edit(app, "nurses", ["role=doctor"], version=first.change_id)
    assert service.rename(app, "nurses", "  All   nurses ").name == "All nurses"
    service.remove(app, "all nurses")
    assert service.list_segments(app) == []
    for entry in changes.latest(app, 3):
        changes.undo(app, entry.id)
    assert [(one.name, one.all_of) for one in service.list_segments(app)] == [("Nurses", first.all_of)]


def test_there_is_one_segment_of_a_name(app: App) -> None:
    first, second = service.add(app, "Nurses", ["email"]), service.add(app, "Judges", ["email"])
    with pytest.raises(ConflictError, match=f"There is a segment 'NURSES' already: outreach segments show {first.id}"):
        service.add(app, "NURSES", ["phone"])
    with pytest.raises(ConflictError, match="already"):
        service.rename(app, str(second.id), "nurses")
    assert service.rename(app, str(second.id), "judges").name == "judges"


@pytest.mark.parametrize(
    ("name", "lines", "sentence"),
    [
        ("Nurses", [], "Say whom you mean: --where country=France"),
        (" ", ["email"], "A segment needs a name"),
        ("12", ["email"], "A name of digits alone"),
        ("x" * 101, ["email"], "100 fit"),
        ("Nurses", ["shoe=42"], "There is no condition 'shoe'"),
        ("Nurses", ["sector=medicl"], "did you mean 'medical'"),
    ],
)
def test_a_segment_that_cannot_be_right_is_not_saved(app: App, name: str, lines: list[str], sentence: str) -> None:
    with pytest.raises(OutreachError, match=sentence):
        service.add(app, name, lines)
    assert service.list_segments(app) == []


def test_a_segment_that_is_not_there_is_told(app: App) -> None:
    for text in ("9", "segments:9", "nurses"):
        with pytest.raises(NotFoundError, match="outreach segments list"):
            service.get(app, text)
    service.add(app, "Nurses here", ["email"])
    service.add(app, "Nurses there", ["email"])
    with pytest.raises(InvalidInputError, match="Several segments fit 'nurses'"):
        service.get(app, "nurses")


def test_a_condition_of_a_plugin_counts(app: App) -> None:
    ana, bea = a_person(app, "Ana"), a_person(app, "Bea")
    with_shoes = with_plugins(app, shoes=Shoes())
    assert names(with_shoes, f"shoe={ana.id},{bea.id}") == ["Ana", "Bea"]
    assert names(with_shoes, f"not:shoe={ana.id}") == ["Bea"]


def test_a_segment_whose_plugin_is_gone_refuses_and_never_widens(app: App) -> None:
    ana = a_person(app, "Ana")
    with_shoes = with_plugins(app, shoes=Shoes())
    service.add(with_shoes, "Ana's size", [f"shoe={ana.id}"])
    assert service.overview(with_shoes)[0].count == 1
    told = "The segment \"Ana's size\" asks for 'shoe', which is not there any more"
    with app.store.selection() as selection:
        with pytest.raises(RefusedError, match=told):
            service.fill(app, selection, "ana")
        assert selection.count() == 0
    with pytest.raises(RefusedError, match=told):
        service.count(app, "ana")
    (listed,) = service.overview(app)
    assert (listed.count, listed.sentence) == (None, "")
    assert listed.broken.startswith(told)
    assert service.overview(with_shoes, counting=False) == [
        evolve(listed, broken="", sentence=f"Contacts who wear size {ana.id}")
    ]


def test_a_segment_whose_value_is_gone_refuses(app: App) -> None:
    group = contacts.add(app, ContactDraft(name="Colegio", kind=an_organisation(app).kind))
    service.add(app, "At Colegio", [f"at={group.id}"])
    accounts.add_circle(app, "Board")
    contacts.edit(app, group.id, contacts.Edit(circle="Board"))
    assert service.count(app, "at colegio").count == 0
    with acting(app, "Jonas") as other, pytest.raises(NotFoundError, match=f"There is no contact {group.id}"):
        service.count(other, "at colegio")


def test_a_segment_of_no_conditions_is_everybody_and_not_to_be_saved(app: App) -> None:
    a_person(app)
    assert service.count(app, Segment()).count == 1
    service.add(app, "Reachable", ["email"])
    with pytest.raises(InvalidInputError, match="Say whom you mean"):
        service.edit(app, "reachable", [])
