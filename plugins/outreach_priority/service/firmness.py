"""How firm the first place is: between which weights, and down to which ratings, it stays (F7)."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve

from outreach_priority.formulas.combination import Combination, Rule
from outreach_priority.formulas.stability import Drop, Other, Stability, each_weight, score_drops, share_stability
from outreach_priority.service.tabling import Table


def of(
    found: Table, values: Mapping[str, Sequence[float]], analyses: Mapping[str, Combination], first: Sequence[str]
) -> dict[str, Any]:
    """Return the stability of the first place, by the names that a result has for it.

    Where the lower of two analyses counts, or where two or more are level, there is no single weight at which the first
    place changes: then it is empty.

    Args:
        found: what advisers said.
        values: of all items by subject.
        analyses: the two analyses by subject.
        first: who is first.
    """
    if len(first) != 1 or len(values) < 2 or found.rules.combining is Rule.MINIMUM:
        return {}
    stability: list[Stability] = []
    drops: list[Drop] = []
    for number, (share, weights) in enumerate(found.sides.shares()):
        places = [*weights]
        rows = {subject: tuple(row[place] for place in places) for subject, row in values.items()}
        scores = {subject: one.domestic if number == 0 else one.international for subject, one in analyses.items()}
        given: Any = {"winner": first[0], "other": Other(scores=scores, share=share, rule=found.rules.combining)}
        points = [*weights.values()]
        stability += [
            evolve(one, items=tuple(places[item] for item in one.items)) for one in each_weight(rows, points, **given)
        ]
        drops += [evolve(one, item=places[one.item]) for one in score_drops(rows, points, **given)]
    return {"stability": tuple(stability), "drops": tuple(drops), "balance": _balance(found, analyses, first[0])}


def _balance(found: Table, analyses: Mapping[str, Combination], first: str) -> Stability | None:
    """Return between which shares of the international analysis the first stays first."""
    one = analyses[first]
    if found.rules.combining is Rule.GEOMETRIC and min(one.international, one.domestic) <= 0:
        return None
    return share_stability(analyses, alpha=found.rules.alpha, rule=found.rules.combining, winner=first)
