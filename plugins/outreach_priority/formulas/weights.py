"""Weights from points and from rankings, and the weights of a group (formula F18 a-c).

A weight says what it is worth to go from the lowest to the highest anchor of an item; the weights of an analysis sum
to 1. Points (swing) are asked for by default; a mere ranking is turned into weights where a person only ranks.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from math import fsum, isfinite
from statistics import fmean

from attrs import frozen

from outreach_crm.text import say

_Place = Callable[[int, int], float]

# What the item at a place (1 is the first) of n is worth before all are made to sum to 1.
_WORTH: Mapping[str, _Place] = {
    "roc": lambda place, n: fsum(1 / k for k in range(place, n + 1)),
    "sr": lambda place, n: 1 / place + (n + 1 - place) / n,
    "rank sum": lambda place, n: n + 1 - place,
    "rank reciprocal": lambda place, _n: 1 / place,
}

RANKINGS = tuple(_WORTH)
"""The ways in which a ranking becomes weights."""


@frozen(kw_only=True)
class GroupWeight:
    """What a group gives to one item.

    Args:
        weight: mean of what its members give, all items of it summing to 1.
        low: the least any member gives, from 0 to 1.
        high: the most any member gives, from 0 to 1.
        members: how many members gave this item a weight.
    """

    weight: float
    low: float
    high: float
    members: int


def swing(points: Mapping[str, float]) -> dict[str, float]:
    """Return the weights that points stand for (F18 a; von Winterfeldt & Edwards, 1986).

    Imagine every item at its lowest anchor: the one that should be raised to the highest first gets 100 points, the
    others as many as raising them is worth beside it.

    Args:
        points: by item, 0 or more.

    Returns:
        Each item's share of all points; the shares sum to 1.

    Raises:
        ValueError: if there are no items, points are below 0 or no number, or they sum to nothing.
    """
    return dict(zip(points, shares([*points.values()]), strict=True))


def shares(points: Sequence[float]) -> tuple[float, ...]:
    """Return what each entry is of the sum of all; refuse what has no shares with a ``ValueError``."""
    if not points:
        raise ValueError(say("There are no items to weigh."))
    if not all(isfinite(one) and one >= 0 for one in points):
        raise ValueError(say("Weights are numbers from 0 upwards."))
    total = fsum(points)
    if total <= 0:
        raise ValueError(say("The weights sum to nothing: give at least one item more than 0."))
    return tuple(one / total for one in points)


def by_rank(ranks: Mapping[str, float], method: str = "roc") -> dict[str, float]:
    """Return weights for items that are only ranked (F18 b and c).

    Args:
        ranks: by item, the most important having the lowest number; items with the same number are tied and share the
            mean of the weights of the places they take together. Only the order of the numbers counts.
        method: ``roc``, the rank order centroid, which is the mean of all weights of that order (Barron & Barrett,
            1996) and steep; ``sr``, sum reciprocal, flatter (Danielson & Ekenberg, 2014), which joins ``rank sum`` and
            ``rank reciprocal`` (Stillwell, Seaver & Edwards, 1981).

    Returns:
        Weights in the order of the items given; they sum to 1.

    Raises:
        ValueError: if there are no items, a rank is no number, or the method is unknown.
    """
    if method not in _WORTH:
        raise ValueError(
            say("There is no ranking method {method!r}; there are {names}.", method=method, names=", ".join(_WORTH))
        )
    if not all(isfinite(rank) for rank in ranks.values()):
        raise ValueError(say("Ranks are numbers, 1 for the most important."))
    worth = {}
    for item, places in tied_places([*ranks.values()], [*ranks]):
        worth[item] = fmean(_WORTH[method](place, len(ranks)) for place in places)
    return swing({item: worth[item] for item in ranks})


def tied_places(ranks: Sequence[float], names: Sequence[str]) -> list[tuple[str, tuple[int, ...]]]:
    """Return each name with the places (1 is the first) it takes together with those of the same rank."""
    ordered = sorted(range(len(ranks)), key=ranks.__getitem__)
    places, start = [], 1
    for _, tied in groupby(ordered, key=ranks.__getitem__):
        together = [*tied]
        taken = tuple(range(start, start + len(together)))
        places += [(names[number], taken) for number in together]
        start += len(together)
    return places


def group(members: Sequence[Mapping[str, float | None]]) -> dict[str, GroupWeight]:
    """Return the weights of a group: the mean of its members' weights, which keep the range (F18).

    Args:
        members: each member's points or weights by item, made to sum to 1 before they are averaged; an item a member
            gave nothing for, or None, takes the mean of the others.

    Raises:
        ValueError: if there are no members, or a member's weights cannot be shares.
    """
    if not members:
        raise ValueError(say("Nobody has given weights yet."))
    given: dict[str, list[float]] = {item: [] for member in members for item in member}
    for member in members:
        for item, weight in swing({item: one for item, one in member.items() if one is not None}).items():
            given[item].append(weight)
    means = swing({item: fsum(sorted(weights)) / len(weights) if weights else 0.0 for item, weights in given.items()})
    return {
        item: GroupWeight(
            weight=means[item], low=min(weights, default=0.0), high=max(weights, default=0.0), members=len(weights)
        )
        for item, weights in given.items()
    }
