"""A case is written down, found, written otherwise, and counted by its people."""

import pytest
from attrs import evolve

from outreach_cases import service
from outreach_cases.formulas.individuals import Counted
from outreach_cases.model.cases import CaseDraft, Consent, Gender, Whom
from outreach_cases.model.levels import Level, Stance
from outreach_cases.model.links import read_addressees, written_addressees
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.model import Ref
from tests.builders import acting
from tests.outreach_cases.builders import SINCE, a_case, level, work

MINISTER = "Minister of Justice\nMehr Street 4\nTehran\nminister@example.org\nSalutation: Your Excellency"


def test_a_case_has_a_level_from_its_first_day_on(app: App) -> None:
    case = a_case(app, ref="IP 12", gender="F", language="fa", poc=True, consent=Consent.PUBLIC.value)

    assert (case.name, case.ref, case.called) == ("Sanaa Rezaiy", "IP 12", "Sanaa Rezaiy (IP 12)")
    assert (case.level, case.level_on, case.stance) == (Level.ACTIVE, SINCE, None)
    assert (case.country, case.gender, case.language, case.poc) == ("IR", Gender.FEMALE, "fa", True)
    assert str(case.standing) == "active, not decided"
    assert service.add(app, CaseDraft(name="Nurses of Dar")).level is Level.DRAFT


@pytest.mark.parametrize(
    ("whom", "people", "number", "counted", "told"),
    [
        ("person", "", 1, Counted.KNOWN, "person"),
        ("group", "12", 12, Counted.KNOWN, "group, 12 people"),
        ("group", "1,200", 1200, Counted.KNOWN, "group, 1200 people"),
        ("community", "about 300", 300, Counted.ESTIMATED, "community, about 300 people"),
        ("community", "", None, Counted.UNKNOWN, "community, number not known"),
    ],
)
def test_a_case_says_how_many_it_is_about_and_how_well_that_is_known(
    app: App, whom: str, people: str, number: int | None, counted: Counted, told: str
) -> None:
    case = a_case(app, whom=whom, people=people)

    assert (case.whom, case.people, case.counted, str(case.who)) == (Whom(whom), number, counted, told)


def test_what_cannot_be_is_told_all_at_once(app: App) -> None:
    wrong = CaseDraft(
        name=" ", people="12", gender="q", country="Atlantis", language="?", consent="maybe", opened_on="2027-01-01"
    )

    with pytest.raises(InvalidInputError) as refused:
        service.add(app, evolve(wrong, concerns=("no such concern",)))

    told = [one.field for one in refused.value.problems]
    assert told == ["name", "people", "gender", "country", "language", "consent", "opened_on", "concerns"]


def test_a_reference_is_of_one_case_only(app: App) -> None:
    first = a_case(app, ref="IP 12")

    with pytest.raises(ConflictError, match=f"outreach cases show {first.id}"):
        a_case(app, "Somebody else", ref="IP  12")
    assert service.resolve(app, "IP 12").id == first.id


def test_a_case_is_meant_by_its_number_its_reference_or_words_of_its_name(app: App) -> None:
    case, other = a_case(app), a_case(app, "Rezaiy family")

    assert service.resolve(app, str(case.id)).id == case.id
    assert service.resolve(app, "sanaa").id == case.id
    with pytest.raises(InvalidInputError, match=f"{other.id} Rezaiy family"):
        service.resolve(app, "rezaiy")
    with pytest.raises(NotFoundError, match="outreach cases list"):
        service.resolve(app, "nobody")


def test_a_case_is_written_otherwise_and_its_level_stays(app: App) -> None:
    case = a_case(app, concerns=("torture",), addressees=MINISTER)
    draft = evolve(
        service.draft_of(case, ("torture", "unfair trials")), name="Sanaa R.", wish="No letters to the family"
    )

    now = service.edit(app, case.id, draft)

    assert (now.name, now.wish, now.level_on, now.opened_on) == ("Sanaa R.", "No letters to the family", SINCE, SINCE)
    assert [one.key for one in service.concerns(app, [now])[now.id]] == ["torture-and-ill-treatment", "unfair-trials"]
    assert service.addressees(app, case.id) == []


