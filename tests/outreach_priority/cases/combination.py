"""Worked cases of the two analyses: geometric, additive, minimum, quadrants."""

from collections.abc import Mapping
from typing import Any

from outreach_priority.formulas.combination import Combination, Quadrant, Rule, combine, combined, sides
from outreach_priority.formulas.value import ranked
from tests.outreach_priority.tables import analyses, order, problem, rule
from tests.worked.comparing import Either, Results
from tests.worked.reading import CannotRunError, Case, numbers, plain

_QUADRANTS = {
    Quadrant.COMMON: ("common", "common to both", "candidates", "structures", "both", "structure"),
    Quadrant.INTERNATIONAL: (
        "international only",
        "I only",
        "international",
        "approach for particular countries/campaigns",
    ),
    Quadrant.DOMESTIC: ("domestic only", "D only", "domestic", "development work at home"),
    Quadrant.NEITHER: ("neither", "none", "keep the contact"),
}
_SCALED = ("international", "domestic", "geometric", "additive", "minimum", "imbalance_cost")


def results(case: Case) -> Results:
    alpha = float(case.inputs.take("alpha", "α", "share", default=0.5))
    threshold = float(case.inputs.take("threshold", "tau", "τ", default=0.5))
    chosen = rule(case)
    if "weights" in case.inputs:
        of = problem(case)
        split = analyses(case, of)
        if split is None:
            raise CannotRunError("It does not say which items belong to which analysis.")
        return _told(combined(of.values, sides(of.weights, *split, alpha=alpha), threshold=threshold), chosen, 1.0)
    pairs = _pairs(case)
    full = 100.0 if any(one > 1 for pair in pairs.values() for one in pair) else 1.0
    limit = threshold / full if threshold > 1 else threshold
    table = {name: combine(i / full, d / full, alpha=alpha, threshold=limit) for name, (i, d) in pairs.items()}
    return _told(table, chosen, full)


def _pairs(case: Case) -> dict[str, tuple[float, float]]:
    """Return the two values by name: in pairs, in two columns, or one pair alone."""
    given = case.inputs.take("international_domestic", "I_D", "pairs", "sectors", "values", "table", default=None)
    if isinstance(given, Mapping):
        return {name: _pair(one) for name, one in given.items()}
    names = given if isinstance(given, list) else case.inputs.take("names", "alternatives", default=None)
    abroad, at_home = case.inputs.take("international", "I"), case.inputs.take("domestic", "D")
    if not isinstance(abroad, Mapping | list):
        return {"1": (abroad, at_home)}
    first = numbers(abroad, names)
    second = numbers(at_home, list(first))
    return {name: (first[name], second[name]) for name in first}


def _pair(given: Any) -> tuple[float, float]:
    if isinstance(given, Mapping):
        by_side = {plain(key)[0]: value for key, value in given.items()}
        return by_side["i"], by_side["d"]
    international, domestic = given
    return international, domestic


def _record(one: Combination, chosen: Rule, full: float) -> Results:
    found = Results({field: full * getattr(one, field) for field in _SCALED})
    found.put(found.find("international"), "I").put(found.find("domestic"), "D").put(found.find("minimum"), "min")
    found.put(full * one.by(chosen), "C", "combined", "combination", "score", "value", "total")
    found.put(found.find("imbalance_cost"), "imbalance").put(found.find("additive"), "A")
    return found.put(Either(_QUADRANTS[one.quadrant]), "quadrant", "label")


def _told(table: Mapping[str, Combination], chosen: Rule, full: float) -> Results:
    records = {name: _record(one, chosen, full) for name, one in table.items()}
    found = Results().put(records, "table", "results", "sectors", "by_sector")
    for field in (*_SCALED, "C", "I", "D", "quadrant", "min"):
        column = {name: one.find(field) for name, one in records.items()}
        found.put(column, field, f"{field}s", f"{field}_values")
        if field == "C":
            found.put(column, "combined", "scores")
    for each in Rule:
        places = order(ranked({name: one.by(each) for name, one in table.items()}), table)
        found.put(places, f"ranking_{each}", f"{each}_ranking", f"order_{each}", f"ranks_{each}")
        if each is chosen:
            found.put(places, "ranking", "ranks", "order")
    for quadrant, words in _QUADRANTS.items():
        found.put(
            {name for name, one in table.items() if one.quadrant is quadrant},
            *(words if quadrant is Quadrant.COMMON else words[:2]),
        )
    if len(records) == 1:
        return next(iter(records.values()))
    return found.put(records)
