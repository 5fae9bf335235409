"""F1: the additive value of alternatives on weighted items, their ranks, and which of them are worth their cost."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from attrs import frozen

from outreach_crm.text import say
from outreach_priority.formulas.weights import shares

CLOSE = 1e-9
"""What is nearer than this counts as equal: sums of products differ in their last places by the order of the items."""


@frozen(kw_only=True)
class Place:
    """The place of an alternative.

    Args:
        name: the alternative.
        value: what it was ranked by.
        rank: 1 for the first; alternatives that are equal share a rank, and the next one is as many ranks lower.
        tied: whether others have the same rank.
    """

    name: str
    value: float
    rank: int
    tied: bool


@frozen(kw_only=True)
class Valuation:
    """Values of alternatives, and what they are made of.

    Args:
        weights: by item, with the sum 1.
        parts: weight times value, by alternative and item; they add up to the total.
        totals: by alternative.
        ranking: best first.
    """

    weights: tuple[float, ...]
    parts: Mapping[str, tuple[float, ...]]
    totals: Mapping[str, float]
    ranking: tuple[Place, ...]


@frozen(kw_only=True)
class Frontier:
    """What is worth its cost.

    Args:
        efficient: alternatives that no other beats, cheapest first.
        dominated: each of the others, with those that have no less benefit for no more cost.
    """

    efficient: tuple[str, ...]
    dominated: Mapping[str, tuple[str, ...]]


def checked(values: Mapping[str, Sequence[float]], items: int) -> None:
    """Refuse a table of values that does not fit its weights, or in which one is missing.

    Raises:
        ValueError: if there is no alternative, one has more or fewer entries than there are items, or one is no number.
    """
    fitting(values, items)
    for name, row in values.items():
        if not all(isinstance(one, int | float) and math.isfinite(one) for one in row):
            raise ValueError(say("{name} has an item without a number: what is not known is an interval.", name=name))


def fitting(values: Mapping[str, Sequence[object]], items: int) -> None:
    """Refuse a table that does not fit its weights.

    Raises:
        ValueError: if there is no alternative, or one has more or fewer entries than there are items.
    """
    if not values:
        raise ValueError(say("There is nothing to compare."))
    for name, row in values.items():
        if len(row) != items:
            raise ValueError(
                say("{name} has {number} values for {items} items.", name=name, number=len(row), items=items)
            )


def additive(values: Mapping[str, Sequence[float]], weights: Sequence[float]) -> Valuation:
    """Return the weighted sum of values of each alternative (F1; MAVT, Keeney & Raiffa 1976; SMART, Edwards 1971).

    Args:
        values: alternative -> its value on each item, all on one scale (0-1, or 0-100).
        weights: by item, in any proportion; they are made to sum to 1.

    Raises:
        ValueError: if weights sum to nothing, or the table does not fit them.
    """
    scaled = shares(weights)
    checked(values, len(scaled))
    parts = {
        name: tuple(share * value for share, value in zip(scaled, row, strict=True)) for name, row in values.items()
    }
    totals = {name: math.fsum(row) for name, row in parts.items()}
    return Valuation(weights=scaled, parts=parts, totals=totals, ranking=ranked(totals))


def ranked(totals: Mapping[str, float]) -> tuple[Place, ...]:
    """Return the places of alternatives, highest value first; equal ones by name, with one rank.

    Args:
        totals: alternative -> value.
    """
    order = sorted(totals, key=lambda name: -totals[name])
    groups: list[list[str]] = []
    for name in order:
        if groups and totals[groups[-1][0]] - totals[name] <= CLOSE * max(1.0, abs(totals[name])):
            groups[-1].append(name)
        else:
            groups.append([name])
    places: list[Place] = []
    for group in groups:
        rank, tied = len(places) + 1, len(group) > 1
        places += [Place(name=name, value=totals[name], rank=rank, tied=tied) for name in sorted(group)]
    return tuple(places)


def at(raw: float, points: Sequence[tuple[float, float]]) -> float:
    """Return the value of a measurement by a value function of straight pieces (MAVT, Keeney & Raiffa 1976).

    Args:
        raw: the measurement, in any unit.
        points: measurement and value of at least two anchors, such as ``[(0, 0.0), (500, 1.0)]``; in any order. Where
            less is better the values fall. Beyond the outer anchors the value stays that of the anchor.

    Raises:
        ValueError: if fewer than two anchors are given, or two of one measurement.
    """
    anchors = sorted(points)
    if len({x for x, _ in anchors}) < max(2, len(anchors)):
        raise ValueError(say("A value function needs at least two anchors, each of another measurement."))
    inside = min(max(raw, anchors[0][0]), anchors[-1][0])
    (x0, v0), (x1, v1) = next(pair for pair in pairwise(anchors) if inside <= pair[1][0])
    return v0 + (v1 - v0) * (inside - x0) / (x1 - x0)


def frontier(benefits: Mapping[str, float], costs: Mapping[str, float]) -> Frontier:
    """Return which alternatives are efficient: none has as much benefit for as little cost, and is better in one.

    Args:
        benefits: alternative -> value, the more the better.
        costs: alternative -> cost in any unit, the less the better.

    Raises:
        ValueError: if there is nothing to compare, or a cost is missing.
    """
    if not benefits:
        raise ValueError(say("There is nothing to compare."))
    missing = next((name for name in benefits if name not in costs), None)
    if missing is not None:
        raise ValueError(say("The cost of {missing} is missing.", missing=missing))

    def beats(one: str, other: str) -> bool:
        more, cheaper = benefits[one] - benefits[other], costs[other] - costs[one]
        return more >= -CLOSE and cheaper >= -CLOSE and max(more, cheaper) > CLOSE

    beaten = {name: tuple(sorted(one for one in benefits if beats(one, name))) for name in benefits}
    efficient = sorted((name for name in benefits if not beaten[name]), key=lambda name: (costs[name], name))
    return Frontier(efficient=tuple(efficient), dominated={name: by for name, by in beaten.items() if by})
