"""Keeps what links our society with a country, and by which routes sectors reach it."""

from collections.abc import Mapping
from typing import Any, TypeVar

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.dates import read_past
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.meaning import suggestion
from outreach_crm.sectors import service as sectors
from outreach_crm.text import Term, say
from outreach_priority.model.countries import STRENGTHS, Link, LinkDraft, LinkKind, Route, RouteDraft, SectorRoute
from outreach_priority.queries import countries

T = TypeVar("T", bound=Term)


def add_link(app: App, draft: LinkDraft, *, because: str = "") -> Link:
    """Keep a link of our society with a country.

    Raises:
        InvalidInputError: it is no country or kind, it says nothing, or the day is to come.
    """
    with app.change("link our society with a country", because=because):
        return get_link(app, app.store.insert("priority_links", _link_values(app, draft)))


def edit_link(app: App, number: int, draft: LinkDraft, *, because: str = "") -> Link:
    """Say anew what a link is.

    Raises:
        NotFoundError: there is none of that number.
        InvalidInputError: as :func:`add_link`.
        ConflictError: somebody else changed it since ``draft.version``.
    """
    with app.change("edit link with a country", because=because):
        link = get_link(app, number)
        journal.check_version(app, say("the link {number}", number=number), link.change_id, seen=draft.version)
        app.store.update("priority_links", number, _link_values(app, draft))
        return get_link(app, number)


def drop_link(app: App, number: int, *, because: str = "") -> Link:
    """Take a link away, and return what it was.

    Raises:
        NotFoundError: there is none of that number.
    """
    with app.change("take link with a country away", because=because):
        link = get_link(app, number)
        app.store.delete("priority_links", number)
        return link


def get_link(app: App, number: int) -> Link:
    """Return a link.

    Raises:
        NotFoundError: there is none of that number.
    """
    found = countries.link(app.store, number)
    if found is None:
        raise NotFoundError(say("There is no link {number}; outreach priority country shows them.", number=number))
    return found


def set_route(app: App, draft: RouteDraft, *, because: str = "") -> SectorRoute:
    """Keep a route of a sector to a country; said again of the same way and contact, it is renewed.

    Raises:
        InvalidInputError: it is no country or route, no strength from 0 to 4, it says nothing, or the day is to come.
        NotFoundError: there is no such sector or contact.
        ConflictError: somebody else changed it since ``draft.version``.
    """
    with app.change("set route of a sector to a country", because=because):
        values = _route_values(app, draft)
        there = _same(app, values)
        if there is None:
            return get_route(app, app.store.insert("priority_routes", values))
        return _renewed(app, there, values, seen=draft.version)


def edit_route(app: App, number: int, draft: RouteDraft, *, because: str = "") -> SectorRoute:
    """Say anew what a route is.

    Raises:
        NotFoundError: there is none of that number, or no such sector or contact.
        InvalidInputError: as :func:`set_route`.
        ConflictError: somebody else changed it since ``draft.version``, or there is another one that is the same.
    """
    with app.change("edit route of a sector to a country", because=because):
        get_route(app, number)
        values = _route_values(app, draft)
        if _same(app, values) not in {None, number}:
            raise ConflictError(
                say("Another route of this sector runs the same way through the same contact; change that.")
            )
        return _renewed(app, number, values, seen=draft.version)


def drop_route(app: App, number: int, *, because: str = "") -> SectorRoute:
    """Take a route away, and return what it was.

    Raises:
        NotFoundError: there is none of that number, or it runs through somebody the actor may not see.
    """
    with app.change("take route to a country away", because=because):
        route = get_route(app, number)
        app.store.delete("priority_routes", number)
        return route


def get_route(app: App, number: int) -> SectorRoute:
    """Return a route.

    Raises:
        NotFoundError: there is none of that number, or it runs through somebody the actor may not see.
    """
    found = countries.route(app.store, number)
    if found is None:
        raise NotFoundError(say("There is no route {number}; outreach priority country shows them.", number=number))
    return found


def read_country(text: str) -> str:
    """Return the two letters of a country.

    Raises:
        InvalidInputError: it is none.
    """
    code = contacts.read_country(text.strip())
    if not code:
        raise InvalidInputError(say("Say which country, by its name or two letters: CL."))
    return code


def _route_values(app: App, draft: RouteDraft) -> dict[str, Any]:
    if draft.strength not in STRENGTHS:
        raise InvalidInputError(
            say(
                "A strength is 1, 2, 3 or 4, or 0 for a route that is not there; not {strength}.",
                strength=draft.strength,
            )
        )
    return {
        "country": read_country(draft.country),
        "sector": sectors.get(app, draft.sector).key,
        "route": _one_of(Route, draft.route, say("a route")).value,
        "strength": draft.strength,
        "contact_id": contacts.resolve(app, draft.through).id if draft.through.strip() else None,
        **_said(app, draft.what, draft.source, draft.known_on),
    }


def _same(app: App, values: Mapping[str, Any]) -> int | None:
    """Return the number of the route that is the same but for what is said of it."""
    return countries.same_route(app.store, *(values[one] for one in ("country", "sector", "route", "contact_id")))


def _renewed(app: App, number: int, values: Mapping[str, Any], *, seen: int | None) -> SectorRoute:
    journal.check_version(app, say("the route {number}", number=number), get_route(app, number).change_id, seen=seen)
    app.store.update("priority_routes", number, values)
    return get_route(app, number)


def _link_values(app: App, draft: LinkDraft) -> dict[str, Any]:
    return {
        "country": read_country(draft.country),
        "kind": _one_of(LinkKind, draft.kind, say("a kind of link")).value,
        **_said(app, draft.what, draft.source, draft.known_on),
    }


def _said(app: App, what: str, source: str, known_on: str) -> dict[str, str]:
    if not what.strip():
        raise InvalidInputError(say("Say in a few words what it is."))
    today = app.clock.today()
    day = read_past(known_on, today) if known_on.strip() else today
    if day > today:
        raise InvalidInputError(say("{day} is to come; say when it was known.", day=day))
    return {"what": " ".join(what.split()), "source": " ".join(source.split()), "known_on": day.isoformat()}


def _one_of(kind: type[T], text: str, what: str) -> T:
    wanted = text.strip().lower()
    for one in kind:
        if one.value == wanted:
            return one
    hint = suggestion(text, [*kind]) or say("; there are {names}", names=", ".join(kind))
    raise InvalidInputError(say("{text!r} is not {what}{hint}.", text=text, what=what, hint=hint))
