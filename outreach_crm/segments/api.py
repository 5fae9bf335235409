"""Saved segments as other programs have them: their conditions, as lines that people write."""

from collections.abc import Iterable

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.machines import goes_out
from outreach_crm.segments import service


@frozen(kw_only=True)
class SegmentRecord:
    """A saved segment: contacts that fulfil each of its conditions (``country=FR,BE``)."""

    id: int
    name: str
    conditions: tuple[str, ...]
    change_id: int


@frozen(kw_only=True)
class SegmentToAdd:
    """A segment to be saved."""

    name: str
    conditions: tuple[str, ...]


@frozen(kw_only=True)
class SegmentToEdit:
    """What to change of a segment: conditions stand in the place of those it has."""

    name: str | None = None
    conditions: tuple[str, ...] | None = None


def some(app: App, ids: Iterable[int]) -> list[SegmentRecord]:
    """Return some segments."""
    wanted = {*ids}
    found = (one for one in service.list_segments(app) if one.id in wanted)
    return [goes_out(one, SegmentRecord, conditions=tuple(service.words_of(one))) for one in found]


def add(app: App, given: SegmentToAdd) -> int:
    """Save a segment and return its number."""
    return service.add(app, given.name, given.conditions).id


def edit(app: App, segment_id: int, given: SegmentToEdit) -> None:
    """Edit a segment."""
    text = str(segment_id)
    if given.conditions is not None:
        service.edit(app, text, given.conditions)
    if given.name is not None:
        service.rename(app, text, given.name)
