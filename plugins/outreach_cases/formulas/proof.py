"""Checks that a flow is cheapest by its prices alone, however it was found, and counts the flows that are as cheap.

A flow is cheapest if each row is in columns that cost it, with their prices, no more than any other; a column whose
minimum is missed is priced as low as that is worth; one with room costs nothing more; and one above its minimum pays
nothing (complementary slackness; Ahuja, Magnanti and Orlin, Network Flows, 1993, section 9.3).
"""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from outreach_cases.formulas.flow import Column, Flow, Network, by_price, positions, union
from outreach_crm.text import say

_MOST = 20_000


def flaws(network: Network, flow: Flow) -> list[str]:
    """Return a sentence for everything that keeps the prices from proving the flow; none where it is proven."""
    inside = occupancy(network, flow.held)
    told = [
        f"Row {number} is in {held.bit_count()} columns, not in {row.places} of those open to it."
        for number, (row, held) in enumerate(zip(network.rows, flow.held, strict=True))
        if held.bit_count() != row.places or held & ~row.columns()
    ]
    for column, (one, count, price) in enumerate(zip(network.columns, inside, flow.prices, strict=True)):
        if count > one.most:
            told.append(f"Column {column} holds {count}, more than {one.most}.")
        if not fair(one, count, price, network.shortfall):
            told.append(f"Column {column} holds {count} at a price of {price}.")
    return [*told, *_dear(network, flow)]


def occupancy(network: Network, held: tuple[int, ...]) -> list[int]:
    """Return how many rows are in each column."""
    counts = Counter(column for one in held for column in positions(one))
    return [counts[column] for column in range(len(network.columns))]


def fair(column: Column, count: int, price: int, shortfall: int) -> bool:
    """Say whether a column may have a price while so many are in it."""
    if count < column.most and price > (-shortfall if count < column.least else 0):
        return False
    return count == 0 or price >= (-shortfall if count <= column.least else 0)


def tight(network: Network, flow: Flow) -> Iterator[tuple[int, int]]:
    """Yield, by row, the columns it must be in, and those it would as soon be in as in others, as bits."""
    at = by_price(flow.prices)
    for row, held, value in zip(network.rows, flow.held, flow.values, strict=True):
        same = union(mask & at.get(value - cost, 0) for cost, mask in row.ranks)
        yield held & ~same, same


def number_of_optima(network: Network, flow: Flow) -> int:
    """Return how many different flows cost as little; for small networks.

    Raises:
        ValueError: where there are too many ways to look at.
    """
    ways: dict[tuple[int, ...], int] = {(0,) * len(network.columns): 1}
    for row, (firm, same) in zip(network.rows, tight(network, flow), strict=True):
        following: dict[tuple[int, ...], int] = {}
        for chosen in combinations(positions(same), row.places - firm.bit_count()):
            taken = [*positions(firm), *chosen]
            for counts, number in ways.items():
                total = tuple(count + (column in taken) for column, count in enumerate(counts))
                if all(total[column] <= network.columns[column].most for column in taken):
                    following[total] = following.get(total, 0) + number
        if len(following) > _MOST:
            raise ValueError(say("There are too many ways to count them."))
        ways = following
    return sum(
        number
        for counts, number in ways.items()
        if all(map(fair, network.columns, counts, flow.prices, [network.shortfall] * len(counts)))
    )


def _dear(network: Network, flow: Flow) -> Iterator[str]:
    """Yield where a row is in a dear column, or not in a cheap one."""
    at = by_price(flow.prices)
    for number, (row, held, value) in enumerate(zip(network.rows, flow.held, flow.values, strict=True)):
        for cost, mask in row.ranks:
            for price, columns in at.items():
                if cost + price > value and mask & columns & held:
                    yield f"Row {number} is in a column that costs it {cost + price}, more than {value}."
                if cost + price < value and mask & columns & ~held:
                    yield f"Row {number} is not in a column that costs it {cost + price}, less than {value}."
