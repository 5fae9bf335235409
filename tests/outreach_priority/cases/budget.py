"""Worked cases of budgets: knapsacks, levels of involvement, several resources."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from outreach_priority.formulas.budget import Choice, Level, Packages, Plan, plan
from tests.outreach_priority.comparing import Results
from tests.outreach_priority.reading import CannotRunError, Case, Inputs, flipped, numbers, plain

_VALUE = ("value", "values", "profit", "profits", "benefit", "benefits", "score", "scores", "priority", "v")
_LIMITS = ("budget", "budgets", "capacity", "capacities", "available", "limit", "limits", "resources")
_TAKEN = "taken"


def results(case: Case) -> Results:
    inputs = case.inputs
    options = _options(inputs)
    resources = list(dict.fromkeys(one for levels in options.values() for level in levels for one in level.needs))
    reserve = inputs.take("reserve", "reserve_share", default=0)
    required, forbidden = (_levels(inputs.take(name, default=None), options) for name in ("required", "forbidden"))
    packages = Packages(
        options=options,
        available=_available(inputs, resources),
        reserve=reserve,
        required=required,
        forbidden=forbidden,
    )
    of = plan(packages)
    names = list(options)
    return _told(
        of, _expected_choice(case, packages, of), names, binary="levels" not in case.given and _binary(options)
    )


def _told(of: Plan, chosen: Choice, names: Sequence[str], *, binary: bool) -> Results:
    taken = [name for name in names if chosen.levels[name] == _TAKEN]
    greedy = [name for name in names if of.greedy.levels[name] == _TAKEN]

    def amount(amounts: Mapping[str, float], name: str) -> float | Mapping[str, float]:
        if plain(name) in {"", "cost", "total", "weight", "resources"} and len(amounts) == 1:
            return next(iter(amounts.values()))
        if not plain(name) or plain(name) in {"total", "resources"}:
            return amounts
        return next(value for key, value in amounts.items() if plain(key) == plain(name))

    return (
        Results()
        .put(chosen.value, "optimum", "value", "best_value", "total_value", "optimal_value", "max_value", "total")
        .put(of.optima, "number_of_optimal_choices", "number_of_optima", "optima", "optimal_choices", "ties")
        .put(
            set(taken) if binary else chosen.levels, "chosen", "choice", "levels", "selected", "optimal_choice", "best"
        )
        .put({names.index(name) for name in taken}, "chosen_0based", "chosen_indices")
        .put({names.index(name) + 1 for name in taken}, "chosen_1based")
        .put(of.greedy.value, "greedy_value", "greedy_by_ratio_value", "greedy_total")
        .put(set(greedy) if binary else of.greedy.levels, "greedy", "greedy_chosen", "greedy_choice")
        .put({names.index(name) for name in greedy}, "greedy_chosen_0based", "greedy_0based")
        .put([step.sector for step in of.steps], "greedy_order")
        .put([names.index(step.sector) for step in of.steps], "greedy_order_0based")
        .put(chosen.value - of.greedy.value, "greedy_gap", "greedy_loss")
        .put(of.scarce, "scarce", "scarce_resource", "bottleneck")
        .put(of.limits, "usable", "limits", "after_reserve")
        .put(of.next and of.next.sector, "next", "next_sector")
        .put(of.next and of.next.level, "next_level")
        .put(of.next and of.next.missing, "next_needs", "next_missing", "missing")
        .when("next_(?:needs|missing)_(.*)", lambda m: amount(of.next.missing if of.next else {}, m[1]))
        .when("usable_(.*)|(.*)_usable", lambda m: amount(of.limits, m[1] or m[2]))
        .when("(?:(.*)_)?(?:used|spent)|(?:used|spent)_(.*)", lambda m: amount(chosen.used, m[1] or m[2] or ""))
        .when(
            "(?:(.*)_)?(?:rest|unused|left|slack)|(?:rest|unused|left|slack)_(.*)",
            lambda m: amount(chosen.rest, m[1] or m[2] or ""),
        )
        .put(next(iter(chosen.used.values()), 0), "total_cost", "cost", "total_weight", "weight")
    )


def _expected_choice(case: Case, packages: Packages, of: Plan) -> Choice:
    """Return the choice a case expects where it is one of several equally good ones, else the one found."""
    told = {plain(key): one for key, one in case.expected.items()}
    names = list(packages.options)
    levels: dict[str, str] = {}
    for key in ("chosen", "choice", "levels", "selected", "optimalchoice", "best"):
        if isinstance(told.get(key), Mapping):
            levels = {name: str(one) for name, one in told[key].items()}
        elif isinstance(told.get(key), list):
            levels = _binary_levels(map(str, told[key]), packages)
    for key, first in (("chosen0based", 0), ("chosen1based", 1), ("chosenindices", 0)):
        if isinstance(told.get(key), list):
            levels = _binary_levels((names[n - first] for n in told[key] if 0 <= n - first < len(names)), packages)
    if of.optima == 1 or set(levels) - set(names):
        return of.best
    try:
        same = plan(
            Packages(
                options=packages.options,
                available=packages.available,
                reserve=packages.reserve,
                required={name: [level] for name, level in levels.items()},
            )
        )
    except ValueError:
        return of.best
    return same.best if same.best.value == of.best.value else of.best


def _binary_levels(taken: Iterable[str], packages: Packages) -> dict[str, str]:
    chosen = {plain(one) for one in taken}
    return {name: _TAKEN if plain(name) in chosen else "none" for name in packages.options}


def _binary(options: Mapping[str, Sequence[Level]]) -> bool:
    return all([level.name for level in levels] == ["none", _TAKEN] for levels in options.values())


def _options(inputs: Inputs) -> dict[str, list[Level]]:
    """Return levels by sector: from a table of levels, or one package each to take or to leave."""
    tables = inputs.take_like("^(options|levels|packages|sectors|candidates|classes|projects|items$)")
    given = next((one for one in tables.values() if isinstance(one, Mapping)), None)
    if given is not None:
        key = next(key for key, one in tables.items() if one is given)
        columns = [part for part in key.split("_")[1:] if part not in {"and", "per", "of"}] or ["value", "cost"]
        columns = inputs.take("columns", "fields", default=columns)
        return {sector: _of_sector(one, columns) for sector, one in given.items()}
    rows = next((one for one in tables.values() if isinstance(one, list) and one and isinstance(one[0], Mapping)), None)
    if rows is not None:
        named = {str(row.get("name", row.get("id", n))): row for n, row in enumerate(rows)}
        return {sector: _of_sector(one, ["value", "cost"]) for sector, one in named.items()}
    names = next((list(map(str, one)) for one in tables.values() if isinstance(one, list)), None)
    names = names or inputs.take("names", default=None)
    values = numbers(inputs.take(*_VALUE), names)
    costs = inputs.take("cost", "costs", "weight", "weights", "needs", "use", default=None)
    if isinstance(costs, list) and costs and isinstance(costs[0], list):
        by_row = costs if len(costs) == len(values) else flipped(costs)
        by_resource = {str(n): numbers(one, [*values]) for n, one in enumerate(flipped(by_row), 1)}
    elif isinstance(costs, Mapping) and set(costs) != set(values):
        by_resource = {resource: numbers(one, [*values]) for resource, one in costs.items()}
    elif costs is not None:
        by_resource = {"cost": numbers(costs, [*values])}
    else:
        lists = {key: one for key, one in inputs.rest().items() if isinstance(one, list) and len(one) == len(values)}
        by_resource = {key: numbers(one, [*values]) for key, one in lists.items()}
        inputs.take(*by_resource, default=None)
    return {
        name: [
            Level(name="none", value=0, needs={}),
            Level(name=_TAKEN, value=value, needs={one: needs[name] for one, needs in by_resource.items()}),
        ]
        for name, value in values.items()
    }


def _of_sector(given: Any, columns: Sequence[str]) -> list[Level]:
    if isinstance(given, Mapping) and any(plain(key) in _VALUE for key in given):
        return [Level(name="none", value=0, needs={}), _level(_TAKEN, given, columns)]
    if isinstance(given, Mapping):
        return [_level(name, one, columns) for name, one in given.items()]
    if given and isinstance(given[0], int | float):
        return [Level(name="none", value=0, needs={}), _level(_TAKEN, given, columns)]
    return [_level(str(one.get("level", one.get("name", n))) if isinstance(one, Mapping) else str(n), one, columns)
            for n, one in enumerate(given)]  # fmt: skip


def _level(name: str, given: Any, columns: Sequence[str]) -> Level:
    if isinstance(given, Mapping):
        flat = {key: one for key, one in given.items() if isinstance(one, int | float)}
        for one in given.values():
            flat.update(one if isinstance(one, Mapping) else {})
        value = next(one for key, one in flat.items() if plain(key) in _VALUE)
        return Level(name=name, value=value, needs={key: one for key, one in flat.items() if plain(key) not in _VALUE})
    return Level(name=name, value=given[0], needs=dict(zip(columns[1:], given[1:], strict=True)))


def _available(inputs: Inputs, resources: Sequence[str]) -> dict[str, float]:
    """Return what there is, by resource."""
    found: dict[str, float] = {}
    told = inputs.take(*_LIMITS, default=None)
    if isinstance(told, Mapping):
        found.update({_resource(key, resources): one for key, one in told.items()})
    elif isinstance(told, list):
        found.update(zip(resources, told, strict=True))
    elif told is not None:
        found[resources[0]] = told
    for resource in resources:
        names = [resource, *(f"{resource}_{end}" for end in _LIMITS), *(f"{end}_{resource}" for end in _LIMITS)]
        own = inputs.take(*names, default=None)
        if isinstance(own, int | float):
            found[resource] = own
    if not found:
        raise CannotRunError("It does not say what there is.")
    return found


def _resource(key: str, resources: Sequence[str]) -> str:
    bare = re.sub("available|budget|limit|total|max|capacity", "", plain(key))
    return next((one for one in resources if plain(one) in {plain(key), bare}), key)


def _levels(given: Any, options: Mapping[str, Sequence[Level]]) -> dict[str, list[str]]:
    """Return levels by sector; a sector that is only named has any but none, or is taken."""
    if given is None:
        return {}
    if isinstance(given, Mapping):
        return {name: list(one) if isinstance(one, list) else [one] for name, one in given.items()}
    return {str(name): [level.name for level in options[str(name)] if level.value > 0] for name in given}
