"""Reads worked cases: files of inputs and expected results, several cases in one file, one that refers to another."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

SHIPPED = (*sorted(Path(__file__).parents[1].glob("*/worked")),)
"""The folders of worked cases of all features."""
_REFERENCE = re.compile(r"\b[A-Z]{1,3}\d+[\w-]*")
_PARTS = ("cases", "models", "problems", "examples", "submodels", "parts", "variants", "scenarios")
_TOLD = ("rule", "formula", "definition", "description", "title", "unit", "question", "source")
_NOTHING = object()


class CannotRunError(Exception):
    """A case says something that its adapter does not understand; the sentence says what."""


def plain(name: object) -> str:
    """Return a name without what writers do not agree on: capitals, underscores, hyphens, blanks."""
    return re.sub(r"[\s_\-]", "", str(name)).casefold()


class Inputs:
    """What a case gives. It remembers what was taken, so that nothing is passed over in silence."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = dict(given)
        self._taken: set[str] = set()

    def take(self, *names: str, default: Any = _NOTHING) -> Any:
        """Return what stands under the first of these names that is there.

        Raises:
            CannotRunError: where none is there and no default is given.
        """
        keys = {plain(key): key for key in self._given}
        found = [keys[plain(name)] for name in names if plain(name) in keys]
        if found:
            self._taken.add(found[0])
            return self._given[found[0]]
        if default is _NOTHING:
            raise CannotRunError(f"It gives none of {', '.join(names)}; it gives {', '.join(self._given)}.")
        return default

    def take_like(self, pattern: str) -> dict[str, Any]:
        """Return all whose name has this regular expression in it."""
        found = {key: value for key, value in self._given.items() if re.search(pattern, key, re.IGNORECASE)}
        self._taken.update(found)
        return found

    def __contains__(self, name: str) -> bool:
        return plain(name) in {plain(key) for key in self._given}

    def rest(self) -> dict[str, Any]:
        """Return all that is not taken yet, and take it."""
        left = {key: value for key, value in self._given.items() if key not in self._taken}
        self._taken.update(left)
        return left

    def passed_over(self) -> list[str]:
        """Return the names nobody took, but for sentences to the reader and printed roundings."""
        return [
            key
            for key, value in self._given.items()
            if key not in self._taken
            and not plain(key).startswith(("published", "note", "comment"))
            and not (isinstance(value, str) and (" " in value or plain(key) in _TOLD))
        ]


@frozen
class Case:
    """A worked case, or one of several in a file.

    Args:
        id: what the file calls it; of a part, with the part's name.
        topic: which adapter runs it.
        given: its inputs as they stand in the file.
        expected: what must come out.
        tolerance: how exact.
        folder: where it was read; None: nowhere.
        inputs: its inputs, for the adapter to take; what has no name in the file is called ``given``.
    """

    id: str
    topic: str
    given: Any
    expected: Any
    tolerance: Any = None
    folder: Path | None = None
    inputs: Inputs = field(init=False)

    @inputs.default
    def _inputs(self) -> Inputs:
        return Inputs(self.given if isinstance(self.given, Mapping) else {"given": self.given})

    def parts(self) -> list["Case"]:
        """Return the cases in this one: itself, unless it holds several with inputs and expectations of their own."""
        if isinstance(self.given, list) and isinstance(self.expected, list) and len(self.given) == len(self.expected):
            return [self._part(str(n), *pair, {}) for n, pair in enumerate(zip(self.given, self.expected, strict=True))]
        if not isinstance(self.given, Mapping):
            return [self]
        key = next((key for key in self.given if plain(key) in _PARTS), None)
        if key is not None and self._has_parts(self.given[key]):
            shared = {name: value for name, value in self.given.items() if name != key}
            return self._named(self.given[key], shared)
        return self._same_names()

    def _has_parts(self, models: Any) -> bool:
        """Say whether each of what stands under one name has an expectation; cases may be what a case is about."""
        told = self.expected
        if isinstance(told, list):
            return len(told) == len(models)
        if isinstance(models, Mapping):
            return set(models) <= set(told)
        names = {str(one.get("name", one.get("id"))) for one in models}
        if names <= set(told) or all("expected" in one for one in models):
            return True
        return len(told) == len(models) and all(isinstance(one, Mapping) for one in told.values())

    def _named(self, models: Any, shared: Mapping[str, Any]) -> list["Case"]:
        """Return the parts that stand under one name, in a list or by names."""
        if isinstance(models, Mapping):
            return [self._part(name, model, self.expected[name], shared) for name, model in models.items()]
        parts = []
        for n, model in enumerate(models):
            name = str(model.get("name", model.get("id", n)))
            own = {k: v for k, v in model.items() if k not in {"name", "id", "expected"}}
            expected = model.get("expected") or _by_name_or_place(self.expected, name, n)
            parts.append(self._part(name, own.get("inputs", own), expected, shared))
        return parts

    def _same_names(self) -> list["Case"]:
        """Return a part for each name that stands in inputs and expectations alike, if all of the latter do."""
        told = self.expected if isinstance(self.expected, Mapping) else {}
        names = [name for name in told if not name.startswith(("note", "comment"))]
        given = [self.given.get(name) for name in names]
        alike = any(all(isinstance(one, kind) for one in given) for kind in (Mapping, list))
        if not names or not alike or not all(isinstance(told[name], Mapping) for name in names):
            return [self]
        shared = {key: value for key, value in self.given.items() if key not in names}
        return [self._part(name, self.given[name], self.expected[name], shared) for name in names]

    def _part(self, name: str, given: Any, expected: Any, shared: Mapping[str, Any]) -> "Case":
        inputs = {**shared, **(given if isinstance(given, Mapping) else {"given": given})}
        return evolve(self, id=f"{self.id}, {name}", given=inputs, expected=expected)

    def referred(self, text: str) -> "Case":
        """Return the case a text names, such as ``P01 values with ...``; of the same folder, or a shipped one.

        Raises:
            CannotRunError: where it names none that is there.
        """
        for reference in _REFERENCE.findall(text):
            places = [*([self.folder] if self.folder else []), *SHIPPED]
            for case in (one for place in places for one in read(place)):
                if case.id == reference or case.id.startswith(f"{reference}-"):
                    return case
        raise CannotRunError(f"It refers to a case that is not there: {text!r}.")


