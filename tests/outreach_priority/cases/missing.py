"""Worked cases of unknown answers as intervals."""

from collections.abc import Mapping
from typing import Any

import attrs

from outreach_priority.formulas.combination import sides
from outreach_priority.formulas.unknowns import Interval, Question, Unknowns, unknowns, unknowns_combined
from tests.outreach_priority.tables import Problem, analyses, problem
from tests.worked.comparing import Either, Results
from tests.worked.reading import Case


def results(case: Case) -> Results:
    of = problem(case)
    table = {name: [_entry(one) for one in row] for name, row in of.values.items()}
    whole = case.inputs.take("scale", "whole", "unknown_range", "unknown_interval", default=None)
    split = analyses(case, of)
    alpha = float(case.inputs.take("alpha", default=0.5))
    if split is not None:
        return _told(of, unknowns_combined(table, sides(of.weights, *split, alpha=alpha)))
    if whole is None:
        known = [
            one for row in table.values() for entry in row for one in (entry if isinstance(entry, tuple) else [entry])
        ]
        whole = [0.0, 1.0 if all(one is None or one <= 1 for one in known) else 100.0]
    return _told(of, unknowns(table, of.weights, whole=(float(min(whole)), float(max(whole)))))


def _entry(given: Any) -> Any:
    """Return a value, a range, or None for what is not known."""
    if isinstance(given, Mapping):
        return tuple(given.values())
    if isinstance(given, str):
        return None
    return tuple(given) if isinstance(given, list) else given


def _told(of: Problem, found: Unknowns) -> Results:
    each = {name: Either([_ends(one), list(attrs.astuple(one))]) for name, one in found.intervals.items()}
    told = Results(found).put(each, "interval", "intervals", "bounds", "table", "value_intervals").put(each)
    low = {name: one.low for name, one in found.intervals.items()}
    high = {name: one.high for name, one in found.intervals.items()}
    told.put(low, "low", "lower", "L", "lower_bounds").put(high, "high", "upper", "U", "upper_bounds")
    told.put({name: high[name] - low[name] for name in low}, "width", "widths")
    pairs = set(found.certainly_better)
    by_name = {name: {t for s, t in pairs if s == name} for name in found.intervals}
    told.put(Either([pairs, by_name]), "necessarily_better", "certainly_better", "dominance", "certain", "dominates")
    unclear = {frozenset((s, t)) for s in low for t in low if s < t and not {(s, t), (t, s)} & pairs}
    told.put({tuple(sorted(one)) for one in unclear}, "undecided", "incomparable", "open_pairs")
    told.put(set(found.possible_first), "possible_first", "possible_winners", "possibly_first", "possible_best")
    certain = found.possible_first[0] if len(found.possible_first) == 1 else None
    told.put(certain, "certain_first", "certainly_first", "necessary_first", "necessary_winner")
    out = set(found.intervals) - set(found.possible_first)
    told.put(out, "never_first", "cannot_be_first", "impossible_first")
    return _questions(of, found, told)


def _ends(one: Interval) -> Results:
    found = Results(one).put(one.low, "L", "lower", "min").put(one.high, "U", "upper", "max")
    return found.put(one.high - one.low, "width").put((one.low + one.high) / 2, "mid", "middle", "midpoint")


def _questions(of: Problem, found: Unknowns, told: Results) -> Results:
    ways = [_ways(of, one) for one in found.ask_next]
    first = Either(ways[0]) if ways else None
    told.put(Either([first, [first] if ways else []]), "ask_next", "ask_first", "next_question")
    told.put([Either(one) for one in ways], "questions", "ask_order")
    return told.put(found.ask_next[0].effect if ways else None, "effect", "ask_next_effect")


def _ways(of: Problem, one: Question) -> list[Any]:
    """Return the ways to tell a question: by name or place of the item, as a pair, in one word, or by field."""
    ways: list[Any] = []
    for item in (one.item, of.items[one.item], one.item + 1):
        ways += [
            [one.name, item],
            f"{one.name}:{item}",
            f"{one.name}.{item}",
            f"{one.name} {item}",
            f"{one.name}/{item}",
        ]
        by_field = Results(one).put(one.name, "sector", "alternative", "name").put(item, "item", "criterion", "index")
        ways.append(by_field.put(one.effect, "value", "score", "weight_x_width", "priority"))
    return ways
