"""Worked cases of the best-worst method, non-linear and linear."""

from collections.abc import Callable, Mapping
from typing import Any

from outreach_priority.formulas.bwm import (
    BestWorst,
    Comparisons,
    best_worst,
    best_worst_linear,
    consistency_index,
    distance,
)
from tests.worked.comparing import Either, Results
from tests.worked.reading import Case, numbers, plain


def results(case: Case) -> Results:
    inputs = case.inputs
    inputs.take_like("consistency_index|^ci|scale|^n$")
    spans = inputs.take("a_bw", "spans", default=None)
    if "best" not in inputs and spans is not None:
        indexes = [consistency_index(one) for one in (spans if isinstance(spans, list) else [spans])]
        return Results().when(".*", lambda m: indexes if isinstance(spans, list) else indexes[0])
    model = plain(inputs.take("model", "variant", "method", default="nonlinear"))
    given = _comparisons(case)
    both = {"linear": best_worst_linear(given), "nonlinear": best_worst(given)}

    def which(name: str) -> BestWorst:
        words = plain(name)
        if "nonlinear" in words or "linear" not in words:
            return both["nonlinear" if "nonlinear" in words or "non" in model or model != "linear" else "linear"]
        return both["linear"]

    def weights(name: str) -> Any:
        one = which(name)
        expected = case.expected.get(name)
        if one.unique or not isinstance(expected, Mapping | list):
            return one.weights
        own = {item: float(weight) for item, weight in numbers(expected, [*one.weights]).items()}
        if abs(sum(own.values()) - 1) < 0.01 and distance(given, own) <= one.xi + 0.05:
            return Either([one.weights, own])
        middles = {item: (low + high) / 2 for item, (low, high) in one.intervals.items()}
        return Either([one.weights, middles])

    return _told(which, weights, both["nonlinear"])


def _told(which: Callable[[str], BestWorst], weights: Callable[[str], Any], original: BestWorst) -> Results:
    return (
        Results()
        .when(".*input.*", lambda m: which("").input_ratio)
        .when(".*(doubt|worst_pair|least_consistent).*", lambda m: which("").doubtful)
        .when(".*(unique).*", lambda m: which(m[0]).unique if "not" not in m[0] else not which(m[0]).unique)
        .when(".*(consistency_ratio|cr)", lambda m: original.ratio)
        .when(".*(consistency_index|ci)", lambda m: original.index)
        .when(".*(is_)?(fully_)?consistent", lambda m: which(m[0]).xi < 1e-9)
        .when("(.*_)?(xi|ksi|optimum|objective)(_.*)?", lambda m: which(m[0]).xi)
        .when(".*(cent(re|er)|middle).*", lambda m: {i: (a + b) / 2 for i, (a, b) in which(m[0]).intervals.items()})
        .when(".*(lower|low|min).*", lambda m: {item: low for item, (low, _) in which(m[0]).intervals.items()})
        .when(".*(upper|high|max).*", lambda m: {item: high for item, (_, high) in which(m[0]).intervals.items()})
        .when(".*(interval|range).*", lambda m: which(m[0]).intervals)
        .when(".*(rank|order).*", lambda m: _order(which(m[0])))
        .when(".*(weight|exact).*|(non)?_?linear", lambda m: _part(m[0], which(m[0]), weights))
    )


def _part(name: str, one: BestWorst, weights: Any) -> Any:
    """Return weights; all of a model where only the model is named and holds more."""
    if plain(name) not in {"linear", "nonlinear"}:
        return weights(name)
    return Results(one).put(one.xi, "ksi").put(one.ratio, "cr", "consistency_ratio")


def _order(one: BestWorst) -> list[str]:
    return sorted(one.weights, key=lambda item: -one.weights[item])


def _comparisons(case: Case) -> Comparisons:
    inputs = case.inputs
    names = inputs.take("criteria", "items", "names", default=None)
    from_best = numbers(inputs.take("best_to_others", "bo", "from_best", "best_vector", "a_b"), names)
    to_worst = numbers(inputs.take("others_to_worst", "ow", "to_worst", "worst_vector", "a_w"), [*from_best])
    best, worst = (
        inputs.take(name, f"{name}_criterion", f"{name}_item", default=_one(of))
        for name, of in (("best", from_best), ("worst", to_worst))
    )
    return Comparisons(
        best=_name(best, from_best), worst=_name(worst, from_best), from_best=from_best, to_worst=to_worst
    )


def _one(given: dict[str, Any]) -> str:
    return next((name for name, value in given.items() if value == 1), "")


def _name(told: Any, given: dict[str, Any]) -> str:
    if isinstance(told, int):
        return [*given][told]
    return next((name for name in given if plain(name) == plain(told)), str(told))
