"""How robust a ranking is (formula F17, SMAA-2): what stays true for all plausible weights and all the panel might say.

Stochastic multicriteria acceptability analysis (Lahdelma & Salminen, 2001; implemented as in Tervonen & Figueira,
2008): weights, don't-knows, the panel itself and the balance of two analyses are drawn many times, and the share of
draws in which something holds is reported. The seed is part of the result, so that anybody can draw the same.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from math import sqrt
from operator import mul
from random import Random

from attrs import frozen

from outreach_crm.text import say
from outreach_priority.formulas.budget import Packages
from outreach_priority.formulas.drawing import Answers, Cell, Panel, Weighing
from outreach_priority.formulas.tallying import Tally, coarse

DRAWS = 10_000
CORE_DRAWS = 300
OPEN_BALANCE = (0.4, 0.6)
"""Where the balance of two analyses lies while it is not agreed."""

_BATCH = 2_000
_CENTRAL_SUMS = 1_000_000
_WORDS = (
    (0.95, "almost sure"),
    (0.8, "very likely"),
    (0.6, "likely"),
    (0.4, "open"),
    (0.2, "unlikely"),
    (0.05, "very unlikely"),
)
Progress = Callable[[int, int], None]


@frozen(kw_only=True)
class Analysis:
    """One side from which alternatives are judged.

    Args:
        items: places in the rows of values of the items it weighs.
        weighing: how their weights are drawn, in the same order.
    """

    items: tuple[int, ...]
    weighing: Weighing


@frozen(kw_only=True)
class Standing:
    """How an alternative stands; all shares are of all draws, from 0 to 1.

    Args:
        ranks: share in which it is first, second and so on (rank acceptability); equals share their ranks.
        top: share in which it is among the first ``k`` asked for.
        central: mean weights of the draws in which it is first, those of one analysis after those of the other; None if
            it never is.
        balance: mean balance of those draws; None if it is never first.
        confidence: share in which it is first if its central weights hold; None if it is never first.
        core: share of the draws for which a budget was kept in which it is in the best affordable set, or in one that
            is short of the best by less than a hundredth, as far as that is found at once (core index: 1 is core, 0 is
            out); None without a budget.
        levels: share of these draws by level of involvement.
    """

    ranks: tuple[float, ...]
    top: float
    central: tuple[float, ...] | None
    balance: float | None
    confidence: float | None
    core: float | None
    levels: Mapping[str, float]


@frozen(kw_only=True)
class Robustness:
    """What was found, and how it was drawn.

    Args:
        standings: by alternative.
        winning: by alternative and other, share of draws in which it is ahead; equals count half for each.
        mean_weights: what all weights drawn average to.
        top: how many places ``Standing.top`` counts.
        draws: how many draws were made.
        core_draws: for how many of them a budget was kept.
        seed: with which the same comes out again.
    """

    standings: Mapping[str, Standing]
    winning: Mapping[str, Mapping[str, float]]
    mean_weights: tuple[float, ...]
    top: int
    draws: int
    core_draws: int
    seed: int

    @property
    def half_width(self) -> float:
        """Half the width of the band in which a share lies with 95 % certainty, at its widest."""
        return 1.96 * sqrt(0.25 / self.draws)


def robustness(
    values: Mapping[str, Sequence[Cell]],
    analyses: Sequence[Analysis],
    *,
    seed: int,
    balance: float | tuple[float, float] = OPEN_BALANCE,
    top: int = 1,
    draws: int = DRAWS,
    packages: Packages | None = None,
    core_draws: int = CORE_DRAWS,
    progress: Progress | None = None,
) -> Robustness:
    """Return how robust a ranking is (F17; Lahdelma & Salminen, 2001).

    Args:
        values: by alternative, a cell for each item: a value from 0 to 1, a range, the advisers' answers, or None.
        analyses: one (a weighted sum), or two, international and domestic, whose scores make I^b D^(1-b) (F5).
        seed: of chance; the same one gives the same result.
        balance: b, from 0 to 1, or the range from which it is drawn.
        top: how many places are counted as the first ones.
        draws: how many draws are made; 10,000 leave 0.01 on each side.
        packages: levels worth shares of the scores, and what there is for them (F9), for the core index.
        core_draws: for how many draws that is done, spread evenly over all.
        progress: called with how many draws are done, and how many there are.

    Raises:
        ValueError: if there are no alternatives or items, a row is uneven or a number makes no sense.
    """
    ends = balance if isinstance(balance, tuple) else (balance, balance)
    advisers = _check(values, analyses, ends, draws)
    tally = Tally([*values], sum(one.weighing.count for one in analyses), packages)
    core = max(1, -(-draws // max(core_draws, 1)))
    for start, weights, balances, scores in _batches(values, analyses, ends, advisers, seed, draws):
        tally.count(scores, weights, balances)
        tally.keep_budget(scores, range(-start % core, len(balances), core))
        if progress:
            progress(start + len(balances), draws)
    central = tally.central()
    confidences = _confidence(values, analyses, central, advisers, _random(seed, "confidence"), draws)
    return _result(tally, central, confidences, top, seed)


def _result(
    tally: Tally,
    central: Sequence[tuple[float, ...] | None],
    confidences: Iterator[float | None],
    top: int,
    seed: int,
) -> Robustness:
    return Robustness(
        standings={
            name: _standing(tally, number, top, central[number], confidence)
            for number, (name, confidence) in enumerate(zip(tally.names, confidences, strict=True))
        },
        winning=tally.winning(),
        mean_weights=tuple(one / tally.draws for one in tally.weights),
        top=top,
        draws=tally.draws,
        core_draws=tally.kept,
        seed=seed,
    )


_Batch = tuple[int, list[list[tuple[float, ...]]], list[float], list[list[float]]]


def _batches(
    values: Mapping[str, Sequence[Cell]],
    analyses: Sequence[Analysis],
    ends: tuple[float, float],
    advisers: int,
    seed: int,
    draws: int,
) -> Iterator[_Batch]:
    """Yield how many draws came before, weights of each analysis, balances, and scores of each alternative."""
    low, high = ends
    of_weights, of_panel = _random(seed, "weights"), _random(seed, "panel")
    for start in range(0, draws, _BATCH):
        size = min(_BATCH, draws - start)
        weights = [one.weighing.draw(of_weights, size) for one in analyses]
        balances = [of_weights.uniform(low, high) for _ in range(size)] if low < high else [low] * size
        panel = Panel(advisers, size, of_panel)
        yield start, weights, balances, [_scores(row, panel, analyses, weights, balances) for row in values.values()]


def _random(seed: int, what: str) -> Random:
    """Return chance for one purpose, so that more of one thing drawn changes nothing in another."""
    return Random(f"{seed} {what}")  # noqa: S311  chance, no secret


def in_words(share: float) -> str:
    """Return what is said of a share: from 0.95 on almost sure, 0.8 very likely, 0.6 likely, 0.4 open (F17)."""
    return next((words for least, words in _WORDS if share >= least), "almost ruled out")


def _check(
    values: Mapping[str, Sequence[Cell]], analyses: Sequence[Analysis], balance: tuple[float, float], draws: int
) -> int:
    """Refuse what makes no sense; return how many advisers answered."""
    if not values or not analyses:
        raise ValueError(say("Robustness needs at least one alternative and one analysis."))
    if len(analyses) > 2:
        raise ValueError(say("At most two analyses can be combined."))
    if any(len(one.items) != one.weighing.count for one in analyses):
        raise ValueError(say("Each item of an analysis needs one weight."))
    items = [item for one in analyses for item in one.items]
    if any(not 0 <= item < len(row) for row in values.values() for item in items):
        raise ValueError(say("Each alternative needs a cell for each item that is weighed."))
    if not 0 <= balance[0] <= balance[1] <= 1 or draws < 1:
        raise ValueError(say("The balance lies from 0 to 1, and at least one draw is needed."))
    cells = [row[item] for row in values.values() for item in items]
    ends = [one for cell in cells if isinstance(cell, tuple) for one in (cell, (cell[1], cell[0]))]
    if any(low > high for low, high in ends[::2]):
        raise ValueError(say("A range goes from the lower to the higher value."))
    numbers = [*chain.from_iterable(ends), *(cell for cell in cells if isinstance(cell, float | int))]
    if not all(0 <= one <= 1 for one in numbers):
        raise ValueError(say("Values lie from 0 to 1: scale them first, on fixed anchors."))
    panels = {len(cell.ratings) for cell in cells if isinstance(cell, Answers)}
    if len(panels) > 1:
        raise ValueError(
            say("Each cell of answers needs a place for every adviser, with nothing for who did not answer.")
        )
    return max(panels, default=0)


def _scores(
    row: Sequence[Cell],
    panel: Panel,
    analyses: Sequence[Analysis],
    weights: Sequence[Sequence[tuple[float, ...]]],
    balances: Sequence[float],
) -> list[float]:
    """Return the score of one alternative in each draw."""
    sides = [
        _sums([panel.values(row[item]) for item in one.items], drawn)
        for one, drawn in zip(analyses, weights, strict=True)
    ]
    if len(sides) == 1:
        return sides[0]
    return [i**b * d ** (1 - b) for i, d, b in zip(*sides, balances, strict=True)]


def _sums(columns: Sequence[float | list[float]], weights: Sequence[tuple[float, ...]]) -> list[float]:
    """Return the weighted sum of each draw; columns that are always the same are numbers."""
    if not any(isinstance(column, list) for column in columns):
        return [sum(map(mul, columns, one)) for one in weights]
    drawn = [column if isinstance(column, list) else repeat(column) for column in columns]
    parts = [map(mul, column, one) for column, one in zip(drawn, zip(*weights, strict=True), strict=True)]
    return [*map(sum, zip(*parts, strict=True))]


def _confidence(
    values: Mapping[str, Sequence[Cell]],
    analyses: Sequence[Analysis],
    central: Sequence[tuple[float, ...] | None],
    advisers: int,
    random: Random,
    draws: int,
) -> Iterator[float | None]:
    """Yield, for each alternative, in which share of what the panel might say it is first at its central weights."""
    fixed = all(isinstance(row[item], float | int) for row in values.values() for one in analyses for item in one.items)
    size = 1 if fixed else min(draws, max(1_000, _CENTRAL_SUMS // len(values) ** 2))
    panel = Panel(advisers, size, random)
    drawn = [[[panel.values(row[item]) for item in one.items] for one in analyses] for row in values.values()]
    for number, weights in enumerate(central):
        if weights is None:
            yield None
            continue
        scores = []
        for sides in drawn:
            rest = iter(weights)
            sums = [_sums(side, [tuple(next(rest) for _ in side)] * size) for side in sides]
            balance = next(rest)
            scores.append(
                sums[0] if len(sums) == 1 else [i**balance * d ** (1 - balance) for i, d in zip(*sums, strict=True)]
            )
        rows = [*zip(*map(coarse, scores), strict=True)]
        yield sum((row[number] == max(row)) / row.count(max(row)) for row in rows) / size


def _standing(
    tally: Tally, number: int, top: int, central: tuple[float, ...] | None, confidence: float | None
) -> Standing:
    ranks = tuple(share / tally.draws for share in tally.ranks[number])
    levels = tally.levels[tally.names[number]]
    return Standing(
        ranks=ranks,
        top=min(1.0, sum(ranks[:top])),
        central=central[:-1] if central else None,
        balance=central[-1] if central else None,
        confidence=confidence,
        core=tally.core[tally.names[number]] / tally.kept if levels else None,
        levels={level: times / tally.kept for level, times in levels.items()},
    )
