"""The cheapest way to give places in columns to rows, with minimums and maximums: a min-cost flow with its proof.

A row (a group) has some places to fill and meets only a few different costs, each in a set of columns (cases); a set is
kept as the bits of a whole number, so that one operation looks at hundreds of columns. Prices rise step by step where
more is asked for than there is, and whoever finds a place at no more than it is worth to them takes it: the primal-dual
method (Ford and Fulkerson, 1957; Kuhn, 1955), here with minimums at columns, and with all shortest ways of a step found
before prices rise again. Costs are whole numbers of any size; nothing is rounded.
"""

from collections.abc import Iterable, Iterator, Sequence

from attrs import field, frozen, validators

from outreach_crm.text import say


@frozen(kw_only=True)
class Row:
    """What is to be placed.

    Args:
        places: in how many columns, each at most once; all of them are filled.
        ranks: costs with the columns (as bits) that have them; no column stands under two costs.
    """

    places: int = field(validator=validators.ge(0))
    ranks: tuple[tuple[int, int], ...]

    def columns(self) -> int:
        """Return all columns that are open to it, as bits."""
        return union(mask for _, mask in self.ranks)

    def cost(self, column: int) -> int:
        """Return what a column costs it.

        Raises:
            ValueError: where the column is not open to it.
        """
        for cost, mask in self.ranks:
            if mask >> column & 1:
                return cost
        raise ValueError(say("Column {column} is not open to this row.", column=column))


@frozen(kw_only=True)
class Column:
    """Where something is placed.

    Args:
        least: so many should come; each that is missing costs the shortfall.
        most: no more than so many may come.
    """

    least: int = field(validator=validators.ge(0))
    most: int = field(validator=validators.ge(0))


@frozen(kw_only=True)
class Network:
    """All that is to be placed, and where.

    Args:
        rows: in an order that decides between equally good answers.
        columns: by bit, likewise.
        shortfall: what one missing at a minimum costs; 0 or more.
    """

    rows: Sequence[Row]
    columns: Sequence[Column]
    shortfall: int = field(default=0, validator=validators.ge(0))


@frozen(kw_only=True)
class Flow:
    """Who is where, and what proves that it is cheapest.

    Args:
        held: by row, its columns as bits.
        values: by row, the most it pays for a column with its price.
        prices: by column: below 0 where the minimum is worth something, above 0 where more want it than can have it.
    """

    held: tuple[int, ...]
    values: tuple[int, ...]
    prices: tuple[int, ...]


