"""Saved segments: add, edit, rename, remove and find them."""

from collections.abc import Sequence
from functools import partial

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.meaning import begun, number_meant, unique_name
from outreach_crm.model import Hit, Ref
from outreach_crm.segments import queries
from outreach_crm.segments.model import SavedSegment
from outreach_crm.segments.service.reading import check, read
from outreach_crm.text import read_number, say

_LONGEST_NAME = 100


def add(app: App, name: str, lines: Sequence[str], *, because: str = "") -> SavedSegment:
    """Save conditions under a name.

    Args:
        app: the App.
        name: its name; whatever the case and accents, there is one of a name.
        lines: the conditions, all of which have to be fulfilled; see :func:`read`.
        because: why.

    Raises:
        InvalidInputError: there is no name or no condition, or one cannot be right.
        NotFoundError: there is no such condition, or a value names nothing.
        ConflictError: there is a segment of that name.
    """
    segment = read(app, lines)
    check(segment.all_of)
    with app.change("add segment", because=because):
        values = {**_named(app, name, None), "conditions": queries.stored(segment.all_of)}
        return _get(app, app.store.insert("segments", values))


def edit(app: App, name: str, lines: Sequence[str], *, version: int | None = None, because: str = "") -> SavedSegment:
    """Give a segment other conditions in the place of those it has; see :func:`add`.

    Raises:
        ConflictError: somebody else changed it since ``version``.
    """
    segment = read(app, lines)
    check(segment.all_of)
    with app.change("edit segment", because=because):
        saved = get(app, name)
        journal.check_version(app, saved.name, saved.change_id, seen=version)
        app.store.update("segments", saved.id, {"conditions": queries.stored(segment.all_of)})
        return _get(app, saved.id)


def rename(app: App, name: str, new: str, *, because: str = "") -> SavedSegment:
    """Give a segment another name.

    Raises:
        NotFoundError: there is no such segment.
        InvalidInputError: several fit, or the new name is none.
        ConflictError: another one has that name.
    """
    with app.change("rename segment", because=because):
        saved = get(app, name)
        app.store.update("segments", saved.id, _named(app, new, saved.id))
        return _get(app, saved.id)


def remove(app: App, name: str, *, because: str = "") -> SavedSegment:
    """Remove a segment, not its contacts, and return it with the change that undo takes back.

    Raises:
        NotFoundError: there is no such segment.
        InvalidInputError: several fit.
    """
    with app.change("remove segment", because=because) as change:
        saved = get(app, name)
        app.store.delete("segments", saved.id)
        return evolve(saved, change_id=change.id)


def get(app: App, text: str) -> SavedSegment:
    """Return the one saved segment somebody means.

    Args:
        app: the App.
        text: its number, ``segments:3``, its name, or enough of its words.

    Raises:
        NotFoundError: none fits.
        InvalidInputError: several fit; they are named with their numbers.
    """
    return _get(app, number_meant(text, "segments", partial(queries.names, app.store), "segment"))


def hits(app: App, text: str) -> list[Hit]:
    """Return the saved segments that a search finds."""
    names = queries.names(app.store)
    return [Hit(ref=Ref("segments", one), title=names[one]) for one in begun(text, names)]


def list_segments(app: App) -> list[SavedSegment]:
    """Return all saved segments by name."""
    return queries.segments(app.store)


def _get(app: App, segment_id: int) -> SavedSegment:
    found = queries.segment(app.store, segment_id)
    if found is None:
        raise NotFoundError(
            say("There is no segment {segment_id}; outreach segments list shows them.", segment_id=segment_id)
        )
    return found


def _named(app: App, name: str, segment_id: int | None) -> dict[str, str]:
    length = len(" ".join(name.split()))
    if length > _LONGEST_NAME:
        raise InvalidInputError(
            say("That name has {length} letters, and {longest_name} fit.", length=length, longest_name=_LONGEST_NAME)
        )
    if read_number(name) is not None:
        raise InvalidInputError(say("A name of digits alone would be taken for a number; add a word."))
    return unique_name(name, "segment", partial(queries.by_key, app.store), segment_id)
