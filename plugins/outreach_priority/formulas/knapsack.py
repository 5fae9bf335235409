"""The most valuable affordable choice of one package out of each class: a multiple-choice knapsack.

Class by class it keeps what can be used and be worth so far (dynamic programming over used resources), and drops what
cannot reach the best choice known even if the rest could be bought at prices of the resources (Lagrangian bounds;
Fisher, 1981). Only the most promising states go on at first; that finds good choices fast, and each pass is repeated
with more of them until none had to be left behind, which proves the best one, or until that would take too long, which
is then said.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from heapq import nlargest
from math import floor, inf, lcm
from operator import gt, mul
from typing import NamedTuple

from attrs import frozen

_ROUNDS = 120
_WIDTH = 200
_WIDER = 4
# So many ways on are looked at in one pass, which is a second of work; a pass that is so many times as wide looks at so
# many times as many. Packages that are worth just what they need would want all there are.
_MOST = 400_000
_AROUND = 1.4
_Value = int | float
_Used = tuple[int, ...]


@frozen
class Found:
    """The best choice that was found.

    Args:
        levels: the place of the package taken from each class.
        value: what they are worth together.
        optima: how many choices are worth as much.
        proven: whether none can be better; False where the search was ended before all was looked at.
    """

    levels: tuple[int, ...]
    value: _Value
    optima: int
    proven: bool = True


class _State(NamedTuple):
    """What some classes took.

    Args:
        value: what that is worth.
        ways: in how many ways it can be taken.
        path: the first of these, by place.
        net: its value less what it used at fair prices.
        hope: what it may come to at most.
    """

    value: _Value
    ways: int
    path: tuple[int, ...]
    net: float
    hope: float


class _Stage(NamedTuple):
    """One class.

    Args:
        packages: value, need, and net value at fair prices of each.
        bounds: what the classes after it may add, at each of the prices.
        room: what may be used so that they can still take their least.
        by_name: the classes so far, by place.
    """

    packages: Sequence[tuple[_Value, _Used, float]]
    bounds: Sequence[float]
    room: Sequence[int]
    by_name: Sequence[int]


class Knapsack:
    """Packages to choose from, and what may be used.

    Args:
        values: class -> package -> what it is worth.
        needs: class -> package -> what it takes of each resource.
        limits: what may be used of each resource.
    """

    def __init__(
        self,
        values: Sequence[Sequence[Fraction]],
        needs: Sequence[Sequence[Sequence[Fraction]]],
        limits: Sequence[Fraction],
    ) -> None:
        scales = [lcm(*(package[r].denominator for one in needs for package in one)) for r in range(len(limits))]
        self._limits = [floor(limit * scale) for limit, scale in zip(limits, scales, strict=True)]
        self._needs = [
            [tuple(int(need * scale) for need, scale in zip(package, scales, strict=True)) for package in one]
            for one in needs
        ]
        scale = lcm(*(value.denominator for one in values for value in one))
        self._values = [[int(value * scale) for value in one] for one in values]
        self._prices: list[list[float]] = []
        self._known: dict[tuple[int, ...], None] = {}

    def best(self) -> Found | None:
        """Return the best choice by the values given; of several the one that uses least, then the first by place.

        Returns:
            None where no choice keeps within the limits.
        """
        self.price(self._values)
        return self.best_for(self._values)

    def price(self, values: Sequence[Sequence[_Value]]) -> None:
        """Find the prices of the resources that go with such values; right for any, they are quick for like ones."""
        fair = self._shadow_prices(values)
        self._prices = [fair] + [
            [price * factor if other == one else price for other, price in enumerate(fair)]
            for one in range(len(fair))
            for factor in (_AROUND, 1 / _AROUND)
        ]

    def best_for(self, values: Sequence[Sequence[_Value]], *, within: float = 0.0, most: int = _MOST) -> Found | None:
        """Return the best choice if the packages had other values, which robustness asks many times.

        Args:
            values: class -> package -> what it is worth.
            within: by which share of its value the choice may be short of the best; 0 asks for the best.
            most: so many ways on are looked at in one pass before the best that was found is taken, unproven.

        Returns:
            None where no choice keeps within the limits. The number of optima is only counted where the best is asked.
        """
        if not self._prices:
            self.price(values)
        best = max(self._known, key=lambda path: self._worth(values, path), default=None)
        known = -inf if best is None else self._worth(values, best)
        width = _WIDTH
        while True:
            found, complete, looked = self._pass(values, known, known * (1 + within) if best else known, width)
            if found and found.value >= known:
                self._known[found.levels] = None
                known, best = found.value, found.levels
            if complete:
                return found if best is None or (found and found.levels == best) else Found(best, known, 1)
            if looked * _WIDER > most and best is not None:
                return Found(best, known, 1, proven=False)
            width *= _WIDER

    def _pass(
        self, values: Sequence[Sequence[_Value]], known: float, wanted: float, width: int
    ) -> tuple[Found | None, bool, int]:
        """Go through all classes once with so many states at most.

        Returns:
            What was found, whether all states that mattered went on, and how many ways on were looked at.
        """
        nets = [
            [self._net(one, needs, prices) for one, needs in zip(values, self._needs, strict=True)]
            for prices in self._prices
        ]
        # What is left to choose last is what is least clear, so that little is open for long.
        order = sorted(range(len(values)), key=lambda one: -_gap(nets[0][one]))
        least = wanted - 1e-9 * (1 + abs(known)) if known > -inf else known
        states, complete = {(0,) * len(self._limits): _State(0, 1, (), 0.0, inf)}, True
        looked = 0
        for number, one in enumerate(order):
            stage = _Stage(
                [*zip(values[one], self._needs[one], nets[0][one], strict=True)],
                [
                    _dot(prices, self._limits) + sum(max(net[other]) for other in order[number + 1 :])
                    for prices, net in zip(self._prices, nets, strict=True)
                ],
                self._room(order[number + 1 :]),
                sorted(range(number + 1), key=order.__getitem__),
            )
            looked += len(states) * len(stage.packages)
            states = self._following(states, stage, least)
            if len(states) > width:
                states = dict(nlargest(width, states.items(), key=lambda item: item[1].hope))
                complete = False
        return self._pick(states, order) if states else None, complete, looked

    def _following(self, states: Mapping[_Used, _State], stage: "_Stage", least: float) -> dict[_Used, _State]:
        """Return the states after one more class, without those that cannot come to as much as is known."""
        fair, *bounds = stage.bounds
        _, *around = self._prices
        following: dict[_Used, _State] = {}
        for used, state in states.items():
            for place, (value, need, gain) in enumerate(stage.packages):
                net = state.net + gain
                if net + fair < least:
                    continue
                total = tuple([a + b for a, b in zip(used, need, strict=True)])
                if any(map(gt, total, stage.room)):
                    continue
                worth = state.value + value
                other_hopes = [
                    worth + bound - _dot(prices, total) for prices, bound in zip(around, bounds, strict=True)
                ]
                hope = min(net + fair, *other_hopes)
                if hope >= least:
                    reached = _State(worth, state.ways, (*state.path, place), net, hope)
                    other = following.get(total)
                    following[total] = reached if other is None else _joined(reached, other, stage.by_name)
        return following

    def _pick(self, states: dict[_Used, _State], order: Sequence[int]) -> Found:
        most = max(state.value for state in states.values())
        optima = [(used, state) for used, state in states.items() if state.value == most]
        by_name = sorted(range(len(order)), key=order.__getitem__)

        def first(one: tuple[_Used, _State]) -> tuple[Fraction, list[int]]:
            share = sum((Fraction(a, b) for a, b in zip(one[0], self._limits, strict=True) if b), Fraction(0))
            return share, [one[1].path[n] for n in by_name]

        _, state = min(optima, key=first)
        return Found(tuple(state.path[n] for n in by_name), most, sum(one.ways for _, one in optima))

    def _room(self, rest: Sequence[int]) -> list[int]:
        """Return what may be used so that the others can still take the least of each resource."""
        least = [[min(amounts) for amounts in zip(*self._needs[one], strict=True)] for one in rest]
        return [limit - sum(one[r] for one in least) for r, limit in enumerate(self._limits)]

    def _net(self, values: Sequence[_Value], needs: Sequence[Sequence[int]], prices: Sequence[float]) -> list[float]:
        return [value - _dot(prices, need) for value, need in zip(values, needs, strict=True)]

    def _worth(self, values: Sequence[Sequence[_Value]], path: Sequence[int]) -> float:
        return sum(one[n] for one, n in zip(values, path, strict=True))

    def _shadow_prices(self, values: Sequence[Sequence[_Value]]) -> list[float]:
        """Return prices of the resources at which buying freely is worth little more than the best choice.

        Subgradient steps: a resource that is overdrawn at these prices gets dearer, one that is left over cheaper.
        """
        total = float(sum(max(one) for one in values))
        prices = [total / limit / len(self._limits) if limit else total for limit in self._limits]
        best, lowest = prices, inf
        for number in range(_ROUNDS):
            nets = [self._net(one, needs, prices) for one, needs in zip(values, self._needs, strict=True)]
            bound = sum(map(max, nets)) + _dot(prices, self._limits)
            if bound < lowest:
                best, lowest = prices, bound
            taken = [needs[net.index(max(net))] for net, needs in zip(nets, self._needs, strict=True)]
            step = total / (2 + number)
            prices = [
                max(0.0, price + step * (sum(amounts) - limit) / (limit * limit)) if limit else price
                for price, limit, *amounts in zip(prices, self._limits, *taken, strict=True)
            ]
        return best


def _dot(prices: Sequence[float], amounts: Sequence[int]) -> float:
    return float(sum(map(mul, prices, amounts)))


def _gap(worth: Sequence[float]) -> float:
    """Return how much is lost, at shadow prices, by any other package than the best."""
    first, *others = sorted(worth, reverse=True)
    return first - others[0] if others else inf


def _joined(one: _State, other: _State, by_name: Sequence[int]) -> _State:
    """Return the better of two states that use the same; of equals the first by place, with the ways of both."""
    if one.value != other.value:
        return max(one, other, key=lambda state: state.value)
    first = min(one, other, key=lambda state: [state.path[n] for n in by_name])
    return _State(one.value, one.ways + other.ways, first.path, first.net, first.hope)
