"""What speaks for turning to a sector where it is about one country: our links with it, and the sector's routes to it.

A sector reaches a country in three ways: it influences those who are responsible there, it belongs to an international
body that is influential, or it moves others at home, our government included; and our society may be well placed
through military, cultural, economic or other strategic links (Campaign Manual, pp. 183 and 187).
"""

from collections.abc import Iterable

from attrs import field, frozen

from outreach_crm.contacts.model import Path
from outreach_crm.text import Term, say

STRENGTHS = (0, 1, 2, 3, 4)
"""How strong a route is; 0 is that somebody looked and found none."""


class LinkKind(Term):
    """Of which kind a link of our society with a country is."""

    MILITARY = "military"
    CULTURAL = "cultural"
    ECONOMIC = "economic"
    STRATEGIC = "strategic"

    @property
    def label(self) -> str:
        """What people read."""
        return say("other strategic") if self is LinkKind.STRATEGIC else super().label


class Route(Term):
    """By which of the three ways a sector reaches a country."""

    RESPONSIBLE = "responsible"
    BODY = "body"
    HOME = "home"

    @property
    def label(self) -> str:
        """What people read."""
        return _ROUTES[self]

    @property
    def question(self) -> str:
        """What to find out where nothing is known of it."""
        return _QUESTIONS[self]

    @property
    def none(self) -> str:
        """What is so where somebody looked and found none."""
        return _NONE[self]

    @property
    def anchors(self) -> tuple[str, ...]:
        """What each strength from 1 to 4 means."""
        return _ANCHORS[self]


_ROUTES = {
    Route.RESPONSIBLE: say("influences those responsible there"),
    Route.BODY: say("belongs to an influential international body"),
    Route.HOME: say("moves others at home, our government included"),
}
_QUESTIONS = {
    Route.RESPONSIBLE: say("whether it influences those responsible there"),
    Route.BODY: say("whether it belongs to an international body that counts there"),
    Route.HOME: say("whether it can move others at home, our government included"),
}
_NONE = {
    Route.RESPONSIBLE: say("does not influence those responsible there"),
    Route.BODY: say("belongs to no international body that counts there"),
    Route.HOME: say("moves nobody at home on this country"),
}
_ANCHORS = {
    Route.RESPONSIBLE: (
        say("through others, who may pass a word on"),
        say("they have listened to it now and then"),
        say("they listen to it regularly, or it opposes the violations already"),
        say("they depend on it, or answer to it"),
    ),
    Route.BODY: (
        say("one that could speak of the country and has not yet"),
        say("one that has spoken of the country"),
        say("one that has members there, and acts when ours ask it"),
        say("one that those responsible answer to, in which ours have a seat or voice"),
    ),
    Route.HOME: (
        say("some listen to it at home"),
        say("it moves others of its own field"),
        say("it moves the media or parliament"),
        say("our government acts when it asks"),
    ),
}


@frozen(kw_only=True)
class Link:
    """A link of our society with a country.

    Args:
        id: its number.
        country: two letters (ISO 3166).
        kind: of which kind it is.
        what: what it is.
        source: where that is from.
        known_on: since when, or on which day, it was known (ISO 8601).
        change_id: its version.
    """

    id: int
    country: str
    kind: LinkKind = field(converter=LinkKind)
    what: str
    source: str
    known_on: str
    change_id: int


@frozen(kw_only=True)
class LinkDraft:
    """A link to be kept, values as people write them; ``version`` is the one the editor saw."""

    country: str
    kind: str
    what: str
    source: str = ""
    known_on: str = ""
    version: int | None = None


@frozen(kw_only=True)
class SectorRoute:
    """A route of a sector to a country.

    Args:
        id: its number.
        country: two letters (ISO 3166).
        sector: the key of the sector.
        route: by which of the three ways.
        strength: how strong, from 1 to 4; 0: somebody looked and found none.
        contact_id: the organisation or person it runs through, or None.
        contact: their name.
        what: what it is; empty where the contact it was about was erased.
        source: where that is from.
        known_on: when it was known (ISO 8601).
        change_id: its version.
    """

    id: int
    country: str
    sector: str
    route: Route = field(converter=Route)
    strength: int
    contact_id: int | None
    contact: str
    what: str
    source: str
    known_on: str
    change_id: int

    @property
    def sentence(self) -> str:
        """The route in a sentence, as a reason."""
        if not self.strength:
            return say("It {none}: {what}.", none=self.route.none, what=self.what)
        return say(
            "It {route} ({strength} of 4: {anchor}): {what}.",
            route=self.route.label,
            strength=self.strength,
            anchor=self.route.anchors[self.strength - 1],
            what=self.what.rstrip(".") or self.contact or "…",
        )


@frozen(kw_only=True)
class RouteDraft:
    """A route to be kept, values as people write them; ``version`` is the one the editor saw."""

    country: str
    sector: str
    route: str
    what: str
    strength: int
    through: str = ""
    source: str = ""
    known_on: str = ""
    version: int | None = None


@frozen(kw_only=True)
class Approach:
    """A sector as a way to a country.

    Args:
        sector: its key.
        name: what people call it.
        place: in which order to turn to it, from 1, shared by those of equal routes; 0 where no route is known.
        routes: what is known of its routes, the strongest first; those that were looked for and not found last.
        why: each of them in a sentence.
        unknown: of which of the three ways nothing is known.
        bodies: international bodies of the sector, from its file, where nobody knows yet whether one counts there.
        through: through whom somebody of this sector is reached in the country, the shortest way first.
    """

    sector: str
    name: str
    place: int
    routes: tuple[SectorRoute, ...]
    why: tuple[str, ...]
    unknown: tuple[Route, ...]
    bodies: tuple[str, ...]
    through: tuple[Path, ...]


@frozen(kw_only=True)
class CountryView:
    """What is known of the ways to one country.

    Args:
        country: two letters (ISO 3166).
        name: its name.
        links: links of our society with it.
        approaches: the sectors to turn to, in order, with why and through whom.
        others: the sectors of which no route is known, first those through which somebody there is reached.
        told: what to bear in mind, in sentences.
    """

    country: str
    name: str
    links: tuple[Link, ...]
    approaches: tuple[Approach, ...]
    others: tuple[Approach, ...]
    told: tuple[str, ...]


@frozen(kw_only=True)
class KnownCountry:
    """A country of which something is kept: two letters, its name, how many links and sectors with a route."""

    country: str
    name: str
    links: int
    sectors: int


Standing = tuple[int, int, int]
"""How strong the three ways of a sector are, the strongest first."""


def standing(routes: Iterable[SectorRoute]) -> Standing:
    """Return by what sectors are ordered for a country: their strongest way, then the second, then the third.

    Of several routes by one way the strongest counts: two weak bodies are no strong one, and what is not known counts
    for nothing.
    """
    best = dict.fromkeys(Route, 0)
    for one in routes:
        best[one.route] = max(best[one.route], one.strength)
    first, second, third = sorted(best.values(), reverse=True)
    return first, second, third


def places(standings: Iterable[Standing]) -> list[int]:
    """Return the place of each sector, from 1; equal ones share theirs, and whoever has no route has place 0."""
    there = list(standings)
    return [1 + sum(other > one for other in there) if any(one) else 0 for one in there]
