"""Reading conditions as people write them, and what there is to ask."""

from collections.abc import Iterable

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError, RefusedError
from outreach_crm.meaning import suggestion
from outreach_crm.model import Filter
from outreach_crm.segments.model import AllOf, Condition, Field, Segment, parse, written
from outreach_crm.text import say


def read(app: App, lines: Iterable[str], *, name: str = "") -> Segment:
    """Return the contacts that fulfil all of some lines, not saved yet.

    Args:
        app: the App.
        lines: conditions, each as :func:`outreach_crm.segments.model.parse` reads it; none means all contacts.
        name: what it is called.

    Raises:
        NotFoundError: there is no such condition, or a value names nothing.
        InvalidInputError: a line or a value cannot be right.
    """
    filters = _filters(app)
    all_of = tuple(part for line in lines for part in parse(line, filters))
    return Segment(name=name, all_of=tuple(tuple(_kept(app, filters, one) for one in part) for part in all_of))


def words_of(segment: Segment) -> list[str]:
    """Return the lines that say what a segment is, as :func:`read` understands them."""
    return written(segment.all_of)


def fields(app: App) -> list[Field]:
    """Return what can be asked of contacts, from all features, in their order."""
    return [Field(key=one.key, takes=one.takes, sentence=say(one.sentence, value="…")) for one in app.plugins.filters()]


def condition(app: App, key: str) -> Filter:
    """Return what can be asked under a key.

    Raises:
        NotFoundError: there is no such condition.
    """
    found = _filters(app).get(key)
    if found is None:
        raise NotFoundError(
            say("There is no condition {key!r}{suggestion}.", key=key, suggestion=suggestion(key, _filters(app)))
        )
    return found


def filters_of(app: App, segment: Segment) -> dict[str, Filter]:
    """Return the filters a segment is made of, by key.

    Raises:
        RefusedError: one is not there any more; without it the segment would hold more contacts than were meant.
    """
    filters = _filters(app)
    for part in segment.all_of:
        for condition in part:
            if condition.filter not in filters:
                raise RefusedError(
                    say(
                        "The segment {segment!r} asks for {filter!r}, which is not there any more: the plugin it came"
                        " from is missing (outreach plugins list). Bring it back, or say anew what is meant: outreach"
                        " segments edit.",
                        segment=segment.name,
                        filter=condition.filter,
                    )
                )
    return filters


def check(all_of: AllOf) -> None:
    """Refuse a segment that asks nothing.

    Raises:
        InvalidInputError: it has no conditions.
    """
    if not all_of:
        raise InvalidInputError(
            say("Say whom you mean: --where country=France; outreach segments fields lists what else.")
        )


def _filters(app: App) -> dict[str, Filter]:
    return {one.key: one for one in app.plugins.filters()}


def _kept(app: App, filters: dict[str, Filter], condition: Condition) -> Condition:
    asked = filters[condition.filter]
    asked.read(app, condition.value)
    return evolve(condition, value=asked.keep(app, condition.value)) if asked.takes else condition
