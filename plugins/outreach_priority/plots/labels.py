"""Labels of pictures: short enough to be drawn whole, no two the same, and apart from each other."""

from collections.abc import Iterable, Sequence

_LONGEST = 52
_END = 14
"""How much of the end of a name stays: names that begin alike often end otherwise."""


def labels(names: Iterable[str]) -> list[str]:
    """Return names as pictures have them: long ones without their middle, equal ones with a number.

    What has one label would stand in one place.
    """
    made: list[str] = []
    for name in names:
        short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - _END - 1].rstrip()}…{name[-_END:].lstrip()}"
        number, label = 1, short
        while label in made:
            number += 1
            label = f"{short} ({number})"
        made.append(label)
    return made


def spread(places: Sequence[float], least: float) -> list[float]:
    """Return places for labels that are at least so far apart, in the same order and as near to theirs as can be.

    Args:
        places: where they would stand, 0 to 1.
        least: the least distance; so many of them have room from 0 to 1.
    """
    order = sorted(range(len(places)), key=lambda place: (places[place], -place))
    # Those that are too near each other stand around the middle of what they would like (pool adjacent violators).
    pools: list[tuple[float, int]] = []
    for number, place in enumerate(order):
        middle, many = places[place] - number * least, 1
        while pools and pools[-1][0] > middle:
            before, more = pools.pop()
            middle, many = (middle * many + before * more) / (many + more), many + more
        pools.append((middle, many))
    highest = 1.0 - (len(order) - 1) * least
    starts = [min(max(middle, 0.0), highest) for middle, many in pools for _ in range(many)]
    moved = dict(zip(order, (start + number * least for number, start in enumerate(starts)), strict=True))
    return [moved[place] for place in range(len(places))]
