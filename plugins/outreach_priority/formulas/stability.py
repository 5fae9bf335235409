"""F7: how much a weight or a rating would have to change before another alternative comes first."""

import math
from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from outreach_crm.text import say
from outreach_priority.formulas.combination import Combination, Rule
from outreach_priority.formulas.value import CLOSE, checked
from outreach_priority.formulas.weights import shares


@frozen(kw_only=True)
class Drop:
    """How low a rating of the winner may fall.

    Args:
        item: place of the item, from 0.
        rival: who then draws level.
        value: the winner's value on the item now.
        critical: the value at which the rival draws level; None where even the lowest value would not do.
    """

    item: int
    rival: str
    value: float
    critical: float | None


@frozen(kw_only=True)
class Stability:
    """Between which weights of some items the winner stays first, all other weights keeping their proportions.

    Args:
        items: places of the items, from 0.
        weight: their weight now, 0-1.
        winner: who is first now.
        low: lowest weight with which the winner is first; 0 where it may vanish.
        high: highest one; 1 where it may be all.
        rivals_below: who is first with a little less than ``low``; several if they draw level there, none if nobody.
        rivals_above: who is first with a little more than ``high``.
        inside: by alternative, what it reaches on these items alone.
        outside: what it reaches on all others alone; where there are none, the same.
        crossings: by rival, the weight at which it and the winner are level; None where there is no such weight.
    """

    items: tuple[int, ...]
    weight: float
    winner: str
    low: float = 0.0
    high: float = 1.0
    rivals_below: tuple[str, ...] = ()
    rivals_above: tuple[str, ...] = ()
    inside: Mapping[str, float]
    outside: Mapping[str, float]
    crossings: Mapping[str, float | None]

    @property
    def firm(self) -> bool:
        """Whether no weight of these items at all takes the first place from the winner."""
        return not self.rivals_below and not self.rivals_above


@frozen(kw_only=True)
class Other:
    """The other analysis, which stays as it is while weights of this one are varied.

    Args:
        scores: its value (0-1) by alternative.
        share: share of **this** analysis, 0-1.
        rule: how the two are combined: geometric or additive.
    """

    scores: Mapping[str, float]
    share: float = 0.5
    rule: Rule = Rule.GEOMETRIC


def stability(
    values: Mapping[str, Sequence[float]],
    weights: Sequence[float],
    items: Sequence[int],
    *,
    winner: str = "",
    other: Other | None = None,
) -> Stability:
    """Return between which weights of some items the winner stays first (F7; after Mareschal 1988).

    The weight of the items together goes from 0 to 1; among themselves, and among the others, proportions stay. What
    two alternatives reach then crosses at most once, which is one division.

    Args:
        values: alternative -> value by item, all on one scale; with another analysis from 0 to 1.
        weights: by item, in any proportion; they are made to sum to 1, so say whether they were rounded before.
        items: places of the items whose weight is varied together, from 0; one, or a group.
        winner: who is first; without it, who is first by value and then by name.
        other: the other analysis, if the value is a combination of two.

    Raises:
        ValueError: if the table does not fit, weights sum to nothing, an item is not there, or the winner is not first.
    """
    scaled = shares(weights)
    checked(values, len(scaled))
    group, rest = _split(items, len(scaled))
    weight = math.fsum(scaled[place] for place in group)
    inside = _reached(values, scaled, group)
    outside = _reached(values, scaled, rest) if rest else inside
    lines = _lines(values, other)
    ends = {name: (lines[name].level(outside[name]), lines[name].level(inside[name])) for name in values}
    first = _first({name: a + (b - a) * weight for name, (a, b) in ends.items()}, winner)
    ahead = {name: (ends[first][0] - a, ends[first][1] - b) for name, (a, b) in ends.items() if name != first}
    crossings = {name: _crossing(*margins) for name, margins in ahead.items()}
    found = Stability(items=group, weight=weight, winner=first, inside=inside, outside=outside, crossings=crossings)
    low, below = _end({name: margins[0] for name, margins in ahead.items()}, crossings, weight, 0.0)
    high, above = _end({name: margins[1] for name, margins in ahead.items()}, crossings, weight, 1.0)
    return evolve(found, low=low, high=high, rivals_below=below, rivals_above=above)


