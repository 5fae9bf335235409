"""Writes records by the services of their features, on what whoever writes has seen."""

from collections.abc import Callable, Collection
from pkgutil import resolve_name
from typing import Any

from outreach_crm.api.model import StaleError
from outreach_crm.api.service.finding import one
from outreach_crm.api.service.showing import tag_of
from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.keywords import service as keywords
from outreach_crm.model import Resource
from outreach_crm.text import say

ANY = "*"
"""What a condition says that is content with any state of a record."""


def add(app: App, resource: Resource, draft: Any, done: Callable[[int], None]) -> int:
    """Add a record and return its number.

    Args:
        app: the App.
        resource: what it is one of.
        draft: what came in.
        done: is told the number inside the change.
    """
    keywords.prepare(app)  # before the change, lest to take that back took them away
    with app.change(resource.adding or f"add {resource.one}"):
        number = int(resolve_name(resource.adds)(app, draft))
        done(number)
        return number


def edit(app: App, resource: Resource, number: int, change: Any, seen: Collection[str]) -> None:
    """Edit a record.

    Args:
        app: the App.
        resource: what it is one of.
        number: which one.
        change: what came in; what is None in it stays.
        seen: the tags of the states on which this may be written.

    Raises:
        NotFoundError: there is none of that number.
        StaleError: it is in another state by now.
        InvalidInputError: nothing is to be changed.
    """
    if change == type(change)():
        raise InvalidInputError(say("Say what to change."))
    keywords.prepare(app)
    with app.change(f"edit {resource.one}"):
        _check_seen(app, resource, number, seen)
        resolve_name(resource.edits)(app, number, change)


def drop(app: App, resource: Resource, number: int, seen: Collection[str]) -> None:
    """Put a record away; see :func:`edit`."""
    with app.change(f"trash {resource.one}"):
        _check_seen(app, resource, number, seen)
        resolve_name(resource.drops)(app, number)


def _check_seen(app: App, resource: Resource, number: int, seen: Collection[str]) -> None:
    """Compare inside the change, which nobody else writes beside."""
    present = tag_of(one(app, resource, number))
    if ANY not in seen and present not in seen:
        raise StaleError(
            say("Somebody else changed {one} {number} meanwhile; get it again.", one=resource.one, number=number)
        )
