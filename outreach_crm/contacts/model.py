"""Contacts and what belongs to them, as records that cannot be wrong."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from outreach_crm.model import Entry, Panel, RelationKind


class Kind(StrEnum):
    """What a contact is; a group of our own is a contact too."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"


class Level(StrEnum):
    """On which level an organisation works (Campaign Manual, "Engaging in outreach")."""

    LOCAL = "local"
    NATIONAL = "national"
    INTERNATIONAL = "international"


class Membership(StrEnum):
    """How a contact belongs to us."""

    NONE = ""
    SUPPORTER = "supporter"
    MEMBER = "member"


class NameOrder(StrEnum):
    """Which part of a person's name stands first where it is written in full."""

    GIVEN_FIRST = "given-first"
    FAMILY_FIRST = "family-first"


class PointKind(StrEnum):
    """How an address without a street reaches somebody."""

    EMAIL = "email"
    PHONE = "phone"
    WEB = "web"


# The system of our own numbers in files that leave the building: ``outreach:`` and the contact's ``uid``.
OURS = "outreach"

# Kinds of relationship every section needs; more come by settings or plugins.
RELATION_KINDS = (
    RelationKind("member-body", "member body of", "has the member body"),
    RelationKind("chairs", "chairs", "is chaired by"),
    RelationKind("sister", "sister organisation of", "sister organisation of"),
    RelationKind("knows", "knows", "is known to"),
    RelationKind("influences", "influences", "is influenced by"),
    RelationKind("counterpart", "counterpart of", "counterpart of"),
    RelationKind("works-with", "works with", "works with"),
    RelationKind("introduced", "introduced us to", "was introduced by"),
)


@frozen(kw_only=True)
class Contact:
    """A person, an organisation or a group. Dates are ISO text; ``change_id`` is its version."""

    id: int
    uid: str
    kind: Kind = field(converter=Kind)
    name: str
    also: str
    given: str
    family: str
    name_order: NameOrder = field(converter=NameOrder)
    organisation_kind: str
    level: str
    language: str
    languages: str
    country: str
    gender: str
    pronouns: str
    membership: Membership = field(converter=Membership)
    membership_from: str | None
    membership_to: str | None
    brought_by: str
    holder_id: int | None
    met: str
    rhythm_days: int | None
    can_do: str
    concerns_now: str
    remarks: str
    circle_id: int | None
    trashed_on: str | None
    merged_into: int | None
    added_on: str
    change_id: int


@frozen(kw_only=True)
class Point:
    """An e-mail, phone or web address. ``wrong_since`` is the day somebody found that it does not work."""

    id: int
    contact_id: int
    kind: PointKind = field(converter=PointKind)
    value: str
    label: str
    preferred: bool = field(converter=bool)
    valid_from: str | None
    valid_to: str | None
    wrong_since: str | None


@frozen(kw_only=True)
class Address:
    """A postal address: lines above the town, parted by line breaks; country as ISO 3166 alpha-2."""

    id: int
    contact_id: int
    lines: str
    postcode: str
    town: str
    region: str
    country: str
    label: str
    preferred: bool = field(converter=bool)
    valid_from: str | None
    valid_to: str | None
    wrong_since: str | None


@frozen(kw_only=True)
class ExternalId:
    """The number a contact has in another system, printed ``civicrm:4711``."""

    system: str
    external_id: str

    def __str__(self) -> str:
        return f"{self.system}:{self.external_id}"


@frozen(kw_only=True)
class Role:
    """What a person is in an organisation; ``right_person_for`` says in which matters to approach them."""

    id: int
    person_id: int
    organisation_id: int
    title: str
    from_on: str | None
    to_on: str | None
    answers_for_rights: bool = field(converter=bool)
    right_person_for: str
    verified_on: str | None
    person: str
    organisation: str


@frozen(kw_only=True)
class Relation:
    """A relationship as seen from one of its two ends."""

    id: int
    kind: str
    label: str
    other_id: int
    other: str
    from_on: str | None
    to_on: str | None
    note: str
    verified_on: str | None


@frozen(kw_only=True)
class RoleDraft:
    """A role to be added: where (an organisation's id or name), as what, since and until when.

    Where the person has that role already it is edited: what is None stays as it is.
    """

    at: str
    title: str = ""
    from_on: date | None = None
    to_on: date | None = None
    answers_for_rights: bool | None = None
    right_person_for: str | None = None


@frozen(kw_only=True)
class ContactDraft:
    """A contact to be added. ``fields`` are plain fields of :class:`Contact` by name, values as people write them.

    Addresses may begin with a label (``office: ana@example.org``); ``valid_from`` and ``valid_to`` hold for all of
    them. ``ids`` are numbers in other systems (``civicrm:4711``), ``holder`` and ``circle`` names.
    """

    name: str
    kind: Kind = Kind.PERSON
    family: str = ""
    fields: Mapping[str, str] = field(factory=dict)
    own_fields: Mapping[str, str] = field(factory=dict)
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    webs: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    ids: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    roles: tuple[RoleDraft, ...] = ()
    holder: str = ""
    circle: str = ""


@frozen(kw_only=True)
class Found:
    """A contact in a list: enough to know who it is."""

    id: int
    kind: Kind = field(converter=Kind)
    name: str
    about: str = ""
    country: str = ""
    sectors: tuple[str, ...] = ()


@frozen(kw_only=True)
class Card:
    """All that is known of a contact, as ``show`` begins with it and goes on.

    ``held_by`` is who of us holds the relationship; ``seen_by`` the circle that alone sees the contact, or empty.
    """

    contact: Contact
    may_contact: str
    last_word: str
    we_asked: str
    they_asked: str
    held_by: str
    seen_by: str
    points: tuple[Point, ...]
    addresses: tuple[Address, ...]
    ids: tuple[ExternalId, ...]
    roles: tuple[Role, ...]
    relations: tuple[Relation, ...]
    sectors: tuple[str, ...]
    interests: tuple[str, ...]
    fields: Mapping[str, Any]
    panels: tuple[Panel, ...]
    history: tuple[Entry, ...]


@frozen(kw_only=True)
class Step:
    """One step of a path: whom one comes to, how they are linked to the one before, and when that was last verified."""

    contact_id: int
    name: str
    kind: Kind
    country: str
    link: str = ""
    verified_on: str | None = None


@frozen(kw_only=True)
class Path:
    """A way from somebody we know to somebody we want to reach, nearest first.

    ``held_by`` is who of us holds the relationship with the first of them. One step alone is somebody we want to
    reach and know ourselves.
    """

    held_by: str
    steps: tuple[Step, ...]
