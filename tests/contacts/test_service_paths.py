"""Ways to a counterpart in another country, on graphs drawn by hand."""

import itertools
from datetime import UTC, date, datetime

import pytest
from attrs import evolve

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.clock import FixedClock
from outreach_crm.contacts import service
from outreach_crm.contacts.model import Contact, ContactDraft, Kind, RoleDraft
from outreach_crm.errors import InvalidInputError, NotFoundError
from tests.builders import acting, an_organisation, with_settings


@pytest.fixture
def spain(app: App) -> App:
    """The section of Spain."""
    return with_settings(app, section={"country": "ES"})


def put(app: App, name: str, country: str = "", **more: object) -> Contact:
    kind = Kind.PERSON if more.pop("person", False) else Kind.ORGANISATION
    fields = {"country": country, **({"level": "international"} if more.pop("body", False) else {})}
    return service.add(app, ContactDraft(name=name, kind=kind, fields=fields, **more))  # type: ignore[arg-type]


def ways(app: App, country: str = "CL", **asked: object) -> list[list[str]]:
    return [[step.name for step in way.steps] for way in service.paths_to(app, country, **asked)]  # type: ignore[arg-type]


def chain(app: App, *names: str) -> list[Contact]:
    """A row of bodies without a country, each the counterpart of the next."""
    bodies = [put(app, name, body=True) for name in names]
    for one, other in itertools.pairwise(bodies):
        service.relate(app, one.id, "works-with", other.id)
    return bodies


def test_the_way_goes_by_person_organisation_and_international_body(spain: App) -> None:
    wma, chile = put(spain, "WMA", body=True), put(spain, "Colegio Médico", "CL", sectors=("medical",))
    madrid = put(spain, "Colegio de Madrid", "ES")
    ana = put(spain, "Ana Ruiz", "PT", person=True, holder="Maria")
    service.add_role(spain, ana.id, RoleDraft(at=str(madrid.id), title="President"))
    service.relate(spain, madrid.id, "member-body", wma.id)
    service.relate(spain, chile.id, "member-body", wma.id)
    way = service.paths_to(spain, "Chile", sector="medical")[0]
    assert [(step.name, step.kind, step.country) for step in way.steps] == [
        ("Colegio de Madrid", Kind.ORGANISATION, "ES"),
        ("WMA", Kind.ORGANISATION, ""),
        ("Colegio Médico", Kind.ORGANISATION, "CL"),
    ]
    assert [step.link for step in way.steps] == ["", "member body of", "has the member body"]
    assert [step.verified_on for step in way.steps] == [None, "2026-03-09", "2026-03-09"]


def test_a_role_is_a_step_from_either_end(spain: App) -> None:
    chile = put(spain, "Colegio", "CL")
    ana = put(spain, "Ana", "PT", person=True, holder="Maria")
    service.add_role(spain, ana.id, RoleDraft(at=str(chile.id), title="Adviser"))
    way = service.paths_to(spain, "CL")[0]
    assert (way.held_by, [(step.name, step.link) for step in way.steps]) == (
        "Maria",
        [("Ana", ""), ("Colegio", "Adviser")],
    )
    put(spain, "Berta", "PE", person=True, roles=(RoleDraft(at="Madrid Bar"),))
    assert ways(spain, "PE") == []
    service.edit(spain, service.resolve(spain, "Madrid Bar").id, service.Edit(fields={"country": "ES"}))
    assert [step.link for step in service.paths_to(spain, "PE")[0].steps] == ["", "has a role there"]


def test_of_two_ways_the_shortest_stands_first(spain: App) -> None:
    target = put(spain, "Colegio", "CL")
    short, long_ = put(spain, "Short", "ES"), put(spain, "Long", "ES")
    middle = put(spain, "Middle", body=True)
    service.relate(spain, long_.id, "works-with", middle.id)
    service.relate(spain, middle.id, "works-with", target.id)
    service.relate(spain, short.id, "works-with", target.id)
    assert ways(spain) == [["Short", "Colegio"], ["Long", "Middle", "Colegio"]]
    assert ways(spain, limit=1) == [["Short", "Colegio"]]


def test_from_one_beginning_the_shortest_of_several_ways_is_told(spain: App) -> None:
    start, far, near = put(spain, "Start", "ES"), *chain(spain, "Far", "Near")
    target = put(spain, "Colegio", "CL")
    for one, other in ((start, far), (start, near), (near, target)):
        service.relate(spain, one.id, "works-with", other.id)
    assert ways(spain) == [["Start", "Near", "Colegio"]]


def test_four_steps_are_a_way_and_five_are_none(spain: App) -> None:
    bodies = chain(spain, "B1", "B2", "B3", "B4")
    service.relate(spain, bodies[-1].id, "works-with", put(spain, "Colegio", "CL").id)
    assert ways(spain) == []
    service.edit(spain, bodies[0].id, service.Edit(holder="Maria"))
    assert ways(spain) == [["B1", "B2", "B3", "B4", "Colegio"]]
    service.edit(spain, bodies[0].id, service.Edit(holder=""))
    service.relate(spain, put(spain, "Start", "ES").id, "works-with", bodies[0].id)
    assert ways(spain) == []


def test_whom_we_hold_there_ourselves_is_the_nearest_way(spain: App) -> None:
    put(spain, "Stranger", "CL", sectors=("medical",))
    known = put(spain, "Known", "CL", sectors=("legal",), holder="Maria")
    assert ways(spain) == [["Known"]]
    assert service.paths_to(spain, "CL")[0].held_by == "Maria"
    assert ways(spain, sector="medical") == []
    service.relate(spain, known.id, "works-with", service.resolve(spain, "Stranger").id)
    assert ways(spain, sector="medical") == [["Known", "Stranger"]]


