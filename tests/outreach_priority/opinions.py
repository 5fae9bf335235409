"""Reads tables of facts with directions, for the methods that give a second opinion."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tests.worked.comparing import Ranking
from tests.worked.reading import Case, numbers, plain, table

_LESS = {"-", "-1", "min", "down", "less", "negative", "cost", "minimise", "minimize", "lower", "false", "falling"}


def facts(case: Case) -> tuple[dict[str, list[float]], list[str], list[float], list[bool]]:
    """Return alternatives with their entries, what the items are called, weights, and whether more is better."""
    inputs = case.inputs
    rows = inputs.take("alternatives", "options", "names", "sectors", default=None)
    items = inputs.take("criteria", "items", "criteria_names", default=None)
    weights = inputs.take("weights", "weight", default=None)
    directions = inputs.take("directions", "direction", "types", "signs", "objectives", "senses", default=None)
    given = inputs.take("matrix", "values", "table", "decision_matrix", "performance", "data", "ratings")
    for told in (weights, directions):
        if items is None and isinstance(told, Mapping):
            items = list(told)
    values = table(given, rows, items)
    if items is None:
        first: Any = next(iter(given.values() if isinstance(given, Mapping) else given), [])
        items = list(first) if isinstance(first, Mapping) else None
    width = len(next(iter(values.values()), []))
    items = items or [str(place + 1) for place in range(width)]
    share = [1.0] * width if weights is None else [*numbers(weights, items).values()]
    if isinstance(directions, str) or directions is None:
        directions = [directions or "max"] * width
    rising = [str(one).casefold() not in _LESS for one in numbers(directions, items).values()]
    return values, list(items), share, rising


def ranked(scores: Mapping[str, float], places: Sequence[str]) -> Ranking:
    """Return the order of scores, highest first; those that differ by rounding only stand together."""
    groups: list[list[str]] = []
    for name in sorted(scores, key=lambda one: -round(scores[one], 9)):
        if groups and abs(scores[groups[-1][0]] - scores[name]) < 1e-9:
            groups[-1].append(name)
        else:
            groups.append([name])
    return Ranking(groups, list(places))


def ranks(scores: Mapping[str, float]) -> list[int]:
    """Return the rank of each alternative, 1 the highest; equals share the first of theirs."""
    return [1 + sum(other > one + 1e-9 for other in scores.values()) for one in scores.values()]


def says(text: object, *patterns: str) -> bool:
    """Say whether one of some regular expressions is in a text, whatever its blanks and capitals."""
    return any(re.search(one, plain(text)) for one in patterns)
