"""What robustness draws (formula F17): weights, and what a panel might have said.

Everything is drawn for many draws at once, column by column. The panel is drawn again from itself (bootstrap: as many
advisers as there are, with replacement). Each answer is a whole number from 0 to 4, so the trimmed means of all draws
are reckoned together: 16 bits of one large whole number belong to one draw, and one addition adds in all of them.
"""

import sys
from array import array
from collections.abc import Sequence
from itertools import accumulate, repeat
from math import fsum, log
from operator import truediv
from random import Random

from attrs import evolve, frozen

from outreach_crm.text import say
from outreach_priority.formulas.weights import shares, tied_places

_LANE = 16
_HALF = 1 << (_LANE - 1)
_FULL = (1 << _LANE) - 1
_TRIES = 2_000


@frozen(kw_only=True)
class Answers:
    """What the advisers answered to one item about one alternative.

    Args:
        ratings: by adviser, always in the same order: a whole number from 0 to ``top``, or None for don't know.
        falling: whether a low rating is the good one.
        top: the highest rating of the scale.

    Raises:
        ValueError: if a rating is off the scale.
    """

    ratings: tuple[int | None, ...]
    falling: bool = False
    top: int = 4

    def __attrs_post_init__(self) -> None:
        if not all(one is None or (isinstance(one, int) and 0 <= one <= self.top) for one in self.ratings):
            raise ValueError(say("Ratings are whole numbers from 0 to {top}, or nothing for don't know.", top=self.top))


Cell = float | tuple[float, float] | Answers | None
"""A value from 0 to 1; a range in which it lies; the advisers' answers; or unknown."""


@frozen(kw_only=True)
class Weighing:
    """How the weights of one analysis are drawn; made by ``fixed``, ``ordered``, ``free`` or ``within``.

    Args:
        count: how many items there are.
        weights: the same in each draw, if they are agreed.
        places: by place in the agreed order (0 is the most important), the items that share it with their ties.
        bounds: by item, the least and the most weight, from 0 to 1.
    """

    count: int
    weights: tuple[float, ...] | None = None
    places: tuple[tuple[int, ...], ...] | None = None
    bounds: tuple[tuple[float, float], ...] | None = None

    @classmethod
    def fixed(cls, points: Sequence[float]) -> "Weighing":
        """Weights that are agreed; made to sum to 1."""
        return cls(count=len(points), weights=shares(points))

    @classmethod
    def free(cls, count: int) -> "Weighing":
        """Nothing is known of the weights: all that sum to 1 are equally likely."""
        if count < 1:
            raise ValueError(say("There are no items to weigh."))
        return cls(count=count)

    @classmethod
    def ordered(cls, ranks: Sequence[float]) -> "Weighing":
        """Only their order is agreed (1 the most important; between tied items either may weigh more)."""
        names = [str(place) for place in range(len(ranks))]
        taken = {int(name): places for name, places in tied_places(ranks, names)}
        groups = sorted(set(taken.values()))
        members = (tuple(item for item in sorted(taken) if taken[item] == places) for places in groups)
        return evolve(cls.free(len(ranks)), places=tuple(members))

    @classmethod
    def within(cls, bounds: Sequence[tuple[float, float]]) -> "Weighing":
        """Each weight lies in a range (the same twice where it is fixed), otherwise all are equally likely."""
        if not all(0 <= low <= high <= 1 for low, high in bounds):
            raise ValueError(say("The range of a weight goes from a lower to a higher share, both from 0 to 1."))
        if not fsum(low for low, _ in bounds) <= 1 + 1e-9 or not fsum(high for _, high in bounds) >= 1 - 1e-9:
            raise ValueError(say("No weights within these ranges sum to 1."))
        return evolve(cls.free(len(bounds)), bounds=tuple(bounds))

    def draw(self, random: Random, draws: int) -> list[tuple[float, ...]]:
        """Return a vector of weights for each draw."""
        if self.weights is not None:
            return [self.weights] * draws
        if self.bounds is not None:
            return [self._bounded(random, self.bounds) for _ in range(draws)]
        flat = [_flat(random, self.count) for _ in range(draws)]
        return flat if self.places is None else [self._arranged(one, random, self.places) for one in flat]

    def _arranged(
        self, weights: tuple[float, ...], random: Random, places: tuple[tuple[int, ...], ...]
    ) -> tuple[float, ...]:
        """Return the weights in the agreed order: sorted flat ones are uniform on all that keep it."""
        falling = iter(sorted(weights, reverse=True))
        arranged = [0.0] * self.count
        for items in places:
            for item in items if len(items) == 1 else random.sample(items, len(items)):
                arranged[item] = next(falling)
        return tuple(arranged)

    def _bounded(self, random: Random, bounds: tuple[tuple[float, float], ...]) -> tuple[float, ...]:
        """Return weights within ranges, by drawing what the lower ends leave over until all upper ends are kept."""
        loose = [item for item, (low, high) in enumerate(bounds) if high - low > 1e-12]
        left = 1 - fsum(low for low, _ in bounds)
        for _ in range(_TRIES):
            weights = [low for low, _ in bounds]
            for item, part in zip(loose, _flat(random, len(loose)) if loose else (), strict=True):
                weights[item] += left * part
            if all(weights[item] <= bounds[item][1] + 1e-12 for item in loose):
                return tuple(weights)
        raise ValueError(say("Weights within these ranges are too rare to be drawn: widen them."))


