"""What is known of the ways to a country, and which sectors to turn to for it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.privacy import service as privacy
from outreach_priority.model.countries import LinkDraft, LinkKind, Route, RouteDraft, SectorRoute, places, standing
from outreach_priority.service import linking, looking
from tests.builders import a_person, acting, an_organisation

Cli = Callable[..., Result]


def a_route(sector: str = "medical", route: str = "body", strength: int = 3, **more: Any) -> RouteDraft:
    what = more.pop("what", "Its world body spoke up last year")
    return RouteDraft(country="CL", sector=sector, route=route, what=what, strength=strength, **more)


def a_link(kind: str = "economic", **more: Any) -> LinkDraft:
    return LinkDraft(country="Chile", kind=kind, what="Copper for our cable works", **more)


def test_sectors_stand_in_the_order_of_their_strongest_route(app: App) -> None:
    linking.set_route(app, a_route("legal", "home", 2))
    linking.set_route(app, a_route("legal", "body", 2))
    linking.set_route(app, a_route("medical", "body", 3))
    linking.set_route(app, a_route("unions", "responsible", 2))
    view = looking.look_at(app, "chile")
    assert [(one.place, one.sector) for one in view.approaches] == [(1, "medical"), (2, "legal"), (3, "unions")]
    assert "youth" in [one.sector for one in view.others]


def test_reasons_are_sentences_and_what_is_not_known_is_told(app: App) -> None:
    linking.set_route(app, a_route())
    (medical,) = looking.look_at(app, "CL").approaches
    assert medical.why == (
        "It belongs to an influential international body (3 of 4: one that has members there, and acts when ours ask"
        " it): Its world body spoke up last year.",
    )
    assert medical.unknown == (Route.RESPONSIBLE, Route.HOME)
    assert medical.bodies == ()


def test_bodies_of_the_sector_file_are_offered_where_none_is_known(app: App) -> None:
    linking.set_route(app, a_route("medical", "home", 1))
    (medical,) = looking.look_at(app, "CL").approaches
    assert any("World Medical Association" in one for one in medical.bodies)


def test_a_route_that_is_not_there_is_known_and_no_reason_to_turn_to_a_sector(app: App) -> None:
    linking.set_route(app, a_route("medical", "responsible", 0, what="the ministry has no doctors' council"))
    view = looking.look_at(app, "CL")
    medical = next(one for one in view.others if one.sector == "medical")
    assert medical.unknown == (Route.BODY, Route.HOME)
    assert medical.why == ("It does not influence those responsible there: the ministry has no doctors' council.",)


def test_it_is_told_where_no_link_of_our_society_is_recorded(app: App) -> None:
    linking.set_route(app, a_route("medical", "home", 4))
    told = " ".join(looking.look_at(app, "CL").told)
    assert "No link of our society with Chile is recorded" in told
    assert "find out which there is" in told
    linking.add_link(app, a_link())
    assert "No link" not in " ".join(looking.look_at(app, "CL").told)


def test_through_whom_is_told(app: App) -> None:
    there = an_organisation(app, "Colegio Médico", country="CL")
    linking.set_route(app, a_route())
    assert "Through whom in Chile is not known of: The Medical Sector." in looking.look_at(app, "CL").told
    contacts.edit(app, there.id, contacts.Edit(sectors=("medical",), holder="Maria"))
    view = looking.look_at(app, "CL")
    assert [way.steps[-1].name for way in view.approaches[0].through] == ["Colegio Médico"]
    assert "Through whom" not in " ".join(view.told)


def test_of_sectors_without_a_route_those_come_first_in_which_somebody_there_is_known(app: App) -> None:
    there = an_organisation(app, "Sindicato del Cobre", country="CL")
    contacts.edit(app, there.id, contacts.Edit(sectors=("unions",), holder="Maria"))
    others = looking.look_at(app, "CL").others
    assert [one.sector for one in others if one.through] == ["unions"]
    assert others[0].sector == "unions"


def test_said_again_a_route_is_renewed_and_of_another_contact_it_is_another(app: App) -> None:
    first = linking.set_route(app, a_route(strength=1))
    again = linking.set_route(app, a_route(strength=4, source="Its statutes"))
    assert (again.id, again.strength, again.source) == (first.id, 4, "Its statutes")
    body = an_organisation(app, "World Body of Doctors")
    other = linking.set_route(app, a_route(strength=2, through=body.name))
    assert other.id != first.id
    assert other.contact == "World Body of Doctors"


def test_links_are_edited_and_taken_away_and_all_of_it_is_undone(app: App) -> None:
    link = linking.add_link(app, a_link(known_on="2025-11"))
    assert (link.kind, link.known_on) == (LinkKind.ECONOMIC, "2025-11-01")
    changed = linking.edit_link(app, link.id, a_link("military", source="Register of exports", version=link.change_id))
    assert changed.kind is LinkKind.MILITARY
    with pytest.raises(ConflictError, match="meanwhile"):
        linking.edit_link(app, link.id, a_link(version=link.change_id))
    changes.undo(app, changed.change_id)
    assert linking.get_link(app, link.id).kind is LinkKind.ECONOMIC
    linking.drop_link(app, link.id)
    with pytest.raises(NotFoundError, match="no link"):
        linking.get_link(app, link.id)


def test_a_route_through_a_contact_of_a_circle_is_seen_by_the_circle_only(app: App) -> None:
    body = an_organisation(app, "Quiet Network")
    linking.set_route(app, a_route(through=body.name))
    accounts.add_circle(app, "Careful")
    contacts.edit(app, body.id, contacts.Edit(circle="Careful"))
    assert len(looking.look_at(app, "CL").approaches) == 1
    with acting(app, "Jonas") as other:
        assert looking.look_at(other, "CL").approaches == ()
        assert looking.known_countries(other) == []


def test_of_an_erased_contact_nothing_stays_but_how_strong_the_route_is(app: App) -> None:
    person = a_person(app, "Ana Ruiz")
    linking.set_route(app, a_route(through=person.name, what="Ana Ruiz sits on its board", source="Ana Ruiz"))
    privacy.erase(app, [person.id], because="asked for it")
    (route,) = looking.look_at(app, "CL").approaches[0].routes
    assert (route.contact_id, route.what, route.source, route.strength) == (None, "", "", 3)
    assert "Ana" not in route.sentence


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (RouteDraft(country="Atlantis", sector="medical", route="body", what="x", strength=1), "Atlantis"),
        (RouteDraft(country="", sector="medical", route="body", what="x", strength=1), "Say which country"),
        (RouteDraft(country="CL", sector="medcal", route="body", what="x", strength=1), "medical"),
        (RouteDraft(country="CL", sector="medical", route="bdy", what="x", strength=1), "body"),
        (RouteDraft(country="CL", sector="medical", route="body", what=" ", strength=1), "what it is"),
        (RouteDraft(country="CL", sector="medical", route="body", what="x", strength=5), "not 5"),
        (
            RouteDraft(country="CL", sector="medical", route="body", what="x", strength=1, known_on="2030-01-01"),
            "to come",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(app: App, draft: RouteDraft, said: str) -> None:
    with pytest.raises((InvalidInputError, NotFoundError), match=said):
        linking.set_route(app, draft)


def _route(sector: str, route: Route, strength: int) -> SectorRoute:
    return SectorRoute(
        id=0, country="CL", sector=sector, route=route, strength=strength, contact_id=None, contact="", what="",
        source="", known_on="", change_id=0,
    )  # fmt: skip


routes = st.lists(st.builds(_route, st.just("medical"), st.sampled_from(Route), st.integers(0, 4)), max_size=6)


@given(st.lists(routes, min_size=1, max_size=6), st.randoms())
def test_the_order_of_a_sectors_routes_changes_nothing(many: list[list[SectorRoute]], random: object) -> None:
    before = [standing(one) for one in many]
    for one in many:
        random.shuffle(one)  # type: ignore[attr-defined]
    assert [standing(one) for one in many] == before


@given(st.lists(routes, min_size=2, max_size=6), st.sampled_from(Route), st.integers(1, 4))
def test_a_route_more_never_moves_a_sector_down(many: list[list[SectorRoute]], route: Route, strength: int) -> None:
    before = places([standing(one) for one in many])
    more = [[*many[0], _route("medical", route, strength)], *many[1:]]
    after = places([standing(one) for one in more])
    assert 0 < after[0] <= (before[0] or len(many))


@given(st.lists(routes, min_size=2, max_size=6))
def test_leaving_a_sector_out_changes_nothing_among_the_others(many: list[list[SectorRoute]]) -> None:
    there = [standing(one) for one in many]
    whole, fewer = places(there)[1:], places(there[1:])
    for one in range(len(fewer)):
        for other in range(len(fewer)):
            assert (whole[one] < whole[other]) == (fewer[one] < fewer[other])


def test_commands_keep_show_and_take_away(cli: Cli) -> None:
    cli("priority", "link", "CL", "economic", "Copper for our cable works", "--source", "Customs 2025")
    said = cli("priority", "route", "CL", "medical", "body", "The world body spoke up", "--strength", "3").output
    assert "3 ◂ one that has members there" in said
    shown = cli("priority", "country", "CL").output
    assert "1. The Medical Sector" in shown
    assert "Copper for our cable works" in shown
    view = json.loads(cli("priority", "country", "CL", "--json").stdout)
    assert view["approaches"][0]["sector"] == "medical"
    assert view["links"][0]["kind"] == "economic"
    assert "Chile" in cli("priority", "country").output
    cli("priority", "route", "CL", "medical", "body", "Ours sits on its board", "--strength", "4", "--instead-of", "1")
    assert "Ours sits on its board" in cli("priority", "country", "CL").output
    cli("priority", "unlink", "1")
    cli("priority", "unroute", "1")
    assert json.loads(cli("priority", "country", "--json").stdout) == []
