"""A contact and what belongs to it."""

from attrs import field, frozen

from outreach_crm.contacts.model.kinds import Kind, Membership, NameOrder, PointKind


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
    change_id: int


@frozen(kw_only=True)
class Relation:
    """A relationship as seen from one of its two ends."""

    id: int
    kind: str
    label: str
    other_id: int
    other: str
    other_kind: Kind = field(converter=Kind)
    from_on: str | None
    to_on: str | None
    note: str
    verified_on: str | None
    change_id: int


@frozen(kw_only=True)
class Found:
    """A contact in a list: enough to know who it is."""

    id: int
    kind: Kind = field(converter=Kind)
    name: str
    about: str = ""
    country: str = ""
    sectors: tuple[str, ...] = ()
