"""Outreach structures as records (Campaign Manual, "Outreach structures", pp. 185-187)."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import field, frozen

from outreach_crm.model import Entry

if TYPE_CHECKING:
    from outreach_crm.contacts.model import Contact


class Structure(StrEnum):
    """The models by which sections organise outreach."""

    SPECIALIST = "specialist"
    NETWORK = "network"
    ADVISORY = "advisory"
    LOCAL = "local"
    LOCAL_BRIEF = "local-brief"
    COUNTRY = "country"

    @property
    def label(self) -> str:
        """How the manual calls it."""
        return _STRUCTURES[self]


_STRUCTURES = {
    Structure.SPECIALIST: "specialist or professional coordination group",
    Structure.NETWORK: "network",
    Structure.ADVISORY: "advisory group",
    Structure.LOCAL: "local group",
    Structure.LOCAL_BRIEF: "local group with a sector brief",
    Structure.COUNTRY: "country coordination",
}


class Level(StrEnum):
    """On which level of our own movement a group works (Campaign Manual, "Engaging in outreach")."""

    LOCAL = "local"
    SECTION = "section"
    INTERNATIONAL = "international"


class Heading(StrEnum):
    """What a structure draws on (Campaign Manual, p. 187); hours are hours, all else is money of the section."""

    STAFF_HOURS = "staff-hours"
    VOLUNTEER_HOURS = "volunteer-hours"
    TELEPHONE = "telephone"
    MEETINGS = "meetings"
    COPYING = "copying"
    POSTAGE = "postage"
    NEWSLETTERS = "newsletters"
    MONEY = "money"

    @property
    def label(self) -> str:
        """How people read it."""
        return self.value.replace("-", " ")


COORDINATOR = "coordinator"
CASEFILE_HOLDER = "casefile holder"
MEMBER = "member"

# Roles every group knows, in the order of a list of members; a section adds its own in the settings.
ROLES = (COORDINATOR, "secretary", CASEFILE_HOLDER, "treasurer", "adviser", MEMBER)


@frozen
class GroupsSettings:
    """Settings of groups: roles the section has besides those every group knows."""

    roles: tuple[str, ...] = ()


@frozen(kw_only=True)
class Group:
    """A group. ``id`` is its own row, ``contact_id`` its number as a contact, by which everybody knows it.

    Dates are ISO text. ``capacity`` is how many long-term cases or actions it can carry at once, ``meeting_days`` the
    days from one meeting to the next. ``change_id``, the latest change of group or contact, is its version.
    """

    id: int
    contact_id: int
    name: str
    structure: Structure = field(converter=Structure)
    level: str
    purpose: str
    regions: str
    capacity: int | None
    meeting_days: int | None
    fee: str
    fee_paid_until: str | None
    serviced_by: str
    formed_from_id: int | None
    formed_from: str
    advises_id: int | None
    advises: str
    founded_on: str | None
    ended_on: str | None
    change_id: int


@frozen(kw_only=True)
class GroupDraft:
    """A group to be added.

    ``fields`` are fields of :class:`Group` by name, values as people write them (``formed_from`` and ``advises``: the
    name or number of another group); ``contact`` are fields of the contact it becomes; ``plan`` is what it may use in
    ``year`` by heading.
    """

    name: str
    structure: str
    fields: Mapping[str, str] = field(factory=dict)
    contact: Mapping[str, str] = field(factory=dict)
    sectors: tuple[str, ...] = ()
    year: int | None = None
    plan: Mapping[Heading, float] = field(factory=dict)


@frozen(kw_only=True)
class GroupEdit:
    """What to change of a group; what is left empty stays. ``version`` is the ``change_id`` the editor saw."""

    fields: Mapping[str, str] = field(factory=dict)
    contact: Mapping[str, str] = field(factory=dict)
    sectors: tuple[str, ...] = ()
    no_sectors: tuple[str, ...] = ()
    version: int | None = None


@frozen(kw_only=True)
class Member:
    """What a person is or was in a group: from ``from_on`` until the day before ``to_on``."""

    id: int
    group_id: int
    group: str
    person_id: int
    person: str
    role: str
    from_on: str
    to_on: str | None

    def ended(self, today: str) -> bool:
        """Return whether it is over on a day (ISO text)."""
        return self.to_on is not None and self.to_on <= today

    def when(self, today: str) -> str:
        """Say when it is or was, as seen from a day (ISO text)."""
        if self.ended(today):
            return f"{self.from_on} to {self.to_on}"
        since = "since" if self.from_on <= today else "from"
        return f"{since} {self.from_on}" + (f" until {self.to_on}" if self.to_on else "")

    def meets(self, from_on: str, to_on: str | None) -> bool:
        """Return whether it shares at least a day with another span."""
        return (to_on is None or self.from_on < to_on) and (self.to_on is None or from_on < self.to_on)


@frozen(kw_only=True)
class Resource:
    """What a group may use under one heading in one year, what it used, and what is left (below 0: overdrawn)."""

    year: int
    heading: Heading = field(converter=Heading)
    planned: float
    used: float
    remainder: float = field(init=False)

    @remainder.default
    def _remainder(self) -> float:
        return round(self.planned - self.used, 2)


@frozen(kw_only=True)
class Listed:
    """A group in a list; ``members`` counts those whom the reader may see."""

    contact_id: int
    name: str
    structure: Structure = field(converter=Structure)
    level: str
    sectors: tuple[str, ...]
    coordinator: str
    members: int
    ended_on: str | None


@frozen(kw_only=True)
class Relative:
    """A group that was formed from this one, or that advises it."""

    contact_id: int
    name: str
    how: str


@frozen(kw_only=True)
class GroupCard:
    """All that is known of a group."""

    group: Group
    contact: "Contact"
    held_by: str
    sectors: tuple[str, ...]
    fee_state: str
    relatives: tuple[Relative, ...]
    members: tuple[Member, ...]
    former_members: tuple[Member, ...]
    resources: tuple[Resource, ...]
    prompts: tuple[str, ...]
    history: tuple[Entry, ...]


def in_order(members: Sequence[Member], roles: Sequence[str]) -> list[Member]:
    """Return members by role, coordinators first, else in the order they came."""
    rank = {role: number for number, role in enumerate(roles)}
    return sorted(members, key=lambda member: rank.get(member.role, len(rank)))


def fee_state(group: Group, today: str) -> str:
    """Say whether a group's fee is paid on a day; nothing where none is asked."""
    if not group.fee and not group.fee_paid_until:
        return ""
    if group.fee_paid_until is None:
        return "not paid yet"
    lapsed = "" if group.fee_paid_until >= today else "overdue: "
    return f"{lapsed}paid until {group.fee_paid_until}"


def prompts(group: Group, *, sectors: Sequence[str], planned: bool) -> tuple[str, ...]:
    """Return what the manual would have an officer think of (p. 185: structures are planned, not accidental).

    Args:
        group: the group.
        sectors: the keys of its sectors.
        planned: whether resources are planned for it from this year on.
    """
    if group.ended_on:
        return ()
    edit = f"outreach groups edit {group.contact_id}"
    asked = (
        (not group.purpose, f"It has no written purpose: {edit} --purpose …"),
        (not planned, f"No resources are planned for it: outreach groups resources {group.contact_id} --plan …"),
        (
            group.structure is Structure.ADVISORY and group.advises_id is None,
            f"It is not said whom it advises: {edit} --advises …",
        ),
        (
            group.structure in {Structure.SPECIALIST, Structure.NETWORK, Structure.LOCAL_BRIEF} and not sectors,
            f"It is not said which sector it is for: {edit} --sector …",
        ),
    )
    return tuple(sentence for missing, sentence in asked if missing)