def test_an_ended_or_coming_link_is_no_way(spain: App) -> None:
    start, target = put(spain, "Start", "ES"), put(spain, "Colegio", "CL")
    service.relate(spain, start.id, "works-with", target.id, since=date(2026, 3, 10))
    assert ways(spain) == []
    service.relate(spain, start.id, "works-with", target.id, since=date(2026, 3, 9))
    assert ways(spain) == [["Start", "Colegio"]]
    service.unrelate(spain, start.id, "works-with", target.id, on=date(2026, 3, 9))
    assert ways(spain) == [["Start", "Colegio"]]
    tomorrow = evolve(spain, clock=FixedClock(datetime(2026, 3, 10, tzinfo=UTC)))
    tomorrow.store.bound.clock = tomorrow.clock
    assert ways(tomorrow) == []


def test_an_ended_role_is_no_way(spain: App) -> None:
    ana, target = put(spain, "Ana", "ES", person=True), put(spain, "Colegio", "CL")
    service.add_role(spain, ana.id, RoleDraft(at=str(target.id)))
    assert ways(spain) == [["Ana", "Colegio"]]
    service.end_role(spain, ana.id, target.id, on=date(2026, 3, 8))
    assert ways(spain) == []


def test_who_is_in_the_trash_carries_no_way_and_is_none(spain: App) -> None:
    start, middle = put(spain, "Start", "ES"), put(spain, "Middle", body=True)
    target = put(spain, "Colegio", "CL")
    service.relate(spain, start.id, "works-with", middle.id)
    service.relate(spain, middle.id, "works-with", target.id)
    for one in (start, middle, target):
        service.trash(spain, one.id)
        assert ways(spain) == []
        service.restore(spain, one.id)
        assert ways(spain) == [["Start", "Middle", "Colegio"]]


def test_a_restricted_contact_is_no_way_for_outsiders(spain: App) -> None:
    accounts.add_circle(spain, "Board")
    start, middle = put(spain, "Start", "ES"), put(spain, "Middle", body=True, circle="Board")
    target = put(spain, "Colegio", "CL")
    service.relate(spain, start.id, "works-with", middle.id)
    service.relate(spain, middle.id, "works-with", target.id)
    with acting(spain, "Jonas") as jonas:
        assert ways(jonas) == []
    assert ways(spain) == [["Start", "Middle", "Colegio"]]


def test_of_equal_ways_the_one_verified_later_stands_first(spain: App) -> None:
    target = put(spain, "Colegio", "CL")
    for day, name in ((1, "Old"), (5, "New"), (3, "Between")):
        spain.store.bound.clock = FixedClock(datetime(2026, 2, day, tzinfo=UTC))
        then = evolve(spain, clock=spain.store.bound.clock)
        service.relate(then, put(then, name, "ES").id, "works-with", target.id)
    assert [way[0] for way in ways(spain)] == ["New", "Between", "Old"]


def test_a_body_without_a_country_is_nobody_we_know_and_a_local_one_is(app: App) -> None:
    target = put(app, "Colegio", "CL")
    service.relate(app, put(app, "World Body", body=True).id, "works-with", target.id)
    assert ways(app) == []
    service.relate(app, put(app, "Local Group").id, "works-with", target.id)
    assert ways(app) == [["Local Group", "Colegio"]]


def test_at_home_only_whom_one_of_us_holds_is_a_beginning(spain: App) -> None:
    target, other = put(spain, "Colegio", "ES"), put(spain, "Other", "ES")
    service.relate(spain, other.id, "works-with", target.id)
    assert ways(spain, "ES") == []
    service.edit(spain, other.id, service.Edit(holder="Maria"))
    assert ways(spain, "ES") == [["Other"]]


def test_a_circle_of_links_ends(spain: App) -> None:
    bodies = chain(spain, "A", "B", "C")
    service.relate(spain, bodies[2].id, "works-with", bodies[0].id)
    service.relate(spain, bodies[0].id, "works-with", put(spain, "Colegio", "CL").id)
    assert ways(spain) == []


def test_what_is_asked_must_be_known(spain: App) -> None:
    an_organisation(spain)
    with pytest.raises(InvalidInputError, match="is not one country"):
        service.paths_to(spain, "Atlantis")
    with pytest.raises(InvalidInputError, match="Say which country"):
        service.paths_to(spain, " ")
    with pytest.raises(NotFoundError, match="did you mean 'medical'"):
        service.paths_to(spain, "CL", sector="medcal")


def test_ways_lead_from_us_to_one_contact(spain: App) -> None:
    first, second, third = chain(spain, "A", "B", "C")
    service.edit(spain, first.id, service.Edit(holder="Maria"))
    found = [[step.name for step in way.steps] for way in service.paths_between(spain, third.id)]
    assert found == [["A", "B", "C"]]
    assert [way.held_by for way in service.paths_between(spain, first.id)] == ["Maria"]  # who holds it needs no way
    assert [way.steps[0].name for way in service.paths_between(spain, second.id)] == ["A"]
    with pytest.raises(NotFoundError):
        service.paths_between(spain, 99_999)


def test_ways_can_begin_with_one_contact_whoever_holds_it(spain: App) -> None:
    first, second = chain(spain, "A", "B")
    service.relate(spain, second.id, "works-with", put(spain, "Colegio", "CL").id)
    assert ways(spain) == []  # nobody of us holds any of them
    assert ways(spain, through=first.id) == [["A", "B", "Colegio"]]
