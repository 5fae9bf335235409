"""Finds requests, and what is said of them."""

from collections.abc import Sequence
from functools import partial

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.errors import NotFoundError
from outreach_crm.meaning import number_meant
from outreach_crm.model import Hit, Ref
from outreach_crm.text import say, words_in_order
from outreach_mutuality.model.answers import Written
from outreach_mutuality.model.assessing import Decision, Finding, Promise
from outreach_mutuality.model.requests import Request, State
from outreach_mutuality.queries import answers, searching
from outreach_mutuality.queries import requests as queries
from outreach_mutuality.service import following

_PREFIXES, _HITS = 4, 10


def get(app: App, request_id: int) -> Request:
    """Return a request.

    Raises:
        NotFoundError: there is none of that number, or it is of somebody the actor may not see.
    """
    found = queries.some(app.store, [request_id])
    if not found:
        raise NotFoundError(
            say("There is no request {request_id}; outreach mutuality list shows them.", request_id=request_id)
        )
    return found[0]


def resolve(app: App, text: str) -> Request:
    """Return the one request somebody means.

    Args:
        app: the App.
        text: its number, or enough words of whose it is and what it asks.

    Raises:
        NotFoundError: none fits.
        InvalidInputError: several fit; they are named with their numbers.
    """
    return get(
        app, number_meant(text, "mutuality_requests", partial(queries.names, app.store), "request", "mutuality list")
    )


def listed(
    app: App,
    *,
    states: Sequence[State] | None = None,
    contact_id: int | None = None,
    owner: str = "",
    start: int = 0,
    limit: int | None = None,
) -> list[Request]:
    """Return requests: those of some states with the next deadline first, those of all states with the latest first.

    Args:
        app: the App.
        states: only those that have come so far; None: all.
        contact_id: only those of this organisation, or that this person brought.
        owner: only those that whoever has this name looks after, or is asked about.
        start: so many of the first are left out, for a further page.
        limit: so many at most.

    Raises:
        NotFoundError: nobody has that name.
    """
    return queries.listed(
        app.store,
        states=states,
        contact_id=contact_id,
        owner_id=accounts.find_account(app, owner).id if owner else None,
        start=start,
        limit=limit,
    )


def findings(app: App, request: Request) -> dict[str, Finding]:
    """Return what the rules say of a request so far, by their keys."""
    return queries.findings(app.store, request.id)


def decision(app: App, request: Request) -> Decision | None:
    """Return what was decided on a request; None: nothing yet."""
    return queries.decision(app.store, request.id)


def promises(app: App, request: Request) -> list[Promise]:
    """Return what was promised on a request, the next due first."""
    return queries.promises(app.store, request.id)


def written(app: App, request: Request) -> Written | None:
    """Return the answer to a request as it was written, with how its message stands; None: nothing yet."""
    found = answers.of_request(app.store, request.id)
    return following.followed(app, found) if found is not None else None


def hits(app: App, text: str) -> list[Hit]:
    """Return the requests that a search finds by the beginnings of words, the latest first."""
    # The longest are the rarest, and four tell a request from all others.
    prefixes = sorted(set(words_in_order(text)), key=lambda word: (-len(word), word))[:_PREFIXES]
    found = searching.begun(app.store, prefixes, _HITS) if prefixes else []
    return [
        Hit(ref=Ref("mutuality_requests", one.id), title=f"{one.contact}: {one.line}", detail=one.standing)
        for one in reversed(queries.some(app.store, found))
    ]
