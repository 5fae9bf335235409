"""Worked cases of assignment: matrices of costs or profits, costs by a rule, jobs for agents with capacities."""

import ast
import operator
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen

from outreach_cases.formulas.assignment import Assignment, assign, exact
from outreach_cases.formulas.generalised import Jobs, distribute
from tests.worked.comparing import Either, Results
from tests.worked.reading import CannotRunError, Case, Inputs, plain, table

_TOTAL = "cost|total|value|profit|benefit|score|optimum|optimal|minimum|maximum|min|max|objective|sum"
_NEEDS = ("resource", "resources", "weight", "weights", "use", "needs", "need", "time", "hours", "consumption")
_LIMITS = ("capacity", "capacities", "available", "limit", "limits", "budget", "budgets")
_MOST = re.compile("profit|benefit|value|score|utility|gain|maxim|_max|^max", re.IGNORECASE)
_SIGNS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda a, b: Fraction(a) / b,
    ast.FloorDiv: operator.floordiv,
    ast.Pow: operator.pow,
    ast.Mod: operator.mod,
}


@frozen
class _Solved:
    """A matrix with its answer."""

    name: str
    rows: list[str]
    columns: list[str]
    matrix: list[list[Any]]
    answer: Assignment


def results(case: Case) -> Results:
    inputs = case.inputs
    sense = " ".join(map(str, (inputs.take("sense", "objective", "direction", "goal", default=""),)))
    maximise = inputs.take("maximise", "maximize", default=None)
    told = maximise if maximise is not None else True if "max" in sense else False if "min" in sense else None
    if any(name in inputs for name in _LIMITS):
        return _of_jobs(case, told)
    solved = [_solved(name, inputs.take(name), told) for name, given in case.given.items() if _is_table(given)]
    solved += _by_rule(inputs, told)
    if not solved:
        raise CannotRunError("It holds no matrix.")

    def of(key: str) -> _Solved:
        """Return the matrix a name begins with; the name of the result may say that the most is sought."""
        one = max(solved, key=lambda one: _alike(one.name, key))
        if told is None and re.search("profit|benefit|max", key, re.IGNORECASE):
            return evolve(one, answer=assign(one.matrix, maximise=True))
        return one

    return (
        Results()
        .when(rf"(?:(.*)_)?(?:{_TOTAL})(?:_(?:{_TOTAL}))*", lambda m: of(m[0]).answer.total)
        .when(r"(?:(.*)_)?formula", lambda m: _formula(case, m[0], of(m[0])))
        .when(r"(?:(.*?)_?)?unassigned(?:_.*)?", lambda m: _left_over(of(m[0])))
        .when(
            r"(?:(.*?)_?)?(?:assignment|columns?|pairs|matching|permutation|solution)s?(?:_(.*))?",
            lambda m: _pairs(case, m[0], of(m[0])),
        )
    )


def _is_table(given: Any) -> bool:
    rows = list(given.values()) if isinstance(given, Mapping) else given
    return isinstance(rows, list) and bool(rows) and all(isinstance(row, list | Mapping) for row in rows)


def _solved(name: str, given: Any, maximise: bool | None) -> _Solved:
    by_row = table(given)
    first: Any = given[0] if isinstance(given, list) else next(iter(given.values()))
    columns = list(first) if isinstance(first, Mapping) else [str(n) for n in range(len(first))]
    rows = list(by_row) if isinstance(given, Mapping) else [str(n) for n in range(len(given))]
    matrix = [list(row) for row in by_row.values()]
    most = bool(_MOST.search(name)) if maximise is None else maximise
    return _Solved(name, rows, columns, matrix, assign(matrix, maximise=most))


def _by_rule(inputs: Inputs, maximise: bool | None) -> list[_Solved]:
    """Return matrices told by a rule in i and j, and their size: ``x_n`` and ``x_rule``."""
    found = []
    for key, rule in inputs.take_like(r"rule$").items():
        name = re.sub("_?rule$", "", key)
        size = inputs.take(*(f"{name}_{end}" for end in ("n", "size", "order")), "n", "size")
        text = re.sub(r"^.*?=", "", str(rule)).split(",")[0]
        first = 0 if "0-based" in str(rule) else 1
        places = range(first, first + size)
        matrix = [[exact(_reckoned(text, {"i": i, "j": j})) for j in places] for i in places]
        found.append(_solved(name, matrix, maximise))
    return found


def _reckoned(text: str, values: Mapping[str, Any]) -> Any:
    """Return what an arithmetical expression comes to; a factor may stand before a bracket without a sign."""
    signed = re.sub(r"(?<=[\w)])\s*(?=\()|(?<=\))\s*(?=\w)", "*", text.strip().replace("^", "**"))

    def value(node: ast.AST) -> Any:
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name):
            return values[node.id]
        if isinstance(node, ast.BinOp):
            return _SIGNS[type(node.op)](value(node.left), value(node.right))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return -value(node.operand)
        raise CannotRunError(f"It tells numbers by {text!r}.")

    return value(ast.parse(signed, mode="eval").body)


