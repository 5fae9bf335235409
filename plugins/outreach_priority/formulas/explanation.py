"""F8: why one alternative is ahead of another: parts by item that add up to the difference exactly."""

import math
from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from outreach_crm.text import say
from outreach_priority.formulas.combination import Combination, Rule, Sides, combine, weighed
from outreach_priority.formulas.value import checked
from outreach_priority.formulas.weights import shares


@frozen(kw_only=True)
class Explanation:
    """Why one alternative is ahead of another, or behind it.

    Args:
        ahead: the one that is explained.
        behind: the one it is compared with; the difference is below 0 if that one is ahead after all.
        difference: of their values.
        part_international: what the international analysis adds to the difference; None where it is not split.
        part_domestic: what the domestic one adds.
        by_item: what each item adds, in the order of the items; 0 for items in neither analysis. None where it is not
            split.
        because: why it is not split, in words; else empty.
    """

    ahead: str
    behind: str
    difference: float
    part_international: float | None = None
    part_domestic: float | None = None
    by_item: tuple[float, ...] | None = None
    because: str = ""


def logarithmic_mean(a: float, b: float) -> float:
    """Return the logarithmic mean (a - b) / (ln a - ln b), which is a where both are equal (Carlson 1972).

    Args:
        a: above 0.
        b: above 0.

    Raises:
        ValueError: if one of them is not above 0.
    """
    if not (a > 0 and b > 0):
        raise ValueError(say("A logarithmic mean needs numbers above 0."))
    if a == b:
        return a
    low, high = min(a, b), max(a, b)
    # Near each other the logarithms differ by less than they are rounded to.
    distance = math.log1p((high - low) / low) if high < 2 * low else math.log(high) - math.log(low)
    return (high - low) / distance


def explain(values: Mapping[str, Sequence[float]], weights: Sequence[float], ahead: str, behind: str) -> Explanation:
    """Return why one alternative is ahead in one analysis: weight times difference, by item (F1, F8).

    Args:
        values: alternative -> value by item.
        weights: by item, in any proportion; they are made to sum to 1.
        ahead: the one to be explained.
        behind: the one to compare with.

    Raises:
        ValueError: if weights sum to nothing, the table does not fit, or one of the two is not in it.
    """
    scaled = shares(weights)
    checked(values, len(scaled))
    one, other = _rows(values, ahead, behind)
    parts = tuple(share * (a - b) for share, a, b in zip(scaled, one, other, strict=True))
    return Explanation(ahead=ahead, behind=behind, difference=math.fsum(parts), by_item=parts)


def explain_combined(
    values: Mapping[str, Sequence[float]], sides: Sides, ahead: str, behind: str, *, rule: Rule = Rule.GEOMETRIC
) -> Explanation:
    """Return why one alternative is ahead in two analyses combined (F8; LMDI: Ang 2005).

    With the logarithmic mean L the difference of two geometric means C is L(C, C') (a ln(I/I') + (1-a) ln(D/D')), and
    ln(I/I') is the sum of w (v - v') / L(I, I') over the items; so all parts add up, for every pair. Where one side of
    one of them is zero there is no such split, and the reason is told in words.

    Args:
        values: alternative -> value from 0 to 1 by item.
        sides: which items belong to which analysis.
        ahead: the one to be explained.
        behind: the one to compare with.
        rule: how the analyses are combined.

    Raises:
        ValueError: if the table does not fit, a value is not from 0 to 1, or one of the two is not in it.
    """
    checked(values, sides.items)
    one, other = _rows(values, ahead, behind)
    first, second = (combine(*_sides(row, sides), alpha=sides.alpha) for row in (one, other))
    told = Explanation(ahead=ahead, behind=behind, difference=first.by(rule) - second.by(rule))
    because = _unsplit({ahead: first, behind: second}, sides, rule)
    if because:
        return evolve(told, because=because)
    factors = _factors(first, second, sides, rule)
    parts = [0.0] * sides.items
    for factor, (_, items) in zip(factors, sides.shares(), strict=True):
        for place, weight in items.items():
            parts[place] = factor * weight * (one[place] - other[place])
    abroad, at_home = (math.fsum(parts[place] for place in items) for _, items in sides.shares())
    return evolve(told, part_international=abroad, part_domestic=at_home, by_item=tuple(parts))


def _rows(values: Mapping[str, Sequence[float]], ahead: str, behind: str) -> tuple[Sequence[float], Sequence[float]]:
    for name in (ahead, behind):
        if name not in values:
            raise ValueError(say("{name} is not among the alternatives.", name=name))
    return values[ahead], values[behind]


def _sides(row: Sequence[float], sides: Sides) -> tuple[float, float]:
    return weighed(row, sides.international), weighed(row, sides.domestic)


def _unsplit(found: Mapping[str, Combination], sides: Sides, rule: Rule) -> str:
    """Return why a difference is not split into parts; empty where it is."""
    if rule is Rule.ADDITIVE:
        return ""
    if rule is Rule.MINIMUM:
        return "only the lower of the two analyses counts, so the difference is not a sum of items"
    for name, one in found.items():
        if one.international <= 0 and sides.alpha > 0:
            return f"{name} has nothing on the international side, so it comes to 0 whatever it has on the other"
        if one.domestic <= 0 and sides.alpha < 1:
            return f"{name} has nothing on the domestic side, so it comes to 0 whatever it has on the other"
    return ""


def _factors(first: Combination, second: Combination, sides: Sides, rule: Rule) -> tuple[float, float]:
    """Return what a difference on either side is multiplied by to be a part of the difference of the combination."""
    alpha = sides.alpha
    if rule is Rule.ADDITIVE:
        return alpha, 1 - alpha
    whole = logarithmic_mean(first.geometric, second.geometric)
    abroad = logarithmic_mean(first.international, second.international) if alpha > 0 else 1.0
    at_home = logarithmic_mean(first.domestic, second.domestic) if alpha < 1 else 1.0
    return alpha * whole / abroad, (1 - alpha) * whole / at_home
