"""Using segments: whom they hold right now."""

from collections.abc import Sequence

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.errors import OutreachError, sentence_of
from outreach_crm.model import Ref
from outreach_crm.segments import queries
from outreach_crm.segments.model import Count, Listed, SavedSegment, Segment
from outreach_crm.segments.queries import Predicate
from outreach_crm.segments.service.reading import filters_of, read
from outreach_crm.segments.service.saving import get, list_segments
from outreach_crm.segments.service.saying import sentence
from outreach_crm.storage import Selection


def chosen(app: App, name: str = "", lines: Sequence[str] = ()) -> Segment:
    """Return whom a command is about: a saved segment, conditions, or both, which narrows the segment.

    Args:
        app: the App.
        name: the name or number of a saved segment, or nothing.
        lines: conditions, as :func:`read` understands them.

    Raises:
        NotFoundError: there is no such segment or condition.
        InvalidInputError: several segments fit, or a condition cannot be right.
    """
    narrower = read(app, lines)
    if not name:
        return narrower
    saved = get(app, name)
    return evolve(saved, all_of=(*saved.all_of, *narrower.all_of)) if lines else saved


def fill(app: App, selection: Selection, segment: Segment | str) -> int:
    """Put the contacts of a segment into the open selection and return how many were added.

    Those of a saved segment stand there ``because`` of it: ``segments:3``.

    Args:
        app: the App.
        selection: the open selection.
        segment: a segment, or the name or number of a saved one.

    Raises:
        NotFoundError: there is no such segment, or a value names what is gone.
        RefusedError: a condition is not there any more.
    """
    one = _segment(app, segment)
    because = str(Ref("segments", one.id)) if isinstance(one, SavedSegment) else ""
    return queries.fill(selection, asked(app, one), because)


def count(app: App, segment: Segment | str) -> Count:
    """Return how many contacts a segment has now, and when they were counted; raises as :func:`fill`."""
    found = queries.count(app.store, asked(app, _segment(app, segment)))
    return Count(count=found, counted_at=timestamp(app.clock.now()))


def first(app: App, segment: Segment | str, limit: int = 20) -> list[int]:
    """Return the numbers of the first contacts of a segment, by name; raises as :func:`fill`."""
    return queries.first(app.store, asked(app, _segment(app, segment)), limit)


def overview(app: App, *, counting: bool = True) -> list[Listed]:
    """Return all saved segments by name, each with how it reads and how many it has now.

    Args:
        app: the App.
        counting: whether to count, which takes a moment where there are hundreds of thousands of contacts.
    """
    return [_listed(app, one, counting) for one in list_segments(app)]


def _listed(app: App, segment: SavedSegment, counting: bool) -> Listed:
    try:
        counted = count(app, segment) if counting else None
        return Listed(
            id=segment.id,
            name=segment.name,
            sentence=sentence(app, segment),
            count=counted.count if counted else None,
            counted_at=counted.counted_at if counted else None,
        )
    except OutreachError as error:
        return Listed(id=segment.id, name=segment.name, broken=sentence_of(error))


def _segment(app: App, segment: Segment | str) -> Segment:
    return get(app, segment) if isinstance(segment, str) else segment


def asked(app: App, segment: Segment) -> list[list[Predicate]]:
    """Return the predicates of a segment; raises as :func:`fill`."""
    filters = filters_of(app, segment)
    return [
        [Predicate(filters[one.filter].sql, filters[one.filter].read(app, one.value), one.negate) for one in part]
        for part in segment.all_of
    ]
