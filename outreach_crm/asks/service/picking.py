"""The question which ask something was about: those that are open with somebody, and any that words find."""

from collections.abc import Iterable, Sequence

from outreach_crm.app import App
from outreach_crm.asks.model import OPEN, Ask
from outreach_crm.asks.queries import asks as queries
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.meaning import begun
from outreach_crm.text import read_number, say

_HERE = "outreach_crm.asks.service.picking"
_MOST = 6


def which(app: App, key: str, label: str, contact_ids: Sequence[int]) -> Field:
    """Return the question which ask is meant; the answer is its number as a text, or empty for none.

    Args:
        app: the App.
        key: the name of the question on its page.
        label: the question.
        contact_ids: whose open asks are offered; others are found by words.
    """
    there = {one.id: one for number in contact_ids for one in _open(app, number)}
    choices = (Choice("", say("No ask")), *map(_choice, there.values()))
    return Field(key=key, label=label, kind=Kind.ONE_OF, choices=choices, find=f"{_HERE}:asks")


def asks(app: App, words: str, chosen: Iterable[str]) -> list[Choice]:
    """Return the asks that some words find, and those that were chosen before."""
    ids = [number for number in map(read_number, chosen) if number is not None]
    found = begun(words, queries.names(app.store), _MOST) if words else []
    return [_choice(one) for one in queries.some(app.store, [*dict.fromkeys((*ids, *found))])]


def _open(app: App, contact_id: int) -> list[Ask]:
    return queries.listed(app.store, states=OPEN, contact_id=contact_id, limit=_MOST)


def _choice(one: Ask) -> Choice:
    told = say("{name}: {what} ({state})", name=one.contact, what=one.sentence, state=one.state.label)
    return Choice(str(one.id), told)
