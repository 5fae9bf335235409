"""Finds asks, and what happened to them."""

from collections.abc import Sequence
from functools import partial

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.asks.model import Ask, State
from outreach_crm.asks.queries import asks as queries
from outreach_crm.errors import NotFoundError
from outreach_crm.meaning import begun, number_meant
from outreach_crm.model import Hit, Ref
from outreach_crm.text import say
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import LogEntry


def get(app: App, ask_id: int) -> Ask:
    """Return an ask.

    Raises:
        NotFoundError: there is none of that number, or it is about somebody the actor may not see.
    """
    found = queries.some(app.store, [ask_id])
    if not found:
        raise NotFoundError(say("There is no ask {ask_id}; outreach asks list shows them.", ask_id=ask_id))
    return found[0]


def resolve(app: App, text: str, *, among: Sequence[int] = ()) -> Ask:
    """Return the one ask somebody means.

    Args:
        app: the App.
        text: its number, or enough words of whom it is put to and what it is.
        among: those one of whom it has to do with; none: anybody.

    Raises:
        NotFoundError: none fits.
        InvalidInputError: several fit; they are named with their numbers.
    """
    return get(app, number_meant(text, "asks", partial(queries.names, app.store, among), "ask"))


def some(app: App, ids: Sequence[int]) -> list[Ask]:
    """Return those of some asks that the actor may see."""
    return queries.some(app.store, ids)


def listed(
    app: App,
    *,
    states: Sequence[State] | None = None,
    contact_id: int | None = None,
    owner: str = "",
    batch: str | None = None,
    country: str | None = None,
    before: int | None = None,
    limit: int | None = None,
) -> list[Ask]:
    """Return asks: those of some states with the next due first, those of all states with the latest first.

    Args:
        app: the App.
        states: only those that have come so far; None: all.
        contact_id: only those that this contact has to do with, asked or asking.
        owner: only those of whoever has this name.
        batch: only those that were planned together for a segment.
        country: only those about this country (ISO 3166).
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
        batch=batch,
        country=country,
        before=before,
        limit=limit,
    )


def history(app: App, ask: Ask) -> list[tuple[State | None, LogEntry]]:
    """Return what was written down of an ask, in order, each with the state it led to, if any; none that was struck."""
    told: list[tuple[State | None, LogEntry]] = []
    for entry_id, state in queries.entries(app.store, ask.id).items():
        try:
            told.append((state, timeline.get(app, entry_id)))
        except NotFoundError:
            continue
    return told


def hits(app: App, text: str) -> list[Hit]:
    """Return the asks that a search finds."""
    names = queries.names(app.store)
    return [Hit(ref=Ref("asks", one), title=names[one]) for one in begun(text, names)]
