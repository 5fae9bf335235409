"""Pages of one country: whom to turn to, why, through whom, and how that is made known."""

from typing import Any

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError
from outreach_crm.policy import Role
from outreach_priority import service
from outreach_priority.model.countries import LinkDraft, RouteDraft, SectorRoute
from tests.builders import acting, an_organisation
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections
CHILE = "/priorities/countries/CL"


def a_route(app: App, sector: str = "medical", route: str = "body", strength: int = 3, **more: str) -> SectorRoute:
    said: dict[str, Any] = {"what": "Its world body spoke up last year", **more}
    return service.set_route(app, RouteDraft(country="CL", sector=sector, route=route, strength=strength, **said))


def test_any_country_is_found_by_its_name_and_what_is_none_is_told(desk: Desk) -> None:
    assert "Nothing is kept of any country yet" in desk.read("/priorities/countries")
    assert desk.get("/priorities/countries?country=chile").headers["Location"] == CHILE
    assert desk.get("/priorities/countries/chile").headers["Location"] == CHILE
    page = words(desk.read("/priorities/countries?country=Atlantis"))
    assert "Atlantis" in page
    assert desk.get("/priorities/countries/XX").status_code == 422


def test_a_country_tells_whom_to_turn_to_first_why_and_through_whom(desk: Desk) -> None:
    app = desk.app
    there = an_organisation(app, "Colegio Médico", country="CL")
    contacts.edit(app, there.id, contacts.Edit(sectors=("medical",), holder="Maria"))
    a_route(app, "legal", "home", 2, what="Judges write to our foreign office")
    a_route(app, "medical", "body", 3, source="Its yearbook")
    page = desk.read(CHILE)
    text = words(page)
    assert text.index("1. The Medical Sector") < text.index("2. The International Legal Network")
    assert "acts when ours ask it): Its world body spoke up last year. (Its yearbook" in text
    assert "Maria, one of us" in text
    assert f'href="/contacts/{there.id}"' in page
    assert "Nobody of this sector there is known to anybody of ours." in text
    assert "whether it influences those responsible there" in text
    assert text.index("2. The International Legal Network") < text.index("Sectors without a known route")


def test_what_is_not_known_leads_to_the_form_that_asks_it(desk: Desk) -> None:
    a_route(desk.app)
    path = f"{CHILE}/route?sector=medical&way=home"
    assert path.replace("&", "&amp;") in desk.read(CHILE)
    form = words(desk.read(path))
    assert "By this way: it moves others at home, our government included." in form
    assert "4: our government acts when it asks" in form
    body = an_organisation(desk.app, "Doctors' Guild")
    sent = {"strength": "2", "what": "They sit in parliament", "source": "Ana", "known_on": "2026-01-02"}
    page = words(desk.follow(desk.send(path, {**sent, "through": str(body.id)})))
    assert "Kept: how The Medical Sector reaches Chile." in page
    assert "It moves others at home, our government included (2 of 4: it moves others of its own field)" in page
    assert "Through Doctors' Guild" in page
    wrong = desk.send(path, {"what": "", "known_on": "2027-01-01"})
    assert wrong.status_code == 422
    assert "Choose one of these." in words(wrong.text)
    assert "Not after" in words(wrong.text)


def test_which_sector_and_way_is_asked_first_where_nobody_said(desk: Desk) -> None:
    page = desk.read(f"{CHILE}/routes?sector=unions")
    assert 'value="responsible" checked' in page
    assert 'value="unions" selected' in page
    for query in ("", "?sector=unions", "?sector=nowhere&way=body", "?sector=unions&way=air"):
        assert desk.get(f"{CHILE}/route{query}").headers["Location"] == f"{CHILE}/routes"


def test_a_route_is_said_anew_and_taken_away_and_both_are_undone(desk: Desk) -> None:
    app = desk.app
    now = a_route(app)
    path = f"/priorities/routes/{now.id}/edit"
    sent = {"strength": "4", "what": "Ours has a seat in it", "known_on": now.known_on, "_version": str(now.change_id)}
    assert "Ours has a seat in it" in desk.follow(desk.send(path, sent))
    assert service.get_route(app, now.id).strength == 4
    late = desk.send(path, {**sent, "strength": "1"})
    assert late.status_code == 409
    assert service.get_route(app, now.id).strength == 4
    page = desk.follow(desk.send(f"/priorities/routes/{now.id}/drop", seen=path))
    assert "Taken away: how The Medical Sector reaches Chile." in words(page)
    assert "Undo" in page
    assert desk.get(path).status_code == 404


def test_a_route_does_not_become_the_same_as_another(app: App) -> None:
    body = an_organisation(app, "World Body")
    first, second = a_route(app), a_route(app, through=body.name)
    draft = RouteDraft(country="CL", sector="medical", route="body", strength=1, what="said anew")
    with pytest.raises(ConflictError, match="runs the same way through the same contact"):
        service.edit_route(app, second.id, draft)
    assert service.edit_route(app, first.id, draft).strength == 1


def test_a_link_is_kept_said_anew_and_taken_away(desk: Desk) -> None:
    app = desk.app
    a_route(app, "legal", "home", 2)
    assert "No link of our society with Chile is recorded" in words(desk.read(CHILE))
    sent = {"kind": "economic", "what": "Copper", "source": "Customs", "known_on": "2026-01-02"}
    page = words(desk.follow(desk.send(f"{CHILE}/link", sent)))
    assert "Kept: Copper." in page
    assert "No link of our society" not in page
    assert "Copper Economic Customs" in page
    (link,) = service.look_at(app, "CL").links
    path = f"/priorities/links/{link.id}/edit"
    desk.send(path, {**sent, "what": "Copper and wine", "_version": str(link.change_id)})
    assert service.get_link(app, link.id).what == "Copper and wine"
    assert "Chile" in words(desk.read("/priorities/countries"))
    assert "Taken away: Copper and wine." in words(
        desk.follow(desk.send(f"/priorities/links/{link.id}/drop", seen=path))
    )
    assert service.look_at(app, "CL").links == ()


def test_whoever_reads_sees_it_all_and_changes_nothing(app: App) -> None:
    link = service.add_link(app, LinkDraft(country="CL", kind="economic", what="Copper"))
    route = a_route(app)
    reader = at_desk(app, "Rosa", Role.READER)
    page = reader.read(CHILE)
    assert "Its world body spoke up last year" in words(page)
    assert "/edit" not in page
    assert "/route" not in page
    for path in (f"links/{link.id}/edit", f"routes/{route.id}/edit", "countries/CL/route", "countries/CL/routes"):
        assert reader.get(f"/priorities/{path}").status_code == 403


def test_a_route_through_somebody_of_a_circle_is_not_there_for_others(app: App) -> None:
    body = an_organisation(app, "Quiet Council")
    route = a_route(app, through=body.name, what="They dine together")
    accounts.add_circle(app, "Careful")
    contacts.edit(app, body.id, contacts.Edit(circle="Careful"))
    with acting(app, "Jonas") as other:
        desk = at_desk(other, "Jonas")
        page = desk.read(CHILE)
        assert "They dine together" not in page
        assert "Quiet Council" not in page
        assert desk.get(f"/priorities/routes/{route.id}/edit").status_code == 404
        assert "Nothing is kept of any country yet" in desk.read("/priorities/countries")
