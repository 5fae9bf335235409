"""The SQL of assessments and of what they judge."""

import json
from collections.abc import Iterable
from typing import Any

from attrs import asdict

from outreach_crm.storage import Row, Store
from outreach_crm.written import structure
from outreach_priority.model import Assessment, Questionnaire, Rules, Subject

_SOME = (
    "select a.id, a.title, c.id as group_id, coalesce(c.name, '') as \"group\", a.sector, a.questionnaire, a.rules,"
    " a.seed, a.round, a.state, a.opened_on, a.due_on, a.change_id from priority_assessments a"
    " left join v_contacts c on c.id = a.group_id and {visible(c)}"
    " where a.id in {each(:ids)} order by a.id desc"
)
_NAMES = "select id, title from priority_assessments order by id desc"
# An organisation that the actor may not see is not there; one that was erased has no name, and stays.
_SUBJECTS = (
    "select s.id, s.assessment_id, s.key, s.title, s.sector, s.contact_id, s.withdrawn_on, s.withdrawn_because"
    " from priority_subjects s left join v_contacts c on c.id = s.contact_id"
    " where s.assessment_id in {each(:ids)} and (s.contact_id is null or {visible(c)}) order by s.assessment_id, s.id"
)


def some(store: Store, ids: Iterable[int]) -> list[Assessment]:
    """Return assessments by their numbers, the latest first."""
    wanted = json.dumps([*ids])
    subjects: dict[int, list[Subject]] = {}
    for row in store.rows(_SUBJECTS, ids=wanted):
        subjects.setdefault(row.pop("assessment_id"), []).append(Subject(**row))
    return [_assessment(row, tuple(subjects.get(row["id"], ()))) for row in store.rows(_SOME, ids=wanted)]


def names(store: Store) -> dict[int, str]:
    """Return the titles of all assessments by number, the latest first."""
    return {row["id"]: row["title"] for row in store.rows(_NAMES)}


def _assessment(row: Row, subjects: tuple[Subject, ...]) -> Assessment:
    kept: Any = {
        "questionnaire": structure(json.loads(row["questionnaire"]), Questionnaire, file="the questionnaire"),
        "rules": structure(json.loads(row["rules"]), Rules, file="the rules"),
    }
    return Assessment(**{**row, **kept}, subjects=subjects)


def written(record: Questionnaire | Rules) -> str:
    """Return a questionnaire or rules as they are stored."""
    return json.dumps(asdict(record), ensure_ascii=False)
