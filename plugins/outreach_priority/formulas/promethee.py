"""PROMETHEE II (Brans, Vincke & Mareschal, 1986): a second opinion from comparisons of each two alternatives.

Flows depend on which alternatives are compared, so they are not a score of an alternative by itself. Flows are divided
by the number of other alternatives (n - 1), which every result says.
"""

from collections.abc import Callable, Mapping, Sequence
from math import exp, fsum

from attrs import frozen

from outreach_crm.text import say
from outreach_priority.formulas.topsis import check_table
from outreach_priority.formulas.weights import shares


@frozen(kw_only=True)
class Preference:
    """How a difference on one item becomes a preference from 0 (none) to 1 (strict).

    Args:
        kind: ``usual``: any difference counts fully. ``u-shape``: fully above ``q``. ``v-shape``: in proportion up to
            ``p``. ``level``: half above ``q``, fully above ``p``. ``linear``: nothing up to ``q``, in proportion up to
            ``p``. ``gaussian``: 1 - exp(-d^2 / 2s^2).
        q: up to this difference, in the unit of the item, one is indifferent.
        p: from this difference on, preference is strict.
        s: of the Gaussian, where it bends.

    Raises:
        ValueError: if the kind is unknown or its thresholds are missing or in the wrong order.
    """

    kind: str = "usual"
    q: float = 0.0
    p: float = 0.0
    s: float = 0.0

    def __attrs_post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(
                say(
                    "There is no preference function {kind!r}; there are {names}.",
                    kind=self.kind,
                    names=", ".join(KINDS),
                )
            )
        if min(self.q, self.p, self.s) < 0:
            raise ValueError(say("The thresholds of a preference function are 0 or more."))
        if self.kind in {"level", "linear"} and self.q > self.p:
            raise ValueError(say("Indifference (q) must end before strict preference (p) begins."))
        if self.kind == "gaussian" and not self.s:
            raise ValueError(say("A Gaussian preference function needs an s above 0."))

    def of(self, difference: float) -> float:
        """Return the preference for the one that is better by so much; 0 for the other."""
        return KINDS[self.kind](self, difference) if difference > 0 else 0.0


def _level(one: Preference, d: float) -> float:
    return (0.0 if d <= one.q else 0.5) if d <= one.p else 1.0


def _linear(one: Preference, d: float) -> float:
    if d <= one.q:
        return 0.0
    return (d - one.q) / (one.p - one.q) if d < one.p else 1.0


KINDS: Mapping[str, Callable[[Preference, float], float]] = {
    "usual": lambda _one, _d: 1.0,
    "u-shape": lambda one, d: float(d > one.q),
    "v-shape": lambda one, d: d / one.p if d < one.p else 1.0,
    "level": _level,
    "linear": _linear,
    "gaussian": lambda one, d: 1 - exp(-d * d / (2 * one.s * one.s)),
}
"""The six kinds of preference function, each for a difference above 0."""


@frozen(kw_only=True)
class Flows:
    """What PROMETHEE II says.

    Args:
        positive: by alternative, how much it is preferred to the others, from 0 to 1.
        negative: by alternative, how much the others are preferred to it, from 0 to 1.
        net: their difference; all of them sum to 0.
        preferences: by alternative and other, the weighted preference for it.
        order: alternatives by net flow; equal ones in the order of their names.
        divisor: what the sums were divided by, in words.
    """

    positive: Mapping[str, float]
    negative: Mapping[str, float]
    net: Mapping[str, float]
    preferences: Mapping[str, Mapping[str, float]]
    order: tuple[str, ...]
    divisor: str = "number of other alternatives (n - 1)"


def promethee(
    values: Mapping[str, Sequence[float]],
    weights: Sequence[float],
    rising: Sequence[bool] | None = None,
    preferences: Preference | Sequence[Preference] = Preference(),
) -> Flows:
    """Rank by net flow of preference (PROMETHEE II; Brans, Vincke & Mareschal, 1986).

    Args:
        values: by alternative, one entry for each item.
        weights: of the items; made to sum to 1.
        rising: for each item, whether more is better; by default it is for all.
        preferences: one for each item, or one for all.

    Raises:
        ValueError: if there are no alternatives, lengths differ or an entry is no number.
    """
    share = shares(weights)
    flags = [True] * len(share) if rising is None else [*rising]
    kinds = [preferences] * len(share) if isinstance(preferences, Preference) else [*preferences]
    check_table(values, share, flags)
    if len(kinds) != len(share):
        raise ValueError(say("Give one preference function for all items or one for each."))
    table = {
        one: {
            other: fsum(
                w * kind.of(a - b if up else b - a)
                for w, kind, up, a, b in zip(share, kinds, flags, values[one], values[other], strict=True)
            )
            for other in values
            if other != one
        }
        for one in values
    }
    divisor = max(len(values) - 1, 1)
    positive = {one: fsum(table[one].values()) / divisor for one in values}
    negative = {one: fsum(table[other][one] for other in values if other != one) / divisor for one in values}
    net = {one: positive[one] - negative[one] for one in values}
    order = tuple(sorted(net, key=lambda one: (-round(net[one], 12), one)))
    return Flows(positive=positive, negative=negative, net=net, preferences=table, order=order)
