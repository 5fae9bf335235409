"""Two second opinions on a table of facts: TOPSIS and simple additive weighting (SAW).

Both rescale to the alternatives that happen to be present, so that a new one can change the order of the others; which
rescaling was used is part of every result. They never replace the additive value on fixed scales.
"""

from collections.abc import Callable, Mapping, Sequence
from math import fsum, hypot, isfinite

from attrs import frozen

from outreach_crm.text import say
from outreach_priority.formulas.value import additive as weighted_sum
from outreach_priority.formulas.weights import shares

_Scaling = Callable[[Sequence[float], bool], list[float]]


@frozen(kw_only=True)
class Closeness:
    """What TOPSIS says.

    Args:
        normalisation: how the columns were rescaled, by name.
        closeness: by alternative, from 0 (the worst of everything present) to 1 (the best of everything).
        to_ideal: by alternative, distance from the ideal.
        to_anti_ideal: by alternative, distance from the anti-ideal.
        order: alternatives from first to last; equal ones in the order of their names.
    """

    normalisation: str
    closeness: Mapping[str, float]
    to_ideal: Mapping[str, float]
    to_anti_ideal: Mapping[str, float]
    order: tuple[str, ...]


@frozen(kw_only=True)
class Additive:
    """What simple additive weighting says.

    Args:
        normalisation: how the columns were rescaled, by name.
        scores: by alternative, the weighted sum of the rescaled entries.
        order: alternatives from first to last; equal ones in the order of their names.
    """

    normalisation: str
    scores: Mapping[str, float]
    order: tuple[str, ...]


def topsis(
    values: Mapping[str, Sequence[float]],
    weights: Sequence[float],
    rising: Sequence[bool] | None = None,
    *,
    normalisation: str = "vector",
) -> Closeness:
    """Rank by closeness to the ideal, by Euclidean distance (Hwang & Yoon, 1981).

    Args:
        values: by alternative, one entry for each item.
        weights: of the items; made to sum to 1.
        rising: for each item, whether more is better; by default it is for all.
        normalisation: one of ``NORMALISATIONS``.

    Raises:
        ValueError: if there are no alternatives, lengths differ, an entry is no number or cannot be rescaled.
    """
    share = shares(weights)
    flags, rows = _rescaled(values, share, rising, normalisation)
    weighted = [[w * entry for w, entry in zip(share, row, strict=True)] for row in rows]
    # The vector norm leaves lower-is-better columns as they are; every other rescaling turns them round.
    upward = flags if normalisation == "vector" else [True] * len(flags)
    columns = [*zip(*weighted, strict=True)]
    ideal = [max(column) if up else min(column) for column, up in zip(columns, upward, strict=True)]
    anti = [min(column) if up else max(column) for column, up in zip(columns, upward, strict=True)]
    best = [_distance(row, ideal) for row in weighted]
    worst = [_distance(row, anti) for row in weighted]
    closeness = {
        name: low / (low + high) if low + high > 0 else 0.5 for name, high, low in zip(values, best, worst, strict=True)
    }
    return Closeness(
        normalisation=normalisation,
        closeness=closeness,
        to_ideal=dict(zip(values, best, strict=True)),
        to_anti_ideal=dict(zip(values, worst, strict=True)),
        order=_order(closeness),
    )


def additive(
    values: Mapping[str, Sequence[float]],
    weights: Sequence[float],
    rising: Sequence[bool] | None = None,
    *,
    normalisation: str = "linear",
) -> Additive:
    """Rank by the weighted sum of rescaled entries (SAW; Churchman & Ackoff, 1954).

    Args:
        values: by alternative, one entry for each item.
        weights: of the items; made to sum to 1.
        rising: for each item, whether more is better; by default it is for all.
        normalisation: one of ``NORMALISATIONS``.

    Raises:
        ValueError: if there are no alternatives, lengths differ, an entry is no number or cannot be rescaled.
    """
    flags, rows = _rescaled(values, shares(weights), rising, normalisation)
    if normalisation == "vector":
        rows = [[entry if up else 1 - entry for entry, up in zip(row, flags, strict=True)] for row in rows]
    scores = weighted_sum(dict(zip(values, rows, strict=True)), weights).totals
    return Additive(normalisation=normalisation, scores=scores, order=_order(scores))


