"""Compares what came out with what a worked case expects: every key, nested ones too, within its tolerance."""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from fractions import Fraction
from itertools import chain, zip_longest
from typing import Any

import attrs
from attrs import frozen

from tests.outreach_priority.reading import plain

_FRACTION = re.compile(r"-?\d+(?:/\d+)?")
_FOR_PEOPLE = ("note", "comment", "_")


class Results:
    """What came out, by every name it may be asked by.

    Args:
        of: records (their fields), or mappings by name.
        named: further results; a function without arguments is called when the result is asked for.
    """

    def __init__(self, *of: Any, **named: Any) -> None:
        self._named: dict[str, Any] = {}
        self._patterns: list[tuple[str, Callable[[re.Match[str]], Any]]] = []
        for one in of:
            self.put(one)
        for name, value in named.items():
            self._named[plain(name)] = value

    def put(self, value: Any, *names: str) -> "Results":
        """Add a result under some names; without names, all fields of a record or entries of a mapping."""
        several = dict.fromkeys(names, value) if names else _entries(value)
        self._named.update({plain(name): one for name, one in several.items()})
        return self

    def when(self, pattern: str, answer: Callable[[re.Match[str]], Any]) -> "Results":
        """Answer names that follow a pattern (all of the name), such as ``medical_vs_legal``."""
        self._patterns.append((pattern, answer))
        return self

    def find(self, name: str) -> Any:
        """Return the result of that name.

        Raises:
            KeyError: where there is none; says which there are.
        """
        if plain(name) in self._named:
            value = self._named[plain(name)]
            return value() if callable(value) else value
        for pattern, answer in self._patterns:
            match = re.fullmatch(pattern, name, re.IGNORECASE)
            if match:
                return answer(match)
        raise KeyError(f"no result is called {name!r}; there are {', '.join(self._named)}")


@frozen
class Ranking:
    """An order, best first; what is equal stands in one group, in any order.

    Args:
        groups: names by place.
        places: all names in the order of the input, for expectations that count them from 0 or 1.
    """

    groups: Sequence[Sequence[str]]
    places: Sequence[str] = ()

    def differs(self, expected: Any) -> bool:
        """Say whether an expected order is another one: a list of names, of groups, of places, or ranks by name."""
        if isinstance(expected, Mapping):
            return not any(_same_ranks(expected, ranks) for ranks in self._ranks())
        if isinstance(expected, str):
            expected = [re.split(r"\s*[=~]\s*", group.strip()) for group in re.split("[>,]", expected)]
        told = [one if isinstance(one, list) else [one] for one in expected]
        flat = list(chain.from_iterable(told))
        for first in (0, 1) if flat and all(isinstance(one, int) for one in flat) else ():
            if self._is_order([self.places[n - first : n - first + 1] for n in flat], grouped=False):
                return False
        return not self._is_order(told, grouped=any(len(one) > 1 for one in told))

    def _is_order(self, told: Sequence[Sequence[Any]], *, grouped: bool) -> bool:
        ours = [sorted(map(plain, group)) for group in self.groups]
        if grouped:
            return ours == [sorted(map(plain, group)) for group in told]
        flat = list(map(plain, chain.from_iterable(told)))
        ends = [sum(map(len, ours[:n])) for n in range(len(ours) + 1)]
        return len(flat) == ends[-1] and all(
            sorted(flat[a:b]) == group for a, b, group in zip(ends, ends[1:], ours, strict=False)
        )

    def _ranks(self) -> Iterator[dict[str, float]]:
        """Yield ranks by name in the three ways in use: 1 1 3, 1.5 1.5 3, 1 1 2."""
        before = [sum(map(len, self.groups[:n])) for n in range(len(self.groups))]
        for rank in (lambda n, _: before[n] + 1, lambda n, size: before[n] + (size + 1) / 2, lambda n, _: n + 1):
            yield {name: rank(n, len(group)) for n, group in enumerate(self.groups) for name in group}


def _same_ranks(expected: Mapping[str, float], ranks: Mapping[str, float]) -> bool:
    return {plain(name): float(rank) for name, rank in expected.items()} == {
        plain(name): float(rank) for name, rank in ranks.items()
    }


@frozen
class Either:
    """Several answers of which each is right, such as names for one thing or one of several optima."""

    answers: Sequence[Any]


@frozen
class Words:
    """A reason in words, of which a case can only expect that there is one, or none."""

    text: str


@frozen
class Tolerance:
    """How exact a case wants it: ``{"abs": .., "rel": .., "weights_abs": ..}``, or one number."""

    given: Any = None

    def allows(self, expected: float, found: float, path: Sequence[str]) -> bool:
        """Say whether a number is near enough, by the names on the way to it."""
        if math.isnan(expected) or math.isnan(found) or math.isinf(expected):
            return expected == found or (math.isnan(expected) and math.isnan(found))
        by_size = max(self._number("abs", path, 1e-6), self._number("rel", path, 0.0) * abs(expected))
        return abs(expected - found) <= by_size + 1e-12 * max(1.0, abs(expected))

    def _number(self, kind: str, path: Sequence[str], default: float) -> float:
        if not isinstance(self.given, Mapping):
            return default if self.given is None or kind == "rel" else float(self.given)
        own = {plain(key): value for key, value in self.given.items() if isinstance(value, int | float)}
        for name in map(plain, reversed(path)):
            for key, value in own.items():
                about = key.removesuffix(kind)
                # ``weights_abs`` is about weights, not about totals with rounded weights.
                if key == name or (about not in {key, ""} and about in name and not re.search("total|score", name)):
                    return float(value)
        return float(own.get(kind, own.get({"abs": "absolute", "rel": "relative"}[kind], default)))

    def knows_published(self) -> bool:
        """Say whether the case tells how far printed roundings may be off."""
        return isinstance(self.given, Mapping) and any(plain(key).startswith("published") for key in self.given)


