"""Groups as other programs have them, by the number each has as a contact."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from attrs import fields, frozen

from outreach_crm.app import App
from outreach_crm.groups import service
from outreach_crm.groups.model import GroupDraft, GroupEdit, Level, Structure
from outreach_crm.machines import as_written, goes_out, those_there


@frozen(kw_only=True)
class GroupRecord:
    """A group: ``id`` is its number as a contact, under ``/contacts`` too. Days are ISO 8601.

    ``capacity`` is how many long-term cases or actions it can carry at once, ``meeting_days`` the days from one
    meeting to the next.
    """

    id: int
    name: str
    structure: Structure
    level: str
    purpose: str
    regions: str
    capacity: int | None
    meeting_days: int | None
    fee: str
    fee_paid_until: str | None
    serviced_by: str
    formed_from_id: int | None
    advises_id: int | None
    founded_on: str | None
    ended_on: str | None
    change_id: int


@frozen(kw_only=True)
class _Said:
    """What adding and editing have in common; other groups by their numbers as contacts."""

    level: Level | None = None
    purpose: str | None = None
    regions: str | None = None
    capacity: int | None = None
    fee: str | None = None
    fee_paid_until: date | None = None
    serviced_by: str | None = None
    formed_from: int | None = None
    advises: int | None = None
    founded_on: date | None = None
    ended_on: date | None = None


@frozen(kw_only=True)
class GroupToAdd(_Said):
    """A group to be added; sectors by their keys."""

    name: str
    structure: Structure
    sectors: tuple[str, ...] = ()


@frozen(kw_only=True)
class GroupToEdit(_Said):
    """What to change of a group; its name and addresses are those of the contact."""

    structure: Structure | None = None
    sectors: tuple[str, ...] = ()
    no_sectors: tuple[str, ...] = ()


def some(app: App, ids: Iterable[int]) -> list[GroupRecord]:
    """Return those of some groups that the actor may see."""
    found = those_there(partial(service.get, app), ids)
    return [goes_out(one, GroupRecord, id=one.contact_id) for one in found]


def add(app: App, given: GroupToAdd) -> int:
    """Add a group and return its number as a contact."""
    draft = GroupDraft(name=given.name, structure=given.structure, fields=_fields(given), sectors=given.sectors)
    return service.add(app, draft).contact_id


def edit(app: App, group_id: int, given: GroupToEdit) -> None:
    """Edit a group."""
    told = as_written({"structure": given.structure}) | _fields(given)
    service.edit(app, group_id, GroupEdit(fields=told, sectors=given.sectors, no_sectors=given.no_sectors))


def in_sector(app: App, text: str) -> Iterable[int]:
    """Return the groups of a sector, by its key."""
    return (one.contact_id for one in service.list_groups(app, sector=text, ended=True, limit=100_000))


def _fields(given: _Said) -> dict[str, str]:
    return as_written({one.name: getattr(given, one.name) for one in fields(_Said)})
