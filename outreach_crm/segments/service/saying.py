"""How a segment reads: one sentence in plain words."""

from collections.abc import Sequence
from itertools import count

from outreach_crm.app import App
from outreach_crm.model import Filter
from outreach_crm.segments.model import Condition, Phrase, Segment, gathered
from outreach_crm.segments.service.reading import filters_of
from outreach_crm.text import row, say


def sentence(app: App, segment: Segment) -> str:
    """Return what a segment holds: ``Contacts who are in France or Belgium, and do not speak French``.

    Raises:
        RefusedError: a condition is not there any more.
        OutreachError: a value names what is gone, or what the actor may not see.
    """
    filters = filters_of(app, segment)
    told = [
        _either([_phrase(app, filters[alike[0].filter], alike) for alike in part]) for part in gathered(segment.all_of)
    ]
    return say("Contacts who {what}", what=_listed(told)) if told else say("All contacts")


def phrases(app: App, segment: Segment) -> list[list[Phrase]]:
    """Return the parts of a segment as the alternatives that its sentence says; raises as :func:`sentence`."""
    filters, counted = filters_of(app, segment), count()

    def phrase(alike: Sequence[Condition]) -> Phrase:
        asked = filters[alike[0].filter]
        reads = asked.negated if alike[0].negate else asked.sentence
        values = tuple(asked.say(app, one.value) for one in alike if one.value)
        return Phrase(reads=reads, values=values, numbers=tuple(next(counted) for _ in alike))

    return [[phrase(alike) for alike in part] for part in gathered(segment.all_of)]


def _phrase(app: App, asked: Filter, alike: Sequence[Condition]) -> str:
    reads = asked.negated if alike[0].negate else asked.sentence
    return say(reads, value=_one_of([asked.say(app, one.value) for one in alike if one.value]))


def _either(told: Sequence[str]) -> str:
    return say("either {what}", what=_one_of(told)) if len(told) > 1 else told[0]


def _one_of(told: Sequence[str]) -> str:
    if len(told) > 1:
        return say("{one} or {others}", one=told[0], others=_one_of(told[1:]))
    return told[0] if told else ""


def _listed(told: Sequence[str]) -> str:
    if len(told) == 1:
        return told[0]
    first, last = row(told[:-1]), told[-1]
    if len(told) > 2 or any(" or " in one for one in told):
        return say("{first}, and {last}", first=first, last=last)
    return say("{first} and {last}", first=first, last=last)