def _by_name_or_place(expected: Any, name: str, place: int) -> Any:
    if isinstance(expected, Mapping):
        return expected[name] if name in expected else list(expected.values())[place]
    return expected[place]


def read(place: Path) -> list[Case]:
    """Return all cases of a folder, or of one file."""
    files = sorted(place.rglob("*.json")) if place.is_dir() else [place]
    return [case for file in files for case in _of_file(file)]


def _of_file(file: Path) -> Iterator[Case]:
    content = json.loads(file.read_text("utf-8"))
    several = content if isinstance(content, list) else content.get("cases", [content])
    folder = file.parent
    for one in several:
        yield Case(
            str(one.get("id", file.stem)),
            str(one.get("topic")),
            one["inputs"],
            one["expected"],
            one.get("tolerance"),
            folder,
        )


def numbers(given: Any, names: Sequence[str] | None = None) -> dict[str, Any]:
    """Return what is given as a list or by name, always by name, in the order of the names (else as given).

    Args:
        given: a list, or a mapping.
        names: what the entries of a list are called, and the order of a mapping.
    """
    if isinstance(given, Mapping):
        wanted = list(given) if names is None else list(names)
        keys = {plain(key): key for key in given}
        missing = [name for name in wanted if plain(name) not in keys]
        if missing or len(given) != len(wanted):
            raise CannotRunError(f"It gives {', '.join(given)} where {', '.join(wanted)} are needed.")
        return {name: given[keys[plain(name)]] for name in wanted}
    called = names or [str(place + 1) for place in range(len(given))]
    if len(called) != len(given):
        raise CannotRunError(f"It gives {len(given)} numbers for {len(called)} names.")
    return dict(zip(called, given, strict=True))


def table(given: Any, rows: Sequence[str] | None = None, columns: Sequence[str] | None = None) -> dict[str, list[Any]]:
    """Return a table as alternative -> its entries, in the order of the columns.

    Args:
        given: lists, or mappings, in a list or by name.
        rows: what the rows are called where they stand in a list.
        columns: the order of the entries where a row gives them by name.
    """
    by_row = numbers(given, rows) if not isinstance(given, Mapping) else dict(given)
    if not columns:
        first: Any = next((row for row in by_row.values() if isinstance(row, Mapping)), None)
        columns = list(first) if first else None
    return {
        name: list(numbers(row, columns).values()) if isinstance(row, Mapping) else list(row)
        for name, row in by_row.items()
    }


def flipped(rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Return a matrix with rows and columns exchanged."""
    return [list(column) for column in zip(*rows, strict=True)]
