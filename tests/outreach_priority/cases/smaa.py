"""Worked cases of robustness (SMAA-2): shares of draws, drawn often enough for the tolerance of a case."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from outreach_priority.formulas.drawing import Answers, Cell, Weighing
from outreach_priority.formulas.robustness import Analysis, Robustness, in_words, robustness
from tests.outreach_priority.opinions import says
from tests.worked.comparing import Results
from tests.worked.reading import CannotRunError, Case, Inputs, numbers, plain, table

_DRAWS = 50_000


def results(case: Case) -> Results:
    inputs = case.inputs
    inputs.take("draws", "iterations", "samples", "simulations", default=None)
    seed = inputs.take("seed", default=1)
    told = inputs.take("sampling", "distribution", default="")
    sizes = inputs.take("n", "sizes", default=None)
    items = inputs.take("criteria", "items", default=None)
    share = inputs.take("share", "shares", default=None)
    if share is not None:
        given = share if isinstance(share, list) else [share]
        return Results().when(".*", lambda m: [*map(in_words, given)] if isinstance(share, list) else in_words(share))
    values = _values(case, items)
    if values is None:
        counts = sizes if isinstance(sizes, list) else [sizes or len(items)]
        drawn = {str(count): _mean(inputs, str(told), count, items, seed) for count in counts}
        means = Results(drawn) if isinstance(sizes, list) else drawn[str(counts[0])]
        return Results().when(".*", lambda m: means)
    of = _run(case, values, items, str(told), seed)
    return _told(of, case, [*values], items)


def _run(case: Case, values: dict[str, list[Cell]], items: Sequence[str] | None, told: str, seed: int) -> Robustness:
    inputs = case.inputs
    width = len(next(iter(values.values())))
    names = list(items) if items else [str(place + 1) for place in range(width)]
    sides = [inputs.take(f"{side}_items", side, default=None) for side in ("international", "domestic")]
    balance = inputs.take("alpha", "balance", default=(0.4, 0.6))
    top = int(inputs.take("top", "k", "top_k", default=1))
    if None in sides:
        analyses = [Analysis(items=tuple(range(width)), weighing=_weighing(inputs, told, width, names))]
    else:
        given = inputs.take("weights", "weighting", "weight_information", default="uniform")
        analyses = []
        for side, key in zip(sides, ("international", "domestic"), strict=True):
            places = [one if isinstance(one, int) else names.index(one) for one in side]
            own = given.get(key, given) if isinstance(given, Mapping) else given
            if isinstance(own, Mapping) and {*own} >= {names[place] for place in places}:
                own = {names[place]: own[names[place]] for place in places}
            weighing = _weighing(Inputs({"weights": own}), told, len(places), [names[place] for place in places])
            analyses.append(Analysis(items=tuple(places), weighing=weighing))
    return robustness(
        values,
        analyses,
        seed=seed,
        balance=tuple(balance) if isinstance(balance, list) else balance,
        top=top,
        draws=_DRAWS if len(values) * width < 200 else 20_000,
    )


def _told(of: Robustness, case: Case, names: Sequence[str], items: Sequence[str] | None) -> Results:
    each = dict(of.standings)
    winning = {
        f"{a}{sign}{b}": one for a, row in of.winning.items() for b, one in row.items() for sign in (">", "_vs_")
    }
    ranks = {name: one.ranks for name, one in each.items()}

    def central() -> dict[str, Any]:
        return {
            name: None if one.central is None else dict(zip(items, one.central, strict=True)) if items else one.central
            for name, one in each.items()
        }

    def top(name: str) -> dict[str, float]:
        many = re.search(r"\d+", name)
        return {key: sum(one.ranks[: int(many[0])]) if many else one.top for key, one in each.items()}

    return (
        Results()
        .when(".*(rank_accept|acceptability|rank_shares?|ranks).*(?<!first)", lambda m: ranks)
        .when(".*(first|rank_1|winner|best).*", lambda m: {name: one.ranks[0] for name, one in each.items()})
        .when(".*last.*", lambda m: {name: one.ranks[-1] for name, one in each.items()})
        .when(".*top.*", lambda m: top(m[0]))
        .when(".*central.*", lambda m: central())
        .when(".*confidence.*", lambda m: {name: one.confidence for name, one in each.items()})
        .when(".*(pairwise|winning).*", lambda m: Results(winning, of.winning))
        .when(".*mean_weight.*", lambda m: of.mean_weights)
        .when(
            ".*(expected_rank|mean_rank).*",
            lambda m: {
                name: sum(place * share for place, share in enumerate(one.ranks, 1)) for name, one in each.items()
            },
        )
        .when(".*words?.*", lambda m: {name: in_words(one.ranks[0]) for name, one in each.items()})
        .when(".*(sum|total).*", lambda m: {name: sum(one.ranks) for name, one in each.items()})
        .put(of.half_width, "half_width")
        .put(of.seed, "seed")
    )


def _values(case: Case, items: Sequence[str] | None) -> dict[str, list[Cell]] | None:
    """Return the cells; a scale other than 0 to 1 is moved to it for all alike, which changes no order."""
    inputs = case.inputs
    names = inputs.take("alternatives", "sectors", "options", "names", default=None)
    if isinstance(names, Mapping):
        names, given = None, names
    else:
        given = inputs.take("values", "values_0_1", "values_0_100", "matrix", "performance", "scores", default=None)
    answers = inputs.take("ratings", "ratings_0_4", "panel", "answers", default=None)
    if answers is not None:
        return {
            name: [Answers(ratings=tuple(cell)) if isinstance(cell, list) else Answers(ratings=(cell,)) for cell in row]
            for name, row in table(answers, names, items).items()
        }
    if given is None:
        return None
    cells = {name: [_cell(one) for one in row] for name, row in table(given, names, items).items()}
    numbers_ = [end for row in cells.values() for one in row if one is not None for end in _ends(one)]
    low, high = min([0.0, *numbers_]), max([1.0, *numbers_])
    if (low, high) == (0.0, 1.0):
        return cells

    def moved(one: Any) -> Cell:
        if one is None:
            return None
        ends = tuple((end - low) / (high - low) for end in _ends(one))
        return (ends[0], ends[1]) if isinstance(one, tuple) else ends[0]

    return {name: [moved(one) for one in row] for name, row in cells.items()}


def _cell(given: Any) -> Any:
    if isinstance(given, Mapping):
        given = [given.get("low", given.get("min")), given.get("high", given.get("max"))]
    return tuple(map(float, given)) if isinstance(given, list) else None if given in (None, "?", "unknown") else given


def _ends(one: Any) -> tuple[float, ...]:
    return one if isinstance(one, tuple) else (one,)


def _mean(inputs: Inputs, told: str, count: int, items: Sequence[str] | None, seed: int) -> Any:
    names = list(items) if items else [str(place + 1) for place in range(count)]
    again = Inputs({key: inputs.take(key, default=None) for key in ("weights", "order", "ranks") if key in inputs})
    cells: dict[str, list[Cell]] = {"any": [1.0] * count}
    weighing = _weighing(again, told, count, names)
    of = robustness(cells, [Analysis(items=tuple(range(count)), weighing=weighing)], seed=seed, draws=_DRAWS)
    return of.mean_weights


_WAYS = {
    "order": ("order", "weight_order", "ordinal", "ordering", "weights_order", "ranking"),
    "ranks": ("ranks", "weight_ranks", "criteria_ranks"),
    "bounds": ("bounds", "weight_bounds", "ranges", "weight_intervals", "weight_ranges", "intervals"),
    "fixed": ("fixed", "fixed_weights"),
}


def _weighing(inputs: Inputs, told: str, count: int, names: Sequence[str]) -> Weighing:
    """Return how weights are drawn: fixed, on an order, in ranges or freely."""
    given = inputs.take("weights", "weighting", "weight_information", default=None)
    ways = {way: inputs.take(*called, default=None) for way, called in _WAYS.items()}
    if isinstance(given, Mapping):
        inner = Inputs(given)
        own = {way: inner.take(*called, default=ways[way]) for way, called in _WAYS.items()}
        if own != ways:
            ways, given = own, str(inner.take("type", "kind", "distribution", default=""))
    if isinstance(ways["order"], str) and ">" not in ways["order"]:
        told = f"{told} ordinal"
    elif ways["order"] is not None:
        return Weighing.ordered(_places(ways["order"], names))
    if ways["ranks"] is not None:
        return Weighing.ordered([*numbers(ways["ranks"], names).values()])
    listed = next((one for one in (ways["bounds"], ways["fixed"], given) if isinstance(one, list | Mapping)), None)
    return _said(f"{told} {given or ''}", names) if listed is None else _within(listed, names)


def _said(text: str, names: Sequence[str]) -> Weighing:
    """Return how weights are drawn by words."""
    if ">" in text and {plain(one) for one in re.split("[>=]", text)} == {plain(name) for name in names}:
        return Weighing.ordered(_places(text, names))
    if says(text, ">", "order", "ordinal", "rank", "decreasing"):
        return Weighing.ordered([float(place) for place in range(len(names))])
    if says(text, "equal"):
        return Weighing.fixed([1.0] * len(names))
    if not text.strip() or says(text, "uniform", "free", "flat", "simplex", "unknown", "none", "dirichlet", "missing"):
        return Weighing.free(len(names))
    raise CannotRunError(f"There are no weights {text!r}.")


def _within(bounds: Any, names: Sequence[str]) -> Weighing:
    given: list[Any] = [bounds.get(name) for name in names] if isinstance(bounds, Mapping) else bounds
    if len(given) == len(names) and all(isinstance(one, int | float) for one in given):
        return Weighing.fixed([float(one) for one in given])
    pairs = [(0.0, 1.0) if one is None else (one, one) if isinstance(one, int | float) else (*one,) for one in given]
    return Weighing.within([(float(low), float(high)) for low, high in pairs])


def _places(order: Any, names: Sequence[str]) -> list[float]:
    """Return ranks from an order, best first, tied ones together; of names or of places from 0 or 1."""
    if isinstance(order, str):
        order = [part.split("=") for part in order.replace("≥", ">").replace(">=", ">").split(">")]
    groups = [one if isinstance(one, list) else [one] for one in order]
    flat = [one for group in groups for one in group]
    if all(isinstance(one, int) for one in flat):
        first = min(flat)
        groups = [[names[one - first] for one in group] for group in groups]
    found = {plain(one): float(rank) for rank, group in enumerate(groups) for one in group}
    return [found[plain(name)] for name in names]
