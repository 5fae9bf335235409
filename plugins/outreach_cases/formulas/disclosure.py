"""Tables that leave the section: small numbers are merged, so that none of them can be recomputed from the rest."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import count

from attrs import field, frozen

LEAST = 5
"""The least number that is told outside the section."""
_Cell = tuple[int, int]


@frozen(kw_only=True)
class Merged:
    """A list of numbers as it may be told.

    Args:
        told: those that stand for themselves, by name.
        merged: the names whose numbers stand together.
        other: their sum; 0 where nothing is merged, None where even the sum is too small to be told.
    """

    told: Mapping[str, int]
    merged: tuple[str, ...]
    other: int | None

    @property
    def total(self) -> int | None:
        """All together; None where it is too small."""
        return None if self.other is None else sum(self.told.values()) + self.other


def merged(counts: Mapping[str, int], *, least: int = LEAST) -> Merged:
    """Return numbers with the small ones in one, and as many others with them as it takes.

    With one small number alone, or a sum that is small itself, the next smallest go with them: all that are equal, so
    that the order in which they stand says nothing. So they do where each is as high as a small one can be, for then
    the sum would tell them. Whoever knows the sum, what is told, and this rule, can still take each of the merged
    numbers for two at least: if they are not all equal, they may change places; if they are, one of them may be one
    higher and another one lower.

    Args:
        counts: numbers from 0, by name.
        least: the least that is told; 0 is a small number like others.
    """
    order = sorted(counts, key=lambda name: counts[name])
    taken = sum(counts[name] < least for name in order)
    while 0 < taken < len(order) and _is_open([counts[name] for name in order[:taken]], least):
        next_smallest = counts[order[taken]]
        taken += sum(counts[name] == next_smallest for name in order[taken:])
    inside = set(order[:taken])
    whole = sum(counts[name] for name in inside)
    return Merged(
        told={name: many for name, many in counts.items() if name not in inside},
        merged=tuple(name for name in counts if name in inside),
        other=None if inside and whole < least else whole,
    )


def _is_open(inside: Sequence[int], least: int) -> bool:
    """Return whether the sum of some numbers, smallest first, would tell one of them, or is small itself."""
    return len(inside) < 2 or sum(inside) < least or inside[0] == inside[-1] == least - 1


@frozen(kw_only=True)
class Crossed:
    """A table of two ways as it may be told.

    Args:
        rows: the names of its rows; those that are merged stand under ``other``.
        columns: the names of its columns, likewise.
        cells: the numbers by row and column; None: withheld, it stands in what the totals have more.
        row_totals: by row.
        column_totals: by column.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], int | None]
    row_totals: Mapping[str, int]
    column_totals: Mapping[str, int]


def crossed(table: Mapping[tuple[str, str], int], other: str = "other", *, least: int = LEAST) -> Crossed:
    """Return a table of two ways with its totals, in which no withheld cell can be recomputed from them.

    Rows and columns with small totals are merged first. Then small cells are withheld, and with each of them that the
    totals would tell the fewest and smallest others through which it could be more or less: a circle of cells in which
    every second one grows by what the next one loses (Cox 1980; Kelly, Golden & Assad 1992). A total that is too small
    to be told leaves an empty table.

    Args:
        table: numbers from 0 by row and column; what is not there is 0.
        other: the name of what is merged.
        least: the least that is told; 0 is a small number like others.
    """
    rows = _lines(((row, many) for (row, _), many in table.items()), other, least)
    columns = _lines(((column, many) for (_, column), many in table.items()), other, least)
    if rows is None or columns is None:
        return Crossed(rows=(), columns=(), cells={}, row_totals={}, column_totals={})
    row_names, column_names = (tuple(dict.fromkeys(one.values())) for one in (rows, columns))
    numbers = {(a, b): 0 for a in range(len(row_names)) for b in range(len(column_names))}
    for (row, column), many in table.items():
        numbers[row_names.index(rows[row]), column_names.index(columns[column])] += many
    withheld = _withheld(numbers, least) if len(row_names) > 1 and len(column_names) > 1 else set()
    return Crossed(
        rows=row_names,
        columns=column_names,
        cells={
            (row_names[a], column_names[b]): None if (a, b) in withheld else many for (a, b), many in numbers.items()
        },
        row_totals=_sums((row_names[a], many) for (a, _), many in numbers.items()),
        column_totals=_sums((column_names[b], many) for (_, b), many in numbers.items()),
    )


def _sums(parts: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, many in parts:
        found[name] = found.get(name, 0) + many
    return found


def _lines(parts: Iterable[tuple[str, int]], other: str, least: int) -> dict[str, str] | None:
    """Return under which name each row or column stands; None where not even the total may be told."""
    totals = _sums(parts)
    found = merged(totals, least=least)
    return None if found.other is None else {name: other if name in found.merged else name for name in totals}


def _withheld(numbers: Mapping[_Cell, int], least: int) -> set[_Cell]:
    """Return the cells to withhold: the small ones and what protects them."""
    small = [cell for cell, many in numbers.items() if many < least]
    withheld = set(small)
    for cell in small:
        ways = (_Search(numbers, withheld, cell, grows=grows).way() for grows in (True, False))
        _, circle = min((way for way in ways if way is not None), default=(0, ()))
        withheld.update(circle)
    return withheld


@frozen
class _Search:
    """Looks for the cheapest circle of cells in which one cell grows, or shrinks, and no total changes.

    A step from a row to a column grows a cell, one from a column to a row shrinks one, which must be above 0.
    """

    numbers: Mapping[_Cell, int]
    withheld: set[_Cell]
    cell: _Cell
    grows: bool = field(kw_only=True)

    def way(self) -> tuple[int, tuple[_Cell, ...]] | None:
        """Return what the circle costs and its cells; None where there is none (Dijkstra 1959)."""
        row, column = self.cell
        if not self.grows and not self.numbers[self.cell]:
            return None
        start, end = ((1, column), (0, row)) if self.grows else ((0, row), (1, column))
        order = count()
        waiting: list[tuple[int, int, tuple[int, int], tuple[_Cell, ...]]] = [(0, next(order), start, (self.cell,))]
        seen = set()
        while waiting:
            cost, _, line, cells = heappop(waiting)
            if line == end:
                return cost, cells
            if line in seen:
                continue
            seen.add(line)
            for more, beyond, cell in self._steps(line):
                heappush(waiting, (cost + more, next(order), beyond, (*cells, cell)))
        return None

    def _steps(self, line: tuple[int, int]) -> Iterator[tuple[int, tuple[int, int], _Cell]]:
        side, place = line
        for cell, many in self.numbers.items():
            if cell[side] == place and cell != self.cell and (side == 0 or many):
                # What is withheld already costs nothing more.
                yield 0 if cell in self.withheld else many + 1, (1 - side, cell[1 - side]), cell
