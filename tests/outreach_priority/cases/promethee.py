"""Worked cases of PROMETHEE II."""

from collections.abc import Mapping, Sequence
from typing import Any

from outreach_priority.formulas.promethee import Preference, promethee
from tests.outreach_priority.opinions import facts, ranked, ranks
from tests.worked.comparing import Results
from tests.worked.reading import CannotRunError, Case, numbers, plain

_KINDS = {
    "usual": ("usual", "i", "1", "type1", "t1"),
    "u-shape": ("ushape", "ushaped", "quasi", "ii", "2", "type2", "t2"),
    "v-shape": ("vshape", "vshaped", "iii", "3", "type3", "t3"),
    "level": ("level", "iv", "4", "type4", "t4"),
    "linear": ("linear", "vshape2", "vshapewithindifference", "vshapeindifference", "v", "5", "type5", "t5"),
    "gaussian": ("gaussian", "gauss", "vi", "6", "type6", "t6"),
}
_THRESHOLDS = {
    "q": ("q", "indifference", "indifference_threshold", "indifference_thresholds", "q_thresholds"),
    "p": ("p", "preference", "strict", "preference_threshold", "preference_thresholds", "p_thresholds"),
    "s": ("s", "sigma", "gaussian_s", "s_thresholds"),
}


def results(case: Case) -> Results:
    inputs = case.inputs
    kinds = inputs.take("preference_functions", "preference_function", "preferences", "functions", default="usual")
    shared = inputs.take("thresholds", "parameters", "params", default={})
    inputs.take("divisor", "method", default=None)
    own = {key: inputs.take(*names, default=None) for key, names in _THRESHOLDS.items()}
    values, items, weights, rising = facts(case)
    told = [kinds] * len(items) if isinstance(kinds, str) or _is_one(kinds) else [*numbers(kinds, items).values()]
    preferences = [_preference(kind, _at(shared, own, items, number)) for number, kind in enumerate(told)]
    flows = promethee(values, weights, rising, preferences)
    names = [*values]
    pairs = {f"{a}>{b}": one for a, row in flows.preferences.items() for b, one in row.items()}
    return (
        Results(pairs)
        .when(".*ranks.*", lambda m: ranks(flows.net))
        .when(".*(rank|order).*", lambda m: ranked(flows.net, names))
        .when(".*(winner|best|first).*", lambda m: ranked(flows.net, names).groups[0][0])
        .when(".*net.*|phi|flows?", lambda m: flows.net)
        .when(".*(positive|plus|leaving|outgoing|\\+).*", lambda m: flows.positive)
        .when(".*(negative|minus|entering|incoming|-).*", lambda m: flows.negative)
        .when(".*(matrix).*", lambda m: [[flows.preferences[a].get(b, 0.0) for b in names] for a in names])
        .when(".*(preference|pi|index|indices).*", lambda m: Results(flows.preferences, pairs))
        .put(flows.divisor, "divisor")
    )


def _is_one(given: Any) -> bool:
    return isinstance(given, Mapping) and bool({"type", "kind", "function"} & set(given))


def _at(shared: Any, own: Mapping[str, Any], items: Sequence[str], number: int) -> dict[str, Any]:
    """Return the thresholds of one item, given for all, by item, or by threshold."""
    found: dict[str, Any] = {}
    if isinstance(shared, list) or (
        isinstance(shared, Mapping) and {plain(key) for key in shared} & set(map(plain, items))
    ):
        one = shared[number] if isinstance(shared, list) else shared.get(items[number], {})
        found.update(one or {})
    elif isinstance(shared, Mapping):
        own = {**own, **shared}
    for key, value in own.items():
        if value is None or isinstance(value, int | float):
            one = value
        else:
            one = value[number] if isinstance(value, list) else value.get(items[number])
        if one is not None:
            found[key] = one
    return found


def _preference(given: Any, thresholds: Mapping[str, Any]) -> Preference:
    told = dict(thresholds)
    if isinstance(given, Mapping):
        told.update(given)
        given = next(
            (given[key] for key in ("type", "kind", "function", "name", "preference_function") if key in given), "usual"
        )
    kind = next((kind for kind, names in _KINDS.items() if plain(given) in names), None)
    if kind is None:
        raise CannotRunError(f"There is no preference function {given!r}.")
    numbers_ = {
        key: next((float(told[name]) for name in names if told.get(name) is not None), 0.0)
        for key, names in _THRESHOLDS.items()
    }
    return Preference(kind=kind, **numbers_)
