"""Alters what a worked case expects, one value after the other, to see that each alteration is noticed."""

import copy
from collections.abc import Iterator
from typing import Any

from attrs import evolve

from tests.worked.reading import Case
from tests.worked.running import failures


def unnoticed(case: Case, adapters: str) -> list[tuple[Any, ...]]:
    """Return the ways to the expected values that can be another one without the case failing.

    Args:
        case: the worked case.
        adapters: the package of the adapters of its feature.
    """
    altered = ((path, evolve(case, expected=_changed(case.expected, path))) for path in _leaves(case.expected))
    return [path for path, one in altered if not _fails(one, adapters)]


def _fails(case: Case, adapters: str) -> bool:
    """Return whether a case fails; by a name or place that is not there, too."""
    try:
        return bool(failures(case, adapters))
    except LookupError:
        return True


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every single value."""
    if isinstance(value, dict | list) and value:
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(one, (*path, key))
    else:
        yield path


def _changed(expected: Any, path: tuple[Any, ...]) -> Any:
    """Return what is expected with one value in it made another."""
    copied = copy.deepcopy(expected)
    holder = copied
    for key in path[:-1]:
        holder = holder[key]
    was = holder[path[-1]]
    if isinstance(was, bool):
        holder[path[-1]] = not was
    elif isinstance(was, int | float):
        holder[path[-1]] = was + 7
    else:
        holder[path[-1]] = "something else"
    return copied
