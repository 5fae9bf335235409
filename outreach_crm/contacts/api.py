"""Contacts as other programs have them: what goes out, what comes in."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from attrs import field, fields, frozen

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service
from outreach_crm.contacts.model import (
    ContactDraft,
    Kind,
    Level,
    Membership,
    NameOrder,
    PointKind,
)
from outreach_crm.machines import as_written, goes_out


@frozen(kw_only=True)
class ContactPoint:
    """An e-mail, phone or web address; days are ISO 8601."""

    id: int
    kind: PointKind
    value: str
    label: str
    preferred: bool
    valid_from: str | None
    valid_to: str | None
    wrong_since: str | None


@frozen(kw_only=True)
class ContactAddress:
    """A postal address: lines above the town parted by line breaks, the country as ISO 3166 alpha-2."""

    id: int
    lines: str
    postcode: str
    town: str
    region: str
    country: str
    label: str
    preferred: bool
    valid_from: str | None
    valid_to: str | None
    wrong_since: str | None


@frozen(kw_only=True)
class ContactRole:
    """What a person is at present in an organisation, by its number."""

    organisation_id: int
    title: str


@frozen(kw_only=True)
class ContactRecord:
    """A person, an organisation or a group.

    ``uid`` stays the same for ever; ``holder`` is who of us holds the relationship, ``circle`` who alone may see it.
    ``sectors`` are keys, ``interests`` keywords (``concerns:lawyers``), ``ids`` numbers elsewhere (``civicrm:4711``).
    """

    id: int
    uid: str
    kind: Kind
    name: str
    also: str
    given: str
    family: str
    name_order: NameOrder
    organisation_kind: str
    level: str
    language: str
    languages: str
    country: str
    gender: str
    pronouns: str
    membership: Membership
    membership_from: str | None
    membership_to: str | None
    brought_by: str
    holder: str
    met: str
    rhythm_days: int | None
    can_do: str
    concerns_now: str
    remarks: str
    circle: str
    points: tuple[ContactPoint, ...]
    addresses: tuple[ContactAddress, ...]
    ids: tuple[str, ...]
    sectors: tuple[str, ...]
    interests: tuple[str, ...]
    fields: Mapping[str, str]
    roles: tuple[ContactRole, ...]
    trashed_on: str | None
    merged_into: int | None
    added_on: str
    change_id: int


@frozen(kw_only=True)
class _Said:
    """What adding and editing have in common; addresses may begin with a label (``office: ana@example.org``)."""

    also: str | None = None
    given: str | None = None
    family: str | None = None
    name_order: NameOrder | None = None
    organisation_kind: str | None = None
    level: Level | None = None
    language: str | None = None
    languages: str | None = None
    country: str | None = None
    gender: str | None = None
    pronouns: str | None = None
    membership: Membership | None = None
    membership_from: date | None = None
    membership_to: date | None = None
    brought_by: str | None = None
    met: str | None = None
    rhythm_days: int | None = None
    can_do: str | None = None
    concerns_now: str | None = None
    remarks: str | None = None
    holder: str | None = None
    circle: str | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    webs: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(factory=dict)


@frozen(kw_only=True)
class ContactToAdd(_Said):
    """A contact to be added; an address may begin with a label (``office: ana@example.org``)."""

    name: str
    kind: Kind = Kind.PERSON


@frozen(kw_only=True)
class ContactToEdit(_Said):
    """What to change of a contact: an empty text takes away, addresses and the like are added to those there.

    ``wrong``, ``prefer`` and ``remove`` name addresses that are there.
    """

    name: str | None = None
    wrong: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    no_ids: tuple[str, ...] = ()
    no_sectors: tuple[str, ...] = ()
    no_interests: tuple[str, ...] = ()


_NOT_PLAIN = frozenset({"holder", "circle"})
_PLAIN = tuple(one.name for one in fields(_Said) if one.default is None and one.name not in _NOT_PLAIN)


def some(app: App, ids: Iterable[int]) -> list[ContactRecord]:
    """Return those of some contacts that the actor may see."""
    holder = cache(lambda number: accounts.name_of(app, number))
    circle = cache(lambda number: accounts.circle_name(app, number))
    return [
        goes_out(
            one.contact,
            ContactRecord,
            holder=holder(one.contact.holder_id),
            circle=circle(one.contact.circle_id) if one.contact.circle_id else "",
            points=tuple(goes_out(point, ContactPoint) for point in one.points),
            addresses=tuple(goes_out(address, ContactAddress) for address in one.addresses),
            ids=tuple(map(str, one.ids)),
            sectors=one.sectors,
            interests=one.interests,
            fields=one.fields,
            roles=tuple(ContactRole(organisation_id=at, title=title) for at, title in one.roles),
        )
        for one in service.belongings(app, ids)
    ]


def add(app: App, given: ContactToAdd) -> int:
    """Add a contact and return its number; see :func:`outreach_crm.contacts.service.add`."""
    draft = ContactDraft(
        name=given.name,
        kind=given.kind,
        fields=_plain(given),
        own_fields=given.fields,
        emails=given.emails,
        phones=given.phones,
        webs=given.webs,
        addresses=given.addresses,
        ids=given.ids,
        sectors=given.sectors,
        interests=given.interests,
        holder=given.holder or "",
        circle=given.circle or "",
    )
    return service.add(app, draft).id


def edit(app: App, contact_id: int, given: ContactToEdit) -> None:
    """Edit a contact; see :func:`outreach_crm.contacts.service.edit`."""
    named = {"name": given.name} if given.name is not None else {}
    kinds = ((PointKind.EMAIL, given.emails), (PointKind.PHONE, given.phones), (PointKind.WEB, given.webs))
    changes = service.Edit(
        fields=named | _plain(given),
        own_fields=given.fields,
        points=tuple((kind, text) for kind, texts in kinds for text in texts),
        addresses=given.addresses,
        **{
            name: getattr(given, name)
            for name in (
                *("wrong", "prefer", "remove", "ids", "no_ids", "sectors", "no_sectors", "interests"),
                *("no_interests", "holder", "circle"),
            )
        },
    )
    service.edit(app, contact_id, changes)


def drop(app: App, contact_id: int) -> None:
    """Put a contact into the trash."""
    service.trash(app, contact_id)


def named(app: App, text: str) -> Iterable[int]:
    """Return the contacts that a search finds by the beginnings of their words."""
    return (one.id for one in service.find(app, text, limit=1_000))


def in_sector(app: App, text: str) -> Iterable[int]:
    """Return the contacts of a sector, by its key or title."""
    return service.in_sector(app, text)


def _plain(given: _Said) -> dict[str, str]:
    """Return what is said of plain fields."""
    return as_written({name: getattr(given, name) for name in _PLAIN})
