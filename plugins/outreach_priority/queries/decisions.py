"""The SQL of decisions on risks."""

from outreach_crm.storage import Store
from outreach_priority.model import Decision

_OF_ASSESSMENT = (
    "select s.key as subject, d.verdict, d.decided_by, d.decided_on, d.goes, d.because, d.mitigation,"
    " d.volunteer_hours, d.staff_hours, d.money, d.change_id from priority_decisions d"
    " join priority_subjects s on s.id = d.subject_id where d.assessment_id = :assessment_id order by s.id"
)
_ROW = "select id from priority_decisions where assessment_id = :assessment_id and subject_id = :subject_id"


def of_assessment(store: Store, assessment_id: int) -> dict[str, Decision]:
    """Return what was decided, by the key of what it is on."""
    found = (Decision(**row) for row in store.rows(_OF_ASSESSMENT, assessment_id=assessment_id))
    return {one.subject: one for one in found}


def row_of(store: Store, assessment_id: int, subject_id: int) -> int | None:
    """Return the row of the decision on one subject."""
    found = store.one(_ROW, assessment_id=assessment_id, subject_id=subject_id)
    return found["id"] if found else None
