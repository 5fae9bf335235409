"""Finds cases, as they were on a day, and what belongs to them."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial

from outreach_cases.formulas.individuals import Individuals
from outreach_cases.model.cases import Case
from outreach_cases.model.levels import Level, Stance, Track, Transition
from outreach_cases.model.links import Addressee
from outreach_cases.queries import cases as queries
from outreach_cases.queries import places, transitions
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.keywords import model as keywords_model
from outreach_crm.keywords import service as keywords
from outreach_crm.keywords.model import Facet, Keyword
from outreach_crm.meaning import number_meant
from outreach_crm.model import Hit, Ref
from outreach_crm.text import fold, later, say, words_in_order

_PREFIXES, _HITS = 4, 10
_NUMBERED = re.compile(r"case\s*([0-9]{1,9})", re.ASCII)
Asked = queries.Asked
REGIONS = "regions-ai"
"""The scheme of the regions in which the movement shares out its work."""


def get(app: App, case_id: int, on: date | None = None) -> Case:
    """Return a case as it was on a day; None: as it is today.

    Raises:
        NotFoundError: there is none of that number, or it was none yet on that day.
    """
    day = on or app.clock.today()
    found = queries.some(app.store, [case_id], day.isoformat())
    if not found:
        none = later("There is no case {case_id}; outreach cases list shows them.")
        if on:
            none = later("There is no case {case_id} on {day}; outreach cases list shows them.")
        raise NotFoundError(say(none, case_id=case_id, day=day))
    return found[0]


def resolve(app: App, text: str, on: date | None = None) -> Case:
    """Return the one case somebody means: by its number, its reference, or enough words of its name.

    Raises:
        NotFoundError: none fits.
        InvalidInputError: several fit; they are named with their numbers.
    """
    by_ref = queries.of_ref(app.store, " ".join(text.split()))
    if by_ref is not None:
        return get(app, by_ref, on)
    return get(app, number_meant(text, "cases", partial(queries.names, app.store), "case"), on)


def listed(app: App, asked: Asked, on: date | None = None, *, start: int = 0, limit: int | None = None) -> list[Case]:
    """Return cases by name, as they were on a day; None: as they are today.

    Args:
        app: the App.
        asked: which; see :func:`asking`.
        on: the day.
        start: so many of the first are left out, for a further page.
        limit: so many at most.
    """
    keywords.prepare(app)
    day = (on or app.clock.today()).isoformat()
    return queries.listed(app.store, asked, day, start=start, limit=limit)


def sums(app: App, asked: Asked, on: date | None = None) -> Mapping[Level, Individuals]:
    """Return by level for how many people cases stood on a day; None: today."""
    keywords.prepare(app)
    return queries.sums(app.store, asked, (on or app.clock.today()).isoformat())


def asking(
    app: App,
    *,
    levels: Sequence[Level] | None = None,
    stance: Stance | str = "",
    where: str = "",
    concern: str = "",
    poc: bool = False,
) -> Asked:
    """Return which cases somebody asks for.

    Args:
        app: the App.
        levels: of these levels; None: of all.
        stance: on which our decision is this; ``none``: on which there is none.
        where: a country or a region, as people write it.
        concern: a keyword; what is more specific counts too.
        poc: only prisoners of conscience.

    Raises:
        NotFoundError: there is no such place or keyword.
        ConflictError: the keyword can be several.
    """
    return Asked(
        levels=levels,
        stance=stance,
        countries=countries(app, where) if where.strip() else None,
        keyword_id=keywords.resolve(app, concern).id if concern.strip() else None,
        poc=poc,
    )


def countries(app: App, where: str) -> list[str]:
    """Return the countries (ISO 3166) that somebody means by a country or a region.

    Raises:
        NotFoundError: there is no such place.
        ConflictError: it can be several.
    """
    with suppress(InvalidInputError):
        return [contacts.read_country(where)]
    # Regions in which the movement shares out its work go before those of statistics that are called alike.
    ours = keywords.find(app, where, facet=Facet.REGION, scheme=REGIONS)
    meant = str(ours[0].keyword.address) if len(ours) == 1 or (ours and _is_called(ours[0], where)) else where
    found: list[Keyword] = []
    with suppress(NotFoundError):
        found = [one.keyword for one in keywords.expand(app, meant)]
    codes = [one.key.upper() for one in found if one.facet == Facet.COUNTRY]
    if not codes:
        raise NotFoundError(say("{where!r} is no country and no region.", where=where))
    return codes


def place(app: App, text: str) -> Keyword:
    """Return the region or country that somebody means.

    Raises:
        InvalidInputError: nothing is said.
        NotFoundError: there is no such place.
        ConflictError: it can be several.
    """
    if not text.strip():
        raise InvalidInputError(say("Say which region or country."))
    with suppress(InvalidInputError):
        return keywords.resolve(app, f"countries:{contacts.read_country(text).lower()}")
    # Regions in which the movement shares out its work go before those of statistics that are called alike.
    ours = keywords.find(app, text, facet=Facet.REGION, scheme=REGIONS)
    exact = [one.keyword for one in ours if _is_called(one, text)] or [one.keyword for one in ours]
    if len(exact) != 1:
        with suppress(NotFoundError):
            exact = [keywords.resolve(app, text)]
    if len(exact) != 1 or exact[0].facet not in {Facet.COUNTRY, Facet.REGION}:
        raise NotFoundError(say("{text!r} is no country and no region.", text=text))
    return exact[0]


def _is_called(hit: keywords_model.Hit, text: str) -> bool:
    return fold(hit.keyword.label) == fold(" ".join(text.split()))


def regions(app: App, codes: Sequence[str]) -> dict[str, str]:
    """Return the region of each country (ISO 3166), by its name in the section's language."""
    keywords.prepare(app)
    found = places.regions(app.store, [one.lower() for one in codes])
    named = {one.id: one.label for one in keywords.some(app, found.values())}
    return {key.upper(): named[number] for key, number in found.items()}


def concerns(app: App, cases: Sequence[Case]) -> dict[int, list[Keyword]]:
    """Return of each case what it is about, by its number."""
    found = queries.keywords(app.store, [one.id for one in cases])
    named = {one.id: one for one in keywords.some(app, {number for own in found.values() for number in own})}
    return {one.id: [named[number] for number in found.get(one.id, ())] for one in cases}


def addressees(app: App, case_id: int) -> list[Addressee]:
    """Return to whom the appeals of a case go."""
    return [*queries.addressees(app.store, case_id).values()]


def history(app: App, case_id: int, track: Track | None = None) -> list[Transition]:
    """Return the levels and decisions of a case, or those of one track, the earliest first."""
    return transitions.of_case(app.store, case_id, track)


def hits(app: App, text: str) -> list[Hit]:
    """Return the cases that a search finds by the beginnings of words, the latest first; ``case 3`` is that one."""
    if (named_so := _NUMBERED.fullmatch(text.strip().lower())) is not None:
        there = queries.some(app.store, [int(named_so[1])], app.clock.today().isoformat())
        told = later("Case {number}: {case}")
        return [Hit(ref=Ref("cases", one.id), title=say(told, number=one.id, case=one.called)) for one in there]
    prefixes = sorted(set(words_in_order(text)), key=lambda word: (-len(word), word))[:_PREFIXES]
    found = queries.begun(app.store, prefixes, _HITS) if prefixes else []
    named = {one.id: one for one in queries.some(app.store, found, app.clock.today().isoformat())}
    return [
        Hit(ref=Ref("cases", one.id), title=one.called, detail=one.standing)
        for number in found
        if (one := named.get(number))
    ]
