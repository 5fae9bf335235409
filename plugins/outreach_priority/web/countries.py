"""Pages of one country: which sectors to turn to, in which order, why and through whom; and how that is made known."""

from typing import Any

from flask import Response, request, url_for

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.policy import Action
from outreach_crm.sectors import service as sectors
from outreach_crm.text import beginning, say
from outreach_crm.web import asking
from outreach_crm.web.asking import Form
from outreach_crm.web.lists import Column, Listing
from outreach_crm.web.office import Answer, done, lead_to, page
from outreach_crm.web.wording import country_name
from outreach_priority import service
from outreach_priority.model.countries import STRENGTHS, Link, LinkDraft, LinkKind, Route, RouteDraft, SectorRoute
from outreach_priority.service import linking
from outreach_priority.web.blueprint import pages


@pages.lists("/countries")
def countries(app: App) -> Listing | Answer:
    """List the countries of which something is known, and lead to any other one by its name."""
    asked, problem = request.args.get("country", "").strip(), ""
    if asked:
        try:
            return lead_to(_home(linking.read_country(asked)))
        except InvalidInputError as error:
            problem = error.on_page
    return Listing(
        title=say("Countries"),
        columns=(
            Column(
                title=say("Country"), value=lambda one: country_name(one.country), ref=lambda one: _home(one.country)
            ),
            Column(title=say("Links with us"), value=lambda one: one.links),
            Column(title=say("Sectors with a route"), value=lambda one: one.sectors),
        ),
        rows=service.known_countries(app),
        empty=say("Nothing is kept of any country yet. Write one above to see who could reach it."),
        template="outreach_priority/countries.html",
        context={"asked": asked, "problem": problem},
    )


@pages.look("/countries/<code>")
def country(app: App, code: str) -> Answer:
    """Show the sectors to turn to for a country: in which order, why, through whom, and what to find out."""
    view = service.look_at(app, code)
    if view.country != code:
        return lead_to(_home(view.country))
    plans = {one.key: one for one in service.current_plans(app)}
    return page("outreach_priority/country.html", view=view, plans=plans, ways=[*Route])


@pages.form("/countries/<code>/link")
def add_link(app: App, code: str) -> Answer:
    """Keep what links our society with a country."""
    found = linking.read_country(code)
    form = asking.read(*_about_link(app, None))
    if form.ready:
        with asking.told(form) as outcome:
            kept = service.add_link(app, _link(form, found))
            return done(say("Kept: {what}.", what=kept.what), _home(found, "links"), change_id=kept.change_id)
        form = outcome.form
    title = say("A link of our society with {country}", country=country_name(found))
    return page("web/form.html", form, title=title, back=_home(found))


@pages.form("/links/<int:link_id>/edit")
def edit_link(app: App, link_id: int) -> Answer:
    """Say anew what a link is."""
    link = service.get_link(app, link_id)
    form = asking.read(*_about_link(app, link), version=link.change_id)
    if form.ready:
        with asking.told(form) as outcome:
            kept = service.edit_link(app, link_id, _link(form, link.country))
            return done(say("Kept: {what}.", what=kept.what), _home(link.country, "links"), change_id=kept.change_id)
        form = outcome.form
    drop = url_for("outreach_priority.drop_link", link_id=link_id)
    title = say("A link of our society with {country}", country=country_name(link.country))
    return page("outreach_priority/kept.html", form, title=title, back=_home(link.country), drop=drop)


@pages.act("/links/<int:link_id>/drop")
def drop_link(app: App, link_id: int) -> Response:
    """Take a link away."""
    with app.change("take link with a country away") as change:
        gone = service.drop_link(app, link_id)
    return done(say("Taken away: {what}.", what=gone.what), _home(gone.country), change_id=change.id)


@pages.look("/countries/<code>/routes", Action.WRITE)
def choose_route(app: App, code: str) -> Answer:
    """Ask of which sector, and of which of the three ways, something is to be kept."""
    found = linking.read_country(code)
    known = sectors.all_sectors(app)
    chosen = tuple(Choice(one.key, one.name) for one in known)
    ways = tuple(Choice(one.value, say("It {way}", way=one.label)) for one in Route)
    asked = [
        Field(key="sector", label=say("Sector"), kind=Kind.ONE_OF, choices=chosen, value=request.args.get("sector")),
        Field(
            key="way", label=say("How it reaches the country"), kind=Kind.ONE_OF, choices=ways, value=Route.RESPONSIBLE
        ),
    ]
    return page("outreach_priority/choose_route.html", asking.read(*asked), country=found, back=_home(found))


