"""The analytic hierarchy process (formula F18 e): weights from comparisons of all pairs, and how consistent they are.

Its named prioritisation is the principal eigenvector (Saaty, 1980). The row geometric mean (Crawford & Williams, 1985)
is given beside it, because tools differ in which of the two they mean.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import exp, fsum, isfinite, log

from attrs import frozen

from outreach_crm.text import say
from outreach_priority.formulas.weights import shares

RANDOM_INDEX: Mapping[int, float] = {
    1: 0.0, 2: 0.0, 3: 0.58, 4: 0.90, 5: 1.12, 6: 1.24, 7: 1.32, 8: 1.41, 9: 1.45, 10: 1.49,
}  # fmt: skip
"""Mean consistency index of random comparisons, by number of items (Saaty, 1980)."""

MOST_ITEMS = 10
_STEPS = 10_000
_SLACK = 0.02

Matrix = Sequence[Sequence[float]]


@frozen(kw_only=True)
class Pair:
    """The comparison that fits the weights least: ``item`` against ``other``, by their places from 0.

    Args:
        given: how many times more the first was said to weigh.
        fitting: how many times more it weighs by the weights found.
        apart: ``|ln(given / fitting)|``; 0 where they are the same.
    """

    item: int
    other: int
    given: float
    fitting: float
    apart: float


@frozen(kw_only=True)
class Hierarchy:
    """Weights from a matrix of comparisons.

    Args:
        weights: the principal eigenvector; they sum to 1.
        geometric_mean_weights: the other prioritisation, for comparison.
        lambda_max: the principal eigenvalue; the number of items where all comparisons agree.
        ci: consistency index, ``(lambda_max - n) / (n - 1)``.
        cr: consistency ratio, ``ci`` beside that of random comparisons; 0 for fewer than three items.
        inconsistent: whether ``cr`` is above the limit.
        doubtful: the pair to think about first; None where all agree.
        not_reciprocal: pairs (places from 0) whose two comparisons are not each other's inverse.
    """

    weights: tuple[float, ...]
    geometric_mean_weights: tuple[float, ...]
    lambda_max: float
    ci: float
    cr: float
    inconsistent: bool
    doubtful: Pair | None
    not_reciprocal: tuple[tuple[int, int], ...]


def hierarchy(matrix: Matrix, *, limit: float = 0.10, random_index: Mapping[int, float] = RANDOM_INDEX) -> Hierarchy:
    """Return the weights a matrix of comparisons stands for (F18 e; Saaty, 1980).

    Args:
        matrix: row i, column j says how many times more item i weighs than j: 1/9 to 9, on the diagonal 1.
        limit: from which consistency ratio on the comparisons are flagged.
        random_index: by number of items, the index of random comparisons.

    Raises:
        ValueError: if the matrix is empty, not square, above ten items, or holds anything but numbers above 0.
    """
    _check(matrix)
    n = len(matrix)
    weights, largest = _principal(matrix)
    ci = (largest - n) / (n - 1) if n > 1 else 0.0
    random = random_index.get(n, 0.0)
    cr = ci / random if random else 0.0
    return Hierarchy(
        weights=weights,
        geometric_mean_weights=shares([exp(fsum(map(log, row)) / n) for row in matrix]),
        lambda_max=largest,
        ci=ci,
        cr=cr,
        inconsistent=cr > limit,
        doubtful=_doubtful(matrix, weights),
        not_reciprocal=tuple(
            (i, j) for i, j in combinations(range(n), 2) if abs(matrix[i][j] * matrix[j][i] - 1) > _SLACK
        ),
    )


def from_pairs(count: int, comparisons: Mapping[tuple[int, int], float]) -> tuple[tuple[float, ...], ...]:
    """Return the matrix of comparisons that were asked once for each pair; the inverse is filled in.

    Args:
        count: how many items there are.
        comparisons: by the places (from 0) of item and other, how many times more the item weighs.

    Raises:
        ValueError: if a pair was not compared, or a comparison is not above 0.
    """
    rows = [[1.0] * count for _ in range(count)]
    for i, j in combinations(range(count), 2):
        value = comparisons.get((i, j)) or 1 / (comparisons.get((j, i)) or float("inf"))
        if not value > 0:
            raise ValueError(say("Items {i} and {j} have not been compared with each other.", i=i + 1, j=j + 1))
        rows[i][j], rows[j][i] = value, 1 / value
    return tuple(map(tuple, rows))


def group_matrix(matrices: Sequence[Matrix]) -> tuple[tuple[float, ...], ...]:
    """Return one matrix for a group: the geometric mean of its members' comparisons (Aczel & Saaty, 1983).

    Of all means it is the one that keeps a comparison the inverse of its opposite.

    Raises:
        ValueError: if there are no matrices, or they compare different numbers of items.
    """
    if not matrices or len({len(matrix) for matrix in matrices}) > 1:
        raise ValueError(say("A group needs at least one matrix, and all of the same items."))
    for matrix in matrices:
        _check(matrix)
    size = range(len(matrices[0]))
    return tuple(tuple(exp(fsum(log(matrix[i][j]) for matrix in matrices) / len(matrices)) for j in size) for i in size)


def _check(matrix: Matrix) -> None:
    n = len(matrix)
    if not n or any(len(row) != n for row in matrix):
        raise ValueError(say("Comparisons stand in a square table, one row and one column for each item."))
    if n > MOST_ITEMS:
        raise ValueError(
            say(
                "{number} items would need {needed} comparisons: compare at most {most_items}, in groups.",
                number=n,
                needed=n * (n - 1) // 2,
                most_items=MOST_ITEMS,
            )
        )
    if not all(isfinite(one) and one > 0 for row in matrix for one in row):
        raise ValueError(say("Comparisons are numbers above 0: 3 for three times more, 1/3 for the opposite."))
    if any(abs(matrix[i][i] - 1) > _SLACK for i in range(n)):
        raise ValueError(say("An item compared with itself is 1."))


def _principal(matrix: Matrix) -> tuple[tuple[float, ...], float]:
    """Return the eigenvector of the largest eigenvalue, and that, by power iteration from equal weights.

    A table of numbers above 0 has one such vector above 0 (Perron), to which every start converges.
    """
    weights = shares([1.0] * len(matrix))
    for _ in range(_STEPS):
        image = [fsum(a * w for a, w in zip(row, weights, strict=True)) for row in matrix]
        following = shares(image)
        change = max(abs(new - old) for new, old in zip(following, weights, strict=True))
        weights = following
        if change < 1e-16:
            break
    image = [fsum(a * w for a, w in zip(row, weights, strict=True)) for row in matrix]
    return weights, fsum(y / w for y, w in zip(image, weights, strict=True)) / len(matrix)


def _doubtful(matrix: Matrix, weights: Sequence[float]) -> Pair | None:
    pairs = [
        Pair(
            item=i,
            other=j,
            given=matrix[i][j],
            fitting=weights[i] / weights[j],
            apart=abs(log(matrix[i][j] * weights[j] / weights[i])),
        )
        for i, j in combinations(range(len(matrix)), 2)
    ]
    worst = max(pairs, key=lambda pair: round(pair.apart, 12), default=None)
    return worst if worst and worst.apart > 1e-9 else None
