"""Finds records: one by its number, or a page of them by their numbers, so that what is added meanwhile shifts none."""

from pkgutil import resolve_name
from typing import Any

from outreach_crm.api.model import Page, Wanted
from outreach_crm.api.queries import numbers
from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.errors import NotFoundError
from outreach_crm.model import Resource
from outreach_crm.storage.declared import declared_tables
from outreach_crm.text import say


def one(app: App, resource: Resource, number: int) -> Any:
    """Return a record as it goes out.

    Raises:
        NotFoundError: there is none of that number, or whoever acts may not see it.
    """
    found = [*resolve_name(resource.some)(app, [number])]
    if not found:
        raise NotFoundError(say("There is no {one} {number}.", one=resource.one, number=number))
    return found[0]


def page(app: App, resource: Resource, wanted: Wanted) -> Page:
    """Return records by their numbers.

    What is in the trash is left out, unless it is asked what was changed since a moment: whoever keeps a copy has to
    know.

    Raises:
        InvalidInputError: what a filter asks for cannot be.
        NotFoundError: what a filter asks for is not there.
    """
    among = _among(app, resource, wanted)
    records: list[Any] = []
    after = wanted.after
    while True:
        asked = wanted.limit + 1
        ids = numbers.after(app.store, resource.kind, resource.key, number=after, limit=asked, among=among)
        there = [record for record in resolve_name(resource.some)(app, ids) if wanted.since or not _is_away(record)]
        records += sorted(there, key=lambda record: record.id)
        if len(records) > wanted.limit or len(ids) < asked:
            break
        after = ids[-1]
    kept = tuple(records[: wanted.limit])
    return Page(records=kept, after=kept[-1].id if len(records) > wanted.limit else None)


def _among(app: App, resource: Resource, wanted: Wanted) -> frozenset[int] | None:
    """Return the numbers that fit all that is asked; None where nothing is."""
    fitting = [frozenset(resolve_name(resource.filters[name])(app, text)) for name, text in wanted.filters.items()]
    if wanted.since:
        owned = [one for one in declared_tables(app.store) if one.kept and one.owner_table == resource.kind]
        parts = [(one.name, one.owner_column) for one in owned]
        moment = timestamp(wanted.since)
        fitting.append(numbers.changed(app.store, resource.kind, resource.key, parts, moment))
    return frozenset.intersection(*fitting) if fitting else None


def _is_away(record: Any) -> bool:
    return bool(getattr(record, "trashed_on", None))
