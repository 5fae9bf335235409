"""Worked cases of additive values: swing weights, totals, ranks, what is worth its cost."""

from collections.abc import Mapping
from typing import Any

from outreach_priority.formulas.value import Frontier, Valuation, additive, frontier
from tests.outreach_priority.tables import Problem, groups, order, percents, problem
from tests.worked.comparing import Either, Results
from tests.worked.reading import Case, numbers, plain


def results(case: Case) -> Results:
    told = case.inputs.take_like("cost|price|expense|(^|_)rent")
    costs = [one for one in told.values() if isinstance(one, Mapping | list)]
    benefits = case.inputs.take("benefit", "benefits", "total_value", "total_values", default=None)
    if isinstance(benefits, Mapping):
        found, totals = Results(), [benefits]
    else:
        of = problem(case)
        exact, rounded = additive(of.values, of.weights), additive(of.values, percents(of.weights))
        found = _values(of, exact, rounded, mixed=any(map(_rounded, case.expected)))
        totals = [exact.totals, rounded.totals] if any(map(_rounded, case.expected)) else [exact.totals]
    if costs:
        cost = numbers(costs[0], list(totals[0]))
        _frontiers(found, [frontier(one, cost) for one in totals])
    return found


def _values(of: Problem, exact: Valuation, rounded: Valuation, *, mixed: bool) -> Results:
    """Return what values come to; by rounded weights where a name says so; where it does not, by either if mixed."""

    def which(name: str) -> list[Valuation]:
        if _rounded(name):
            return [rounded]
        return [exact, rounded] if mixed and "unrounded" not in plain(name) else [exact]

    def first(name: str) -> Either:
        return Either([leader for one in which(name) for leader in groups(one.ranking)[0]])

    def parts(one: Valuation) -> dict[str, Any]:
        return {name: dict(zip(of.items, row, strict=True)) for name, row in one.parts.items()}

    return (
        Results()
        .when("(?!.*(total|score|value|rank|order)).*weight.*", lambda m: _weights(of, exact, m[0]))
        .when(".*(contribution|part).*", lambda m: Either([parts(one) for one in which(m[0])]))
        .when(".*(rank|order).*", lambda m: Either([order(one.ranking, of.values) for one in which(m[0])]))
        .when("winner.*|best.*|first.*|top.*", lambda m: first(m[0]))
        .when(
            "(?!.*efficient).*(total|value|score|utilit|sum).*", lambda m: Either([one.totals for one in which(m[0])])
        )
    )


def _weights(of: Problem, exact: Valuation, name: str) -> Any:
    shares = exact.weights
    scaled = [[100 * one for one in shares], shares]
    if _rounded(name):
        scaled = [percents(of.weights), [one / 100 for one in percents(of.weights)]]
    kept = scaled[:1] if "percent" in plain(name) else scaled
    return Either([dict(zip(of.items, one, strict=True)) for one in kept])


def _frontiers(found: Results, lines: list[Frontier]) -> None:
    def dominated(line: Frontier) -> dict[str, Any]:
        return {name: Either([set(by), *by]) for name, by in line.dominated.items()}

    found.when(
        ".*dominated.*", lambda _: Either([one for line in lines for one in (set(line.dominated), dominated(line))])
    )
    found.when(".*(frontier|efficient).*", lambda _: Either([set(line.efficient) for line in lines]))


def _rounded(name: str) -> bool:
    return "rounded" in plain(name) and "unrounded" not in plain(name)
