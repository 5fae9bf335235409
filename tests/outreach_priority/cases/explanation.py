"""Worked cases of explanations: parts by item that add up to the difference."""

import re
from collections.abc import Mapping

from attrs import evolve, frozen

from outreach_priority.formulas.combination import Rule, Sides, combined, sides
from outreach_priority.formulas.explanation import Explanation, explain, explain_combined
from outreach_priority.formulas.value import additive, ranked
from tests.outreach_priority.tables import Problem, analyses, order, problem, rule
from tests.worked.comparing import Either, Results, Words
from tests.worked.reading import Case, plain


@frozen
class _Model:
    """A case: its table from 0 to 1, the two analyses or none, how they are combined, and what 1 was."""

    of: Problem
    both: Sides | None
    rule: Rule
    full: float


def results(case: Case) -> Results:
    of = problem(case)
    full = 100.0 if any(one > 1 for row in of.values.values() for one in row) else 1.0
    of = evolve(of, values={name: [one / full for one in row] for name, row in of.values.items()})
    split = analyses(case, of)
    alpha = float(case.inputs.take("alpha", "α", default=0.5))
    both = None if split is None else sides(of.weights, *split, alpha=alpha)
    model = _Model(of, both, rule(case), full)
    found = _totals(model)
    found.when(
        r"(.+)_(?:vs|versus|over|against|minus)_(.+)|(.+?)\s*[>:-]\s*(.+)", lambda m: _named(model, *_two(of, m))
    )
    pairs = case.inputs.take("compare", "pair", "pairs", "explain", default=None)
    if isinstance(pairs, str):
        pairs = re.split(r"\s+(?:vs\.?|versus|with|and)\s+|\s*[>:,]\s*|_vs_", pairs)
    pairs = list(pairs.values()) if isinstance(pairs, Mapping) else pairs
    if isinstance(pairs, list) and len(pairs) == 2 and all(isinstance(one, str) for one in pairs):
        one = _named(model, *pairs)
        return found.when(".+", lambda m: one.find(m[0]))
    if isinstance(pairs, list):
        every = [_named(model, *pair) for pair in pairs]
        found.put(every, "explanations", "pairs", "comparisons")
    return found


def _two(of: Problem, match: re.Match[str]) -> tuple[str, str]:
    keys = {plain(name): name for name in of.values}
    told = [plain(group) for group in match.groups() if group]
    if not set(told) <= set(keys):
        raise KeyError(f"there are no two alternatives called {match[0]!r}; there are {', '.join(of.values)}")
    return keys[told[0]], keys[told[1]]


def _totals(model: _Model) -> Results:
    found = Results()
    if model.both is None:
        totals: Mapping[str, float] = additive(model.of.values, model.of.weights).totals
    else:
        table = combined(model.of.values, model.both)
        totals = {name: one.by(model.rule) for name, one in table.items()}
        found.put({name: model.full * one.international for name, one in table.items()}, "international", "I")
        found.put({name: model.full * one.domestic for name, one in table.items()}, "domestic", "D")
    scaled = {name: model.full * one for name, one in totals.items()}
    found.put(scaled, "combined", "C", "scores", "totals", "values", "total")
    return found.put(order(ranked(totals), totals), "ranking", "order", "ranks")


def _named(model: _Model, ahead: str, behind: str) -> Results:
    values = model.of.values
    if model.both is None:
        one = explain(values, model.of.weights, ahead, behind)
    else:
        one = explain_combined(values, model.both, ahead, behind, rule=model.rule)
    one = _scaled(one, model.full)
    found = Results(one).put(one.by_item is not None, "split", "can_split")
    found.put(one.by_item is None, "in_words", "words_only", "explain_with_words", "explained_with_words")
    found.put(Words(one.because), "because", "reason", "words", "explanation", "explained_in_words", "message")
    found.put(one.difference, "diff", "gap", "delta", "total_difference")
    found.put(one.part_international, "international", "part_I", "international_part")
    found.put(one.part_domestic, "domestic", "part_D", "domestic_part")
    if one.by_item is None:
        return found.put(None, "by_item", "sum_of_parts", "largest")
    return _items(model.of, one.by_item, found)


def _scaled(one: Explanation, full: float) -> Explanation:
    def times(part: float | None) -> float | None:
        return None if part is None else full * part

    parts = None if one.by_item is None else tuple(full * part for part in one.by_item)
    abroad, at_home = times(one.part_international), times(one.part_domestic)
    return evolve(
        one, difference=full * one.difference, part_international=abroad, part_domestic=at_home, by_item=parts
    )


def _items(of: Problem, parts: tuple[float, ...], found: Results) -> Results:
    by_item = dict(zip(of.items, parts, strict=True))
    found.put(by_item, "by_item", "items", "contributions", "parts", "item_parts")
    found.put(sum(parts), "sum_of_parts", "sum", "parts_sum", "total")
    picks = {
        "largest": max(by_item, key=lambda name: abs(by_item[name])),
        "largest_gain": max(by_item, key=lambda name: by_item[name]),
        "largest_loss": min(by_item, key=lambda name: by_item[name]),
    }
    for name, item in picks.items():
        found.put(Either([item, of.items.index(item), by_item[item]]), name, f"{name}_item", f"{name}_reason")
    return found
