"""Counts what robustness draws: ranks, who is ahead of whom, weights that make one first, the best affordable set."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations, repeat
from operator import add, gt, lt
from statistics import fmean

from outreach_crm.text import say
from outreach_priority.formulas.budget import Packages

# Added to a score it leaves steps of about 1e-12: what differs by less differs by the way it was added up.
_COARSE = 4096.0
# A set short of the best by less than this share counts as the best of a draw: scores are not surer than that.
_NEAR = 0.01
# How far a set is looked for in one draw: some hundredths of a second, because there are hundreds of draws.
_LOOKED_AT = 40_000


def coarse(scores: Iterable[float]) -> list[float]:
    """Return scores such that those are equal that only rounding tells apart."""
    return [*map(add, scores, repeat(_COARSE))]


class Tally:
    """Counts of draws.

    Args:
        names: of the alternatives.
        items: how many weights a draw has.
        packages: for the best affordable set; None where there is no budget.
    """

    def __init__(self, names: Sequence[str], items: int, packages: Packages | None) -> None:
        self.names = names
        self.draws = self.kept = 0
        self.ranks = [[0.0] * len(names) for _ in names]
        self.weights = [0.0] * items
        self.core = Counter[str]()
        self.levels = {name: Counter[str]() for name in names}
        self._ahead = [[0.0] * len(names) for _ in names]
        self._firsts = [[0.0] * (items + 1) for _ in names]
        self._packages = packages
        self._knapsack = packages.knapsack() if packages else None
        if packages and (unknown := set(packages.choices) - set(names)):
            raise ValueError(
                say("There are levels for {number!r}, which is not among the alternatives.", number=min(unknown))
            )

    def count(
        self, scores: Sequence[Sequence[float]], weights: Sequence[Sequence[tuple[float, ...]]], balances: list[float]
    ) -> None:
        """Count a batch: the scores of each alternative, the weights of each analysis and the balance of each draw."""
        columns = [coarse(one) for one in scores]
        rows = [*zip(*columns, strict=True)]
        self.draws += len(rows)
        drawn = [sum(one, ()) for one in zip(*weights, [(one,) for one in balances], strict=True)]
        for place, column in enumerate(zip(*drawn, strict=True)):
            if place < len(self.weights):
                self.weights[place] += sum(column)
        tied = self._count_ranks(rows, drawn)
        for one, other in combinations(range(len(columns)), 2):
            wins = sum(map(gt, columns[one], columns[other]))
            losses = sum(map(lt, columns[one], columns[other])) if tied else len(rows) - wins
            self._ahead[one][other] += (len(rows) + wins - losses) / 2
            self._ahead[other][one] += (len(rows) + losses - wins) / 2

    def _count_ranks(self, rows: Sequence[tuple[float, ...]], drawn: Sequence[tuple[float, ...]]) -> bool:
        """Count ranks and the weights of who is first; say whether any were equal in any draw."""
        everyone = range(len(self.names))
        orders: list[list[int]] = []
        led: list[list[tuple[float, ...]]] = [[] for _ in everyone]
        for row, vector in zip(rows, drawn, strict=True):
            order = sorted(everyone, key=row.__getitem__, reverse=True)
            if len(set(row)) == len(row):
                orders.append(order)
                led[order[0]].append(vector)
            else:
                self._share_ranks(row, order, vector)
        for rank, column in enumerate(zip(*orders, strict=True)):
            for number, times in Counter(column).items():
                self.ranks[number][rank] += times
        for number, vectors in enumerate(led):
            for place, one in enumerate(zip(*vectors, strict=True)):
                self._firsts[number][place] += sum(one)
        return len(orders) < len(rows)

    def _share_ranks(self, row: tuple[float, ...], order: Sequence[int], vector: tuple[float, ...]) -> None:
        """Count a draw with equals: each of them gets an equal part of the ranks they take together."""
        start = 0
        while start < len(order):
            together = [number for number in order[start:] if row[number] == row[order[start]]]
            for number in together:
                for rank in range(start, start + len(together)):
                    self.ranks[number][rank] += 1 / len(together)
                if not start:
                    for place, weight in enumerate(vector):
                        self._firsts[number][place] += weight / len(together)
            start += len(together)

    def keep_budget(self, scores: Sequence[Sequence[float]], draws: Iterable[int]) -> None:
        """Find the best affordable set in some draws of a batch, each level being worth its share of the score.

        Raises:
            ValueError: if what must be taken is more than there is.
        """
        if self._packages is None or self._knapsack is None:
            return
        numbers = {name: number for number, name in enumerate(self.names)}
        classes = [(name, numbers[name], levels) for name, levels in self._packages.choices.items()]
        if not self.kept:
            means = [fmean(one) for one in scores]
            self._knapsack.price([[float(level.value) * means[n] for level in levels] for _, n, levels in classes])
        for draw in draws:
            found = self._knapsack.best_for(
                [[float(level.value) * scores[n][draw] for level in levels] for _, n, levels in classes],
                within=_NEAR,
                most=_LOOKED_AT,
            )
            if found is None:
                raise ValueError(say("What must be taken needs more than there is."))
            self.kept += 1
            for (name, _, levels), place in zip(classes, found.levels, strict=True):
                self.levels[name][levels[place].name] += 1
                self.core[name] += levels[place].value > 0

    def central(self) -> list[tuple[float, ...] | None]:
        """Return by alternative the mean weights, and after them the balance, of the draws it led; None if none."""
        return [
            tuple(total / ranks[0] for total in firsts) if ranks[0] else None
            for firsts, ranks in zip(self._firsts, self.ranks, strict=True)
        ]

    def winning(self) -> dict[str, dict[str, float]]:
        """Return by alternative and other the share of draws in which it is ahead."""
        return {
            name: {other: ahead[n] / self.draws for n, other in enumerate(self.names) if other != name}
            for name, ahead in zip(self.names, self._ahead, strict=True)
        }
