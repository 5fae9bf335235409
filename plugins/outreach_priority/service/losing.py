"""What would take the first place away, in sentences: other weights, another balance, lower ratings (F7)."""

from collections.abc import Iterator

from outreach_crm.text import Sentence, count, figure, later, say
from outreach_priority.formulas.stability import Drop, Stability
from outreach_priority.model import Better, Result
from outreach_priority.service.wording import Names, from_to

_MOST = 3


def firm(told: Names, result: Result) -> Iterator[Sentence]:
    """Yield what would take the first place away, the nearest first (F7)."""
    if not result.stability:
        return
    moving = [one for one in result.stability if not one.firm and not _mirrored(result, one)]
    for one in sorted(moving, key=_nearness)[:_MOST]:
        yield loses_by_weight(told, result, one)
    if not moving:
        yield say("No single weight can change the first place.")
    elif len(moving) > _MOST:
        yield count(
            len(moving) - _MOST,
            "{n} more weight can change the first place.",
            "{n} more weights can change the first place.",
        )
    if result.balance and not result.balance.firm:
        yield _balance(told, result, result.balance)
    reachable = [one for one in result.drops if one.critical is not None]
    if reachable:
        yield _drop(told, result, min(reachable, key=lambda one: (one.value - (one.critical or 0), one.item)))


def _mirrored(result: Result, one: Stability) -> bool:
    """Return whether it only says again what is said of the first of two items: what one loses the other gains."""
    # In the order of the form: a sealed result keeps the weights of a side in another one.
    pairs = [sorted(side.items, key=result.items.index) for side in result.weights if len(side.items) == 2]
    return any(one.items == (result.items.index(second),) for _first, second in pairs)


def _nearness(one: Stability) -> tuple[float, tuple[int, ...]]:
    below = one.weight - one.low if one.rivals_below else 2.0
    above = one.high - one.weight if one.rivals_above else 2.0
    return min(below, above), one.items


def loses_by_weight(told: Names, result: Result, one: Stability) -> Sentence:
    """Return at which weight of an item the first loses its place, on the nearer side."""
    fall = bool(one.rivals_below) and (not one.rivals_above or one.weight - one.low <= one.high - one.weight)
    now, then = from_to(one.weight, one.low if fall else one.high)
    template = (
        later("{name} would lose first place to {rivals} if the weight of {item} fell from {now} % to below {then} %.")
        if fall
        else later(
            "{name} would lose first place to {rivals} if the weight of {item} rose from {now} % to above {then} %."
        )
    )
    rivals = one.rivals_below if fall else one.rivals_above
    items = told.items(result.items[place] for place in one.items)
    return say(template, name=told.subject(one.winner), rivals=told.subjects(rivals), item=items, now=now, then=then)


def _balance(told: Names, result: Result, one: Stability) -> Sentence:
    fall = bool(one.rivals_below) and (not one.rivals_above or one.weight - one.low <= one.high - one.weight)
    now, then = from_to(one.weight, one.low if fall else one.high)
    template = (
        later(
            "{rivals} would be first if the international analysis counted for less than {then} % instead of {now} %."
        )
        if fall
        else later(
            "{rivals} would be first if the international analysis counted for more than {then} % instead of {now} %."
        )
    )
    return say(template, rivals=told.subjects(one.rivals_below if fall else one.rivals_above), now=now, then=then)


def _drop(told: Names, result: Result, one: Drop) -> Sentence:
    item = told.assessment.questionnaire.item(result.items[one.item])
    falling = item is not None and item.better is Better.LESS
    now, then = (4 * (1 - value if falling else value) for value in (one.value, one.critical or 0.0))
    template = (
        later("{name} would lose first place to {rival} if its rating on {item} rose from {now} to above {then}.")
        if falling
        else later("{name} would lose first place to {rival} if its rating on {item} fell from {now} to below {then}.")
    )
    return say(
        template,
        name=told.subject(result.first[0]),
        rival=told.subject(one.rival),
        item=told.item(result.items[one.item]),
        now=figure(now, ".1f"),
        then=figure(then, ".1f"),
    )
