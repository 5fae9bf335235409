"""Contacts with what belongs to them, many at once, for whoever takes them out of the house."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from attrs import fields, frozen

from outreach_crm.app import App
from outreach_crm.contacts import queries
from outreach_crm.contacts.model import Address, Contact, ExternalId, Point
from outreach_crm.contacts.queries import many
from outreach_crm.contacts.service import bulk
from outreach_crm.keywords import service as keywords
from outreach_crm.sectors import service as sector_files
from outreach_crm.storage import Row

T = TypeVar("T")


@frozen(kw_only=True)
class Belongings:
    """A contact with what belongs to it.

    Args:
        contact: the contact itself.
        points: e-mail, phone and web addresses, as they were written down.
        addresses: postal addresses.
        ids: numbers in other systems.
        sectors: their keys.
        interests: the addresses of keywords (``concerns:lawyers``).
        fields: the section's own fields.
        roles: present ones, as the number of the organisation and the title.
    """

    contact: Contact
    points: tuple[Point, ...]
    addresses: tuple[Address, ...]
    ids: tuple[ExternalId, ...]
    sectors: tuple[str, ...]
    interests: tuple[str, ...]
    fields: dict[str, str]
    roles: tuple[tuple[int, str], ...]


def belongings(app: App, ids: Iterable[int]) -> list[Belongings]:
    """Return those of some contacts that the actor may see, by their numbers, each with what belongs to it."""
    found = [_made(Contact, row) for row in many.stored(app.store, [*ids])]
    numbers = [one.id for one in found]
    parts = {part: _gathered(many.stored_parts(app.store, table, numbers)) for part, table in bulk.PARTS.items()}
    given = {row["keyword_id"] for rows in parts["keywords"].values() for row in rows}
    named = {one.id: str(one.address) for one in keywords.some(app, given)} if given else {}
    roles = _roles(app, numbers)

    def of(part: str, number: int) -> list[Row]:
        return parts[part].get(number, [])

    return [
        Belongings(
            contact=one,
            points=tuple(_made(Point, row, contact_id=one.id) for row in of("points", one.id)),
            addresses=tuple(_made(Address, row, contact_id=one.id) for row in of("addresses", one.id)),
            ids=tuple(_made(ExternalId, row) for row in of("ids", one.id)),
            sectors=tuple(sorted(row["sector"] for row in of("sectors", one.id))),
            interests=tuple(sorted(named[row["keyword_id"]] for row in of("keywords", one.id))),
            fields={row["field"]: row["value"] for row in of("fields", one.id)},
            roles=tuple(roles.get(one.id, ())),
        )
        for one in found
    ]


def in_sector(app: App, sector: str) -> list[int]:
    """Return the numbers of the contacts of a sector, by its key or title, those in the trash too.

    Raises:
        NotFoundError: there is no such sector.
    """
    return many.in_sector(app.store, sector_files.get(app, sector).key)


def _roles(app: App, numbers: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    """Return present roles by person, in organisations that the actor may see."""
    rows = many.present_roles(app.store, numbers)
    seen = {one.id for one in queries.some(app.store, [*{row["organisation_id"] for row in rows}])}
    there = ((row["contact_id"], (row["organisation_id"], row["title"])) for row in rows)
    return _gathered((person, role) for person, role in there if role[0] in seen)


def _gathered(pairs: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return found


def _made(record: type[T], row: Row, **more: Any) -> T:
    return record(**{name: row[name] for name in _names(record) if name in row}, **more)


def _names(record: Any) -> Iterator[str]:
    return (one.name for one in fields(record))
