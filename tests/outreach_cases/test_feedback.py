"""Feedback on decisions: received, answered with reasons, appealed, concluded; no step out of turn."""

from datetime import date
from typing import Any

import pytest

from outreach_cases.model.feedback import Contested, Feedback, FeedbackDraft, Outcome, State, StepDraft
from outreach_cases.service import feedback
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from tests.builders import a_person, acting
from tests.outreach_cases.builders import a_case, a_feedback, answered, appealed, concluded, days_ago


def test_feedback_is_due_within_the_days_the_section_chose(app: App) -> None:
    found = a_feedback(app, a_case(app, ref="IP 12"), received_on="2026-03-01")

    assert (found.case, found.who, found.state) == ("Sanaa Rezaiy (IP 12)", "a member", State.OPEN)
    assert (found.received_on, found.due_on, found.awaited_on) == ("2026-03-01", "2026-03-31", "2026-03-31")
    assert found.owner == app.actor.name


def test_feedback_can_be_about_a_case_that_is_in_no_portfolio(app: App) -> None:
    found = a_feedback(app, about="  Reza   Amini ", decision="exclusion")

    assert (found.case_id, found.case, found.decision) == (None, "Reza Amini", Contested.EXCLUSION)
    assert found.title == "exclusion of Reza Amini"


def test_each_step_stands_with_its_day_its_reasons_and_who_took_it(app: App) -> None:
    found = concluded(
        app,
        appealed(app, answered(app, a_feedback(app, received_on="2026-02-01"), on="2026-02-20", by="The board")),
        Outcome.PARTLY,
    )

    steps = [(str(one.told), one.happened_on, one.done_by, one.due_on) for one in found.steps]
    assert steps == [
        ("answered by us", "2026-02-20", "The board", None),
        ("appealed", "2026-03-09", "", "2026-04-08"),
        ("concluded: the decision is changed in part", "2026-03-09", app.actor.name, None),
    ]
    assert found.steps[0].text == "She was released on 3 March"
    assert {one.said_by for one in found.steps} == {app.actor.name}
    assert (found.state, found.awaited_on) == (State.CONCLUDED, None)


def test_an_appeal_is_due_from_the_day_it_came(app: App) -> None:
    found = appealed(app, answered(app, a_feedback(app, received_on="2026-02-01"), on="2026-02-02"), on="2026-03-01")

    assert (found.state, found.awaited_on) == (State.APPEALED, "2026-03-31")
    assert not found.is_late(date(2026, 3, 31))
    assert found.is_late(date(2026, 4, 1))


def test_an_answer_before_it_came_or_tomorrow_cannot_be(app: App) -> None:
    found = a_feedback(app, received_on="2026-03-05")

    for on, sentence in (
        ("2026-03-04", "It came on 2026-03-05: that cannot have been on 2026-03-04"),
        ("tomorrow", "2026-03-10 has not come yet"),
        ("soon", "'soon' is not a day"),
    ):
        with pytest.raises(InvalidInputError, match=sentence) as error:
            answered(app, found, on=on)
        assert [one.field for one in error.value.problems] == ["on"]
    assert feedback.get(app, found.id) == found


def test_it_is_answered_once(app: App) -> None:
    found = answered(app, a_feedback(app))
    assert found.last is not None

    with pytest.raises(ConflictError, match=f"it was answered on 2026-03-09.*outreach undo {found.last.change_id}"):
        answered(app, found)
    journal.undo(app, found.last.change_id)

    assert answered(app, found, "Because nobody knew").steps[0].text == "Because nobody knew"


def test_an_appeal_follows_an_answer_and_an_outcome_an_appeal(app: App) -> None:
    found = a_feedback(app)

    with pytest.raises(ConflictError, match="cannot be appealed now: it has no answer yet"):
        feedback.appeal(app, found.id, StepDraft(text="No"))
    for outcome in (Outcome.UPHELD, Outcome.CHANGED, Outcome.PARTLY):
        with pytest.raises(ConflictError, match="cannot be concluded now: it has no answer yet"):
            feedback.conclude(app, found.id, outcome, StepDraft(text="So it is"))
    answered(app, found)
    with pytest.raises(ConflictError, match="an appeal can follow"):
        feedback.conclude(app, found.id, Outcome.UPHELD, StepDraft(text="So it is"))
    done = concluded(app, feedback.get(app, found.id))
    with pytest.raises(ConflictError, match="it was concluded on 2026-03-09"):
        feedback.appeal(app, done.id, StepDraft(text="No"))
    with pytest.raises(ConflictError, match="it was concluded on 2026-03-09"):
        concluded(app, done, Outcome.WITHDRAWN)


def test_what_follows_is_not_before_what_it_follows(app: App) -> None:
    found = answered(app, a_feedback(app, received_on="2026-02-01"), on="2026-02-10")

    with pytest.raises(
        InvalidInputError, match="It was answered by us on 2026-02-10: what follows was not on 2026-02-09"
    ):
        feedback.appeal(app, found.id, StepDraft(text="No", on="2026-02-09"))