def positions(mask: int) -> Iterator[int]:
    """Yield the places of the bits that are set, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def union(masks: Iterable[int]) -> int:
    """Return the bits that are set in any of some numbers."""
    together = 0
    for mask in masks:
        together |= mask
    return together


def by_price(prices: Sequence[int]) -> dict[int, int]:
    """Return the columns, as bits, by their price."""
    at: dict[int, int] = {}
    for column, price in enumerate(prices):
        at[price] = at.get(price, 0) | 1 << column
    return at


def solve(network: Network) -> Flow:
    """Return the cheapest flow and its prices.

    Raises:
        ValueError: where a row cannot fill all its places.
    """
    return _Market(network).cleared()


class _Market:
    """The state between two rises of prices: every row is in columns that cost it least at today's prices.

    The tree is all rows and columns from which nobody gets to a column with room until prices rise.
    """

    def __init__(self, network: Network) -> None:
        self._rows, self._columns = network.rows, network.columns
        worth = -network.shortfall
        self._prices = [worth if one.least and one.most else 0 for one in self._columns]
        self._at = by_price(self._prices)
        self._inside: list[dict[int, None]] = [{} for _ in self._columns]
        self._open = union(1 << column for column in range(len(self._columns)) if self._has_room(column))
        self._held = [0] * len(self._rows)
        self._tree: set[int] = set()
        self._reached = 0
        self._values = [
            min((cost + self._lowest(mask) for cost, mask in row.ranks if mask), default=0) for row in self._rows
        ]
        self._several = [number for number, row in enumerate(self._rows) if row.places > 1]

    def cleared(self) -> Flow:
        """Raise prices until every row has filled its places."""
        waiting = [row for row, one in enumerate(self._rows) if one.places]
        while waiting:
            self._tree, self._reached = set(), 0
            waiting = [row for row in waiting if not self._filled(row)]
            if waiting:
                self._raise_prices()
        return Flow(held=tuple(self._held), values=tuple(self._values), prices=tuple(self._prices))

    def _filled(self, row: int) -> bool:
        """Fill the places of a row as far as today's prices allow, and say whether all are filled."""
        return all(self._find(row) for _ in range(self._rows[row].places - self._held[row].bit_count()))

    def _find(self, start: int) -> bool:
        """Find a way from a row to a column with room, over rows that can as well be elsewhere, and go it.

        Where there is none, all that was seen belongs to the tree.
        """
        if start in self._tree:
            return False
        came: dict[int, int | None] = {start: None}  # by row, the column it would leave
        via: dict[int, int] = {}  # by column, the row that would take it
        reached, stack = self._reached, [start]
        while stack:
            row = stack.pop()
            tight = self._tight(row) & ~reached
            if found := tight & self._open:
                self._go((found & -found).bit_length() - 1, row, came, via)
                return True
            reached |= tight
            for column in positions(tight):
                via[column] = row
                for other in self._inside[column]:
                    if other not in came and other not in self._tree and self._can_leave(other, column):
                        came[other] = column
                        stack.append(other)
        self._tree.update(came)
        self._reached = reached
        return False

    def _go(self, column: int, row: int, came: dict[int, int | None], via: dict[int, int]) -> None:
        """Let each row of a way take the next column and leave its own to the row before it."""
        last: int | None = column
        end = column
        while last is not None:
            self._held[row] |= 1 << last
            self._inside[last][row] = None
            left = came[row]
            if left is not None:
                self._held[row] &= ~(1 << left)
                del self._inside[left][row]
                row = via[left]
            last = left
        if not self._has_room(end):
            self._open &= ~(1 << end)

    def _tight(self, row: int) -> int:
        """Return the columns, not held, that a row would as soon be in at today's prices."""
        value, tight = self._values[row], 0
        for cost, mask in self._rows[row].ranks:
            at = self._at.get(value - cost)
            if at:
                tight |= mask & at
        return tight & ~self._held[row]

    def _can_leave(self, row: int, column: int) -> bool:
        places = self._rows[row].places
        return places == 1 or self._rows[row].cost(column) + self._prices[column] == self._values[row]

    def _has_room(self, column: int) -> bool:
        """Say whether one more may come at today's price."""
        inside, one = len(self._inside[column]), self._columns[column]
        return inside < one.most and (inside < one.least or self._prices[column] == 0)

    def _lowest(self, mask: int) -> int:
        return min(price for price, at in self._at.items() if at & mask)

    def _raise_prices(self) -> None:
        """Raise all prices in the tree by the least that lets somebody out of it."""
        step = min([*self._ways_out(), *self._ways_in()], default=None)
        if step is None:
            raise ValueError(say("A row cannot fill all its places."))
        for row in self._tree:
            self._values[row] += step
        at: dict[int, int] = {}
        for price, mask in self._at.items():
            for moved, to in ((mask & self._reached, price + step), (mask & ~self._reached, price)):
                if moved:
                    at[to] = at.get(to, 0) | moved
        self._at = at
        for column in positions(self._reached):
            self._prices[column] += step
            if self._has_room(column):
                self._open |= 1 << column

    def _ways_out(self) -> Iterator[int]:
        """Yield by how much prices must rise until a row of the tree would as soon be in a column outside."""
        wanted: dict[int, int] = {}
        for row in self._tree:
            value, held = self._values[row], self._held[row]
            for cost, mask in self._rows[row].ranks:
                wanted[cost - value] = wanted.get(cost - value, 0) | mask & ~held
        prices = sorted((price, at & ~self._reached) for price, at in self._at.items() if at & ~self._reached)
        for difference, mask in wanted.items():
            step = next((difference + price for price, at in prices if at & mask), None)
            if step is not None:
                yield step

    def _ways_in(self) -> Iterator[int]:
        """Yield by how much prices must rise until a column of the tree has room, or a row outside would leave it."""
        for column in positions(self._reached):
            if self._prices[column] < 0 and len(self._inside[column]) < self._columns[column].most:
                yield -self._prices[column]
        for row in self._several:
            if row not in self._tree:
                for column in positions(self._held[row] & self._reached):
                    yield self._values[row] - self._rows[row].cost(column) - self._prices[column]
