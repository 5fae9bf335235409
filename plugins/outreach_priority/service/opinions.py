"""What more can be asked of a result: how robust it is (F17), and what other methods make of it."""

from outreach_crm.errors import InvalidInputError
from outreach_crm.text import later, say
from outreach_priority.formulas.budget import Packages
from outreach_priority.formulas.combination import Rule
from outreach_priority.formulas.drawing import Answers, Weighing
from outreach_priority.formulas.drawing import Cell as Drawn
from outreach_priority.formulas.promethee import Preference, promethee
from outreach_priority.formulas.robustness import DRAWS, Analysis, Progress, Robustness, robustness
from outreach_priority.formulas.topsis import topsis
from outreach_priority.model import Assessment, Better, Result, Score, Weights
from outreach_priority.model.results import Opinion
from outreach_priority.service.tabling import MIDDLE

TOP = 3
"""How many places count as the first ones, unless the budget says otherwise."""
AT_ONCE = 8_000_000
"""How much can be drawn while somebody waits, in answers looked at: about a second."""
_OVERHEAD = 8  # what a draw takes besides, in items
_FEWEST = 500
_STEP = 0.25
_NORMALISATION = "vector"


def robust(
    assessment: Assessment,
    found: Result,
    *,
    draws: int,
    top: int = TOP,
    packages: Packages | None = None,
    progress: Progress | None = None,
) -> Robustness | None:
    """Return how robust places are (F17), or None where nothing is known of anything.

    Weights in the agreed order, if any, the panel and what is unknown are drawn.

    Args:
        assessment: of which assessment; its seed is that of the draws.
        found: its result.
        draws: how many.
        top: how many places count as the first ones.
        packages: levels and what there is for them, for the core index; their sectors are those of the result.
        progress: is told how many are done.

    Raises:
        InvalidInputError: the analyses are not combined by the geometric mean.
    """
    _check_geometric(found)
    if not found.ranked:
        return None
    falling = {item.key: item.better is Better.LESS for item in assessment.questionnaire}
    values = {score.subject: [_drawn(score, item, falling[item]) for item in found.items] for score in found.scores}
    return robustness(
        values,
        _analyses(found),
        seed=found.seed,
        balance=found.rules.alpha,
        top=min(top, len(values)),
        draws=draws,
        packages=packages,
        progress=progress,
    )


def _check_geometric(found: Result) -> None:
    if found.rules.combining is not Rule.GEOMETRIC:
        raise InvalidInputError(
            say("Draws are made for analyses combined by the geometric mean, and for no other rule.")
        )


def draws_at_once(found: Result) -> int:
    """Return how many draws can be made of a result while somebody waits; at most as many as one of the kind needs."""
    work = len(found.scores) * max(1, len(found.advisers)) * (len(found.items) + _OVERHEAD)
    return max(_FEWEST, min(DRAWS, AT_ONCE // max(1, work) // 100 * 100))


def _analyses(found: Result) -> list[Analysis]:
    analyses, start = [], 0
    for weights in found.weights:
        many = len(weights.items)
        analyses.append(Analysis(items=tuple(range(start, start + many)), weighing=_weighing(weights)))
        start += many
    return analyses


def _drawn(score: Score, item: str, falling: bool) -> Drawn:
    one = score.cell(item)
    return Answers(ratings=one.ratings, falling=falling) if one.said.n else None


def _weighing(weights: Weights) -> Weighing:
    if not weights.set_by:
        return Weighing.free(len(weights.items))
    return Weighing.ordered([-round(one.weight, 9) for one in weights.items.values()])


def second(found: Result) -> tuple[Opinion, ...]:
    """Return what PROMETHEE II and TOPSIS make of the same values and weights; none with fewer than two subjects.

    Both compare the subjects that are there with each other, so one more or less can turn the order of the rest.
    """
    if len(found.ranked) < 2:
        return ()
    values = {
        score.subject: tuple(
            MIDDLE if value is None else value for value in (score.cell(item).value for item in found.items)
        )
        for score in found.ranked
    }
    shares = (found.rules.alpha, 1 - found.rules.alpha)
    weights = [
        share * one.weight for share, side in zip(shares, found.weights, strict=True) for one in side.items.values()
    ]
    flows = promethee(values, weights, preferences=Preference(kind="v-shape", p=_STEP))
    near = topsis(values, weights, normalisation=_NORMALISATION)
    return (
        Opinion(
            method="PROMETHEE II",
            how=later(
                "preference in proportion up to one step of the scale, then strict; divided by the number of others"
            ),
            scores=dict(flows.net),
            order=flows.order,
        ),
        Opinion(
            method="TOPSIS",
            how=later("columns divided by the root of the sum of their squares (vector normalisation)"),
            scores=dict(near.closeness),
            order=near.order,
        ),
    )
