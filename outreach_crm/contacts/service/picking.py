"""Questions whose answer is a contact, found by words: a page offers the choices, any feature asks with them."""

from collections.abc import Iterable

from outreach_crm.app import App
from outreach_crm.contacts import queries
from outreach_crm.contacts.fields import country_name
from outreach_crm.contacts.model import Found, Kind
from outreach_crm.contacts.service.finding import find
from outreach_crm.forms import Choice, Field
from outreach_crm.forms import Kind as Asked
from outreach_crm.keywords import service as keywords
from outreach_crm.text import read_number, say

_HERE = "outreach_crm.contacts.service.picking"
_SHOWN, _LOOKED_AT = 12, 60


def which(
    key: str, label: str, *, of: str = "contacts", value: int | None = None, hint: str = "", none: str = ""
) -> Field:
    """Return the question which contact is meant; the answer is its number as a text.

    Args:
        key: the name of the question on its page.
        label: the question.
        of: ``contacts``, ``people``, or ``organisations``, groups among them.
        value: the contact that is meant now.
        hint: what helps to answer.
        none: how the answer reads that none of them is meant; empty where one has to be.
    """
    now, choices = str(value) if value else None, (Choice("", none),) if none else ()
    return Field(key=key, label=label, kind=Asked.ONE_OF, value=now, hint=hint, choices=choices, find=f"{_HERE}:{of}")


def contacts(app: App, words: str, chosen: Iterable[str]) -> list[Choice]:
    """Return the contacts that some words find, and those that were chosen before."""
    return _choices(app, words, chosen, frozenset(Kind))


def people(app: App, words: str, chosen: Iterable[str]) -> list[Choice]:
    """Return the people that some words find, and those that were chosen before."""
    return _choices(app, words, chosen, frozenset({Kind.PERSON}))


def organisations(app: App, words: str, chosen: Iterable[str]) -> list[Choice]:
    """Return the organisations and groups that some words find, and those that were chosen before."""
    return _choices(app, words, chosen, frozenset({Kind.ORGANISATION, Kind.GROUP}))


def interests(app: App, words: str, chosen: Iterable[str]) -> list[Choice]:
    """Return the keywords that some words find, and those that were chosen before, by their numbers."""
    ids = _numbers(chosen)
    named = [hit.keyword for hit in keywords.find(app, words, limit=_SHOWN)] if words else []
    found = {one.id: one for one in (*keywords.some(app, ids), *named)}
    return [Choice(str(one.id), one.label) for one in found.values()]


def _choices(app: App, words: str, chosen: Iterable[str], kinds: frozenset[Kind]) -> list[Choice]:
    there = queries.some(app.store, _numbers(chosen))
    found = [one for one in find(app, words, limit=_LOOKED_AT) if one.kind in kinds][:_SHOWN] if words else []
    return [_choice(one) for one in {one.id: one for one in (*there, *found) if one.kind in kinds}.values()]


def _choice(one: Found) -> Choice:
    about = ", ".join(part for part in (one.about, one.country and country_name(one.country)) if part)
    return Choice(str(one.id), say("{name} ({about})", name=one.name, about=about) if about else one.name)


def _numbers(chosen: Iterable[str]) -> list[int]:
    return [number for number in map(read_number, chosen) if number is not None]
