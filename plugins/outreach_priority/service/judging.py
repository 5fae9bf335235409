"""From what one person says of the items to the weights that it stands for, by each method (F18)."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

from attrs import field, frozen

from outreach_crm.errors import InvalidInputError, sentence_of
from outreach_crm.text import say
from outreach_priority.formulas import ahp, bwm
from outreach_priority.formulas.weights import by_rank, swing
from outreach_priority.model import Judgement, Method


@frozen(kw_only=True)
class Found:
    """What judgements come to."""

    weights: Mapping[str, float]
    consistency: float | None = None
    doubtful: tuple[str, ...] = ()
    ranges: Mapping[str, tuple[float, float]] = field(factory=dict)


def found_in(items: Sequence[str], method: Method, said: Sequence[Judgement]) -> Found:
    """Return the weights that judgements stand for.

    Args:
        items: what is weighed, in its order.
        method: how they were asked for.
        said: what one person says.

    Raises:
        InvalidInputError: it makes no sense, or something is missing.
    """
    try:
        return _METHODS[method](items, said)
    except ValueError as error:
        raise InvalidInputError(sentence_of(error)) from None


def _each(items: Sequence[str], said: Sequence[Judgement]) -> dict[str, float]:
    numbers = {one.item: one.number for one in said if not one.other}
    if missing := [item for item in items if item not in numbers]:
        raise ValueError(say("Say something of every item; {names} is missing.", names=", ".join(missing)))
    return {item: numbers[item] for item in items}


def _best_worst(items: Sequence[str], said: Sequence[Judgement]) -> Found:
    if len(items) == 1:
        return Found(weights={items[0]: 1.0})
    given = _comparisons(items, {(one.item, one.other): one.number for one in said})
    found = bwm.best_worst(given)
    return Found(
        weights=found.weights,
        consistency=found.ratio,
        doubtful=(found.doubtful,) if found.doubtful else (),
        ranges={} if found.unique else found.intervals,
    )


def _comparisons(items: Sequence[str], times: Mapping[tuple[str, str], float]) -> bwm.Comparisons:
    """Return the two lists of comparisons: the best stands on the left of all others, the worst on their right."""
    best = next((one for one in items if all((one, other) in times for other in items if other != one)), "")
    rest = [one for one in items if one != best]
    worst = next((one for one in rest if all((other, one) in times for other in items if other != one)), "")
    if not best or not worst:
        raise ValueError(say("Compare the best item with every other, and every other with the worst."))
    if len(times) > 2 * len(items) - 3:
        raise ValueError(say("Compare only the best with the others, and the others with the worst."))
    return bwm.Comparisons(
        best=best,
        worst=worst,
        from_best={item: times.get((best, item), 1.0) for item in items},
        to_worst={item: times.get((item, worst), 1.0) for item in items},
    )


def matrix(items: Sequence[str], said: Sequence[Judgement]) -> ahp.Matrix:
    """Return the comparisons of every pair of items that one person made.

    Raises:
        ValueError: a pair is compared twice, or not at all.
    """
    places = {item: place for place, item in enumerate(items)}
    pairs = {(places[one.item], places[one.other]): one.number for one in said}
    both = next(((i, j) for i, j in pairs if (j, i) in pairs or i == j), None)
    if both:
        raise ValueError(
            say("{one_item} and {other} are compared twice.", one_item=items[both[0]], other=items[both[1]])
        )
    every = combinations(range(len(items)), 2)
    if missing := next((pair for pair in every if not {pair, pair[::-1]} & set(pairs)), None):
        raise ValueError(
            say(
                "{one_item} and {other} have not been compared with each other.",
                one_item=items[missing[0]],
                other=items[missing[1]],
            )
        )
    return ahp.from_pairs(len(items), pairs)


def _hierarchy(items: Sequence[str], said: Sequence[Judgement]) -> Found:
    found = ahp.hierarchy(matrix(items, said))
    pair = found.doubtful
    return Found(
        weights=dict(zip(items, found.weights, strict=True)),
        consistency=found.cr,
        doubtful=(items[pair.item], items[pair.other]) if pair else (),
    )


_METHODS: Mapping[Method, Callable[[Sequence[str], Sequence[Judgement]], Found]] = {
    Method.SWING: lambda items, said: Found(weights=swing(_each(items, said))),
    Method.ROC: lambda items, said: Found(weights=by_rank(_each(items, said), "roc")),
    Method.SR: lambda items, said: Found(weights=by_rank(_each(items, said), "sr")),
    Method.BWM: _best_worst,
    Method.AHP: _hierarchy,
}