@pages.form("/countries/<code>/route")
def add_route(app: App, code: str) -> Answer:
    """Keep how a sector reaches a country; said again of the same way and contact, it is renewed."""
    found = linking.read_country(code)
    sector, way = request.args.get("sector", ""), request.args.get("way", "")
    if way not in [*Route] or sector not in [one.key for one in sectors.all_sectors(app)]:
        return lead_to(url_for("outreach_priority.choose_route", code=found))
    form = asking.read(*_about_route(app, Route(way), None))
    if form.ready:
        with asking.told(form) as outcome:
            kept = service.set_route(app, _route(form, found, sector, Route(way)))
            return done(_told(app, kept), _home(found, sector), change_id=kept.change_id)
        form = outcome.form
    return page("web/form.html", form, back=_home(found), **_heading(app, found, sector, Route(way)))


@pages.form("/routes/<int:route_id>/edit")
def edit_route(app: App, route_id: int) -> Answer:
    """Say anew what a route is: how strong, through whom, and from where that is known."""
    now = service.get_route(app, route_id)
    form = asking.read(*_about_route(app, now.route, now), version=now.change_id)
    if form.ready:
        with asking.told(form) as outcome:
            kept = service.edit_route(app, route_id, _route(form, now.country, now.sector, now.route))
            return done(_told(app, kept), _home(now.country, now.sector), change_id=kept.change_id)
        form = outcome.form
    drop = url_for("outreach_priority.drop_route", route_id=route_id)
    heading = _heading(app, now.country, now.sector, now.route)
    return page("outreach_priority/kept.html", form, back=_home(now.country), drop=drop, **heading)


@pages.act("/routes/<int:route_id>/drop")
def drop_route(app: App, route_id: int) -> Response:
    """Take a route away."""
    with app.change("take route to a country away") as change:
        gone = service.drop_route(app, route_id)
    told = say("Taken away: how {sector} reaches {country}.", sector=_sector(app, gone.sector), country=_country(gone))
    return done(told, _home(gone.country), change_id=change.id)


def _home(country: str, place: str = "") -> str:
    return url_for("outreach_priority.country", code=country, _anchor=place or None)


def _sector(app: App, key: str) -> str:
    return next((one.name for one in sectors.all_sectors(app) if one.key == key), key)


def _country(route: SectorRoute) -> str:
    return country_name(route.country)


def _told(app: App, kept: SectorRoute) -> str:
    return say("Kept: how {sector} reaches {country}.", sector=_sector(app, kept.sector), country=_country(kept))


def _heading(app: App, country: str, sector: str, way: Route) -> dict[str, str]:
    return {
        "title": say("{sector} and {country}", sector=_sector(app, sector), country=country_name(country)),
        "explanation": say("By this way: it {way}.", way=way.label),
    }


def _about_link(app: App, now: Link | None) -> list[Field]:
    kinds = tuple(Choice(one.value, beginning(one.label)) for one in LinkKind)
    kind = now.kind.value if now else None
    return [
        Field(key="kind", label=say("Of which kind"), kind=Kind.ONE_OF, choices=kinds, value=kind),
        *_said(app, now),
    ]


def _about_route(app: App, way: Route, now: SectorRoute | None) -> list[Field]:
    none = Choice("0", say("0: somebody looked, and there is none"))
    strengths = [Choice(str(n), say("{n}: {meaning}", n=n, meaning=way.anchors[n - 1])) for n in STRENGTHS[:0:-1]]
    strength = str(now.strength) if now else None
    through = contacts.which(
        "through",
        say("Through whom"),
        value=now.contact_id if now else None,
        hint=say("The body or organisation that it belongs to, or the person it runs through."),
        none=say("nobody in particular"),
    )
    choices = (*strengths, none)
    return [
        Field(key="strength", label=say("How strong"), kind=Kind.ONE_OF, choices=choices, value=strength),
        *_said(app, now),
        through,
    ]


def _said(app: App, now: Link | SectorRoute | None) -> list[Field]:
    today = app.clock.today()
    return [
        Field(
            key="what",
            label=say("What it is, in a sentence"),
            kind=Kind.TEXT,
            value=now.what if now else None,
            needed=True,
        ),
        Field(key="source", label=say("Where that is from"), kind=Kind.TEXT, value=now.source if now else None),
        Field(
            key="known_on",
            label=say("When it was known"),
            kind=Kind.DATE,
            value=now.known_on if now else today.isoformat(),
            most=today,
        ),
    ]


def _drafted(form: Form) -> dict[str, Any]:
    texts = {key: form.text(key) for key in ("what", "source", "known_on")}
    return {**texts, "version": form.seen}


def _link(form: Form, country: str) -> LinkDraft:
    return LinkDraft(country=country, kind=form.text("kind"), **_drafted(form))


def _route(form: Form, country: str, sector: str, way: Route) -> RouteDraft:
    strength, through = int(form.text("strength")), form.text("through")
    return RouteDraft(
        country=country, sector=sector, route=way.value, strength=strength, through=through, **_drafted(form)
    )
