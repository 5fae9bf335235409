"""F6: what is not known as an interval: who is certainly ahead, who could be first, and what to ask next."""

import math
from collections.abc import Mapping, Sequence

from attrs import frozen

from outreach_crm.text import say
from outreach_priority.formulas.combination import Rule, Sides, combine
from outreach_priority.formulas.value import CLOSE, fitting
from outreach_priority.formulas.weights import shares

Known = float | tuple[float, float] | None
"""A value, the range a panel gives, or None: not known, so anything from the worst to the best."""


@frozen(kw_only=True)
class Interval:
    """Between which bounds a value lies.

    Args:
        low: if all that is not known turns out at its worst.
        high: at its best.
    """

    low: float
    high: float


@frozen(kw_only=True)
class Question:
    """Something to find out.

    Args:
        name: the alternative.
        item: place of the item, from 0.
        width: how far apart the bounds of the answer are, 0-1.
        effect: that times the weight of the item: how much of the interval would go.
    """

    name: str
    item: int
    width: float
    effect: float


@frozen(kw_only=True)
class Unknowns:
    """What can be said although not all is known.

    Args:
        intervals: bounds of the value by alternative.
        certainly_better: pairs of which the first is ahead whatever comes out.
        possible_first: who could be first, by name.
        ask_next: what is not known of those, most consequential first; none where only one could be first.
    """

    intervals: Mapping[str, Interval]
    certainly_better: tuple[tuple[str, str], ...]
    possible_first: tuple[str, ...]
    ask_next: tuple[Question, ...]


def bounds(entry: Known, whole: tuple[float, float] = (0.0, 1.0)) -> Interval:
    """Return the bounds of one entry.

    Args:
        entry: a value, a range, or None.
        whole: what an unknown entry can be.

    Raises:
        ValueError: if a range is upside down, or reaches beyond the whole.
    """
    low, high = whole if entry is None else entry if isinstance(entry, Sequence) else (entry, entry)
    if low > high:
        raise ValueError(say("The range from {low:g} to {high:g} is upside down.", low=low, high=high))
    if low < whole[0] - CLOSE or high > whole[1] + CLOSE:
        raise ValueError(
            say(
                "{low:g} to {high:g} is not between {least:g} and {most:g}.",
                low=low,
                high=high,
                least=whole[0],
                most=whole[1],
            )
        )
    return Interval(low=low, high=high)


def unknowns(
    values: Mapping[str, Sequence[Known]],
    weights: Sequence[float],
    *,
    whole: tuple[float, float] = (0.0, 1.0),
) -> Unknowns:
    """Return what holds whatever the unknown answers of one analysis turn out to be (F6; interval arithmetic).

    One is certainly better than another if its lower bound is above the other's upper one; it is possibly first if its
    upper bound is not below anybody's lower one.

    Args:
        values: alternative -> by item a value, a range, or None.
        weights: by item, in any proportion; they are made to sum to 1.
        whole: lowest and highest value.

    Raises:
        ValueError: if weights sum to nothing, the table does not fit, or an entry is off the scale.
    """
    scaled = dict(enumerate(shares(weights)))
    fitting(values, len(scaled))
    table = {name: [bounds(entry, whole) for entry in row] for name, row in values.items()}
    return _standing(table, {name: _weighed(row, scaled) for name, row in table.items()}, scaled)


def unknowns_combined(values: Mapping[str, Sequence[Known]], sides: Sides, *, rule: Rule = Rule.GEOMETRIC) -> Unknowns:
    """Return the same for two analyses combined: by whichever rule, it rises with both (F5, F6).

    Args:
        values: alternative -> by item a value from 0 to 1, a range, or None.
        sides: which items belong to which analysis.
        rule: how the analyses are combined.

    Raises:
        ValueError: if the table does not fit, or an entry is not from 0 to 1.
    """
    fitting(values, sides.items)
    table = {name: [bounds(entry) for entry in row] for name, row in values.items()}
    intervals = {}
    for name, row in table.items():
        abroad, at_home = _weighed(row, sides.international), _weighed(row, sides.domestic)
        intervals[name] = Interval(
            low=combine(abroad.low, at_home.low, alpha=sides.alpha).by(rule),
            high=combine(abroad.high, at_home.high, alpha=sides.alpha).by(rule),
        )
    scaled = {place: share * weight for share, items in sides.shares() for place, weight in items.items()}
    return _standing(table, intervals, scaled)


def _weighed(row: Sequence[Interval], weights: Mapping[int, float]) -> Interval:
    return Interval(
        low=math.fsum(weight * row[place].low for place, weight in weights.items()),
        high=math.fsum(weight * row[place].high for place, weight in weights.items()),
    )


def _standing(
    table: Mapping[str, Sequence[Interval]], intervals: Mapping[str, Interval], scaled: Mapping[int, float]
) -> Unknowns:
    names = sorted(intervals)
    best = max(one.low for one in intervals.values())
    first = tuple(name for name in names if intervals[name].high >= best - CLOSE)
    better = ((s, t) for s in names for t in names if intervals[s].low > intervals[t].high + CLOSE)
    return Unknowns(
        intervals=intervals,
        certainly_better=tuple(better),
        possible_first=first,
        ask_next=_questions(table, first, scaled) if len(first) > 1 else (),
    )


def _questions(
    table: Mapping[str, Sequence[Interval]], first: Sequence[str], scaled: Mapping[int, float]
) -> tuple[Question, ...]:
    found = [
        Question(name=name, item=place, width=entry.high - entry.low, effect=share * (entry.high - entry.low))
        for name in first
        for place, share in scaled.items()
        for entry in [table[name][place]]
        if share * (entry.high - entry.low) > CLOSE
    ]
    return tuple(sorted(found, key=lambda one: (-round(one.effect, 9), one.name, one.item)))