def _vector(column: Sequence[float], up: bool) -> list[float]:
    length = hypot(*column)
    return [value / length if length else 0.0 for value in column]


def _linear(column: Sequence[float], up: bool) -> list[float]:
    if any(value < 0 for value in column) or (not up and not all(column)):
        raise ValueError(say("The linear scale divides by what is there: every entry must be above 0."))
    best = max(column) if up else min(column)
    if up:
        return [value / best if best else 0.0 for value in column]
    return [best / value for value in column]


def _maximum(column: Sequence[float], up: bool) -> list[float]:
    best = max(column)
    if best <= 0:
        raise ValueError(say("The scale by the maximum needs an entry above 0 in every column."))
    return [value / best if up else 1 - value / best for value in column]


def _minmax(column: Sequence[float], up: bool) -> list[float]:
    low, high = min(column), max(column)
    if low == high:
        return [1.0] * len(column)
    return [((value - low) if up else (high - value)) / (high - low) for value in column]


def _sum(column: Sequence[float], up: bool) -> list[float]:
    if any(value < 0 for value in column) or (not up and not all(column)):
        raise ValueError(say("The scale by the sum divides by what is there: every entry must be above 0."))
    parts = column if up else [1 / value for value in column]
    total = fsum(parts)
    return [part / total if total else 0.0 for part in parts]


NORMALISATIONS: Mapping[str, _Scaling] = {
    "vector": _vector,
    "linear": _linear,
    "max": _maximum,
    "minmax": _minmax,
    "sum": _sum,
}
"""How a column is rescaled, more being better (less being better): ``vector`` x / root of the sum of squares (the same,
read downwards), ``linear`` x / max (min / x), ``max`` x / max (1 - x / max), ``minmax`` (x - min) / (max - min)
(max - x over the same), ``sum`` x / sum (1/x over the sum of 1/x)."""


def _rescaled(
    values: Mapping[str, Sequence[float]], weights: Sequence[float], rising: Sequence[bool] | None, normalisation: str
) -> tuple[list[bool], list[list[float]]]:
    """Return for each item whether more is better, and by alternative the rescaled entries."""
    flags = [True] * len(weights) if rising is None else [*rising]
    if normalisation not in NORMALISATIONS:
        raise ValueError(
            say(
                "There is no normalisation {normalisation!r}; there are {names}.",
                normalisation=normalisation,
                names=", ".join(NORMALISATIONS),
            )
        )
    check_table(values, weights, flags)
    scale = NORMALISATIONS[normalisation]
    columns = [scale(column, up) for column, up in zip(zip(*values.values(), strict=True), flags, strict=True)]
    return flags, [[*row] for row in zip(*columns, strict=True)]


def check_table(values: Mapping[str, Sequence[float]], weights: Sequence[float], rising: Sequence[bool]) -> None:
    """Refuse a table without alternatives, of uneven rows or of other than numbers with a ``ValueError``."""
    if not values:
        raise ValueError(say("There are no alternatives to compare."))
    if any(len(row) != len(weights) for row in values.values()) or len(rising) != len(weights):
        raise ValueError(say("Each alternative needs one entry for each item, and each item a weight and a direction."))
    if not all(isinstance(one, int | float) and isfinite(one) for row in values.values() for one in row):
        raise ValueError(say("This method needs a number in every cell: fill in what is unknown first."))


def _distance(row: Sequence[float], point: Sequence[float]) -> float:
    return hypot(*(a - b for a, b in zip(row, point, strict=True)))


def _order(scores: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(scores, key=lambda name: (-round(scores[name], 12), name)))
