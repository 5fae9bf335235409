"""F5: the two analyses of an alternative, international and domestic, and what they come to together."""

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum

from attrs import frozen

from outreach_crm.text import say
from outreach_priority.formulas.value import CLOSE, checked
from outreach_priority.formulas.weights import shares


class Rule(StrEnum):
    """How two analyses are combined."""

    GEOMETRIC = "geometric"
    ADDITIVE = "additive"
    MINIMUM = "minimum"


class Quadrant(StrEnum):
    """In which of the analyses an alternative stands out."""

    COMMON = "common"
    INTERNATIONAL = "international only"
    DOMESTIC = "domestic only"
    NEITHER = "neither"


@frozen(kw_only=True)
class Combination:
    """The two analyses of an alternative, all from 0 to 1.

    Args:
        international: value in the international analysis.
        domestic: value in the domestic one.
        geometric: weighted geometric mean: what is missing on one side cannot be made up for on the other.
        additive: weighted mean.
        minimum: the lower one.
        quadrant: where it stands out.
        imbalance_cost: what the geometric mean is below the additive one because the sides differ.
    """

    international: float
    domestic: float
    geometric: float
    additive: float
    minimum: float
    quadrant: Quadrant
    imbalance_cost: float

    def by(self, rule: Rule) -> float:
        """Return the value by one of the rules."""
        return {Rule.GEOMETRIC: self.geometric, Rule.ADDITIVE: self.additive, Rule.MINIMUM: self.minimum}[rule]


@frozen(kw_only=True)
class Sides:
    """Which items belong to which analysis, and what they weigh there.

    Args:
        items: how many items the table has.
        international: items (by their place in the table) of the international analysis, with weights of the sum 1.
        domestic: those of the domestic one.
        alpha: share of the international analysis, 0-1.
    """

    items: int
    international: Mapping[int, float]
    domestic: Mapping[int, float]
    alpha: float = 0.5

    def shares(self) -> tuple[tuple[float, Mapping[int, float]], ...]:
        """Return the share of each analysis, with its items: international, domestic."""
        return (self.alpha, self.international), (1 - self.alpha, self.domestic)


def sides(
    weights: Sequence[float], international: Sequence[int], domestic: Sequence[int], *, alpha: float = 0.5
) -> Sides:
    """Return the items of the two analyses with their weights, which sum to 1 in each of them (F5).

    Args:
        weights: by item, in any proportion.
        international: places of the items of the international analysis, from 0.
        domestic: places of those of the domestic one; items in neither do not count.
        alpha: share of the international analysis, 0-1.

    Raises:
        ValueError: if an analysis has no item or no weight, an item stands in both or is not there, or alpha is off.
    """
    _share(alpha)
    if set(international) & set(domestic):
        raise ValueError(say("An item belongs to one of the analyses, not to both."))
    for places in (international, domestic):
        if not places:
            raise ValueError(say("Each of the two analyses needs an item."))
        if not all(0 <= place < len(weights) for place in places):
            raise ValueError(say("There are only {number} items.", number=len(weights)))
    international, domestic = sorted(international), sorted(domestic)
    return Sides(
        items=len(weights),
        international=dict(zip(international, shares([weights[k] for k in international]), strict=True)),
        domestic=dict(zip(domestic, shares([weights[k] for k in domestic]), strict=True)),
        alpha=alpha,
    )


def combine(international: float, domestic: float, *, alpha: float = 0.5, threshold: float = 0.5) -> Combination:
    """Return what the two analyses of an alternative come to (F5).

    The geometric mean because "common to both analyses" means that nothing on one side is not bought back by the
    other; equal sides give the same as the additive mean, zero on one side gives zero.

    Args:
        international: value from 0 (nothing) to 1, on a scale with fixed ends.
        domestic: the same at home.
        alpha: share of the international analysis, 0-1.
        threshold: from which value on (0-1) an alternative stands out in an analysis.

    Raises:
        ValueError: if a value, alpha or the threshold is not from 0 to 1.
    """
    _share(alpha)
    for one in (international, domestic, threshold):
        if not -CLOSE <= one <= 1 + CLOSE:
            raise ValueError(say("{what:g} is not a value from 0 to 1.", what=one))
    i, d = max(international, 0.0), max(domestic, 0.0)
    additive = alpha * i + (1 - alpha) * d
    geometric = min(geometric_mean(i, d, alpha), additive)
    abroad, at_home = (one >= threshold - CLOSE for one in (i, d))
    return Combination(
        international=international,
        domestic=domestic,
        geometric=geometric,
        additive=additive,
        minimum=min(i, d),
        quadrant=_QUADRANTS[abroad, at_home],
        imbalance_cost=additive - geometric,
    )


def combined(
    values: Mapping[str, Sequence[float]], sides: Sides, *, threshold: float = 0.5
) -> Mapping[str, Combination]:
    """Return the two analyses of alternatives from their values on all items (F1, F5).

    Args:
        values: alternative -> value (0-1) by item.
        sides: which items belong to which analysis, as ``sides`` gives them.
        threshold: from which value on an alternative stands out in an analysis.

    Raises:
        ValueError: if the table does not fit, or a value is not from 0 to 1.
    """
    checked(values, sides.items)
    return {
        name: combine(
            weighed(row, sides.international),
            weighed(row, sides.domestic),
            alpha=sides.alpha,
            threshold=threshold,
        )
        for name, row in values.items()
    }


def weighed(row: Sequence[float], weights: Mapping[int, float]) -> float:
    """Return the weighted sum of some entries of a row.

    Args:
        row: value by item.
        weights: place of an item -> weight.
    """
    return math.fsum(weight * row[place] for place, weight in weights.items())


_QUADRANTS = {
    (True, True): Quadrant.COMMON,
    (True, False): Quadrant.INTERNATIONAL,
    (False, True): Quadrant.DOMESTIC,
    (False, False): Quadrant.NEITHER,
}


def geometric_mean(one: float, other: float, share: float) -> float:
    """Return the weighted geometric mean of two values from 0 on.

    Args:
        one: a value.
        other: the other one.
        share: of the first one, 0-1.
    """
    return one if one == other else one**share * other ** (1 - share)


def _share(alpha: float) -> None:
    if not 0 <= alpha <= 1:
        raise ValueError(say("The share of the international analysis is from 0 to 1, not {alpha:g}.", alpha=alpha))
