"""The SQL of sheets: who was asked, and what they say."""

import json
from collections.abc import Iterable

from outreach_crm.storage import Store
from outreach_priority.model import Answer, Confidence, Sheet, Stance

# Who an adviser is, is told only to those who may see them; what they said counts all the same.
_SHEETS = (
    "select h.id, h.uid, h.assessment_id, h.round, h.seat, c.id as adviser_id, coalesce(c.name, '') as adviser,"
    " h.role, h.state, h.handed_in_at, h.late, h.change_id from priority_sheets h"
    " left join v_contacts c on c.id = h.adviser_id and {visible(c)}"
)
_OF_ASSESSMENT = f"{_SHEETS} where h.assessment_id = :assessment_id order by h.round, h.seat"
_BY_UID = f"{_SHEETS} where h.uid = :uid"
_ANSWERS = (
    "select w.sheet_id, s.key as subject, w.item, w.rating, w.confidence, w.evidence, w.source, w.reason"
    " from priority_answers w join priority_subjects s on s.id = w.subject_id where w.sheet_id in {each(:ids)}"
    " order by w.sheet_id, s.id, w.id"
)
_STANCES = (
    "select t.sheet_id, s.key as subject, t.interest, t.aims from priority_stances t"
    " join priority_subjects s on s.id = t.subject_id where t.sheet_id in {each(:ids)} order by t.sheet_id, s.id"
)


def of_assessment(store: Store, assessment_id: int) -> list[Sheet]:
    """Return the sheets of all rounds of an assessment, without what they say, in the order they were asked for."""
    return [Sheet(**row) for row in store.rows(_OF_ASSESSMENT, assessment_id=assessment_id)]


def by_uid(store: Store, uid: str) -> Sheet | None:
    """Return the sheet of a ``uid``, without what it says."""
    found = store.one(_BY_UID, uid=uid)
    return Sheet(**found) if found else None


def answers(store: Store, ids: Iterable[int]) -> dict[int, list[Answer]]:
    """Return the answers of some sheets, by the number of the sheet."""
    found: dict[int, list[Answer]] = {}
    for row in store.rows(_ANSWERS, ids=json.dumps([*ids])):
        sheet_id, confidence = row.pop("sheet_id"), row.pop("confidence")
        answer = Answer(**row, confidence=Confidence(confidence) if confidence else None)
        found.setdefault(sheet_id, []).append(answer)
    return found


def stances(store: Store, ids: Iterable[int]) -> dict[int, list[Stance]]:
    """Return what some sheets say of subjects as a whole, by the number of the sheet."""
    found: dict[int, list[Stance]] = {}
    for row in store.rows(_STANCES, ids=json.dumps([*ids])):
        stance = Stance(subject=row["subject"], interest=row["interest"], aims=tuple(json.loads(row["aims"])))
        found.setdefault(row["sheet_id"], []).append(stance)
    return found
