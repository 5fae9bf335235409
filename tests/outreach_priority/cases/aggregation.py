"""Worked cases of panels: the answers to an item, what to discuss, what changed between rounds."""

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from outreach_priority.formulas.panel import Ratings, Summary, change, summary, to_discuss, value
from tests.outreach_priority.tables import LESS, MORE
from tests.worked.comparing import Either, Ranking, Results
from tests.worked.reading import CannotRunError, Case, flipped, plain, table

_FIELDS = "n|dont_know|mean|median|q1|q3|iqr|trimmed|thin|interval|outliers|value|share_dont_know|within_one"
Items = Mapping[str, Ratings]


def results(case: Case) -> Results:
    scale = _scale(case.inputs.take("scale", default=[0, 4]))
    signs = case.inputs.take("signs", "sign", "directions", "direction", default={})
    rounds = list(case.inputs.take_like(r"^round_?\d+$").values())
    if not rounds:
        given = case.inputs.take("rounds", default=[])
        rounds = list(given.values() if isinstance(given, Mapping) else given)
    weights = case.inputs.take("weights", default=None)
    limits = _limits(str(case.inputs.take("discuss_if", "discuss", default="")))
    if rounds:
        return _of_rounds([_items(one) for one in rounds], weights, limits, scale)
    items = _items(
        case.inputs.take("ratings", "answers", "items", "panel", "given", default=None) or case.inputs.rest()
    )
    if not isinstance(signs, Mapping):
        signs = dict.fromkeys(items, signs)
    told = {item: _summary(ratings, scale, str(signs.get(item, "+"))) for item, ratings in items.items()}
    found = _flags(items, weights, limits, scale).put(told)
    for item, one in told.items():
        one.put(item in found.find("discuss"), "discuss", "flag", "flagged", "to_discuss")
    if len(told) == 1 and not set(map(plain, told)) & set(map(plain, case.expected)):
        return next(iter(told.values()))
    return _columns(found, told)


def _columns(found: Results, told: Mapping[str, Results]) -> Results:
    """Let results be asked by field first, then by item: ``{"median": {"q1": 3}}``."""
    return found.when(f"({_FIELDS})s?", lambda m: {item: one.find(m[1]) for item, one in told.items()})


def _items(given: Any) -> Items:
    """Return ratings by item: a list an item, or an adviser's rating by name, or one list alone."""
    if isinstance(given, list):
        return table(given) if given and isinstance(given[0], list) else {"1": given}
    if all(isinstance(one, Mapping) for one in given.values()) and _by_adviser(given):
        items = list(dict.fromkeys(item for sheet in given.values() for item in sheet))
        rows = [[sheet.get(item) for item in items] for sheet in given.values()]
        return dict(zip(items, flipped(rows), strict=True))
    return {item: list(one.values()) if isinstance(one, Mapping) else one for item, one in given.items()}


def _by_adviser(given: Mapping[str, Any]) -> bool:
    return all(re.match(r"(adviser|assessor|expert|judge|rater|person|member|[aejp])[_ -]?\d*$", key) for key in given)


def _scale(given: Any) -> tuple[float, float]:
    if isinstance(given, Mapping):
        return float(given["min"]), float(given["max"])
    if isinstance(given, str):
        low, high, *_ = re.findall(r"\d+", given)
        return float(low), float(high)
    return float(min(given)), float(max(given))


def _limits(text: str) -> dict[str, float]:
    apart = re.search(r"iqr\s*(?:>=|≥)\s*([\d.]+)", text, re.IGNORECASE)
    unknown = re.search(r"know\w*\s*(?:>=|≥)\s*([\d.]+)\s*(%?)", text, re.IGNORECASE)
    found = {"apart": float(apart[1])} if apart else {}
    if unknown:
        found["unknown"] = float(unknown[1]) / (100 if unknown[2] else 1)
    return found