def each_weight(
    values: Mapping[str, Sequence[float]],
    weights: Sequence[float],
    *,
    winner: str = "",
    other: Other | None = None,
) -> tuple[Stability, ...]:
    """Return the same for every item by itself; if all are firm, no single weight can change the first place (F7).

    Arguments and refusals are those of ``stability``.
    """
    return tuple(stability(values, weights, [item], winner=winner, other=other) for item in range(len(weights)))


def share_stability(
    scores: Mapping[str, Combination], *, alpha: float = 0.5, rule: Rule = Rule.GEOMETRIC, winner: str = ""
) -> Stability:
    """Return between which shares of the international analysis the winner stays first (F5, F7).

    A geometric mean is a weighted sum of logarithms, so this is ``stability`` of two items: ``weight``, ``low`` and
    ``high`` are shares, ``inside`` is the international analysis and ``outside`` the domestic one (as logarithms).

    Args:
        scores: the two analyses by alternative. By the geometric mean who has nothing on one side is left out.
        alpha: share of the international analysis now, 0-1.
        rule: how the two are combined: geometric or additive.
        winner: as for ``stability``.

    Raises:
        ValueError: as there, or if by the geometric mean all have nothing on one side.
    """
    if rule is Rule.MINIMUM:
        raise ValueError(say("Where the lower of two analyses counts, their shares do not."))
    pairs = {name: (one.international, one.domestic) for name, one in scores.items()}
    if rule is Rule.GEOMETRIC:
        pairs = {name: (math.log(i), math.log(d)) for name, (i, d) in pairs.items() if min(i, d) > 0}
    return stability(pairs, [alpha, 1 - alpha], [0], winner=winner)


def score_drops(
    values: Mapping[str, Sequence[float]],
    weights: Sequence[float],
    *,
    winner: str = "",
    other: Other | None = None,
    lowest: float = 0.0,
) -> tuple[Drop, ...]:
    """Return how low the winner's value may fall on each item before the nearest rival draws level (F7).

    Args:
        values: as for ``stability``.
        weights: as there.
        winner: as there.
        other: as there.
        lowest: the lowest value there is.

    Returns:
        One an item; none where there is no rival.

    Raises:
        ValueError: as there.
    """
    scaled = shares(weights)
    checked(values, len(scaled))
    lines, totals = _lines(values, other), _reached(values, scaled, range(len(scaled)))
    levels = {name: lines[name].level(totals[name]) for name in values}
    winner = _first(levels, winner)
    rivals = sorted((name for name in values if name != winner), key=lambda name: (-levels[name], name))
    if not rivals:
        return ()
    margin = lines[winner].less(levels[winner] - levels[rivals[0]])
    drops = []
    for item, share in enumerate(scaled):
        value = values[winner][item]
        critical = value - margin / share if share > 0 else -math.inf
        reached = critical if critical >= lowest - CLOSE else None
        drops.append(Drop(item=item, rival=rivals[0], value=value, critical=reached))
    return tuple(drops)


@frozen
class _Line:
    """What an alternative's value in this analysis comes to with the other one: ``start + slope * value``.

    The geometric mean of a value v and the other analysis D orders like v * D^((1 - share) / share), which is linear in
    v; so one division finds the crossing there, too.
    """

    start: float
    slope: float

    def level(self, value: float) -> float:
        """Return what alternatives are ordered by."""
        return self.start + self.slope * value

    def less(self, margin: float) -> float:
        """Return how much less value makes a level lower by a margin."""
        if margin <= 0:
            return 0.0
        return margin / self.slope if self.slope > 0 else math.inf


