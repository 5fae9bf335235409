"""The best-worst method (formula F18 d): two lists of comparisons instead of all pairs.

One names the best and the worst item and says, from 1 to 9, how much better the best is than each and how much better
each is than the worst. Weights are sought whose ratios come as near to these answers as they can. The original,
non-linear question (Rezaei, 2015) needs no search: each answer bounds one ratio of weights, all bounds meet in the
ratio of best to worst, and where the first two of them cannot meet any more is a root of an equation. For the
linear question (Rezaei, 2016) one linear programme is solved exactly.
"""

from collections.abc import Mapping
from itertools import product
from math import fsum, sqrt

from attrs import frozen

from outreach_crm.text import say
from outreach_priority.formulas.linear import Constraint, Number, exact, minimise
from outreach_priority.formulas.weights import shares


@frozen(kw_only=True)
class Comparisons:
    """The answers of one person.

    Args:
        best: the item that matters most.
        worst: the item that matters least.
        from_best: by item, how many times better the best is, from 1 (as good) upwards, usually to 9.
        to_worst: by item, how many times better it is than the worst, likewise.

    Raises:
        ValueError: if the lists do not fit each other.
    """

    best: str
    worst: str
    from_best: Mapping[str, Number]
    to_worst: Mapping[str, Number]

    def __attrs_post_init__(self) -> None:
        if not self.from_best or set(self.from_best) != set(self.to_worst):
            raise ValueError(say("Compare the best with every item, and every item with the worst."))
        if not {self.best, self.worst} <= set(self.from_best):
            raise ValueError(say("The best and the worst must be among the items."))
        if not all(1 <= one < float("inf") for one in (*self.from_best.values(), *self.to_worst.values())):
            raise ValueError(say("Comparisons are numbers from 1 (as good) upwards."))
        if self.from_best[self.best] != 1 or self.to_worst[self.worst] != 1:
            raise ValueError(say("The best compared with itself is 1, and so is the worst."))
        if self.from_best[self.worst] != self.to_worst[self.best]:
            raise ValueError(
                say(
                    "The best is {from_best} times the worst in one list and "
                    "{to_worst} times in the other; settle on one.",
                    from_best=self.from_best[self.worst],
                    to_worst=self.to_worst[self.best],
                )
            )

    @property
    def span(self) -> float:
        """How many times better the best is than the worst (a_BW)."""
        return float(self.from_best[self.worst])

    @property
    def between(self) -> tuple[str, ...]:
        """The items that are neither best nor worst."""
        return tuple(item for item in self.from_best if item not in {self.best, self.worst})


@frozen(kw_only=True)
class BestWorst:
    """Weights by the best-worst method and how well the answers agree.

    Args:
        method: ``non-linear`` or ``linear``, which have different optima.
        weights: by item; they sum to 1. Where several are equally good, the middles of their intervals, as shares.
        xi: the largest distance from an answer that is left (0: the answers agree fully).
        intervals: by item, the least and the most among all equally good weights.
        unique: whether there is only one answer.
        index: the consistency index for this span, the largest ``xi`` its answers can have; None if linear.
        ratio: ``xi / index``, from 0 (consistent) to 1; None if linear, whose ``xi`` has no such index.
        input_ratio: the largest contradiction in the answers themselves, from 0 to 1 (Liang, Brunelli & Rezaei, 2020).
        doubtful: the item whose two answers contradict the span most; empty if none does.
    """

    method: str
    weights: Mapping[str, float]
    xi: float
    intervals: Mapping[str, tuple[float, float]]
    unique: bool
    index: float | None
    ratio: float | None
    input_ratio: float
    doubtful: str


def best_worst(given: Comparisons) -> BestWorst:
    """Minimise the largest of ``|w_best / w_j - a_bj|`` and ``|w_j / w_worst - a_jw|`` (F18 d; Rezaei, 2015).

    Four or more items that disagree leave room: then the intervals show how much (Rezaei, 2016).

    Raises:
        ValueError: by making the ``Comparisons``, if they do not fit each other.
    """
    xi = _least_xi(given)
    intervals = _intervals(given, xi)
    middles = shares([(low + high) / 2 for low, high in intervals.values()])
    index = consistency_index(given.span)
    return _result(
        given,
        method="non-linear",
        weights=dict(zip(intervals, middles, strict=True)),
        xi=xi,
        intervals=intervals,
        unique=all(high - low <= 1e-9 for low, high in intervals.values()),
        index=index,
        ratio=xi / index if index else 0.0,
    )


