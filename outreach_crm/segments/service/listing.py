"""Lists of contacts: a page of those that a segment holds, with what its columns say."""

from collections.abc import Sequence

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError
from outreach_crm.keywords import service as keywords
from outreach_crm.segments import queries
from outreach_crm.segments.model import COLUMNS, Member, Order, Page, Segment
from outreach_crm.segments.service.using import asked
from outreach_crm.text import say, term

COUNTED = 10_000
"""Up to how many contacts are counted; of more it is enough to know that they are more."""
_OWN = "field:"
_TERMS = ("kind", "level", "membership")
_SPECIAL = frozenset({"sectors", "interests", "membership"})
_AT_FIRST = ("about", "sectors", "country", "last_on")


def page(app: App, segment: Segment, order: Order = Order.NAME, *, behind: int | None = None, limit: int = 50) -> Page:
    """Return a page of the contacts of a segment.

    Args:
        app: the App.
        segment: the segment, saved or not.
        order: in which order.
        behind: the last contact of the page before; None for the first page.
        limit: how many at most.

    Raises:
        NotFoundError: a value names what is gone.
        RefusedError: a condition is not there any more.
    """
    ids, count = queries.page(app.store, asked(app, segment), order, behind=behind, limit=limit + 1, most=COUNTED)
    now = timestamp(app.clock.now())
    return Page(members=tuple(members(app, ids[:limit])), count=count, counted_at=now, more=len(ids) > limit)


def ids_of(app: App, segment: Segment, most: int) -> list[int]:
    """Return the numbers of all contacts of a segment by name, or of so many; raises as :func:`page`."""
    return queries.page(app.store, asked(app, segment), Order.NAME, behind=None, limit=most, most=most)[0]


def members(app: App, ids: Sequence[int]) -> list[Member]:
    """Return those of some contacts that the actor may see, in the order given, with what columns say of them."""
    found = contacts.some(app, ids)
    more, ways = queries.more_of(app.store, ids), queries.ways(app.store, ids)
    own, interests = queries.fields(app.store, ids), queries.interests(app.store, ids)
    labels = {one.id: one.label for one in keywords.some(app, {each for some in interests.values() for each in some})}
    names = {one.id: one.name for one in accounts.list_accounts(app)}
    countries = {code: keywords.country_name(code, app.section.language) for code in {one.country for one in found}}
    return [
        Member(
            id=one.id,
            kind=one.kind.value,
            name=one.name,
            about=one.about,
            country=countries[one.country] or one.country,
            sectors=one.sectors,
            interests=tuple(sorted(labels[each] for each in interests.get(one.id, ()) if each in labels)),
            **{key: ways.get((one.id, key), "") for key in ("email", "phone", "town")},
            **{key: more[one.id][key] or "" for key in ("language", "level", "membership", "last_on", "added_on")},
            holder=names.get(more[one.id]["holder_id"], ""),
            fields=own.get(one.id, {}),
        )
        for one in found
    ]


def columns(app: App) -> dict[str, str]:
    """Return the columns that a list can have beside the name, by key, as people read them."""
    own = {f"{_OWN}{one.key}": one.title or one.key for one in contacts.own_fields(app)}
    return {**COLUMNS, **own}


def chosen_columns(app: App) -> list[str]:
    """Return the keys of the columns that the actor wants to see: what they chose, or what everybody begins with."""
    chosen, there = queries.columns(app.store), columns(app)
    return [*_AT_FIRST] if chosen is None else [key for key in chosen.split() if key in there]


def choose_columns(app: App, keys: Sequence[str]) -> None:
    """Keep which columns the actor wants to see, for themself alone: it is nothing of the book, and not in the history.

    Raises:
        InvalidInputError: there is no such column.
    """
    there = columns(app)
    for key in keys:
        if key not in there:
            raise InvalidInputError(
                say("There is no column {key!r}; there are {names}.", key=key, names=", ".join(there))
            )
    with app.store.write():
        queries.choose_columns(app.store, " ".join(dict.fromkeys(keys)))


def told(member: Member, column: str) -> str:
    """Return what a column says of a contact."""
    if column in _TERMS:
        return term(getattr(member, column))
    if column.startswith(_OWN):
        return member.fields.get(column.removeprefix(_OWN), "")
    value = getattr(member, column)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def is_special(app: App, keys: Sequence[str]) -> bool:
    """Return whether one of some columns says what needs special care (GDPR Article 9), which the log has to name."""
    special = {f"{_OWN}{one.key}" for one in contacts.own_fields(app) if one.is_special}
    return not (special | _SPECIAL).isdisjoint(keys)
