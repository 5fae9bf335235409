"""The SQL of sheets: who was asked, and what they say."""

import json
from collections.abc import Iterable

from outreach_crm.storage import Row, Store
from outreach_priority.model import Answer, Confidence, Sheet, Stance

# Who an adviser is, is told only to those who may see them; what they said counts all the same.
_SHEETS = (
    "select h.id, h.uid, h.assessment_id, h.round, h.seat, c.id as adviser_id, coalesce(c.name, '') as adviser,"
    " h.role, h.state, h.handed_in_at, h.late, h.change_id, (select count(*) from priority_answers w"
    " join priority_subjects s on s.id = w.subject_id and s.withdrawn_on is null where w.sheet_id = h.id) as rated"
    " from priority_sheets h"
    " left join v_contacts c on c.id = h.adviser_id and {visible(c)}"
)
_OF_ASSESSMENT = f"{_SHEETS} where h.assessment_id = :assessment_id order by h.round, h.seat"
_BY_UID = f"{_SHEETS} where h.uid = :uid"
_BY_ID = f"{_SHEETS} where h.id = :id"
# Whoever holds the seats, hidden persons too: no contact is answered.
_SEATS = (
    "select id, uid, seat, adviser_id, role, state from priority_sheets"
    " where assessment_id = :assessment_id and round = :round order by seat"
)
_CHANGES = (
    "select change_id from priority_answers where sheet_id = :sheet_id"
    " union select change_id from priority_stances where sheet_id = :sheet_id"
)
_ADVISER = "select adviser_id from priority_sheets where uid = :uid"
_WRITTEN = (
    "select id, subject_id, item, rating, confidence, evidence, source, reason from priority_answers"
    " where sheet_id = :sheet_id order by id"
)
_SAID = "select id, subject_id, interest, aims from priority_stances where sheet_id = :sheet_id order by id"
# A second round begins with what was said in the first; the reasons for what changed then are left behind.
_COPY_ANSWERS = (
    "insert into priority_answers"
    " (sheet_id, subject_id, item, rating, confidence, evidence, source, reason, change_id)"
    " select h.id, w.subject_id, w.item, w.rating, w.confidence, w.evidence, w.source, '', :change_id"
    " from priority_sheets h join priority_sheets b on b.assessment_id = h.assessment_id and b.seat = h.seat"
    " and b.round = h.round - 1 join priority_answers w on w.sheet_id = b.id"
    " where h.assessment_id = :assessment_id and h.round = :round order by h.id, w.id"
)
_COPY_STANCES = (
    "insert into priority_stances (sheet_id, subject_id, interest, aims, change_id)"
    " select h.id, t.subject_id, t.interest, t.aims, :change_id"
    " from priority_sheets h join priority_sheets b on b.assessment_id = h.assessment_id and b.seat = h.seat"
    " and b.round = h.round - 1 join priority_stances t on t.sheet_id = b.id"
    " where h.assessment_id = :assessment_id and h.round = :round order by h.id, t.id"
)
_ANSWERS = (
    "select w.sheet_id, s.key as subject, w.item, w.rating, w.confidence, w.evidence, w.source, w.reason"
    " from priority_answers w join priority_subjects s on s.id = w.subject_id where w.sheet_id in {each(:ids)}"
    " order by w.sheet_id, s.id, w.id"
)
_STANCES = (
    "select t.sheet_id, s.key as subject, t.interest, t.aims from priority_stances t"
    " join priority_subjects s on s.id = t.subject_id where t.sheet_id in {each(:ids)} order by t.sheet_id, s.id"
)
_HOW_FAR = (
    "select a.id, count(*) as asked, sum(case when h.state = 'handed in' then 1 else 0 end) as handed_in"
    " from priority_assessments a join priority_sheets h on h.assessment_id = a.id and h.round = a.round"
    " where h.state <> 'withdrawn' group by a.id"
)


def of_assessment(store: Store, assessment_id: int) -> list[Sheet]:
    """Return the sheets of all rounds of an assessment, without what they say, in the order they were asked for."""
    return [Sheet(**row) for row in store.rows(_OF_ASSESSMENT, assessment_id=assessment_id)]


def how_far(store: Store) -> dict[int, tuple[int, int]]:
    """Return of each assessment how many sheets of its round are in, and how many were asked for and not withdrawn."""
    return {row["id"]: (row["handed_in"], row["asked"]) for row in store.rows(_HOW_FAR)}


def by_uid(store: Store, uid: str) -> Sheet | None:
    """Return the sheet of a ``uid``, without what it says."""
    found = store.one(_BY_UID, uid=uid)
    return Sheet(**found) if found else None


def by_id(store: Store, sheet_id: int) -> Sheet | None:
    """Return a sheet by its row, without what it says."""
    found = store.one(_BY_ID, id=sheet_id)
    return Sheet(**found) if found else None


def changes(store: Store, sheet_id: int) -> list[int]:
    """Return the changes that wrote what a sheet says, as it says it now."""
    return [row["change_id"] for row in store.rows(_CHANGES, sheet_id=sheet_id)]


def adviser_of(store: Store, uid: str) -> int | None:
    """Return whose sheet has a ``uid``, a hidden person too; None where it is nobody's."""
    found = store.value(_ADVISER, uid=uid)
    return None if found is None else int(found)


def seats(store: Store, assessment_id: int, round_: int) -> list[Row]:
    """Return row, ``uid``, seat, adviser, role and state of the sheets of a round, hidden persons' too."""
    return store.rows(_SEATS, assessment_id=assessment_id, round=round_)


def written(store: Store, sheet_id: int) -> list[Row]:
    """Return the rows of the answers of a sheet."""
    return store.rows(_WRITTEN, sheet_id=sheet_id)


def said(store: Store, sheet_id: int) -> list[Row]:
    """Return the rows of what a sheet says of subjects as a whole."""
    return store.rows(_SAID, sheet_id=sheet_id)


def carry_over(store: Store, assessment_id: int, round_: int) -> None:
    """Fill the new sheets of a round with what the same seats said in the round before."""
    for sql in (_COPY_ANSWERS, _COPY_STANCES):
        store.execute(sql, assessment_id=assessment_id, round=round_)


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
