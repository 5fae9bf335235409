"""Finds requests, and what is said of them."""

from collections.abc import Sequence
from functools import partial

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.errors import NotFoundError
from outreach_crm.text import number_meant
from outreach_mutuality.model.answers import Written
from outreach_mutuality.model.assessing import Decision, Finding, Promise
from outreach_mutuality.model.requests import Request, State
from outreach_mutuality.queries import answers
from outreach_mutuality.queries import requests as queries


def get(app: App, request_id: int) -> Request:
    """Return a request.

    Raises:
        NotFoundError: there is none of that number, or it is of somebody the actor may not see.
    """
    found = queries.some(app.store, [request_id])
    if not found:
        raise NotFoundError(f"There is no request {request_id}; outreach mutuality list shows them.")
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
    return get(app, number_meant(text, "mutuality_requests", partial(queries.names, app.store), "request", "mutuality"))


def listed(
    app: App,
    *,
    states: Sequence[State] | None = None,
    contact_id: int | None = None,
    owner: str = "",
    before: int | None = None,
    limit: int | None = None,
) -> list[Request]:
    """Return requests: those of some states with the next deadline first, those of all states with the latest first.

    Args:
        app: the App.
        states: only those that have come so far; None: all.
        contact_id: only those of this organisation, or that this person brought.
        owner: only those that whoever has this name looks after.
        before: only those with a lower number, for a further page of all states.
        limit: so many at most.

    Raises:
        NotFoundError: nobody has that name.
    """
    return queries.listed(
        app.store,
        states=states,
        contact_id=contact_id,
        owner_id=accounts.find_account(app, owner).id if owner else None,
        before=before,
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
    """Return the answer to a request as it was written; None: nothing yet."""
    return answers.of_request(app.store, request.id)
