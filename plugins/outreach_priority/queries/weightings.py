"""The SQL of weights: what each person said, and what it comes to."""

import json

from attrs import asdict

from outreach_crm.storage import Row, Store
from outreach_priority.model import Analysis, Judgement, Weighting

_OF_ASSESSMENT = (
    "select id, analysis, set_by, set_on, method, said, weights, change_id from priority_weightings"
    " where assessment_id = :assessment_id order by analysis, set_on, id"
)
_ROW = (
    "select id from priority_weightings"
    " where assessment_id = :assessment_id and analysis = :analysis and set_by = :set_by"
)


def of_assessment(store: Store, assessment_id: int) -> list[Weighting]:
    """Return what everybody said, by analysis, the oldest first."""
    return [_weighting(row) for row in store.rows(_OF_ASSESSMENT, assessment_id=assessment_id)]


def row_of(store: Store, assessment_id: int, analysis: Analysis, set_by: str) -> int | None:
    """Return the row of what one person said of one analysis."""
    found = store.one(_ROW, assessment_id=assessment_id, analysis=str(analysis), set_by=set_by)
    return found["id"] if found else None


def written(said: tuple[Judgement, ...]) -> str:
    """Return judgements as they are stored."""
    return json.dumps([asdict(one) for one in said], ensure_ascii=False)


def _weighting(row: Row) -> Weighting:
    said = tuple(Judgement(**one) for one in json.loads(row["said"]))
    return Weighting(**{**row, "said": said, "weights": json.loads(row["weights"])})
