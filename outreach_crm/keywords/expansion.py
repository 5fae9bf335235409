"""From general to specific: the closure of ``broader``, the path that explains a row of it, and its cycles.

Formula F19. ``broader`` itself is not transitive; what is expanded is SKOS ``broaderTransitive``. A cycle is consistent
in SKOS but a mistake here: it is named, and the walk goes round it once and stops.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, Protocol, TypeVar

from attrs import field, frozen

from outreach_crm.text import say


class Orderable(Protocol):
    """What can name a concept here: an id, a key or an address."""

    def __hash__(self) -> int: ...

    def __lt__(self, other: Any, /) -> bool: ...


K = TypeVar("K", bound=Orderable)


@frozen
class ClosureRow(Generic[K]):
    """``specific`` is found ``depth`` steps below ``general``; the last step comes from ``via``.

    A concept stands below itself at depth 0, via itself, so that one look-up answers "this or more specific".
    """

    general: K
    specific: K
    depth: int
    via: K


@frozen
class Closure(Generic[K]):
    """All rows, ordered by general, depth and specific, and the cycles found on the way."""

    rows: tuple[ClosureRow[K], ...]
    cycles: tuple[tuple[K, ...], ...]
    _by_general: Mapping[K, Mapping[K, ClosureRow[K]]] = field(repr=False, eq=False)

    def path(self, general: K, specific: K) -> tuple[K, ...]:
        """Return the shortest way down from general to specific, both included; empty if there is none."""
        return path(self._by_general.get(general, {}), specific)


def closure(broader: Iterable[tuple[K, K]], concepts: Iterable[K] = ()) -> Closure[K]:
    """Expand (specific, general) pairs to all pairs that follow from them.

    Args:
        broader: who stands directly below whom; repeated pairs count once.
        concepts: further concepts without any link, so that they get their row of depth 0.

    Returns:
        One row for each (general, specific), with the smallest depth; where two ways are equally short, ``via`` is the
        smaller one, so that the answer does not depend on the order of the pairs.
    """
    narrower: dict[K, set[K]] = {concept: set() for concept in concepts}
    for specific, general in broader:
        narrower.setdefault(general, set()).add(specific)
        narrower.setdefault(specific, set())
    below = {general: _walk(general, narrower) for general in sorted(narrower)}
    rows = tuple(row for found in below.values() for row in found.values())
    return Closure(rows, _cycles(narrower, below), below)


def path(rows: Mapping[K, ClosureRow[K]], specific: K) -> tuple[K, ...]:
    """Return the way down to ``specific``, given the rows of one general concept by their specific one."""
    way: list[K] = []
    row = rows.get(specific)
    while row:
        way.append(row.specific)
        row = rows.get(row.via) if row.depth else None
    return tuple(reversed(way))


def cycle_sentence(cycle: Iterable[K], name: Callable[[K], str] = str) -> str:
    """Say a cycle so that a person can find the link to remove; ``cycle`` leads from a concept back to itself."""
    names = [name(concept) for concept in cycle]
    if len(names) == 1:
        return say("{name} is stated to be broader than itself.", name=names[0])
    steps = names[0]
    for one in reversed(names):
        steps = say("{general}, which is broader than {specific}", general=one, specific=steps)
    return say("{steps}: one of these links must go.", steps=steps)


def _walk(general: K, narrower: Mapping[K, Iterable[K]]) -> dict[K, ClosureRow[K]]:
    found = {general: ClosureRow(general, general, 0, general)}
    level = [general]
    depth = 0
    while level:
        depth += 1
        reached: dict[K, K] = {}
        for via in level:
            for specific in narrower[via]:
                if specific not in found:
                    reached.setdefault(specific, via)
        level = sorted(reached)
        found.update({specific: ClosureRow(general, specific, depth, reached[specific]) for specific in level})
    return found


def _cycles(
    narrower: Mapping[K, Iterable[K]], below: Mapping[K, Mapping[K, ClosureRow[K]]]
) -> tuple[tuple[K, ...], ...]:
    """Return the shortest cycle through the smallest member of each knot of concepts that stand above each other."""
    cycles: list[tuple[K, ...]] = [(concept,) for concept in below if concept in narrower[concept]]
    seen: set[K] = set()
    for concept, rows in below.items():
        knot = {other for other in rows if other != concept and concept in below[other]}
        if knot and concept not in seen:
            seen |= knot
            last = min((other for other in knot if concept in narrower[other]), key=lambda o: (rows[o].depth, o))
            cycles.append(path(rows, last))
    return tuple(cycles)