def differences(expected: Any, found: Any, tolerance: Tolerance, path: tuple[str, ...] = ()) -> list[str]:
    """Return a sentence for all that is not as expected; none where all is.

    Args:
        expected: what the case says; a fraction may be written as text ("9/28"), null stands for undefined.
        found: what came out: numbers, names, lists, mappings, records, ``Results``, ``Ranking``, ``Either``; a set is
            compared without order.
        tolerance: how exact.
        path: the names on the way here.
    """
    if isinstance(found, Either):
        tries = [differences(expected, one, tolerance, path) for one in found.answers]
        return min(tries, key=len) if tries else [_says(path, expected, "nothing")]
    if isinstance(found, Ranking):
        return [_says(path, expected, found.groups)] if found.differs(expected) else []
    if isinstance(found, Words):
        return [] if bool(expected) == bool(found.text) else [_says(path, expected, found.text)]
    if isinstance(expected, Mapping):
        return list(_of_mapping(expected, found, tolerance, path))
    if isinstance(expected, list):
        return list(_of_list(expected, found, tolerance, path))
    return [] if _same(expected, found, tolerance, path) else [_says(path, expected, found)]


def _of_mapping(expected: Mapping[str, Any], found: Any, tolerance: Tolerance, path: tuple[str, ...]) -> Iterator[str]:
    try:
        results = found if isinstance(found, Results) else Results(found)
    except TypeError:
        yield _says(path, expected, found)
        return
    for name, value in expected.items():
        if name.startswith(_FOR_PEOPLE):
            continue
        try:
            result = _find(results, name)
        except KeyError as unknown:
            yield f"{'.'.join((*path, name))}: {unknown.args[0]}."
            continue
        except ValueError as refused:
            yield f"{'.'.join((*path, name))}: {refused}"
            continue
        yield from differences(value, result, _printed(name, value, tolerance), (*path, name))


def _find(results: Results, name: str) -> Any:
    """Return a result; what is called ``published_...`` is the printed rounding of the result of that name."""
    try:
        return results.find(name)
    except KeyError:
        bare = re.sub(r"_?(published|rounded|printed|exact)_?", "", name)
        if bare in {name, ""}:
            raise
        return results.find(bare)


def _printed(name: str, value: Any, tolerance: Tolerance) -> Tolerance:
    """Return the tolerance of a printed rounding: one unit of its last place, unless the case has its own."""
    if "published" not in name or tolerance.knows_published():
        return tolerance
    decimals = max((len(repr(one).partition(".")[2]) for one in _numbers(value)), default=0)
    given = tolerance.given.get("abs", 0) if isinstance(tolerance.given, Mapping) else tolerance.given or 0
    return Tolerance({"abs": max(10.0**-decimals, given)})


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _numbers(one)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield value


def _of_list(expected: list[Any], found: Any, tolerance: Tolerance, path: tuple[str, ...]) -> Iterator[str]:
    if isinstance(found, Set):
        if len(set(map(_member, expected))) != len(expected) or set(map(_member, expected)) != set(map(_member, found)):
            yield _says(path, expected, sorted(map(str, found)))
        return
    if isinstance(found, Mapping):
        found = list(found.values())
    elif attrs.has(type(found)):
        found = list(attrs.astuple(found, recurse=False))
    if not isinstance(found, Sequence) or isinstance(found, str) or len(found) != len(expected):
        yield _says(path, expected, found)
        return
    for place, (one, other) in enumerate(zip_longest(expected, found)):
        yield from differences(one, other, tolerance, (*path, str(place)))


def _member(one: Any) -> str:
    """Return how a member of a set is told, a pair as ``first>second``."""
    return ">".join(map(_member, one)) if isinstance(one, list | tuple) else plain(one)


def _same(expected: Any, found: Any, tolerance: Tolerance, path: Sequence[str]) -> bool:
    if expected is None or found is None:
        return expected is found or (isinstance(found, float) and math.isnan(found))
    if isinstance(expected, bool) or isinstance(found, bool):
        return isinstance(found, bool) and expected is found
    if isinstance(expected, str) and isinstance(found, int | float | Fraction) and _FRACTION.fullmatch(expected):
        return math.isclose(float(Fraction(expected)), float(found), rel_tol=1e-9, abs_tol=1e-12)
    if isinstance(expected, str) or isinstance(found, str):
        return plain(expected) == plain(found)
    if isinstance(found, Fraction | int | float):
        return tolerance.allows(float(expected), float(found), path)
    return bool(expected == found)


def _entries(value: Any) -> dict[str, Any]:
    """Return a record or mapping by name.

    Raises:
        TypeError: where it is neither.
    """
    if isinstance(value, Mapping):
        return {str(name): one for name, one in value.items()}
    if not attrs.has(type(value)):
        raise TypeError("neither a record nor a mapping")
    fields = [one.name for one in attrs.fields(type(value))]
    properties = [name for name, one in vars(type(value)).items() if isinstance(one, property)]
    return {name: getattr(value, name) for name in [*fields, *properties]}


def _says(path: Sequence[str], expected: Any, found: Any) -> str:
    return f"{'.'.join(path) or 'result'}: expected {expected!r}, came out as {found!r}."