def _lines(values: Mapping[str, Sequence[float]], other: Other | None) -> dict[str, _Line]:
    if other is None:
        return dict.fromkeys(values, _Line(0.0, 1.0))
    missing = next((name for name in values if name not in other.scores), None)
    if missing is not None:
        raise ValueError(say("{missing} has no value in the other analysis.", missing=missing))
    if not 0 <= other.share <= 1:
        raise ValueError(say("The share of an analysis is from 0 to 1, not {share:g}.", share=other.share))
    scores = {name: other.scores[name] for name in values}
    if other.rule is Rule.ADDITIVE or other.share == 0:
        return {name: _Line((1 - other.share) * score, other.share) for name, score in scores.items()}
    if other.rule is not Rule.GEOMETRIC:
        raise ValueError(say("Where the lower of two analyses counts, no weight has a single crossing."))
    # Measured by the highest, so that a small share does not make all of them too small to tell apart.
    most, power = max(scores.values()) or 1.0, (1 - other.share) / other.share
    return {name: _Line(0.0, (score / most) ** power) for name, score in scores.items()}


def _split(items: Sequence[int], many: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the places of some items, and those of all others."""
    if not items or not set(items) <= set(range(many)):
        raise ValueError(say("Name at least one item, from 0 to {many}.", many=many - 1))
    return tuple(sorted(set(items))), tuple(place for place in range(many) if place not in items)


def _reached(values: Mapping[str, Sequence[float]], scaled: Sequence[float], items: Sequence[int]) -> dict[str, float]:
    """Return what alternatives reach on some items alone; where these weigh nothing they count alike."""
    if not items:
        return dict.fromkeys(values, 0.0)
    own = [scaled[place] for place in items]
    kept = shares(own if math.fsum(own) > 0 else [1.0] * len(own))
    return {
        name: math.fsum(share * row[place] for share, place in zip(kept, items, strict=True))
        for name, row in values.items()
    }


def _first(levels: Mapping[str, float], winner: str) -> str:
    """Return who is first, or the one that is said to be.

    Raises:
        ValueError: if that one is not.
    """
    best = max(levels.values())
    leaders = sorted(name for name, level in levels.items() if best - level <= CLOSE * max(1.0, abs(best)))
    if winner and winner not in leaders:
        raise ValueError(say("{winner} is not first; {leaders} is.", winner=winner, leaders=leaders[0]))
    return winner or leaders[0]


def _crossing(at_none: float, at_all: float) -> float | None:
    """Return the weight at which a margin vanishes, from the margins at weight 0 and 1."""
    if at_none == at_all or at_none * at_all > 0:
        return None
    return at_none / (at_none - at_all)


def _end(
    margins: Mapping[str, float], crossings: Mapping[str, float | None], weight: float, far: float
) -> tuple[float, tuple[str, ...]]:
    """Return where the winner's interval ends on one side, and who is first beyond.

    Args:
        margins: by rival, how far the winner is ahead at the far end of that side.
        crossings: by rival, where that margin vanishes.
        weight: the weight now.
        far: the far end, 0 or 1.
    """
    tiny = CLOSE * max((abs(margin) for margin in margins.values()), default=0.0)
    lost = {name: margin for name, margin in margins.items() if margin < -tiny}
    if not lost:
        return far, ()
    # Who is level with the winner now may seem to cross on the other side, by the last digit.
    inner = min if far == 0 else max
    ends = {name: weight if crossings[name] is None else inner(crossings[name] or 0.0, weight) for name in lost}
    nearest = max(ends.values()) if far == 0 else min(ends.values())
    level = [name for name, end in ends.items() if abs(end - nearest) <= CLOSE]
    furthest = min(lost[name] for name in level)
    return nearest, tuple(sorted(name for name in level if lost[name] <= furthest + tiny))
