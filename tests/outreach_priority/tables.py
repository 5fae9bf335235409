"""Reads the tables of worked cases: alternatives, items, values, weights, the two analyses, places."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import frozen

from outreach_priority.formulas.combination import Combination, Rule
from outreach_priority.formulas.panel import value
from outreach_priority.formulas.value import Place, at
from outreach_priority.formulas.weights import by_rank
from tests.worked.comparing import Ranking
from tests.worked.reading import CannotRunError, Case, flipped, numbers, plain, table

_VALUES = (
    "values",
    "values_0_100",
    "values_0_1",
    "ratings_0_4",
    "ratings_0_100",
    "performance_values",
    "ratings",
    "scores",
    "performance",
    "performances",
    "matrix",
    "table",
)
_WEIGHTS = (
    "swing_points",
    "swing_weights",
    "points",
    "weights",
    "weight",
    "swings",
    "weights_percent",
    "item_weights",
    "criteria_weights",
)
_ITEMS = ("criteria", "items", "attributes", "item_names", "criterion_names")
_NAMES = ("alternatives", "sectors", "options", "names", "objects", "organisations")
_ANALYSIS = {"international": ("international", "i"), "domestic": ("domestic", "d")}
MORE = {"+", "1", "max", "up", "more", "positive", "benefit"}
LESS = {"-", "–", "−", "-1", "min", "down", "less", "negative", "cost", "risk"}
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}


@frozen
class Problem:
    """A table of values with its weights: alternatives by name, items by name."""

    values: dict[str, list[Any]]
    items: list[str]
    weights: list[float]

    def places(self, told: Any) -> list[int]:
        """Return the places of items that are told by name, by place from 0, or in words ("first three criteria")."""
        if isinstance(told, str):
            words = told.casefold().split()
            if plain(told) in map(plain, self.items):
                return [self._place(told)]
            many = next((_COUNTS.get(word, int(word) if word.isdigit() else 0) for word in words if _many(word)), 0)
            if many and "first" in words:
                return list(range(many))
            if many and "last" in words:
                return list(range(len(self.items) - many, len(self.items)))
            return [self._place(name) for name in re.split(r"[+,]| and ", told)]
        if isinstance(told, Mapping):
            told = next((one for one in told.values() if isinstance(one, list)), list(told))
        return [self._place(one) for one in (told if isinstance(told, list) else [told])]

    def _place(self, one: Any) -> int:
        if isinstance(one, int):
            return one
        names = list(map(plain, self.items))
        if plain(one) not in names:
            raise CannotRunError(f"There is no item {one!r} among {', '.join(self.items)}.")
        return names.index(plain(one))


def _many(word: str) -> bool:
    return word in _COUNTS or word.isdigit()


def problem(case: Case) -> Problem:
    """Return the table of a case: its own, or that of another case it names under ``base``."""
    base = case.inputs.take("base", "based_on", "case", default="")
    if isinstance(base, str) and base:
        return _referred(case, base)
    if isinstance(base, Mapping):
        return problem(Case(case.id, case.topic, base, {}))
    names = _by_name(case.inputs.take(*_NAMES, default=None), "values", "ratings", "scores")
    items, weights = _items(case)
    given = names if isinstance(names, Mapping) else case.inputs.take(*_VALUES, "raw", "measurements")
    if isinstance(given, str):
        return _referred(case, given)
    names = None if isinstance(names, Mapping) else names
    if items and isinstance(given, Mapping) and set(given) == set(items) and set(given) != set(names or ()):
        given = _by_alternative(given, items, names)
    if items is None and isinstance(weights, Mapping):
        items = list(weights)
    values = table(given, names, items)
    width = len(next(iter(values.values()), []))
    if items is None:
        first = next(iter(given.values() if isinstance(given, Mapping) else given), None)
        items = list(first) if isinstance(first, Mapping) else [str(place) for place in range(width)]
    values = _valued(case, values, items)
    return Problem(values, list(items), list(numbers(weights, items).values()) if weights else [1.0] * width)


def _by_name(told: Any, *fields: str) -> Any:
    """Return records in a list, each with its name, as names to one of their fields."""
    if not isinstance(told, list) or not told or not isinstance(told[0], Mapping):
        return told
    named = {str(one.get("name", one.get("id", place))): one for place, one in enumerate(told)}
    return {name: next((one[field] for field in fields if field in one), None) for name, one in named.items()}


def _items(case: Case) -> tuple[list[str] | None, Any]:
    """Return the names of the items and their weights, as far as a case tells them."""
    told = _by_name(case.inputs.take(*_ITEMS, default=None), "weight", "points", "swing")
    items = list(told) if told else None
    if isinstance(told, Mapping):
        own = {name: one.get("weight") if isinstance(one, Mapping) else one for name, one in told.items()}
        if all(isinstance(one, int | float) for one in own.values()):
            return items, own
    order = case.inputs.take("criteria_ranking", "criteria_order", "importance_order", "criteria_ranks", default=None)
    weights = _flat(case.inputs.take(*_WEIGHTS, "weights_method", default=None))
    if order is not None:
        ranks = order if isinstance(order, Mapping) else {name: place for place, name in enumerate(order, 1)}
        return items, by_rank(ranks, weights.casefold() if isinstance(weights, str) else "roc")
    return items, None if isinstance(weights, str) and "equal" in weights else weights


def _flat(weights: Any) -> Any:
    """Return weights of a tree of items as products: of each branch, shared out among its items."""
    if not isinstance(weights, Mapping) or not any(isinstance(one, Mapping) for one in weights.values()):
        return weights
    flat: dict[str, float] = {}
    for name, one in weights.items():
        if not isinstance(one, Mapping):
            flat[name] = float(one)
            continue
        own = next((value for value in one.values() if isinstance(value, Mapping)), one)
        branch = float(one.get("weight", sum(own.values())))
        flat.update({item: branch * value / sum(own.values()) for item, value in own.items()})
    return flat


def _by_alternative(given: Mapping[str, Any], items: Sequence[str], names: Sequence[str] | None) -> dict[str, Any]:
    columns = [numbers(given[item], names) for item in items]
    return dict(zip(columns[0], flipped([list(column.values()) for column in columns]), strict=True))


def _valued(case: Case, values: dict[str, list[Any]], items: Sequence[str]) -> dict[str, list[Any]]:
    """Return measurements as values where a case gives value functions: anchors, or worst and best, by item."""
    given = case.inputs.take("value_functions", "anchors", "value_points", default=None)
    signs = case.inputs.take("signs", "directions", "direction", default=None)
    if signs is not None and given is None:
        return _signed(case, values, list(numbers(signs, items).values()))
    if given is None:
        return values
    points = [_anchors(one) for one in numbers(given, items).values()]
    return {name: [at(raw, one) for raw, one in zip(row, points, strict=True)] for name, row in values.items()}


def _signed(case: Case, values: dict[str, list[Any]], signs: Sequence[Any]) -> dict[str, list[Any]]:
    """Return ratings as values from 0 to 1, where some items speak against an alternative."""
    top = re.search(r"_0_(\d+)", " ".join(case.given))
    scale = case.inputs.take("scale", default=[0, int(top[1]) if top else 1])
    ends = (float(min(scale)), float(max(scale)))
    against = [str(sign).casefold() in LESS for sign in signs]
    return {
        name: [value(one, less_is_better=less, scale=ends) for one, less in zip(row, against, strict=True)]
        for name, row in values.items()
    }


def _anchors(given: Any) -> list[tuple[float, float]]:
    if isinstance(given, Mapping) and "worst" in given:
        return [(given["worst"], 0.0), (given["best"], given.get("top", 1.0))]
    pairs = given.get("points", list(given.items())) if isinstance(given, Mapping) else given
    if not isinstance(pairs[0], list | tuple):
        return [(pairs[0], 0.0), (pairs[1], 1.0)]
    return [(float(x), float(value)) for x, value in pairs]


def _referred(case: Case, text: str) -> Problem:
    """Return the table of the case a text names, with the weights the text tells, such as 100:80:70."""
    other = problem(case.referred(text))
    own = case.inputs.take(*_WEIGHTS, default=None)
    told = re.search(r"\d+(?:\.\d+)?(?::\d+(?:\.\d+)?)+", text)
    weights = list(numbers(own, other.items).values()) if own else other.weights
    if told and not own:
        weights = [float(one) for one in told.group().split(":")]
    if "rounded" in plain(text) and "unrounded" not in plain(text):
        weights = percents(weights)
    return Problem(other.values, other.items, weights)


def percents(weights: Sequence[float]) -> list[float]:
    """Return weights as whole percents, halves upwards."""
    return [float(int(100 * weight / sum(weights) + 0.5)) for weight in weights]


def groups(ranking: Iterable[Place]) -> list[list[str]]:
    """Return the names of a ranking by place, ties in one group."""
    found: dict[int, list[str]] = {}
    for place in ranking:
        found.setdefault(place.rank, []).append(place.name)
    return list(found.values())


def order(ranking: Iterable[Place], names: Iterable[str]) -> Ranking:
    """Return a ranking to be compared."""
    return Ranking(groups(ranking), list(names))


def analyses(case: Case, of: Problem) -> tuple[list[int], list[int]] | None:
    """Return the places of the items of the international and the domestic analysis; None where a case has but one."""
    international = case.inputs.take("international_items", "international", "items_international", default=None)
    domestic = case.inputs.take("domestic_items", "domestic", "items_domestic", default=None)
    given = case.inputs.take("analyses", "groups", "sides", "index", default=None)
    if isinstance(given, Mapping) and {plain(key) for key in given} <= {"international", "domestic", "i", "d"}:
        by_side = {plain(key)[0]: value for key, value in given.items()}
        international, domestic = by_side["i"], by_side["d"]
    elif isinstance(given, list):
        sides = [plain(one)[0] for one in given]
        international, domestic = ([n for n, side in enumerate(sides) if side == which] for which in "id")
    if international is None:
        return None
    first = of.places(international)
    rest = [place for place in range(len(of.items)) if place not in first]
    return first, rest if domestic is None else of.places(domestic)


def rule(case: Case) -> Rule:
    """Return how analyses are combined; the geometric mean unless a case says another way in one word."""
    told = case.inputs.take("rule", "method", "combination", "combine", default="geometric")
    found = next((one for one in Rule if str(told).casefold().startswith(one.value[:3])), None)
    if found is None and " " not in str(told):
        raise CannotRunError(f"There is no rule {told!r}.")
    return found or Rule.GEOMETRIC


def fields(by_name: Mapping[str, Combination], field: str) -> dict[str, Any]:
    """Return one field of every record, by name."""
    return {name: getattr(one, field) for name, one in by_name.items()}
