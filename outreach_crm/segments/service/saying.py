"""How a segment reads: one sentence in plain words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from outreach_crm.app import App
from outreach_crm.model import Filter
from outreach_crm.segments.model import AllOf, Condition, Segment
from outreach_crm.segments.service.reading import filters_of


def sentence(app: App, segment: Segment) -> str:
    """Return what a segment holds: ``Contacts who are in France or Belgium, and do not speak French``.

    Raises:
        RefusedError: a condition is not there any more.
        OutreachError: a value names what is gone, or what the actor may not see.
    """
    filters = filters_of(app, segment)
    told = [_either(app, filters, part) for part in _gathered(segment.all_of)]
    return f"Contacts who {_listed(told)}" if told else "All contacts"


def _gathered(all_of: AllOf) -> Iterator[tuple[Condition, ...] | list[Condition]]:
    """Yield the parts, those that refuse values of the same kind as one list: not in France or Belgium."""

    def refused(part: tuple[Condition, ...]) -> str:
        return part[0].filter if len(part) == 1 and part[0].negate and part[0].value else ""

    for key, parts in groupby(all_of, refused):
        if key:
            yield [condition for part in parts for condition in part]
        else:
            yield from parts


def _either(app: App, filters: Mapping[str, Filter], part: tuple[Condition, ...] | list[Condition]) -> str:
    if isinstance(part, list):
        return _phrase(app, filters, part)

    def alike(numbered: tuple[int, Condition]) -> tuple[str, int]:
        number, one = numbered
        # Who is not in France or is not in Belgium is anywhere: only what is wanted is told together.
        return (one.filter, -1) if not one.negate and one.value else (one.filter, number)

    told = [_phrase(app, filters, [one for _, one in some]) for _, some in groupby(enumerate(part), alike)]
    return f"either {' or '.join(told)}" if len(told) > 1 else told[0]


def _phrase(app: App, filters: Mapping[str, Filter], conditions: Sequence[Condition]) -> str:
    asked = filters[conditions[0].filter]
    reads = asked.negated if conditions[0].negate else asked.sentence
    return reads.replace("{value}", " or ".join(_said(app, asked, conditions)))


def _said(app: App, asked: Filter, conditions: Iterable[Condition]) -> list[str]:
    return [asked.say(app, one.value) for one in conditions if one.value]


def _listed(told: Sequence[str]) -> str:
    if len(told) == 1:
        return told[0]
    comma = "," if len(told) > 2 or any(" or " in one for one in told) else ""
    return f"{', '.join(told[:-1])}{comma} and {told[-1]}"
