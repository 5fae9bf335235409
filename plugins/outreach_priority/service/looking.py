"""Tells of one country which sectors to turn to, in which order, why and through whom."""

from collections.abc import Sequence

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.keywords import service as keywords
from outreach_crm.sectors import service as sectors
from outreach_crm.sectors.model import Body, Sector
from outreach_crm.text import row, say
from outreach_priority.model.countries import (
    Approach,
    CountryView,
    KnownCountry,
    Link,
    Route,
    SectorRoute,
    places,
    standing,
)
from outreach_priority.queries import countries
from outreach_priority.service.linking import read_country

WAYS = 3
"""So many ways to somebody in the country are shown for a sector."""


def look_at(app: App, text: str, *, ways: int = WAYS) -> CountryView:
    """Return what is known of the ways to a country (Campaign Manual, p. 183).

    Sectors stand in the order of their strongest route, then of their second and third; those without a known route
    stand apart, with what to find out, first those of which somebody there is known.

    Args:
        app: the App.
        text: the country, by name or two letters.
        ways: how many ways to somebody there are shown for a sector.

    Raises:
        InvalidInputError: it is no country.
    """
    country = read_country(text)
    name = name_of(app, country)
    links = countries.links(app.store, country)
    by_sector: dict[str, list[SectorRoute]] = {}
    for one in countries.routes(app.store, country):
        by_sector.setdefault(one.sector, []).append(one)
    known = {one.key: one for one in sectors.all_sectors(app)}
    keys = [*known, *(key for key in by_sector if key not in known)]
    order = places([standing(by_sector.get(key, ())) for key in keys])
    found = [
        _approach(app, country, known.get(key), by_sector.get(key, []), key=key, place=place, ways=ways)
        for key, place in zip(keys, order, strict=True)
    ]
    approaches = tuple(sorted((one for one in found if one.place), key=lambda one: one.place))
    return CountryView(
        country=country,
        name=name,
        links=tuple(links),
        approaches=approaches,
        others=tuple(sorted((one for one in found if not one.place), key=lambda one: not one.through)),
        told=tuple(_told(name, links, approaches)),
    )


def known_countries(app: App) -> list[KnownCountry]:
    """Return the countries of which links or routes are kept, by name."""
    found = [
        KnownCountry(country=code, name=name_of(app, code), links=links, sectors=routes)
        for code, (links, routes) in countries.countries(app.store).items()
    ]
    return sorted(found, key=lambda one: (one.name, one.country))


def name_of(app: App, country: str) -> str:
    """Return what a country is called in the language of the section, or its two letters."""
    return keywords.country_name(country, app.section.language) or country


def _approach(
    app: App, country: str, sector: Sector | None, routes: Sequence[SectorRoute], *, key: str, place: int, ways: int
) -> Approach:
    told = {one.route for one in routes}
    unknown = tuple(one for one in Route if one not in told)
    return Approach(
        sector=key,
        name=sector.name if sector else key,
        place=place,
        routes=tuple(routes),
        why=tuple(one.sentence for one in routes),
        unknown=unknown,
        bodies=tuple(map(_called, sector.bodies)) if sector and Route.BODY in unknown else (),
        through=tuple(contacts.paths_to(app, country, sector=key, limit=ways)) if sector and ways else (),
    )


def _called(body: Body) -> str:
    return f"{body.name} ({body.acronym})" if body.acronym else body.name


def _told(name: str, links: Sequence[Link], approaches: Sequence[Approach]) -> list[str]:
    told: list[str] = []
    if not links:
        told.append(
            say(
                "No link of our society with {country} is recorded, neither military nor any other.",
                country=name,
            )
        )
    home = [one.name for one in approaches for route in one.routes if route.route is Route.HOME and route.strength]
    if home and not links:
        told.append(
            say("What {sector} could move at home rests on such a link; find out which there is.", sector=home[0])
        )
    if not approaches:
        told.append(say("No route of any sector to {country} is recorded yet.", country=name))
    if alone := [one.name for one in approaches if not one.through]:
        told.append(say("Through whom in {country} is not known of: {sectors}.", country=name, sectors=row(alone)))
    return told
