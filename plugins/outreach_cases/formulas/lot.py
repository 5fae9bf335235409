"""The lot: an order drawn from a stored seed, and what it decides among allocations that are equally good.

Numbers are drawn by hashing the seed with a name, so that they are the same on every machine and in every version of
Python, and do not depend on the order in which names come. Then each row in its turn gets the best that is still
possible while the whole stays as cheap as it is (serial dictatorship over the optimal flows; Abdulkadiroglu and Sonmez,
1998), which leaves exactly one answer.
"""

from collections.abc import Sequence
from hashlib import blake2b

from attrs import evolve

from outreach_cases.formulas.flow import Flow, Network, positions, union
from outreach_cases.formulas.proof import tight


def drawn(seed: int, kind: str, name: str) -> int:
    """Return the number a name draws, from 0 to 2**64 - 1.

    Args:
        seed: what is stored, so that the same can be drawn again.
        kind: what is drawn for; the numbers of one kind say nothing of those of another.
        name: whose number.
    """
    return int.from_bytes(blake2b(f"{seed}\0{kind}\0{name}".encode(), digest_size=8).digest(), "big")


def settle(network: Network, flow: Flow, starts: Sequence[int]) -> Flow:
    """Return the one of all equally cheap flows that the lot chooses.

    Rows choose in their order. A row prefers columns of its earlier ranks, and among those of one rank the first one
    from its start on, round the circle.

    Args:
        network: with rows in the order of the lot.
        flow: a cheapest flow, with its prices.
        starts: by row, at which column it begins to look.
    """
    table = _Table(network, flow)
    for row, start in enumerate(starts):
        table.choose(row, start)
    return evolve(flow, held=tuple(table.held))


class _Table:
    """Who is where, while the lot is asked row by row."""

    def __init__(self, network: Network, flow: Flow) -> None:
        self._network, self._prices = network, flow.prices
        self.held = [*flow.held]
        both = [*tight(network, flow)]
        self._firm, self._same = [firm for firm, _ in both], [same for _, same in both]
        self._loose: list[set[int]] = [set() for _ in network.columns]
        self._count = [0] * len(network.columns)
        for row, held in enumerate(self.held):
            for column in positions(held):
                self._count[column] += 1
                if not self._firm[row] >> column & 1:
                    self._loose[column].add(row)
        self._steps = [self._following(column) for column in range(len(network.columns))]
        self._takes = self._gives = 0
        for column in range(len(network.columns)):
            self._note(column)

    def choose(self, row: int, start: int) -> None:
        """Give a row the best it can have, and keep it there."""
        settled = self._firm[row]
        for column in positions(self.held[row] & ~settled):
            self._loose[column].discard(row)
            self._steps[column] = self._following(column)
        while own := self.held[row] & ~settled:
            possible = own | self._same[row] & ~self.held[row] & self._leading_to(own)
            best = self._first(row, possible, start)
            if not own >> best & 1:
                self._exchange(row, best, own)
            settled |= 1 << best

    def _first(self, row: int, possible: int, start: int) -> int:
        among = next(found for _, mask in self._network.rows[row].ranks if (found := mask & possible))
        from_start = among >> start << start or among
        return (from_start & -from_start).bit_length() - 1

    def _leading_to(self, own: int) -> int:
        """Return the columns from which somebody could move on, one after the other, until one of some is left."""
        leading, before = own, 0
        waiting = [column for column, steps in enumerate(self._steps) if steps]
        while leading != before:
            before = leading
            if leading & self._gives:
                leading |= self._takes
            for column in waiting:
                if self._steps[column] & leading:
                    leading |= 1 << column
            waiting = [column for column in waiting if not leading >> column & 1]
        return leading

    def _exchange(self, row: int, best: int, own: int) -> None:
        """Move others on, from the column a row wants until one of its own is left, and let it in."""
        came: dict[int, int | None] = {best: None}
        reached, queue = 1 << best, [best]
        for column in queue:
            following = self._steps[column] | (self._gives if self._takes >> column & 1 else 0)
            for to in positions(following & ~reached):
                came[to] = column
                queue.append(to)
            reached |= following
            if reached & own:
                break
        to = next(positions(reached & own))
        self._move(row, to, best)
        changed = {to, best}
        while (before := came[to]) is not None:
            changed |= self._pass_on(before, to)
            to = before
        for column in changed:
            self._note(column)
            self._steps[column] = self._following(column)

    def _pass_on(self, column: int, to: int) -> set[int]:
        """Move somebody on to the next column, or else let one more stay in this one and one fewer in the next."""
        mover = min((one for one in self._loose[column] if self._may(one) >> to & 1), default=None)
        if mover is None:
            return {column, to}
        self._loose[column].remove(mover)
        self._loose[to].add(mover)
        self._move(mover, column, to)
        return {column, to, *positions(self.held[mover] & ~self._firm[mover])}

    def _move(self, row: int, column: int, to: int) -> None:
        self.held[row] = self.held[row] & ~(1 << column) | 1 << to
        self._count[column] -= 1
        self._count[to] += 1

    def _may(self, row: int) -> int:
        return self._same[row] & ~self.held[row]

    def _following(self, column: int) -> int:
        """Return the columns to which somebody can move on from this one."""
        return union(map(self._may, self._loose[column]))

    def _note(self, column: int) -> None:
        """Note whether a column takes one more, or gives one away, and the whole costs as much as before."""
        one, count, price = self._network.columns[column], self._count[column], self._prices[column]
        least, most, worth = one.least, one.most, -self._network.shortfall
        bit = 1 << column
        takes = price == (worth if count < least else 0) and count < most
        gives = price == (worth if count <= least else 0) and count > 0
        self._takes = self._takes | bit if takes else self._takes & ~bit
        self._gives = self._gives | bit if gives else self._gives & ~bit