def best_worst_linear(given: Comparisons) -> BestWorst:
    """Minimise the largest of ``|w_best - a_bj w_j|`` and ``|w_j - a_jw w_worst|`` (F18 d; Rezaei, 2016).

    It has one answer only. Its ``xi`` is a share of all weight and is read as it is: near 0 is consistent.

    Raises:
        ValueError: by making the ``Comparisons``, if they do not fit each other.
    """
    items = [*given.from_best]
    place = {item: number for number, item in enumerate(items)}
    rows: list[Constraint] = [Constraint((*[1] * len(items), 0), 1, equation=True)]
    pairs = [(given.best, item, factor) for item, factor in given.from_best.items() if item != given.best]
    pairs += [(item, given.worst, given.to_worst[item]) for item in given.between]
    for left, right, factor in pairs:
        for sign in (1, -1):
            row: list[Number] = [*[0] * len(items), -1]
            row[place[left]] += sign
            row[place[right]] -= sign * exact(factor)
            rows.append(Constraint(tuple(row), 0))
    solved = minimise([0] * len(items) + [1], rows)
    assert solved is not None  # noqa: S101  xi can be as large as it likes, so there is always an answer
    weights = {item: float(solved[number]) for item, number in place.items()}
    intervals = {item: (weight, weight) for item, weight in weights.items()}
    return _result(
        given,
        method="linear",
        weights=weights,
        xi=float(solved[-1]),
        intervals=intervals,
        unique=True,
        index=None,
        ratio=None,
    )


def consistency_index(span: float) -> float:
    """Return the largest ``xi`` that answers of this span can have: the root of x^2 - (1 + 2a)x + (a^2 - a) = 0.

    Args:
        span: how many times better the best is than the worst, from 1 upwards.
    """
    return (1 + 2 * span - sqrt(1 + 8 * span)) / 2


def distance(given: Comparisons, weights: Mapping[str, float]) -> float:
    """Return how far weights are from the answers at most: the ``xi`` they would have in the non-linear question."""
    best, worst = weights[given.best], weights[given.worst]
    return max(
        [abs(best / weights[item] - factor) for item, factor in given.from_best.items()]
        + [abs(weights[item] / worst - factor) for item, factor in given.to_worst.items()]
    )


def _least_xi(given: Comparisons) -> float:
    """Return the least xi at which all ranges of the ratio of best to worst have a point in common.

    At xi the way over j allows the ratios (a - xi)(b - xi) to (a + xi)(b + xi), the direct answer span - xi to
    span + xi. Ranges on a line have a common point as soon as each two of them have.
    """
    span = given.span
    ways = [(float(given.from_best[item]), float(given.to_worst[item])) for item in given.between]
    two = [(a * b - c * d) / (a + b + c + d) for (a, b), (c, d) in product(ways, ways)]
    low = [((a + b + 1) - sqrt((a + b + 1) ** 2 - 4 * (a * b - span))) / 2 for a, b in ways if a * b > span]
    high = [(sqrt((a + b + 1) ** 2 - 4 * (a * b - span)) - (a + b + 1)) / 2 for a, b in ways if a * b < span]
    return max(0.0, *two, *low, *high, 0.0)


def _intervals(given: Comparisons, xi: float) -> dict[str, tuple[float, float]]:
    """Return the least and the most weight of each item among all answers with this xi.

    Bounds on ratios that are passed on from item to item (Floyd & Warshall) leave for each item one vector in which
    all others are as small, and one in which they are as large, as they can be beside it.
    """
    items = [*given.from_best]
    most = {(one, other): 1.0 if one == other else float("inf") for one, other in product(items, items)}
    pairs = [(given.best, item, factor) for item, factor in given.from_best.items() if item != given.best]
    pairs += [(item, given.worst, given.to_worst[item]) for item in given.between]
    for left, right, factor in pairs:
        most[left, right] = min(most[left, right], float(factor) + xi)
        if factor > xi:
            most[right, left] = min(most[right, left], 1 / (float(factor) - xi))
    for via, one, other in product(items, items, items):
        most[one, other] = min(most[one, other], most[one, via] * most[via, other])
    return {
        item: (1 / fsum(most[other, item] for other in items), 1 / fsum(1 / most[item, other] for other in items))
        for item in items
    }


def _result(
    given: Comparisons,
    *,
    method: str,
    weights: Mapping[str, float],
    xi: float,
    intervals: Mapping[str, tuple[float, float]],
    unique: bool,
    index: float | None,
    ratio: float | None,
) -> BestWorst:
    span = given.span
    apart = {item: abs(float(given.from_best[item]) * float(given.to_worst[item]) - span) for item in given.between}
    doubtful = max(apart, key=lambda item: apart[item], default="")
    largest = apart.get(doubtful, 0.0)
    return BestWorst(
        method=method,
        weights=weights,
        xi=xi,
        intervals=intervals,
        unique=unique,
        index=index,
        ratio=ratio,
        input_ratio=largest / (span * span - span) if span > 1 else 0.0,
        doubtful=doubtful if largest > 0 else "",
    )
