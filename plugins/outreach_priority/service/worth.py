"""What weights mean, in sentences: what it is worth to raise one question beside another (F18)."""

from collections.abc import Mapping

from outreach_crm.text import Sentence, figure, later, row, say
from outreach_priority.model import Item, Questionnaire, Weighting
from outreach_priority.service.wording import percent

_LEAST = 1e-9


def raising(item: Item) -> Sentence:
    """Return what raising an item means: from the answer that speaks least for something to the one that does most."""
    return say("from “{worst}” to “{best}”", worst=item.worst, best=item.best)


def in_words(form: Questionnaire, found: Weighting) -> list[Sentence]:
    """Return what somebody's weights say of each item beside the one that weighs most, so that they can object.

    Args:
        form: whose items were weighed.
        found: what they come to.
    """
    weights = found.weights
    order = sorted(weights, key=lambda key: -weights[key])
    return [_beside(form, weights, order[0], other) for other in order[1:]]


def _beside(form: Questionnaire, weights: Mapping[str, float], most: str, other: str) -> Sentence:
    """Return how much more it is worth to raise the first of two."""
    names = {"most": _title(form, most), "other": _title(form, other)}
    if weights[other] < _LEAST:
        return say("To raise {other} is worth nothing.", **names)
    times = weights[most] / weights[other]
    if times < 1.05:
        return say("To raise {most} is worth as much as to raise {other}.", **names)
    template = later("To raise {most} is worth {times} times as much as to raise {other}.")
    return say(template, times=figure(times, ".1f"), **names)


def doubt(form: Questionnaire, found: Weighting) -> Sentence:
    """Return how far comparisons agree with each other, and what to think about again."""
    said = {"n": figure(found.consistency or 0.0, ".2f")}
    if not found.doubtful:
        return say(
            "The comparisons agree with each other (inconsistency {n}; from 0.10 on it is worth a thought).", **said
        )
    items = row([_title(form, key) for key in found.doubtful])
    return say(
        "The comparisons contradict each other (inconsistency {n}): think again about {items}.", items=items, **said
    )


def ranges(form: Questionnaire, found: Weighting) -> list[Sentence]:
    """Return between which weights the same comparisons are met as well, where there is more than one answer."""
    return [
        say("{item}: {low} to {high} % fit just as well.", item=_title(form, key), low=percent(low), high=percent(high))
        for key, (low, high) in found.ranges.items()
    ]


def _title(form: Questionnaire, key: str) -> str:
    item = form.item(key)
    return item.title if item else key
