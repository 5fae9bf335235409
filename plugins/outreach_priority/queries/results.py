"""The SQL of sealed results."""

from outreach_crm.storage import Row, Store

_OF_ASSESSMENT = (
    "select id, assessment_id, sealed_at, sealed_by, because, result, mark, change_id from priority_results"
    " where assessment_id = :assessment_id"
)
_BEFORE = (
    "select r.assessment_id from priority_results r join priority_assessments a on a.id = r.assessment_id"
    " where a.sector = :sector and r.assessment_id <> :assessment_id"
    " and (cast(:sealed_at as text) = '' or r.sealed_at < :sealed_at) order by r.sealed_at desc, r.id desc limit 1"
)
_HIDDEN = (
    "select count(*) as n from priority_subjects s join v_contacts c on c.id = s.contact_id"
    " where s.assessment_id = :assessment_id and not {visible(c)}"
)


def of_assessment(store: Store, assessment_id: int) -> Row | None:
    """Return what was sealed of an assessment, as it is stored."""
    return store.one(_OF_ASSESSMENT, assessment_id=assessment_id)


def before(store: Store, assessment_id: int, sector: str, sealed_at: str) -> int | None:
    """Return the assessment sealed last before a moment (ISO 8601; empty: now) that judged the same kind of thing."""
    found = store.one(_BEFORE, assessment_id=assessment_id, sector=sector, sealed_at=sealed_at)
    return found["assessment_id"] if found else None


def hidden(store: Store, assessment_id: int) -> int:
    """Return how many of the organisations that are judged the actor may not see."""
    return int(store.value(_HIDDEN, assessment_id=assessment_id))