def test_the_second_of_two_who_edit_is_told(app: App) -> None:
    case = a_case(app)
    draft = service.draft_of(case)
    with acting(app, "Bea") as bea:
        service.edit(bea, case.id, evolve(draft, name="Sanaa R."))

    with pytest.raises(ConflictError, match="Bea changed Sanaa R"):
        service.edit(app, case.id, evolve(draft, name="S. R."))


def test_addressees_are_read_from_blocks_of_lines_and_written_so(app: App) -> None:
    case = a_case(app, addressees=f"{MINISTER}\n\nHead of the prison")
    minister, head = service.addressees(app, case.id)

    assert (minister.name, minister.lines, minister.email) == (
        "Minister of Justice",
        "Mehr Street 4\nTehran",
        "minister@example.org",
    )
    assert (minister.salutation, head.name) == ("Your Excellency", "Head of the prison")
    assert read_addressees(written_addressees([minister, head])) == [minister, head]


def test_cases_are_listed_by_what_is_asked_for(app: App) -> None:
    iran = a_case(app, concerns=("torture",), poc=True)
    chad = a_case(app, "Teachers of Abéché", country="Chad", whom="group", people="40")
    draft = a_case(app, "Weavers of Kano", Level.DRAFT, country="Nigeria", whom="community")
    work(app, chad)

    def found(**asked: object) -> list[int]:
        return [one.id for one in service.listed(app, service.asking(app, **asked))]  # type: ignore[arg-type]

    assert found() == [iran.id, chad.id, draft.id]
    assert found(levels=[Level.DRAFT]) == [draft.id]
    assert (found(stance=Stance.WORK), found(stance="none")) == ([chad.id], [iran.id, draft.id])
    assert (found(where="IR"), found(where="Africa")) == ([iran.id], [chad.id, draft.id])
    assert (found(concern="torture"), found(poc=True)) == ([iran.id], [iran.id])
    assert service.regions(app, ["TD", "IR"]) == {"TD": "Africa", "IR": "Middle East and North Africa"}
    with pytest.raises(NotFoundError):
        found(where="Atlantis")


def test_cases_and_people_are_counted_by_level_as_of_a_day(app: App) -> None:
    a_case(app)
    a_case(app, "Teachers of Abéché", country="Chad", whom="group", people="about 40")
    community = a_case(app, "Weavers of Kano", country="Nigeria", whom="community", opened_on="2026-02-01")
    level(app, community, Level.DORMANT, decided_on="2026-03-01")

    now = service.sums(app, service.asking(app))
    then = service.sums(app, service.asking(app), app.clock.today().replace(month=2))

    assert {one: (row.cases, row.known, row.estimated, row.unknown_cases) for one, row in now.items()} == {
        Level.ACTIVE: (2, 1, 40, 0),
        Level.DORMANT: (1, 0, 0, 1),
    }
    assert {one: row.cases for one, row in then.items()} == {Level.ACTIVE: 3}


def test_a_search_finds_cases_by_the_beginnings_of_words(app: App) -> None:
    case = a_case(app, ref="IP 12")

    assert [one.ref.id for one in app.plugins.hits(app, "rez san") if one.ref and one.ref.kind == "cases"] == [case.id]
    assert "Sanaa Rezaiy (IP 12)" in [one.title for one in app.plugins.hits(app, "ip 12")]


def test_a_search_finds_a_case_by_its_number_where_that_is_said(app: App) -> None:
    a_case(app, "Reza Amini")
    case = a_case(app)

    (found,) = [one for one in app.plugins.hits(app, f"Case {case.id}") if one.ref and one.ref.kind == "cases"]
    assert (found.ref, found.title) == (Ref("cases", case.id), f"Case {case.id}: Sanaa Rezaiy")
    assert [one for one in app.plugins.hits(app, "case 99") if one.ref and one.ref.kind == "cases"] == []


def test_a_case_that_was_added_by_mistake_is_taken_back_whole(app: App) -> None:
    case = a_case(app, concerns=("torture",))

    journal.undo(app, case.change_id)

    with pytest.raises(NotFoundError):
        service.get(app, case.id)
    assert service.history(app, case.id) == []
