"""Advisory groups that need no database: what they were asked and what they said, ready to be scored."""

from collections.abc import Mapping, Sequence
from typing import Any

from outreach_priority.formulas.weights import GroupWeight, swing
from outreach_priority.model import (
    Analysis,
    Answer,
    Assessment,
    Decision,
    Questionnaire,
    Result,
    Rules,
    Sheet,
    SheetState,
    Stance,
    State,
    Subject,
    Weights,
)
from outreach_priority.model.weighting import WEIGHED, Method, SetBy
from outreach_priority.service.questionnaires import SHIPPED, read
from outreach_priority.service.scoring import scored

SHORT = read(SHIPPED / "short.toml")
FULL = read(SHIPPED / "full.toml")
Said = Mapping[str, Mapping[str, int | None]]
"""What one adviser says: subject -> item -> rating; None: don't know."""


def an_assessment(subjects: Sequence[str], form: Questionnaire = SHORT, **rules: Any) -> Assessment:
    """Return a closed assessment of some subjects."""
    return Assessment(
        id=1,
        title="Priorities",
        group_id=None,
        group="",
        sector="",
        questionnaire=form,
        rules=Rules(**rules),
        seed=7,
        round=1,
        state=State.CLOSED,
        opened_on="2026-03-01",
        due_on="2026-03-08",
        subjects=tuple(
            Subject(id=number, key=key, title=key.title(), sector=key) for number, key in enumerate(subjects, 1)
        ),
        change_id=1,
    )


def sheets(said: Sequence[Said], interests: Mapping[int, Sequence[str]] | None = None) -> list[Sheet]:
    """Return the sheets of advisers, by seat from 1 on; some have to do with subjects themselves."""
    return [
        Sheet(
            id=seat,
            uid=str(seat),
            assessment_id=1,
            round=1,
            seat=seat,
            adviser_id=None,
            adviser="",
            state=SheetState.HANDED_IN,
            answers=tuple(
                Answer(subject=subject, item=item, rating=rating)
                for subject, row in one.items()
                for item, rating in row.items()
            ),
            stances=tuple(Stance(subject=key, interest="works there") for key in (interests or {}).get(seat, ())),
        )
        for seat, one in enumerate(said, 1)
    ]


def weights(form: Questionnaire, points: Mapping[str, float] | None = None) -> tuple[Weights, ...]:
    """Return the weights of the two analyses; equal ones that nobody set without points."""
    made = []
    for analysis in WEIGHED:
        keys = [item.key for item in form.of(analysis)]
        shares = swing({key: (points or {}).get(key, 0.0) if points else 1.0 for key in keys})
        items = {key: GroupWeight(weight=one, low=one, high=one, members=1) for key, one in shares.items()}
        by = (SetBy(name="Maria", on="2026-03-09", method=Method.SWING),) if points else ()
        made.append(Weights(analysis=analysis, items=items, set_by=by))
    return tuple(made)


def result(
    assessment: Assessment,
    said: Sequence[Said],
    *,
    points: Mapping[str, float] | None = None,
    decisions: Mapping[str, Decision] | None = None,
    interests: Mapping[int, Sequence[str]] | None = None,
) -> Result:
    """Return what comes of what advisers said."""
    return scored(
        assessment,
        sheets(said, interests),
        weights(assessment.questionnaire, points),
        decisions or {},
        asked=len(said),
        withdrawn=0,
        made_on="2026-03-09",
        round=1,
    )


def rated(
    home: int | None, world: int | None, capacity: int | None, reached: int | None, risk: int | None = 0
) -> dict[str, int | None]:
    """Return what somebody says of the short form, all three risks alike."""
    sides = {"home": home, "world": world, "capacity": capacity, "reached": reached}
    return {**sides, "approachable": 2, "credibility": risk, "impartiality": risk, "misuse": risk}


def weighed_keys(form: Questionnaire) -> list[str]:
    """Return the keys of the items of both analyses."""
    return [item.key for analysis in (Analysis.INTERNATIONAL, Analysis.DOMESTIC) for item in form.of(analysis)]
