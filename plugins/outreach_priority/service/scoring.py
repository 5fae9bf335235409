"""From the sheets that count to a result: places, checks, what is unknown, how firm it is, and why (F1 to F8)."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import fsum
from typing import Any

from attrs import evolve

from outreach_crm.app import App
from outreach_priority.formulas.agreement import agreement
from outreach_priority.formulas.check import Verdict, check
from outreach_priority.formulas.combination import Combination, combine, weighed
from outreach_priority.formulas.explanation import Explanation, explain_combined
from outreach_priority.formulas.robustness import Progress
from outreach_priority.formulas.unknowns import Unknowns, unknowns_combined
from outreach_priority.formulas.value import Place, ranked
from outreach_priority.model import Analysis, Assessment, Decision, Result, Score, Sheet, SheetState, Weights
from outreach_priority.model.results import Adviser, Cell, Influence, Readiness
from outreach_priority.queries import decisions as decided
from outreach_priority.service import finding, firmness, opinions, weighing
from outreach_priority.service.tabling import Table, by_rule, cell, filled, table

_READY = 0.5


def result(
    app: App,
    assessment: Assessment,
    *,
    until: int = 0,
    draws: int = 0,
    second: bool = False,
    progress: Progress | None = None,
) -> Result:
    """Return what comes of an assessment as it stands: nothing is kept.

    Args:
        app: the App.
        assessment: which one.
        until: leave out sheets of rounds after this one; 0: none.
        draws: how many draws are made to see how robust it is (F17); 0: none, it takes a while.
        second: whether other methods are asked, too.
        progress: is told how many draws are done.

    Raises:
        RefusedError: the round is still open.
    """
    sheets = finding.counted(app, assessment, until=until)
    weights, decisions = weighing.weights(app, assessment), decided.of_assessment(app.store, assessment.id)
    everybody = finding.sheets_of(app, assessment)
    latest = {one.seat: one.state for one in everybody}
    found = scored(
        assessment,
        sheets,
        weights,
        decisions,
        asked=len(latest),
        withdrawn=sum(state is SheetState.WITHDRAWN for state in latest.values()),
        made_on=app.clock.today().isoformat(),
        round=until or assessment.round,
    )
    if draws:
        found = evolve(found, robustness=opinions.robust(assessment, found, draws=draws, progress=progress))
    return evolve(found, opinions=opinions.second(found)) if second else found


def scored(
    assessment: Assessment,
    sheets: Sequence[Sheet],
    weights: Sequence[Weights],
    decisions: Mapping[str, Decision],
    **told: Any,
) -> Result:
    """Return what some sheets and weights come to; everything that is judged is in it, known or not.

    Args:
        assessment: what is judged, by which rules.
        sheets: those that count, with their answers.
        weights: of the two analyses.
        decisions: by subject.
        told: what else the result says of itself: ``asked``, ``withdrawn``, ``made_on``, ``round``.
    """
    found = table(assessment, sheets, weights)
    known = found.known()
    values = filled(known)
    analyses = found.combined(values)
    places = ranked(by_rule(analyses, found.rules.combining)) if analyses else ()
    unknown = unknowns_combined(known, found.sides, rule=found.rules.combining) if known else None
    first = [place.name for place in places if place.rank == 1]
    return Result(
        assessment_id=assessment.id,
        questionnaire=assessment.questionnaire.key,
        rules=assessment.rules,
        seed=assessment.seed,
        items=tuple(item.key for item in found.items),
        weights=tuple(weights),
        advisers=tuple(_adviser(assessment, one) for one in sheets),
        scores=_scores(assessment, found, sheets, decisions, analyses, places, unknown),
        taken_out=tuple(one.key for one in assessment.subjects if one.withdrawn_on is not None),
        agreement=_agreement(found),
        unknowns=unknown,
        explanations=_explanations(found, values, places),
        influence=_influence(found, sheets, first),
        **firmness.of(found, values, analyses, first),
        **told,
    )


def _explanations(
    found: Table, values: Mapping[str, Sequence[float]], places: Sequence[Place]
) -> tuple[Explanation, ...]:
    """Return why each is ahead of the next (F8)."""
    return tuple(
        explain_combined(values, found.sides, one.name, other.name, rule=found.rules.combining)
        for one, other in pairwise(places)
    )


def _scores(
    assessment: Assessment,
    found: Table,
    sheets: Sequence[Sheet],
    decisions: Mapping[str, Decision],
    analyses: Mapping[str, Combination],
    places: Sequence[Place],
    unknown: Unknowns | None,
) -> tuple[Score, ...]:
    by_name = {place.name: place for place in places}
    order = [*by_name, *(subject for subject in found.subjects if subject not in by_name)]
    made = []
    for subject in order:
        place, interval = by_name.get(subject), unknown.intervals[subject] if unknown else None
        risks = {item.key: found.ratings(subject, item.key) for item in assessment.questionnaire.of(Analysis.RISK)}
        cells = tuple(
            cell(found, subject, item) for item in assessment.questionnaire if item.analysis is not Analysis.RISK
        )
        checked = check(risks)
        decision = decisions.get(subject)
        made.append(
            Score(
                subject=subject,
                place=place.rank if place else None,
                tied=bool(place and place.tied),
                value=place.value if place else None,
                low=interval.low if interval else 0.0,
                high=interval.high if interval else 1.0,
                analyses=analyses.get(subject),
                check=checked,
                risks=risks,
                decision=decision,
                eligible=_eligible(checked.verdict, decision),
                cells=cells,
                **_known_of(found, cells),
                **_readiness(assessment, cells),
                **_stances(sheets, subject),
            )
        )
    return tuple(made)


def _eligible(verdict: Verdict, decision: Decision | None) -> bool:
    """Return whether something can be chosen: it is clear, or somebody decided on what the check says now (F4)."""
    return verdict is Verdict.CLEAR or bool(decision and decision.goes and decision.holds(verdict))


def _known_of(found: Table, cells: Sequence[Cell]) -> dict[str, Any]:
    """Return what nobody knows and what few said, and whether the quadrant depends on it."""
    by_item = {one.item: one for one in cells}
    ours = [by_item[item.key] for item in found.items]
    ends = []
    for bound in (0.0, 1.0):
        row = [bound if one.value is None else one.value for one in ours]
        abroad, at_home = weighed(row, found.sides.international), weighed(row, found.sides.domestic)
        ends.append(combine(abroad, at_home, threshold=found.rules.threshold).quadrant)
    return {
        "sure": ends[0] is ends[1],
        "unknown": tuple(one.item for one in ours if one.value is None),
        "thin": tuple(one.item for one in ours if 0 < one.said.n < found.rules.least),
    }


def _readiness(assessment: Assessment, cells: Sequence[Cell]) -> dict[str, Any]:
    """Return whether people to turn to are at hand: the mean of the items of readiness."""
    items = [item.key for item in assessment.questionnaire.of(Analysis.READINESS)]
    known = [one.value for one in cells if one.item in items and one.value is not None]
    if not known:
        return {"readiness": Readiness.UNKNOWN if items else Readiness.NOT_ASKED, "ready": None}
    ready = fsum(known) / len(known)
    return {"readiness": Readiness.READY if ready >= _READY else Readiness.PREPARING, "ready": ready}


def _stances(sheets: Sequence[Sheet], subject: str) -> dict[str, Any]:
    """Return which aims advisers ticked for a subject, and who has to do with it."""
    aims: dict[str, int] = {}
    interested = []
    for sheet in sheets:
        for stance in (one for one in sheet.stances if one.subject == subject):
            for aim in stance.aims:
                aims[aim] = aims.get(aim, 0) + 1
            interested += [sheet.seat] if stance.interest else []
    return {"aims": dict(sorted(aims.items())), "interested": tuple(sorted(interested))}


def _adviser(assessment: Assessment, sheet: Sheet) -> Adviser:
    judged = {one.key for one in assessment.judged}
    ours = [one for one in sheet.answers if one.subject in judged]
    asked = len(judged) * len(assessment.questionnaire.items)
    dont_know = sum(one.rating is None for one in ours)
    return Adviser(
        seat=sheet.seat,
        round=sheet.round,
        late=sheet.late,
        answered=len(ours) - dont_know,
        dont_know=dont_know,
        unanswered=asked - len(ours),
    )


def _agreement(found: Table) -> Any:
    """Return how far advisers agree on the order (F2)."""
    own = [found.own(place) for place in range(len(found.seats))]
    return agreement({subject: [one[subject] for one in own] for subject in found.subjects}, highest_first=True)


def _influence(found: Table, sheets: Sequence[Sheet], first: Sequence[str]) -> tuple[Influence, ...]:
    """Return who is first without each adviser, and without what advisers say of what they have to do with."""
    told = []
    if len(found.seats) > 1:
        for place, seat in enumerate(found.seats):
            told.append(_without(found, dict.fromkeys(found.subjects, (place,)), first, seat))
    interests = {
        subject: tuple(
            place
            for place, sheet in enumerate(sheets)
            if any(one.subject == subject and one.interest for one in sheet.stances)
        )
        for subject in found.subjects
    }
    if any(interests.values()):
        told.append(_without(found, interests, first, None))
    return tuple(told)


def _without(
    found: Table, left_out: Mapping[str, tuple[int, ...]], first: Sequence[str], seat: int | None
) -> Influence:
    analyses = found.combined(filled(found.known(left_out)))
    places = ranked(by_rule(analyses, found.rules.combining)) if analyses else ()
    now = tuple(place.name for place in places if place.rank == 1)
    return Influence(seat=seat, first=now, changes=now != tuple(first))
