"""What cannot be right is told in a sentence beside its question, on either database, and nothing is written."""

from typing import Any

import pytest
from attrs import evolve

from outreach_cases import service
from outreach_cases.model.cases import Case, CaseDraft
from outreach_cases.model.feedback import FeedbackDraft, StepDraft
from outreach_cases.model.levels import Decided
from outreach_cases.model.replies import ReplyDraft
from outreach_cases.service import feedback
from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from tests.outreach_cases.builders import a_case, a_feedback

UNSEEN = "\u200b\u202e"
LONG = "abcdefghij" * 2_000


def _fields(error: InvalidInputError) -> list[str]:
    return [one.field for one in error.problems]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        ({"name": UNSEEN}, "name"),
        ({"name": LONG}, "name"),
        ({"ref": LONG}, "ref"),
        ({"whom": "group", "people": "12.5"}, "people"),
        ({"whom": "group", "people": "1,2,3"}, "people"),
        ({"whom": "group", "people": "9" * 40}, "people"),
        ({"opened_on": "9999y"}, "opened_on"),
        ({"concerns": ("",)}, "concerns"),
    ],
)
def test_a_case_that_cannot_be_is_not_written(app: App, draft: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInputError) as error:
        service.add(app, evolve(CaseDraft(name="Sanaa Rezaiy"), **draft))

    assert _fields(error.value) == [field]
    assert service.listed(app, service.asking(app)) == []


@pytest.mark.parametrize(("people", "number"), [("1,200", 1200), ("1 200", 1200), ("about 1.200.000", 1_200_000)])
def test_numbers_of_people_are_read_as_they_are_written(app: App, people: str, number: int) -> None:
    assert a_case(app, whom="group", people=people).people == number


def test_a_reference_in_which_nothing_is_seen_is_none(app: App) -> None:
    assert [a_case(app, name, ref=UNSEEN).ref for name in ("Sanaa", "Reza")] == ["", ""]


@pytest.mark.parametrize("state", ["nonsense", "", "Active"])
def test_a_level_or_decision_that_there_is_not_is_refused_in_words(app: App, state: str) -> None:
    case = a_case(app)
    for write in (_level, _decide, _first):
        with pytest.raises(InvalidInputError) as error:
            write(app, case, Decided(state=state, note="The board"))
        assert _fields(error.value) == ["state"]
    assert len(service.history(app, case.id)) == 1


def _level(app: App, case: Case, draft: Decided) -> object:
    return service.level(app, case.id, draft)


def _decide(app: App, case: Case, draft: Decided) -> object:
    return service.decide(app, case.id, draft)


def _first(app: App, _: Case, draft: Decided) -> object:
    return service.add(app, CaseDraft(name="Reza Amini"), draft)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        ({"about": UNSEEN}, "case"),
        ({"giver": UNSEEN}, "contact"),
        ({"giver": LONG}, "contact"),
        ({"came_by": LONG}, "came_by"),
        ({"text": UNSEEN}, "text"),
        ({"received_on": "9999y"}, "received_on"),
    ],
)
def test_feedback_that_cannot_be_is_not_written(app: App, draft: dict[str, Any], field: str) -> None:
    whole = FeedbackDraft(decision="closure", about="Reza Amini", giver="a member", text="No")

    with pytest.raises(InvalidInputError) as error:
        feedback.receive(app, evolve(whole, **draft))

    assert _fields(error.value) == [field]
    assert feedback.listed(app, feedback.wanted(app, everything=True)) == []


def test_nothing_that_was_typed_is_cut_off_in_silence(app: App) -> None:
    found = a_feedback(app)

    with pytest.raises(InvalidInputError, match="200 fit here"):
        feedback.write(app, found.id, ReplyDraft(text="She was released", subject=LONG))
    with pytest.raises(InvalidInputError, match="200 fit here"):
        feedback.answered(app, found.id, StepDraft(text="She was released", by=LONG))
    unseen = feedback.write(app, found.id, ReplyDraft(text="She was released", subject=UNSEEN))

    assert unseen.subject == "Your feedback on the closure of Reza Amini"
    assert feedback.get(app, found.id).steps == ()
