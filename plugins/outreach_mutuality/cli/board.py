"""Prints the board of requests: its lanes one under another, in plain lines that any terminal holds."""

from shlex import quote

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.text import beginning
from outreach_mutuality import service
from outreach_mutuality.model.boards import STATES, Card, Lane


def print_board(app: App, owner: str = "") -> None:
    """Print the lanes in order, each with its number and its cards."""
    today = app.clock.today().isoformat()
    for number, lane in enumerate(service.board(app, owner=owner)):
        if number:
            output.say()
        output.say(f"{beginning(lane.stage.label)}: {lane.count}")
        for card in lane.cards:
            output.prose(f"- {_told(card, today)}", indent="  ")
        if lane.more:
            output.prose(f"and {lane.more} more: {_rest(lane, owner)}", indent="  ")


def _told(card: Card, today: str) -> str:
    request, late = card.request, " (late)" if card.is_late(today) else ""
    by = "" if not card.due_on else f"answer by {card.due_on}{late}"
    if card.promise is not None:
        by = f"promised by {card.due_on}{late}: {card.promise.what}"
    parts = [f"{request.contact}: {request.line}", request.kind.label, by, request.owner]
    return f"{request.id} {'; '.join(part for part in parts if part)}"


def _rest(lane: Lane, owner: str) -> str:
    whose = f' --owner "{owner}"' if owner else ""
    return f"outreach mutuality list --state {quote(STATES[lane.stage].value)}{whose}"