def _formula(case: Case, key: str, one: _Solved) -> Any:
    """Return the formula itself where it gives the total, and the permutation it names costs as much."""
    told = str(case.expected[key])
    formula, _, permutation = told.partition(" with ")
    try:
        same = _reckoned(formula, {"n": len(one.matrix), "m": len(one.columns)}) == one.answer.total
    except (KeyError, SyntaxError, CannotRunError):
        return f"{formula} cannot be reckoned"
    orders = {"reversed": range(len(one.columns) - 1, -1, -1), "identity": range(len(one.columns))}
    order = next((orders[word] for word in orders if word in permutation), None)
    if permutation and (order is None or _costs(one, list(order)) != one.answer.total):
        return f"{permutation} does not cost {one.answer.total}"
    return told if same else f"{formula} is not {one.answer.total}"


def _costs(one: _Solved, columns: Sequence[int | None]) -> Any:
    """Return what pairs cost; None where they are no assignment."""
    taken = [column for column in columns if column is not None]
    width = len(one.columns)
    if (
        len(set(taken)) != len(taken)
        or not all(isinstance(c, int) and 0 <= c < width for c in taken)
        or len(taken) != min(len(one.matrix), width)
        or len(columns) != len(one.matrix)
    ):
        return None
    costs = [row[c] for row, c in zip(one.matrix, columns, strict=True) if c is not None]
    return None if None in costs else sum(map(exact, costs))


def _pairs(case: Case, key: str, one: _Solved) -> Any:
    """Return the pairs a case expects where they are as good as ours, else ours."""
    told = case.expected[key]
    ours = [None if c is None else c for c in one.answer.columns]
    if isinstance(told, Mapping):
        places = [one.columns.index(str(told[name])) if told.get(name) is not None else None for name in one.rows]
        return told if _costs(one, places) == one.answer.total else dict(zip(one.rows, ours, strict=True))
    if isinstance(told, list) and told and isinstance(told[0], list):
        first = 1 if "1based" in plain(key) else 0
        chosen: dict[Any, Any] = {row - first: column - first for row, column in told}
        return told if _costs(one, [chosen.get(n) for n in range(len(ours))]) == one.answer.total else ours
    if not all(c is None or isinstance(c, int) for c in told):
        return ours
    firsts = [1] if "1based" in plain(key) else [0] if "0based" in plain(key) else [0, 1]
    for first in firsts:
        places = [None if c is None or c < 0 else c - first for c in told]
        if _costs(one, places) == one.answer.total:
            return told
    return ours


def _left_over(one: _Solved) -> Either:
    rows = {n for n, column in enumerate(one.answer.columns) if column is None}
    columns = set(range(len(one.columns))) - set(one.answer.columns)
    left = rows or columns
    return Either([left, {n + 1 for n in left}, {(one.rows if rows else one.columns)[n] for n in left}, len(left)])


def _alike(name: str, other: str) -> int:
    """Return how many parts two names begin with alike."""
    pairs = zip(re.split("_+", name.casefold()), re.split("_+", other.casefold()), strict=False)
    alike = 0
    for a, b in pairs:
        if a != b:
            break
        alike += 1
    return alike


def _of_jobs(case: Case, maximise: bool | None) -> Results:
    inputs = case.inputs
    capacities = inputs.take(*_LIMITS)
    needs = inputs.take(*_NEEDS)
    worth = inputs.take_like("profit|cost|value|benefit|score|gain")
    if len(worth) != 1:
        raise CannotRunError("It does not say what jobs bring or cost.")
    name, values = next(iter(worth.items()))
    agents = list(values) if isinstance(values, Mapping) else [str(n) for n in range(len(values))]
    most = bool(_MOST.search(name)) if maximise is None else maximise
    rows, used = ([*table(one).values()] for one in (values, needs))
    limits = [capacities[agent] for agent in agents] if isinstance(capacities, Mapping) else capacities
    inputs.take("agents", "jobs", "n_agents", "n_jobs", "agents_n", "jobs_n", default=None)
    found = distribute(rows, used, limits, maximise=most)
    if found is None:
        return Results(feasible=False).when(rf"(?:.*_)?(?:{_TOTAL}|assignment).*", lambda m: None)

    def expected(key: str) -> Any:
        return _expected_jobs(case.expected[key], key, (rows, used, limits), found)

    return (
        Results(feasible=True)
        .when(r"(?:.*_)?(?:used|load|loads)(?:_.*)?", lambda m: list(found.used))
        .when(r"(?:.*_)?(?:assignment|agents|solution)(?:_.*)?", lambda m: expected(m[0]))
        .when(rf"(?:.*_)?(?:{_TOTAL})(?:_.*)?", lambda m: found.total)
    )


def _expected_jobs(told: Sequence[int], key: str, tables: tuple[Any, Any, Any], found: Jobs) -> Any:
    """Return the agents a case expects where they are as good as ours, else ours."""
    values, needs, limits = tables
    for first in [1] if "1based" in plain(key) else [0] if "0based" in plain(key) else [0, 1]:
        agents = [agent - first for agent in told]
        if len(agents) != len(found.agents) or not all(0 <= agent < len(limits) for agent in agents):
            continue
        used = [sum(exact(needs[i][j]) for j, a in enumerate(agents) if a == i) for i in range(len(limits))]
        within = all(a <= exact(b) for a, b in zip(used, limits, strict=True))
        if within and sum(exact(values[a][j]) for j, a in enumerate(agents)) == found.total:
            return told
    return list(found.agents)
