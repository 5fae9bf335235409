"""Interests: read from what people write, kept once however many people share them, and told."""

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce

from attrs import field, frozen

from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.keywords import service as keywords
from outreach_crm.keywords.model import Axis, Facet, Keyword
from outreach_crm.sectors import service as sectors
from outreach_crm.storage import Row
from outreach_crm.text import either, fold, row, say
from outreach_urgent_actions.model import SECTOR, Interest, UrgentActionSettings
from outreach_urgent_actions.model.interests import Clause
from outreach_urgent_actions.queries import sign_ups as queries

_SOME = 5


def _names(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(given)


@frozen(kw_only=True)
class Wish:
    """An interest as people write it; each list holds names of keywords.

    Args:
        like: key of a sector: all that its file watches.
        keywords: any keywords; those that answer one question widen, those that answer another one narrow.
        occupations: occupations.
        regions: regions of the world and countries.
        unwanted: keywords that take an issue away.
    """

    like: str = ""
    keywords: tuple[str, ...] = field(default=(), converter=_names)
    occupations: tuple[str, ...] = field(default=(), converter=_names)
    regions: tuple[str, ...] = field(default=(), converter=_names)
    unwanted: tuple[str, ...] = field(default=(), converter=_names)


def read(app: App, wish: Wish) -> Interest:
    """Return the interest that somebody means.

    Raises:
        NotFoundError: there is no such keyword or sector.
        ConflictError: a name can be several keywords.
        InvalidInputError: the sector watches no keyword.
    """
    facets: dict[str, set[int]] = {}
    wanted = [keyword(app, one) for one in wish.keywords]
    wanted += [occupation(app, one) for one in wish.occupations]
    wanted += [place(app, one) for one in wish.regions]
    for one in wanted:
        facets.setdefault(axis(one).value, set()).add(one.id)
    if wish.like:
        facets[SECTOR + sectors.get(app, wish.like).key] = watched(app, wish.like)
    excluded = [keyword(app, one).id for one in wish.unwanted]
    return Interest(clauses=(facets,) if facets else (), excluded=frozenset(excluded))


def watched(app: App, sector: str) -> set[int]:
    """Return the keywords that a sector watches.

    Raises:
        NotFoundError: there is no such sector.
        InvalidInputError: it watches none.
    """
    found = sectors.get(app, sector)
    if not found.keywords:
        raise InvalidInputError(say("The sector {key} watches no keyword; give some with --keyword.", key=found.key))
    return {keywords.resolve(app, one).id for one in found.keywords}


def occupation(app: App, text: str) -> Keyword:
    """Return the occupation, or other group of people, that a text names.

    Raises:
        NotFoundError: there is none.
        ConflictError: there are several.
    """
    return _of_facets(app, text, (Facet.OCCUPATION, Facet.PERSON_OR_GROUP), say("occupation"))


def place(app: App, text: str) -> Keyword:
    """Return the region or country that a text names.

    Raises:
        NotFoundError: there is none.
        ConflictError: there are several.
    """
    found = _regions(app, text)
    return found[0] if found else _of_facets(app, text, (Facet.REGION, Facet.COUNTRY), say("region or country"))


def keyword(app: App, text: str) -> Keyword:
    """Return the keyword that a text names; of a region that several schemes have, the one of the settings.

    Raises:
        NotFoundError: there is none.
        ConflictError: there are several.
    """
    try:
        return keywords.resolve(app, text)
    except ConflictError:
        if found := _regions(app, text):
            return found[0]
        raise


def _regions(app: App, text: str) -> list[Keyword]:
    """Return the one region of the scheme in the settings that a text names."""
    scheme = app.settings.of("urgent_actions", UrgentActionSettings).regions
    hits = [one.keyword for one in keywords.find(app, text, facet=Facet.REGION, scheme=scheme)]
    exact = [one for one in hits if fold(one.label) == fold(text)]
    return exact or (hits if len(hits) == 1 else [])


def _of_facets(app: App, text: str, facets: tuple[Facet, ...], what: str) -> Keyword:
    """Return the keyword of some facets that a text names, or the only one whose names begin so."""
    try:
        found = keyword(app, text)
        if found.facet in facets:
            return found
    except NotFoundError:
        pass
    hits = [hit.keyword for facet in facets for hit in keywords.find(app, text, facet=facet)]
    if len(hits) == 1:
        return hits[0]
    others = (
        say("there are {listed}", listed=either(one.label for one in hits[:_SOME]))
        if hits
        else say("outreach keywords find WORDS looks for a keyword")
    )
    raise NotFoundError(say("There is no {what} {text!r}; {others}.", what=what, text=text, others=others))


def axis(found: Keyword) -> Axis:
    """Return which question a keyword answers."""
    return Facet(found.facet).axis if found.facet else Axis.WHAT


def intern(app: App, interest: Interest) -> int:
    """Return the id of an interest, which is written down where nobody has had it yet. Call inside a change."""
    found = queries.interest_id(app.store, interest.digest)
    if found is not None:
        return found
    counts = {"clauses": len(interest.clauses), "exclusions": len(interest.excluded)}
    made = app.store.insert("ua_interests", {"digest": interest.digest, **counts})
    app.store.insert_many("ua_interest_terms", ({"interest_id": made, **term} for term in interest.terms()))
    return made


def load(app: App, ids: Iterable[int]) -> dict[int, Interest]:
    """Return interests by their ids."""
    wanted = set(ids)
    rows = queries.terms(app.store, wanted)
    return {one: _interest(rows.get(one, [])) for one in wanted}


def tell(app: App, interests: Mapping[int, Interest]) -> dict[int, str]:
    """Return interests as people read them: ``Nurses or Doctors; Americas; not Death penalty``."""
    ids = {one for interest in interests.values() for one in interest.keywords}
    labels = {one.id: one.label for one in keywords.some(app, ids)}
    return {key: _said(interest, labels) for key, interest in interests.items()}


def _interest(rows: Iterable[Row]) -> Interest:
    clauses: dict[int, dict[str, set[int]]] = {}
    excluded = set()
    for one in rows:
        if one["excluded"]:
            excluded.add(one["keyword_id"])
        else:
            clauses.setdefault(one["clause"], {}).setdefault(one["facet"], set()).add(one["keyword_id"])
    return Interest(clauses=clauses.values(), excluded=excluded)


def _said(interest: Interest, labels: Mapping[int, str]) -> str:
    wanted = row((row(_clause_said(one, labels), "; ") for one in interest.clauses), " / ") or say("everything")
    if not interest.excluded:
        return wanted
    return say("{wanted}; not {unwanted}", wanted=wanted, unwanted=_either(interest.excluded, labels))


def _clause_said(clause: Clause, labels: Mapping[int, str]) -> Iterator[str]:
    for facet, ids in clause.items():
        liked = facet.startswith(SECTOR)
        yield say("like {sector}", sector=facet.removeprefix(SECTOR)) if liked else _either(ids, labels)


def _either(ids: Iterable[int], labels: Mapping[int, str]) -> str:
    some = sorted(labels[one] for one in ids)
    return reduce(lambda told, one: say("{one} or {other}", one=told, other=one), some)
