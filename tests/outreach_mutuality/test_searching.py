"""Segments ask what somebody asked of us and what we promised; the search finds a request by its words."""

from datetime import timedelta

import pytest
from attrs import evolve

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.clock import FixedClock
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Ref
from outreach_crm.segments import service as segments
from outreach_mutuality import service
from outreach_mutuality.model.assessing import Outcome
from tests.builders import a_person, acting, an_organisation
from tests.outreach_mutuality.builders import a_request, decided


def those(app: App, *where: str) -> list[str]:
    """The names of whom conditions mean."""
    return [contacts.get(app, one).name for one in segments.first(app, segments.read(app, [*where]))]


def test_segments_ask_how_far_a_request_has_come(app: App) -> None:
    for name, outcome in (("Bakers", Outcome.DECLINE), ("Choir", Outcome.SOMETHING_ELSE)):
        decided(app, a_request(app, an_organisation(app, name).id), outcome)
    an_organisation(app, "Farmers")
    a_request(app)

    assert those(app, "request=open") == ["Bakers", "Choir", "Dockers' Union"]
    assert those(app, "request=declined") == ["Bakers"]
    assert (those(app, "request=met"), those(app, "request=something else")) == ([], ["Choir"])
    assert those(app, "not:request=open") == ["Farmers"]


def test_segments_ask_for_a_kind_and_since_when(app: App) -> None:
    a_request(app, received_on="2026-01-02")
    a_request(app, an_organisation(app, "Choir").id, "A room to sing in")

    assert those(app, "requested=sign-on") == ["Dockers' Union"]
    assert those(app, "requested-since=30d") == ["Choir"]
    assert those(app, "not:requested-since=30d") == ["Dockers' Union"]
    assert segments.sentence(app, segments.read(app, ["requested=premises"])).endswith("asked us for this: premises")


def test_segments_ask_for_promises_that_are_open_or_overdue(app: App) -> None:
    decided(app, a_request(app), promises=(("Sign", "1d"),))
    decided(app, a_request(app, an_organisation(app, "Choir").id), promises=(("Sing", "2w"),))
    clock = FixedClock(app.clock.now() + timedelta(days=2))
    app.store.bound.clock = clock
    later = evolve(app, clock=clock)

    assert those(later, "promise=open") == ["Choir", "Dockers' Union"]
    assert those(later, "promise=overdue") == ["Dockers' Union"]


def test_who_brought_a_request_is_meant_as_well(app: App) -> None:
    a_person(app, "Ana Ruiz")
    a_request(app, person="Ana Ruiz")

    assert those(app, "request=open") == ["Dockers' Union", "Ana Ruiz"]


@pytest.mark.parametrize("condition", ["request=opne", "requested=gold", "promise=kept"])
def test_what_cannot_be_asked_is_told_with_what_can(app: App, condition: str) -> None:
    with pytest.raises(InvalidInputError, match="; it is "):
        segments.read(app, [condition])


def test_the_search_finds_a_request_by_whose_it_is_and_what_it_asks(app: App) -> None:
    request = a_request(app)
    a_request(app, an_organisation(app, "Bakers").id, "Sign for warm bread")

    for text in ("dock strike", "harbour", "open letter dockers' union"):
        (hit,) = [one for one in app.plugins.hits(app, text) if one.ref and one.ref.kind == "mutuality_requests"]
        assert hit.ref == Ref("mutuality_requests", request.id)
        assert hit.title.startswith("Dockers' Union: Will you sign")


def test_the_search_shows_the_latest_few_and_nobody_hidden(app: App) -> None:
    union = an_organisation(app, "Dockers' Union").id
    made = [a_request(app, union).id for _ in range(12)]
    found = service.hits(app, "harbour")
    assert [one.ref for one in found] == [Ref("mutuality_requests", one) for one in made[:1:-1]]
    assert service.hits(app, " - ") == []

    accounts.add_circle(app, "Board")
    contacts.edit(app, union, contacts.Edit(circle="Board"))
    with acting(app, "Bea") as bea:
        assert service.hits(bea, "harbour") == []
