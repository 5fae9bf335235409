"""A group, what is written of it, and all that is shown of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import field, frozen

from outreach_crm.groups.model.members import Member
from outreach_crm.groups.model.resources import Heading, Resource
from outreach_crm.groups.model.structures import Structure
from outreach_crm.model import Entry, Panel
from outreach_crm.text import say, term

if TYPE_CHECKING:
    from outreach_crm.contacts.model import Contact


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
    level: str = field(converter=term)
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
class Listed:
    """A group in a list; ``members`` counts those whom the reader may see."""

    id: int
    contact_id: int
    name: str
    structure: Structure = field(converter=Structure)
    level: str = field(converter=term)
    sectors: tuple[str, ...]
    coordinator: str
    members: int
    ended_on: str | None


class Kinship(StrEnum):
    """What another group has to do with a group."""

    ADVISES = "advises it"
    FORMED = "formed from it"

    @property
    def label(self) -> str:
        """How people read it."""
        return say("Advises it") if self is Kinship.ADVISES else say("Formed from it")


@frozen(kw_only=True)
class Relative:
    """A group that was formed from this one, or that advises it."""

    contact_id: int
    name: str
    how: Kinship = field(converter=Kinship)


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
    panels: tuple[Panel, ...]
    history: tuple[Entry, ...]


def fee_state(group: Group, today: str) -> str:
    """Say whether a group's fee is paid on a day; nothing where none is asked."""
    if not group.fee and not group.fee_paid_until:
        return ""
    if group.fee_paid_until is None:
        return say("not paid yet")
    until = date.fromisoformat(group.fee_paid_until)
    if group.fee_paid_until >= today:
        return say("paid until {day}", day=until)
    return say("overdue: paid until {day}", day=until)


@frozen
class Missing:
    """What a structure lacks: the sentence that says so, the command that mends it, and the form: its page's name."""

    sentence: str
    command: str
    form: str


def missing(group: Group, *, sectors: Sequence[str], planned: bool) -> tuple[Missing, ...]:
    """Return what the manual would have an officer think of (p. 185: structures are planned, not accidental).

    Args:
        group: the group.
        sectors: the keys of its sectors.
        planned: whether resources are planned for it from this year on.
    """
    if group.ended_on:
        return ()
    edit, resources = (f"outreach groups {verb} {group.contact_id}" for verb in ("edit", "resources"))
    asked = (
        (not group.purpose, Missing(say("It has no written purpose"), f"{edit} --purpose …", "edit")),
        (not planned, Missing(say("No resources are planned for it"), f"{resources} --plan …", "resources")),
        (
            group.structure is Structure.ADVISORY and group.advises_id is None,
            Missing(say("It is not said whom it advises"), f"{edit} --advises …", "edit"),
        ),
        (
            group.structure in {Structure.SPECIALIST, Structure.NETWORK, Structure.LOCAL_BRIEF} and not sectors,
            Missing(say("It is not said which sector it is for"), f"{edit} --sector …", "edit"),
        ),
    )
    return tuple(one for is_missing, one in asked if is_missing)


def prompts(group: Group, *, sectors: Sequence[str], planned: bool) -> tuple[str, ...]:
    """Return what is :func:`missing` as sentences that end with the command."""
    return tuple(f"{one.sentence}: {one.command}" for one in missing(group, sectors=sectors, planned=planned))
