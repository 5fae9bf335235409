"""The cheapest, or most valuable, way to pair rows with columns, each at most once: rectangular assignment.

Rows are added one by one, each by the shortest way that makes room for it at prices of the rows and columns so far
(Kuhn, 1955; Jonker and Volgenant, Computing 38, 1987). Numbers are exact.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from attrs import frozen

from outreach_crm.text import say

Exact = int | Fraction
Number = Exact | float
"""A number; one with decimals is taken as it is written."""


@frozen(kw_only=True)
class Assignment:
    """Who is paired with whom.

    Args:
        columns: by row, its column counted from 0; None for rows that are left over.
        total: what the pairs cost, or bring, together.
        row_prices: by row, its share of the proof: with that of a column, no more than what the pair costs (no less
            than what it brings), and just that for pairs that were made.
        column_prices: by column. Of the side that is not all paired, the prices are 0 where somebody is left over, and
            else at most 0 at costs, at least 0 where the most is sought.
    """

    columns: tuple[int | None, ...]
    total: Exact
    row_prices: tuple[Exact, ...]
    column_prices: tuple[Exact, ...]


def assign(matrix: Sequence[Sequence[Number | None]], *, maximise: bool = False) -> Assignment:
    """Pair as many rows and columns as there are of the fewer, at the least cost.

    Args:
        matrix: by row and column, what a pair costs; None where it must not be.
        maximise: take it as what a pair brings, and look for the most.

    Raises:
        ValueError: where rows differ in length, or so many pairs are not possible.
    """
    if len({len(row) for row in matrix}) > 1:
        raise ValueError(say("All rows of a matrix must have as many columns."))
    sign = -1 if maximise else 1
    costs = [[None if one is None else sign * exact(one) for one in row] for row in matrix]
    if costs and len(costs) > len(costs[0]):
        turned = _paired([list(column) for column in zip(*costs, strict=True)])
        rows: list[int | None] = [None] * len(costs)
        for column, row in enumerate(turned.columns):
            rows[row] = column
        return _told(costs, rows, turned.column_prices, turned.row_prices, sign)
    found = _paired(costs)
    return _told(costs, [*found.columns], found.row_prices, found.column_prices, sign)


def exact(number: Number) -> Exact:
    """Return a number without what floating point adds to it; a whole one as a whole number."""
    fraction = Fraction(str(number)) if isinstance(number, float) else Fraction(number)
    return fraction.numerator if fraction.denominator == 1 else fraction


class _Paired(NamedTuple):
    columns: list[int]
    row_prices: list[Exact]
    column_prices: list[Exact]


def _told(
    costs: Sequence[Sequence[Exact | None]],
    columns: Sequence[int | None],
    row_prices: Sequence[Exact],
    column_prices: Sequence[Exact],
    sign: int,
) -> Assignment:
    made = [costs[row][column] for row, column in enumerate(columns) if column is not None]
    return Assignment(
        columns=tuple(columns),
        total=sign * sum(cost for cost in made if cost is not None),
        row_prices=tuple(sign * one for one in row_prices),
        column_prices=tuple(sign * one for one in column_prices),
    )


def _paired(costs: Sequence[Sequence[Exact | None]]) -> _Paired:
    """Pair every row, of which there are no more than columns."""
    width = len(costs[0]) if costs else 0
    row_prices: list[Exact] = [0] * len(costs)
    column_prices: list[Exact] = [0] * width
    row_of: list[int | None] = [None] * width
    for start in range(len(costs)):
        _insert(start, costs, row_prices, column_prices, row_of)
    columns = [0] * len(costs)
    for column, row in enumerate(row_of):
        if row is not None:
            columns[row] = column
    return _Paired(columns, row_prices, column_prices)


def _insert(
    start: int,
    costs: Sequence[Sequence[Exact | None]],
    row_prices: list[Exact],
    column_prices: list[Exact],
    row_of: list[int | None],
) -> None:
    """Pair one more row by the shortest way to a free column, and move prices so that they stay a proof."""
    distance: dict[int, Exact] = {}
    before: dict[int, int | None] = {}
    done: dict[int, Exact] = {}
    row, last, gone = start, None, exact(0)
    while True:
        for column, cost in enumerate(costs[row]):
            if cost is None or column in done:
                continue
            way = gone + cost - row_prices[row] - column_prices[column]
            if column not in distance or way < distance[column]:
                distance[column], before[column] = way, last
        waiting = [column for column in distance if column not in done]
        if not waiting:
            raise ValueError(say("There are not enough pairs that may be made."))
        last = min(waiting, key=lambda column: (distance[column], column))
        gone = done[last] = distance[last]
        holder = row_of[last]
        if holder is None:
            break
        row = holder
    row_prices[start] += gone
    for column, way in done.items():
        holder = row_of[column]
        if holder is not None:
            row_prices[holder] += gone - way
        column_prices[column] -= gone - way
    end: int | None = last
    while end is not None:
        previous = before[end]
        row_of[end] = start if previous is None else row_of[previous]
        end = previous