def test_reasons_are_given_and_an_appeal_says_something(app: App) -> None:
    found = a_feedback(app)
    with pytest.raises(InvalidInputError, match="Give the reasons for the decision"):
        answered(app, found, "  ")
    found = answered(app, found)
    with pytest.raises(InvalidInputError, match="Say what they appeal against"):
        appealed(app, found, "")
    with pytest.raises(InvalidInputError, match="Give the reasons for the outcome"):
        concluded(app, appealed(app, found), text="")


def test_feedback_can_be_withdrawn_without_a_word_at_any_time(app: App) -> None:
    for begun in (a_feedback(app), answered(app, a_feedback(app)), appealed(app, a_feedback(app))):
        done = concluded(app, begun, Outcome.WITHDRAWN, text="")
        assert (done.state, str(done.standing)) == (State.CONCLUDED, "concluded: withdrawn")


def test_all_that_is_wrong_with_feedback_is_told_at_once(app: App) -> None:
    draft = FeedbackDraft(decision="closing", text=" ", case="Nobody Knows", received_on="tomorrow", owner="Nobody")

    with pytest.raises(InvalidInputError) as error:
        feedback.receive(app, draft)

    told = {one.field: one.sentence for one in error.value.problems}
    assert sorted(told) == ["case", "contact", "decision", "owner", "received_on", "text"]
    assert "'Nobody Knows' is no case that stands here" in told["case"]
    assert "--about" in told["case"]
    assert "did you mean" in told["decision"]
    assert "2026-03-10 has not come yet" in told["received_on"]
    assert feedback.listed(app, feedback.wanted(app, everything=True)) == []


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        ({"case": "1", "about": "Reza Amini"}, "case"),
        ({"about": "R" * 201}, "case"),
        ({"about": "Reza", "contact": "Ana Ruiz", "giver": "a member"}, "contact"),
        ({"about": "Reza", "contact": "Bo Li"}, "contact"),
        ({"about": "Reza", "received_on": "9999-12-31"}, "received_on"),
        ({"about": "Reza", "received_on": "2026-02-30"}, "received_on"),
        ({"about": "Reza", "text": "a" * 100_001}, "text"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(app: App, draft: dict[str, Any], field: str) -> None:
    a_case(app)
    a_person(app, "Ana Ruiz")

    with pytest.raises(InvalidInputError) as error:
        feedback.receive(app, FeedbackDraft(**{"decision": "closure", "text": "No", "giver": "a member", **draft}))

    assert field in [one.field for one in error.value.problems]


def test_feedback_is_edited_and_keeps_its_day_unless_it_came_on_another(app: App) -> None:
    case = a_case(app)
    found = a_feedback(app, received_on="2026-03-01")
    draft = FeedbackDraft(decision="dormancy", text="It rests too long", case=str(case.id), giver="a member")

    changed = feedback.edit(app, found.id, draft)

    assert (changed.case_id, changed.text, changed.due_on) == (case.id, "It rests too long", "2026-03-31")
    answered(app, changed, on="2026-03-04")
    with pytest.raises(
        InvalidInputError, match="It was answered by us on 2026-03-04: it cannot have come on 2026-03-05"
    ):
        feedback.edit(app, found.id, FeedbackDraft(**{**_plain(changed), "received_on": "2026-03-05"}))
    earlier = feedback.edit(app, found.id, FeedbackDraft(**{**_plain(changed), "received_on": "2026-02-01"}))
    assert earlier.due_on == "2026-03-03"


def _plain(found: Feedback) -> dict[str, Any]:
    draft = feedback.draft_of(found)
    return {key: getattr(draft, key) for key in ("decision", "text", "case", "about", "giver", "came_by")}


def test_the_second_of_two_who_edit_is_told(app: App) -> None:
    found = a_feedback(app)
    stale = feedback.draft_of(found)
    feedback.edit(app, found.id, stale)

    with pytest.raises(ConflictError):
        feedback.edit(app, found.id, stale)


@pytest.mark.connections
def test_the_second_of_two_who_write_a_step_sees_what_the_first_wrote(app: App) -> None:
    found = a_feedback(app)
    with acting(app, "Bea") as bea:
        answered(bea, found)

    with pytest.raises(ConflictError, match="Bea wrote down meanwhile: answered by us, 2026-03-09"):
        answered(app, found, seen=found.seen)


def test_what_is_due_from_us_stands_first_and_the_rest_behind_it(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    case = a_case(app)
    late = a_feedback(app, case, received_on=days_ago(app, 40), contact=str(ana.id))
    new = a_feedback(app, received_on=days_ago(app, 1))
    appeal = appealed(app, answered(app, a_feedback(app, received_on=days_ago(app, 50))), on="today")
    done = answered(app, a_feedback(app, decision="inclusion"))

    assert _ids(app) == [late.id, new.id, appeal.id]
    assert _ids(app, everything=True) == [late.id, new.id, appeal.id, done.id]
    assert _ids(app, everything=True, decision=Contested.INCLUSION) == [done.id]
    assert _ids(app, case="Sanaa") == _ids(app, contact="Ana Ruiz") == [late.id]
    assert feedback.resolve(app, "sanaa ana").id == late.id
    with pytest.raises(NotFoundError, match="cases feedback list"):
        feedback.resolve(app, "99")


def _ids(app: App, **asked: Any) -> list[int]:
    return [one.id for one in feedback.listed(app, feedback.wanted(app, **asked))]