def _flat(random: Random, count: int) -> tuple[float, ...]:
    """Return weights uniform on the simplex: exponential parts of their sum."""
    parts = [log(1.0 - random.random()) for _ in range(count)]
    total = sum(parts) or 1.0
    return tuple([part / total for part in parts])


class Panel:
    """A panel drawn again from itself, for many draws.

    Args:
        advisers: how many answered; 0 where no cell holds answers.
        draws: how many times it is drawn.
        random: where chance comes from.
    """

    def __init__(self, advisers: int, draws: int, random: Random) -> None:
        self._random = random
        self._draws = draws
        self._ones = _packed([1] * draws)
        counts = [[0] * draws for _ in range(advisers)]
        everyone = range(advisers)
        for draw in range(draws):
            for adviser in random.choices(everyone, k=advisers) if advisers else ():
                counts[adviser][draw] += 1
        self._times = [_packed(one) for one in counts]

    def values(self, cell: Cell) -> float | list[float]:
        """Return what a cell is worth in each draw, from 0 to 1; a single number where it is always the same."""
        if isinstance(cell, Answers):
            return self._trimmed(cell)
        low, high = (0.0, 1.0) if cell is None else cell if isinstance(cell, tuple) else (cell, cell)
        if low == high:
            return low
        return [low + (high - low) * self._random.random() for _ in range(self._draws)]

    def _trimmed(self, cell: Answers) -> list[float]:
        """Return panel values (F1) of all draws; where nobody drawn has answered, anything from 0 to 1."""
        at = [0] * (cell.top + 1)
        for rating, times in zip(cell.ratings, self._times, strict=True):
            if rating is not None:
                at[cell.top - rating if cell.falling else rating] += times
        *higher, answered = accumulate(reversed(at))
        total = sum(higher)
        highest = sum(self._positive(one) for one in higher)
        lowest = cell.top * self._ones - sum(self._positive(answered - one) for one in higher)
        trimmed = ((answered + (_HALF - 5) * self._ones) >> (_LANE - 1)) & self._ones
        sums = self._unpacked(total - ((highest + lowest) & (trimmed * _FULL)))
        divisors = self._unpacked(answered - 2 * trimmed)
        if None not in cell.ratings:
            return [*map(truediv, sums, repeat(divisors[0] * cell.top))]
        chance = self._random.random
        return [one / (by * cell.top) if by else chance() for one, by in zip(sums, divisors, strict=True)]

    def _positive(self, numbers: int) -> int:
        """Return 1 in each draw whose number is above 0."""
        return ((numbers + (_HALF - 1) * self._ones) >> (_LANE - 1)) & self._ones

    def _unpacked(self, numbers: int) -> "array[int]":
        lanes = array("H")
        lanes.frombytes(numbers.to_bytes(self._draws * _LANE // 8, sys.byteorder))
        return lanes


def _packed(numbers: Sequence[int]) -> int:
    return int.from_bytes(array("H", numbers).tobytes(), sys.byteorder)
