"""How a value comes about, as sums that anybody can check with a pocket calculator (F1, F5)."""

from collections.abc import Iterator
from math import isclose

from outreach_crm.text import Sentence, beginning, later, row, say
from outreach_priority.formulas.combination import Combination, Rule
from outreach_priority.formulas.panel import TRIMMED_FROM
from outreach_priority.model import Result, Score, Weights
from outreach_priority.service.tabling import MIDDLE
from outreach_priority.service.wording import Names, percent, points


def working(told: Names, result: Result, score: Score) -> list[Sentence]:
    """Return how the value of a subject comes about, from ratings on; nothing where it has none."""
    found = sums(told, result, score)
    return [*_panel(score), *found, say("Numbers are shown rounded.")] if found else []


def sums(told: Names, result: Result, score: Score) -> list[Sentence]:
    """Return how the value of a subject comes about from the values of its items; nothing where it has none."""
    found = score.analyses
    if found is None or score.value is None:
        return []
    sides = zip(result.weights, (found.international, found.domestic), strict=True)
    return [
        *(_side(told, result, score, weights, value) for weights, value in sides),
        _together(result, found, score.value),
    ]


def _panel(score: Score) -> Iterator[Sentence]:
    """Yield how ratings become the value of an item."""
    most = max((one.said.n for one in score.cells), default=0)
    if most >= TRIMMED_FROM:
        yield say(
            "The value of a question is the mean of its ratings (of {n} and more without one highest and one lowest),"
            " from 0 for the lowest answer to 100 for the highest.",
            n=TRIMMED_FROM,
        )
    else:
        yield say(
            "The value of a question is the mean of its ratings, from 0 for the lowest answer to 100 for the highest."
        )


def _side(told: Names, result: Result, score: Score, weights: Weights, value: float) -> Sentence:
    items = [item for item in result.items if item in weights.items]
    parts = [_part(told, score, item, weights.items[item].weight) for item in items]
    return say(
        "{analysis}: {value}, which is {parts}.",
        analysis=beginning(weights.analysis.label),
        value=points(value),
        parts=row(parts, " + "),
    )


def _part(told: Names, score: Score, item: str, weight: float) -> Sentence:
    value = score.cell(item).value
    template = (
        later("{weight} % of {value} ({item}, the middle, since nobody knows)")
        if value is None
        else later("{weight} % of {value} ({item})")
    )
    shown = points(MIDDLE if value is None else value)
    return say(template, weight=percent(weight, 1), value=shown, item=told.item(item))


def _together(result: Result, found: Combination, value: float) -> Sentence:
    alpha = result.rules.alpha
    sides = {
        "value": points(value),
        "international": points(found.international),
        "domestic": points(found.domestic),
    }
    if result.rules.combining is Rule.MINIMUM:
        return say("Together: {value}, the lower of {international} and {domestic}.", **sides)
    if result.rules.combining is Rule.ADDITIVE:
        shares = {"share": percent(alpha), "rest": percent(1 - alpha)}
        return say(
            "Together: {value}, which is {share} % of {international} + {rest} % of {domestic}.", **sides, **shares
        )
    if isclose(alpha, 1 / 2):
        return say("Together: {value}, the square root of {international} × {domestic}.", **sides)
    powers = {"alpha": f"{alpha:g}", "beta": f"{1 - alpha:g}"}
    return say(
        "Together: {value}, which is {international} to the power of {alpha} × {domestic} to the power of {beta}.",
        **sides,
        **powers,
    )
