"""Lays out the board: what waits for us, by what is next with it."""

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_mutuality.model.boards import STATES, Card, Lane
from outreach_mutuality.model.requests import State
from outreach_mutuality.queries import boards as queries

_FIRST = 20


def board(app: App, *, owner: str = "", most: int = _FIRST) -> list[Lane]:
    """Return the lanes of the board in order, each with the requests that are due first; empty ones too.

    Args:
        app: the App.
        owner: only what whoever has this name looks after, or is asked about.
        most: so many cards in a lane.

    Raises:
        NotFoundError: nobody has that name.
    """
    owner_id = accounts.find_account(app, owner).id if owner else None
    cards: dict[State, list[Card]] = {state: [] for state in STATES.values()}
    counts: dict[State, int] = {}
    for card, count in queries.cards(app.store, [*cards], owner_id=owner_id, most=most):
        cards[card.request.state].append(card)
        counts[card.request.state] = count
    return [Lane(stage=stage, cards=tuple(cards[state]), count=counts.get(state, 0)) for stage, state in STATES.items()]
