"""Worked cases of weights: points, rankings with ties, groups."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from attrs import evolve

from outreach_priority.formulas.weights import by_rank, group, swing
from tests.worked.comparing import Results
from tests.worked.reading import CannotRunError, Case, Inputs, numbers, plain

_METHODS = {
    "rank sum": ("ranksum", "rs"),
    "rank reciprocal": ("rankreciprocal", "reciprocalrank", "rr"),
    "sr": ("sumreciprocal", "sr", "sr weights"),
    "roc": ("roc", "centroid", "rankordercentroid"),
}


def results(case: Case) -> Results:
    inputs = case.inputs
    names = inputs.take("items", "criteria", "names", default=None)
    method = _method(str(inputs.take("method", "formula", "scheme", default="")), "roc")
    count = inputs.take("n", "count", "sizes", default=None)
    members = inputs.take("members", "group", "assessors", "people", "persons", "judges", "group_points", default=None)
    if members is not None:
        return _group(members, names, method)
    found = Results()
    points = inputs.take("swing_points", "points", "swing", "swings", "swing_weights", "weights", default=None)
    if points is not None:
        _shares(found, swing(numbers(points, names)))
    ranks = _ranks(inputs, names)
    if ranks is not None:
        for one in _METHODS:
            found.when(_pattern(one), partial(_of_rank, ranks, one))
        if points is None:
            _shares(found, by_rank(ranks, method))
    if points is None and ranks is None and isinstance(count, int):
        names = names or [str(place + 1) for place in range(count)]
        return results(evolve(case, given={"items": names, "ranks": [*range(1, count + 1)], "method": method}))
    if points is None and ranks is None:
        tables = {one: _tables(one) for one in _METHODS}
        found.when(r"\D*\d+\D*", lambda m: tables[method].find(m[0]))
        for one in _METHODS:
            found.when(_pattern(one), partial(_told, tables[one]))
        found.when(".*(published|exact|weights|table|rounded).*", lambda m: tables[_method(m[0], method)])
    return found


def _group(members: Any, names: Sequence[str] | None, method: str) -> Results:
    given = members.values() if isinstance(members, Mapping) else members
    read = [_member(one, names, method) for one in given]
    of = group(read)
    own = {item: one.weight for item, one in of.items()}
    lows, highs = ({item: getattr(one, end) for item, one in of.items()} for end in ("low", "high"))
    ranges = {item: [one.low, one.high] for item, one in of.items()}
    spread = {item: one.high - one.low for item, one in of.items()}
    each = [swing({item: one for item, one in person.items() if one is not None}) for person in read]
    by_name = dict(zip(members, each, strict=True)) if isinstance(members, Mapping) else each
    return (
        Results()
        .when(".*(low|min).*", lambda m: lows)
        .when(".*(high|max).*", lambda m: highs)
        .when(".*(spread|width).*", lambda m: spread)
        .when(".*(range|interval).*", lambda m: ranges)
        .when(".*(individual|member|person|each|normalised|normalized).*", lambda m: by_name)
        .when(".*(weight|mean|group).*", lambda m: _scaled(own, m[0]))
    )


def _member(given: Any, names: Sequence[str] | None, method: str) -> dict[str, Any]:
    if isinstance(given, Mapping):
        inputs = Inputs(given)
        points = inputs.take("points", "swing_points", "weights", default=None)
        if points is not None:
            return numbers(points, names)
        ranks = _ranks(inputs, names)
        if ranks is not None:
            return dict(by_rank(ranks, method))
    return numbers(given, names)


def _ranks(inputs: Inputs, names: Sequence[str] | None) -> dict[str, float] | None:
    """Return ranks by item; of an order (best first, tied items together in a list) the places."""
    ranks = inputs.take("ranks", default=None)
    order = inputs.take("order", "ranking", "ranked", "rank_order", default=None)
    if ranks is None and isinstance(order, Mapping):
        ranks = order
    if ranks is not None:
        return numbers(ranks, names)
    if order is None:
        return None
    if isinstance(order, str):
        order = [group.split("=") for group in order.replace("~", "=").split(">")]
    if all(isinstance(one, int | float) for one in order):
        return numbers(order, names)
    tied = [one if isinstance(one, list) else [one] for one in order]
    found = {str(item).strip(): float(place) for place, items in enumerate(tied) for item in items}
    return numbers(found, names)


def _tables(method: str) -> Results:
    """Return weights by the number of items, whatever is said around it."""

    def of(name: str) -> list[float]:
        count = int("".join(letter for letter in name if letter.isdigit()))
        return [*by_rank({str(place): float(place) for place in range(1, count + 1)}, method).values()]

    return Results().when(r"\D*\d+\D*", lambda m: of(m[0]))


def _shares(found: Results, weights: dict[str, float]) -> None:
    found.put({item: weights[item] for item in weights})
    found.put(sum(weights.values()), "sum", "total")
    found.when(".*rounded.*percent.*", lambda m: {item: round(100 * one) for item, one in weights.items()})
    found.when(".*(order|ranking).*", lambda m: sorted(weights, key=lambda item: -weights[item]))
    found.when(".*(weight|swing|normalis|normaliz|share|percent|published|exact).*", lambda m: _scaled(weights, m[0]))


def _of_rank(ranks: dict[str, float], method: str, match: re.Match[str]) -> dict[str, float]:
    return _scaled(by_rank(ranks, method), match[0])


def _told(table: Results, match: re.Match[str]) -> Results:
    return table


def _scaled(weights: dict[str, float], name: str) -> dict[str, float]:
    return {item: 100 * one for item, one in weights.items()} if "percent" in plain(name) else weights


def _pattern(method: str) -> str:
    return rf"(.*_)?({'|'.join(name.replace(' ', '.?') for name in (method, *_METHODS[method]))})(_.*)?"


def _method(told: str, default: str) -> str:
    words = plain(told)
    for method, names in _METHODS.items():
        if any(plain(name) in words for name in names if len(name) > 2) or words in names:
            return method
    if "1/i+" in words or "(n+1i)" in words:
        return "sr"
    if words and default is None:
        raise CannotRunError(f"There is no ranking method {told!r}.")
    return default