def _summary(ratings: Ratings, scale: tuple[float, float], sign: str) -> Results:
    if sign.casefold() not in MORE | LESS:
        raise CannotRunError(f"There is no direction {sign!r}.")
    less = sign.casefold() in LESS
    one = summary(ratings, scale)
    known = sorted(rating for rating in ratings if rating is not None)
    steps = range(int(scale[0]), int(scale[1]) + 1)
    counts = [sum(rating == step for rating in known) for step in steps]
    at = [value(rating, less_is_better=less, scale=scale) for rating in one.interval]
    found = Results(
        one,
        range=[one.lowest, one.highest],
        histogram=Either([counts, dict(zip(map(str, steps), counts, strict=True))]),
    )
    found.put(one.trimmed, "panel_value", "panel", "trimmed_mean", "aggregate", "panel_rating")
    found.put(Either([sorted(at), None]) if one.n == 0 else at[0], "value", "v", "value_0_1")
    found.put(sorted(at), "value_interval").put(one.lowest, "min", "low").put(one.highest, "max", "high")
    found.put(one.dont_know, "dk", "unknown", "dontknows").put(one.n, "answers", "n_answers")
    found.put(one.share_dont_know, "dont_know_share", "share_unknown").put(
        one.within_one, "share_within_1", "within_1_step", "share_within_one_step"
    )
    return found.put(_outliers(ratings, one), "outliers", "outlier")


def _outliers(ratings: Ratings, one: Summary) -> Either:
    values = [ratings[place] for place in one.outliers]
    return Either(
        [list(one.outliers), [place + 1 for place in one.outliers], values, sorted(v for v in values if v is not None)]
    )


def _flags(items: Items, weights: Any, limits: dict[str, float], scale: tuple[float, float]) -> Results:
    if weights is None:
        weights = dict.fromkeys(items, 1.0)
    elif isinstance(weights, list):
        weights = dict(zip(items, weights, strict=True))
    flags = to_discuss(items, weights, scale=scale, **limits)
    groups: dict[float, list[str]] = {}
    for flag in flags:
        groups.setdefault(round(flag.urgency, 9), []).append(flag.item)
    places = Ranking(list(groups.values()), list(items))
    found = Results().put({flag.item for flag in flags}, "discuss", "flagged", "to_discuss", "still_open", "flags")
    found.put(places, "discussion_order", "order", "discuss_order", "discuss_in_order")
    return found.put({flag.item: flag.urgency for flag in flags}, "urgency", "priority", "scores", "discussion_score")


def _of_rounds(rounds: list[Items], weights: Any, limits: dict[str, float], scale: tuple[float, float]) -> Results:
    told = [{item: _summary(one, scale, "+") for item, one in items.items()} for items in rounds]
    flags = [_flags(items, weights, limits, scale) for items in rounds]

    def field(name: str, number: str) -> Any:
        if number not in {str(n + 1) for n in range(len(rounds))}:
            raise CannotRunError(f"There is no round {number}.")
        place = int(number) - 1
        if plain(name) in map(plain, _FIELDS.split("|")):
            return {item: one.find(name) for item, one in told[place].items()}
        return flags[place].find(name)

    found = Results()
    for name in ("discuss", "flagged", "to_discuss", "discussion_order", "order", "urgency", "priority"):
        found.put(flags[0].find(name), name)
    found.put(flags[-1].find("discuss"), "still_open", "open", "remaining").put(
        flags[-1].find("order"), "still_open_order"
    )
    if len(rounds) > 1:
        changes = [change(a, b) for a, b in pairwise(rounds)]
        found.put(changes[-1]).put(changes[-1].share, "share_changed", "changed_share").put(
            changes[-1].settled, "stop", "stable"
        )
        found.put(changes[-1].by_item, "changed_by_item")
        found.when(r"share_changed_(?:round_)?\d+_(?:to_)?(\d+)", lambda m: changes[int(m[1]) - 2].share)
        found.when(r"changed_(?:round_)?\d+_(?:to_)?(\d+)", lambda m: changes[int(m[1]) - 2].changed)
    found.when(r"(.+)_round_?(\d+)", lambda m: field(m[1], m[2]))
    return found.when(r"round_?(\d+)", lambda m: Results(told[int(m[1]) - 1]))
