"""Writes down in which order items stand: those of an agenda, and those of every agenda of a group."""

from collections.abc import Sequence

from outreach_crm.app import App
from outreach_meetings.model.agenda import Item, Standing


def renumber(app: App, table: str, order: Sequence[Item | Standing]) -> None:
    """Give items of a table the places they have in an order, from 1 on. Call it inside a change."""
    for position, one in enumerate(order, 1):
        if one.position != position:
            app.store.update(table, one.id, {"position": position})
