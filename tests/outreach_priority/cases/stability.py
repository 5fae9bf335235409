"""Worked cases of one-way stability: how far a weight or a rating may move before another one is first."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from outreach_priority.formulas.combination import weighed
from outreach_priority.formulas.stability import Drop, Other, Stability, score_drops, stability
from outreach_priority.formulas.value import additive, ranked
from outreach_priority.formulas.weights import shares
from tests.outreach_priority.tables import Problem, analyses, order, problem, rule
from tests.worked.comparing import Either, Results
from tests.worked.reading import Case, numbers, plain

_TARGETS = ("group_weight", "group", "item", "criterion", "vary", "varied", "varied_item", "items_varied", "weight_of")


@frozen
class _Model:
    """A case: the analysis whose weights vary, the winner, the other analysis, and the places of its items before."""

    of: Problem
    winner: str
    other: Other | None

    def along(self, items: list[int]) -> Stability:
        return stability(self.of.values, self.of.weights, items, winner=self.winner, other=self.other)


def results(case: Case) -> Results:
    whole = problem(case)
    target = case.inputs.take(*_TARGETS, default=None)
    parts = case.inputs.take("groups", default=None)
    winner = str(case.inputs.take("winner", "first", "best", default=""))
    model = _model(case, whole, target, winner)
    found = _of_model(model)
    if isinstance(parts, Mapping):
        named = {name: model.of.places(members) for name, members in parts.items()}
        for name, items in named.items():
            found.put(_named(model, items), name)
            found.put(_reached(model, items), f"subtotals_{name}", f"subtotal_{name}")
        target = target if target is not None else next(iter(parts))
        items = named[target] if isinstance(target, str) and target in named else model.of.places(target)
    elif target is None:
        return _only(model, found)
    else:
        items = model.of.places(target)
    one = _named(model, items)
    return found.when(".+", lambda m: one.find(m[0]))


def _only(model: _Model, found: Results) -> Results:
    """Return results of all items; of the one item there is to vary if a table has two."""
    if len(model.of.items) == 2:
        one = _named(model, [0])
        return found.when(".+", lambda m: one.find(m[0]))
    return found


def _model(case: Case, whole: Problem, target: Any, winner: str) -> _Model:
    """Return the analysis whose weights vary: all of the table, or one of the two that a case tells apart."""
    alpha = float(case.inputs.take("alpha", "share", default=0.5))
    chosen = rule(case)
    given = case.inputs.take("other", "other_side", "other_scores", "other_values", default=None)
    side = plain(case.inputs.take("side", "analysis", default=""))
    if given is None:
        for key in ("international", "domestic"):
            candidate = case.given.get(key)
            if isinstance(candidate, Mapping) and set(candidate) == set(whole.values):
                given = case.inputs.take(key)
                side = side or ("domestic" if key == "international" else "international")
    if given is not None:
        scores = {name: float(one) for name, one in numbers(given, list(whole.values)).items()}
        share = 1 - alpha if side.startswith("d") else alpha
        return _Model(whole, winner, Other(scores=scores, share=share, rule=chosen))
    split = analyses(case, whole)
    if split is None:
        return _Model(whole, winner, None)
    items = whole.places(target) if target is not None else []
    at_home = bool(items and set(items) <= set(split[1])) or side.startswith("d")
    own, others = (split[1], split[0]) if at_home else split
    share = 1 - alpha if at_home else alpha
    weights = dict(zip(others, shares([whole.weights[place] for place in others]), strict=True))
    scores = {name: weighed(row, weights) for name, row in whole.values.items()}
    return _Model(_part(whole, own), winner, Other(scores=scores, share=share, rule=chosen))


def _part(whole: Problem, places: list[int]) -> Problem:
    return Problem(
        {name: [row[place] for place in places] for name, row in whole.values.items()},
        [whole.items[place] for place in places],
        [whole.weights[place] for place in places],
    )


def _of_model(model: _Model) -> Results:
    """Return what holds for all items: intervals and drops by item, totals."""
    found = Results()
    each = {item: _named(model, [place]) for place, item in enumerate(model.of.items)}
    firm = [model.along([place]).firm for place in range(len(model.of.items))]
    found.put(each).put(each, "by_item", "items", "stability", "intervals_by_item")
    found.put({item: one.find("interval") for item, one in each.items()}, "intervals", "stability_intervals")
    found.put(
        all(firm),
        "no_single_weight",
        "no_single_weight_can_change",
        "all_firm",
        "robust",
        "no_single_weight_changes_winner",
    )
    drops = score_drops(model.of.values, model.of.weights, winner=model.winner, other=model.other)
    for name in ("score_drops", "score_drop", "drops", "critical_scores", "critical_values", "v_star"):
        found.put({model.of.items[one.item]: Either(_drop(one)) for one in drops}, name)
    found.put(drops[0].rival if drops else None, "drop_rival", "nearest_rival", "runner_up")
    if model.other is None:
        totals = additive(model.of.values, model.of.weights).totals
        found.put(totals, "totals", "total_value", "values", "scores").put(order(ranked(totals), totals), "ranking")
    found.put(model.along([0]).winner, "current_winner", "winner", "first")
    return found


def _drop(one: Drop) -> list[Any]:
    by_field = Results(one).put(one.critical, "score", "v_star", "drops_to")
    return [one.critical, by_field, None if one.critical is None else one.value - one.critical]


def _reached(model: _Model, items: list[int]) -> Mapping[str, float]:
    return model.along(items).inside


def _named(model: _Model, items: list[int]) -> Results:
    one = model.along(items)
    found = Results(one).put([one.low, one.high], "interval", "range")
    sides = (
        (("low", "lower", "below", "min"), one.low, one.rivals_below),
        (
            ("high", "upper", "above", "max"),
            one.high,
            one.rivals_above,
        ),
    )
    for words, at, rivals in sides:
        end = Either([at, Results(weight=at, value=at, rival=_names(rivals), winner=_names(rivals or (one.winner,)))])
        for word in words:
            found.put(end, word, f"{word}_end", f"{word}_bound", f"{word}_weight", f"{word}_limit")
            found.put(_names(rivals), f"rival_{word}", f"rival_at_{word}", f"{word}_rival")
            found.put(_names(rivals or (one.winner,)), f"winner_{word}", f"first_{word}", f"{word}_winner")
    rivals = (*one.rivals_below, *one.rivals_above)
    found.put(_names(rivals), "rival", "loses_to", "rivals")
    found.put(one.weight, "current_group_weight", "weight", "w", "group_weight")
    found.put(one.firm, "firm", "stable", "cannot_change", "no_weight_can_change", "robust")
    found.put(not one.firm, "can_change", "sensitive")
    found.put(one.crossings, "crossings", "crossovers", "crossover_by_rival", "crossing_by_rival")
    return _patterns(one, found).when(r"subtotals?_.+", lambda _: Either([one.inside, one.outside]))


def _patterns(one: Stability, found: Results) -> Results:
    """Add what is asked by names in use for it, as shares or in percent."""
    ends = [end for end, rivals in ((one.low, one.rivals_below), (one.high, one.rivals_above)) if rivals]
    crossover = ends[0] if len(ends) == 1 else (ends or None)
    found.put(crossover, "x_star", "critical_weight", "crossover", "crossing")
    found.when(r"(?:crossover|crossing)_(?:with_|vs_)?(.+)", lambda m: _crossing(one, m[1], crossover))
    found.when(r".*(cross|switch|critical|break).*percent", lambda _: _percent(crossover))
    found.when(r".*(cross|switch|critical|break).*", lambda _: crossover)
    found.when(r".*(interval|range).*percent", lambda _: [_percent(one.low), _percent(one.high)])
    found.when(r".*(interval|range).*", lambda _: [one.low, one.high])
    found.when(r"current.*percent|.*weight.*percent", lambda _: _percent(one.weight))
    return found.when("current.*", lambda _: one.weight)


def _crossing(one: Stability, rival: str, crossover: Any) -> Any:
    """Return where a rival draws level; else what the name may mean: where the first place changes."""
    by_name = {plain(name): at for name, at in one.crossings.items()}
    if plain(rival) in by_name:
        return by_name[plain(rival)]
    return _percent(crossover) if rival.endswith("percent") else crossover


def _percent(share: Any) -> Any:
    return 100 * share if isinstance(share, float) else share


def _names(rivals: tuple[str, ...]) -> Either:
    return Either([*rivals, list(rivals)]) if rivals else Either([None, []])
