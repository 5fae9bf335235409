"""Through whom we reach somebody: from people and organisations we know to counterparts in another country."""

from collections.abc import Callable, Iterable, Mapping

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import queries
from outreach_crm.contacts.fields import read_country
from outreach_crm.contacts.model import Kind, Path, Step
from outreach_crm.contacts.service.finding import get
from outreach_crm.contacts.service.relations import labels
from outreach_crm.errors import InvalidInputError
from outreach_crm.sectors import service as sectors
from outreach_crm.storage import Row
from outreach_crm.text import say

_STEPS = 4
# Returns those of some contacts with whom a way can begin.
_Known = Callable[[Iterable[int]], set[int]]


def paths_to(app: App, country: str, *, sector: str = "", through: int | None = None, limit: int = 10) -> list[Path]:
    """Return ways to contacts in a country, shortest first, at most four steps each.

    A way begins with somebody one of us holds, or who is in our own country, and goes along roles and relationships
    of the present. Whom we want to reach and hold ourselves is a way of no step. Of two ways of equal length the one
    whose first step was verified later stands first. ``country`` is a name or code, ``sector`` a key; ``through`` is
    the contact with which every way begins, whoever holds it.

    Raises:
        InvalidInputError: it is no country.
        NotFoundError: there is no such sector.
    """
    target = read_country(country)
    if not target:
        raise InvalidInputError(say("Say which country: --country Chile."))
    key = sectors.get(app, sector).key if sector else None
    targets = {row["id"]: row for row in queries.in_country(app.store, target, key)}
    # Where we want to reach somebody at home, being at home makes nobody a beginning.
    home = app.section.country.upper() if app.section.country.upper() not in {"", target} else "nowhere"
    return _ways(app, targets, _ours(app, home) if through is None else {through}.intersection, limit)


def paths_between(app: App, contact_id: int, *, limit: int = 10) -> list[Path]:
    """Return ways from us to one contact; see :func:`paths_to`. One of us who holds it needs nobody between.

    Raises:
        NotFoundError: there is none of that number, or the actor may not see it.
    """
    contact = get(app, contact_id)
    row = {"id": contact.id, "name": contact.name, "contact_kind": contact.kind.value, "country": contact.country}
    home = app.section.country.upper() if app.section.country.upper() not in {"", contact.country} else "nowhere"
    return _ways(app, {contact.id: {**row, "holder_id": contact.holder_id}}, _ours(app, home), limit)


def _ours(app: App, home: str) -> _Known:
    return lambda ids: queries.ours(app.store, ids, home)


def _ways(app: App, targets: Mapping[int, Row], ours: _Known, limit: int) -> list[Path]:
    """Go outwards from those to be reached, one ring a step, until enough ways begin with somebody we know."""
    known = ours(targets)
    found = [_path(app, targets, {}, start) for start in targets if start in known]
    # `inwards` says from each contact the link to the next.
    inwards: dict[int, Row] = {}
    ring, seen = targets.keys() - known, set(targets)
    for _ in range(_STEPS):
        if len(found) >= limit or not ring:
            break
        links: dict[int, Row] = {}
        for link in queries.neighbours(app.store, ring):
            if link["b"] not in seen:
                links.setdefault(link["b"], link)
        inwards |= links
        seen |= links.keys()
        starts = ours(links)
        ring = links.keys() - starts  # whoever we know ourselves needs nobody before them
        found += [_path(app, targets, inwards, start) for start in links if start in starts]
    return found[:limit]


def _path(app: App, targets: Mapping[int, Row], inwards: Mapping[int, Row], start: int) -> Path:
    """Walk from a start along the links to the target."""
    names = labels(app)
    first = inwards.get(start) or targets[start]
    steps = [_step(start, first, "", None)]
    here = start
    while here in inwards:
        link = inwards[here]
        here = link["a"]
        row = inwards.get(here) or targets[here]
        steps.append(_step(here, row, _link(link, names), link["verified_on"]))
    return Path(held_by=accounts.name_of(app, first["holder_id"]), steps=tuple(steps))


def _step(contact_id: int, row: Row, link: str, verified_on: str | None) -> Step:
    return Step(
        contact_id=contact_id,
        name=row["name"],
        kind=Kind(row["contact_kind"]),
        country=row["country"],
        link=link,
        verified_on=verified_on,
    )


def _link(link: Row, names: Mapping[str, tuple[str, str]]) -> str:
    """Say how one comes from ``b`` to ``a``; links were read from ``a`` to ``b``."""
    if link["role_id"] is not None:
        return link["title"] or (say("has a role there") if link["forward"] else say("has a role in"))
    return names.get(link["kind"], (link["kind"], link["kind"]))[1 if link["forward"] else 0]
