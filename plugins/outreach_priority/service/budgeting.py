"""Takes what a result says of each sector or organisation to what the hours and the money there are can do."""

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.text import say
from outreach_priority.formulas.combination import Quadrant
from outreach_priority.formulas.robustness import Progress
from outreach_priority.model import Assessment, Result, Score
from outreach_priority.model.budgets import Budget, Means
from outreach_priority.model.involvement import Candidate, Resource, Ruling
from outreach_priority.model.results import Readiness
from outreach_priority.queries import results
from outreach_priority.service import keeping, packaging, sealing, spending

_PART = say("In it are organisations that you may not see: they have no share in this, and nothing is drawn for you.")


def budget(
    app: App, assessment: Assessment, means: Means, *, draws: int = 0, progress: Progress | None = None
) -> Budget:
    """Return the best use of what there is, by the sealed result or by what the closed round comes to now (F9).

    Args:
        app: the App.
        assessment: which one.
        means: what there is, and what is decided beforehand.
        draws: how many draws are made to see what of it holds whatever is plausible (F17); 0: none.
        progress: is told how many draws are done.

    Raises:
        InvalidInputError: nothing is limited, a number makes no sense, or something else is named than was judged; or
            draws are asked for analyses that are not combined by the geometric mean.
        RefusedError: the round is still open, what is fixed may not be chosen, or the sealed result was altered.
    """
    result, _ = sealing.standing(app, assessment)
    there, packages = candidates(assessment, result), packaging.packages_of(app, assessment)
    chosen = spending.spend(assessment, there, packages, means)
    if results.hidden(app.store, assessment.id):
        return evolve(chosen, told=(_PART, *chosen.told))
    if not draws:
        return chosen
    return keeping.with_core(assessment, result, chosen, means, there, packages, draws=draws, progress=progress)


def candidates(assessment: Assessment, result: Result) -> list[Candidate]:
    """Return what a result says of each sector or organisation, as far as a budget needs it, in the order of places."""
    return [_candidate(assessment, one) for one in result.scores]


def _candidate(assessment: Assessment, score: Score) -> Candidate:
    subject = assessment.subject(score.subject)
    return Candidate(
        key=score.subject,
        title=(subject.title if subject else "") or score.subject,
        value=min(max(score.value or 0.0, 0.0), 1.0),
        quadrant=score.analyses.quadrant if score.analyses else Quadrant.NEITHER,
        verdict=score.check.verdict,
        ruling=_ruling(score),
        prepared=score.readiness is not Readiness.PREPARING,
    )


def _ruling(score: Score) -> Ruling | None:
    """Return what was decided, where it still answers what the check says."""
    said = score.decision
    if said is None or not said.holds(score.check.verdict):
        return None
    return Ruling(
        goes=said.goes,
        by=said.decided_by,
        because=said.because,
        mitigation=said.mitigation,
        cost={one: float(getattr(said, one.field)) for one in Resource},
    )
