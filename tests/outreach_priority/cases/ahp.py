"""Worked cases of the analytic hierarchy process: one matrix, a group, criteria with alternatives."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import fsum
from typing import Any

from outreach_priority.formulas.ahp import RANDOM_INDEX, Hierarchy, from_pairs, group_matrix, hierarchy
from tests.worked.comparing import Either, Results
from tests.worked.reading import Case, Inputs, plain


def results(case: Case) -> Results:
    inputs = case.inputs
    indexes = inputs.take_like("random_index|^ri")
    index: Mapping[int, float] = next(
        (_index(one) for one in indexes.values() if isinstance(one, Mapping | list)), RANDOM_INDEX
    )
    limit = float(inputs.take("cr_limit", "limit", "threshold", default=0.10))
    inputs.take("method", "prioritisation", "aggregation", "n", default=None)
    names = inputs.take("items", "criteria", "names", "criteria_names", default=None)
    pairs = inputs.take("judgements", "judgments", "pairs", default=None) if names is None else None
    if isinstance(pairs, Mapping) and not any(isinstance(one, Mapping | list) for one in pairs.values()):
        names = list(dict.fromkeys(one for key in pairs for one in _ends(key)))
    group = inputs.take("matrices", "group", "members", "judges", "assessors", "experts", default=None)
    below = inputs.take("alternative_matrices", "alternatives_matrices", "local_matrices", default=None)
    if group is not None:
        several = group.values() if isinstance(group, Mapping) else group
        matrices = [_matrix(Inputs(one if isinstance(one, Mapping) else {"matrix": one}), names) for one in several]
        joined = group_matrix(matrices)
        each = [hierarchy(one, limit=limit, random_index=index) for one in matrices]
        own = dict(zip(group, each, strict=True)) if isinstance(group, Mapping) else each
        found = _told(hierarchy(joined, limit=limit, random_index=index), names)
        found.when(".*(matrix|judg|comparison).*", lambda m: joined)
        return (
            found.when("individual_(weights|priorities)", lambda m: _of(own, "weights"))
            .when("individual_(cr|crs|consistency_ratios?)", lambda m: _of(own, "cr"))
            .when("individual.*|members?|judges", lambda m: own)
        )
    top = hierarchy(_matrix(inputs, names), limit=limit, random_index=index)
    found = _told(top, names)
    if below is not None:
        found.when(".*(global|overall|composite|total|final).*", lambda m: _composite(case, top, below, names))
        local = {
            key: _told(hierarchy(_rows(one), limit=limit, random_index=index), None)
            for key, one in _named(below, names)
        }
        found.when("local.*", lambda m: {key: one.find("weights") for key, one in local.items()})
    return found


def _told(of: Hierarchy, names: Sequence[str] | None) -> Results:
    called = list(names) if names else [str(number + 1) for number in range(len(of.weights))]
    weights, means = (dict(zip(called, one, strict=True)) for one in (of.weights, of.geometric_mean_weights))
    pair = of.doubtful
    pairs: Either | None = None
    if pair is not None:
        named: list[Any] = [called[pair.item], called[pair.other]]
        places: list[list[Any]] = [[pair.item, pair.other], [pair.item + 1, pair.other + 1]]
        pairs = Either(
            [one for two in (named, *places) for one in (two, two[::-1])] + [">".join(named), "-".join(named)]
        )
    reciprocal = not of.not_reciprocal
    return (
        Results(of, weights=weights, geometric_mean_weights=means)
        .put(of.inconsistent, "flag", "flagged", "flag_inconsistent")
        .put(not of.inconsistent, "consistent", "is_consistent", "acceptable")
        .put(of.lambda_max, "lambda", "principal_eigenvalue", "eigenvalue")
        .put(of.ci, "consistency_index")
        .put(of.cr, "consistency_ratio")
        .put(reciprocal, "reciprocal", "is_reciprocal")
        .put(not reciprocal, "flag_not_reciprocal", "non_reciprocal")
        .when(".*pair.*|.*doubt.*|most_inconsistent.*|.*judg.*", lambda m: pairs)
        .when(".*(geometric|gm|log_least).*", lambda m: means)
        .when(".*(rank|order).*", lambda m: sorted(called, key=lambda name: -weights[name]))
        .when(".*percent.*", lambda m: {name: 100 * one for name, one in weights.items()})
        .when("(?!individual)(.*_)?(weights?|priorit.*|eigenvector)(_.*)?", lambda m: weights)
    )


def _composite(case: Case, top: Hierarchy, below: Any, names: Sequence[str] | None) -> Any:
    """Return the weights of alternatives over all criteria."""
    local = [hierarchy(_rows(one)).weights for _, one in _named(below, names)]
    sums = [fsum(w * one[n] for w, one in zip(top.weights, local, strict=True)) for n in range(len(local[0]))]
    called = case.inputs.take("alternatives", "options", default=None)
    return dict(zip(called, sums, strict=True)) if called else sums


def _of(own: Any, name: str) -> Any:
    return (
        {key: getattr(one, name) for key, one in own.items()}
        if isinstance(own, dict)
        else [getattr(one, name) for one in own]
    )


def _named(given: Any, names: Sequence[str] | None) -> list[tuple[str, Any]]:
    if not isinstance(given, Mapping):
        return [(str(number), one) for number, one in enumerate(given)]
    return [(key, given[key]) for key in (names or given)]


def _matrix(inputs: Inputs, names: Sequence[str] | None) -> Any:
    """Return a matrix: rows, rows by name, or each pair once."""
    given = inputs.take(
        "matrix", "comparison_matrix", "criteria_matrix", "pairwise", "judgements", "judgments", "pairs"
    )
    if isinstance(given, Mapping) and not any(isinstance(one, Mapping | list) for one in given.values()):
        called = [plain(name) for name in names or sorted({one for key in given for one in _ends(key)})]
        pairs = {(called.index(plain(a)), called.index(plain(b))): _number(v) for (a, b), v in _pairs(given)}
        return from_pairs(len(called), pairs)
    if isinstance(given, Mapping):
        return _rows([[row[key] for key in given] if isinstance(row, Mapping) else row for row in given.values()])
    return _rows(given)


def _pairs(given: Mapping[str, Any]) -> list[tuple[tuple[str, str], Any]]:
    return [(_ends(key), value) for key, value in given.items()]


def _ends(key: str) -> tuple[str, str]:
    sign = next(one for one in (">", "/", " vs ", "_vs_", ":", ",", "-") if one in key)
    first, second = key.split(sign)
    return first.strip(), second.strip()


def _rows(given: Any) -> list[list[float]]:
    """Return rows of numbers; an upper triangle is completed."""
    rows = [[_number(one) for one in row] for row in given]
    if len({len(row) for row in rows}) > 1 and [len(row) for row in rows] == sorted(len(row) for row in rows)[::-1]:
        size = len(rows[0])
        if len(rows) == size - 1 or len(rows[0]) == len(rows):
            shift = 0 if len(rows[0]) == len(rows) else 1
            count = size + shift
            return [*map(list, from_pairs(count, {
                (i, i + j + shift): value for i, row in enumerate(rows) for j, value in enumerate(row) if j + shift
            }))]  # fmt: skip
    return rows


def _number(given: Any) -> float:
    return float(Fraction(given)) if isinstance(given, str) else given


def _index(given: Any) -> dict[int, float]:
    if isinstance(given, Mapping):
        return {int(key): float(value) for key, value in given.items()}
    return {place + 1: float(value) for place, value in enumerate(given)}
