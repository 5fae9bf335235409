"""Steps are taken back and done again, merged contacts have what both gave, and of the erased no name or word stays."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve

from outreach_cases.model.feedback import Feedback, Outcome, StepDraft
from outreach_cases.model.replies import ReplyDraft
from outreach_cases.service import feedback
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, NotFoundError
from outreach_crm.privacy import service as privacy
from tests.builders import a_person
from tests.outreach_cases.builders import a_feedback, answered, appealed, concluded

Step = Callable[[App, int], object]
STEPS: tuple[Step, ...] = (
    lambda app, number: feedback.edit(app, number, feedback.draft_of(_with(app, number, giver="another member"))),
    lambda app, number: feedback.write(app, number, ReplyDraft(text="Released")),
    lambda app, number: feedback.answered(app, number, StepDraft()),
    lambda app, number: feedback.appeal(app, number, StepDraft(text="No")),
    lambda app, number: feedback.conclude(app, number, Outcome.CHANGED, StepDraft(text="They are right")),
)
"""All that can be done with feedback, in an order in which it can be."""


def _with(app: App, number: int, **values: Any) -> Feedback:
    return evolve(feedback.get(app, number), **values)


def _whole(app: App, number: int) -> list[object]:
    """All that is said of feedback, without which change said it."""
    found = feedback.get(app, number)
    steps = [(one.step, one.text, one.outcome) for one in found.steps]
    reply = feedback.reply(app, found)
    return [found.giver, found.state, steps, reply.text if reply else None]


def _last(app: App) -> int:
    return int(app.store.value("select max(id) as n from changes"))


def _where(app: App, text: str) -> set[str]:
    """The tables in which a text stands, the journal's among them."""
    return {
        table
        for table in app.store.tables()
        if text in json.dumps(app.store.rows(f"select * from {table}"), default=str)
    }


@pytest.mark.parametrize("number", range(len(STEPS)))
def test_every_step_can_be_taken_back_and_done_again(app: App, number: int) -> None:
    found = a_feedback(app)
    for step in STEPS[:number]:
        step(app, found.id)
    before = _whole(app, found.id)
    STEPS[number](app, found.id)
    after = _whole(app, found.id)
    assert after != before

    back = journal.undo(app, _last(app))
    assert (back.stayed, _whole(app, found.id)) == ((), before)
    again = journal.undo(app, back.change.id)
    assert (again.stayed, _whole(app, found.id)) == ((), after)


def test_a_step_that_others_follow_is_not_taken_back(app: App) -> None:
    found = appealed(app, a_feedback(app))
    whole = _whole(app, found.id)

    for change_id in (found.change_id, found.steps[0].change_id):
        with pytest.raises(ConflictError, match="was used since"):
            journal.undo(app, change_id)

    assert _whole(app, found.id) == whole


def test_feedback_that_was_written_down_can_be_taken_back(app: App) -> None:
    found = a_feedback(app)
    journal.undo(app, found.change_id)

    with pytest.raises(NotFoundError):
        feedback.get(app, found.id)


def test_merged_contacts_have_given_what_both_did_and_undo_parts_them(app: App) -> None:
    ana, anna = a_person(app, "Ana Ruiz").id, a_person(app, "Anna Ruiz").id
    first, second = a_feedback(app, contact=str(ana)), a_feedback(app, contact=str(anna))

    contacts.merge(app, ana, anna)

    assert [one.contact_id for one in (feedback.get(app, first.id), feedback.get(app, second.id))] == [ana, ana]
    journal.undo(app, _last(app))
    assert feedback.get(app, second.id).contact_id == anna


@pytest.mark.connections
def test_of_who_is_erased_no_name_and_no_word_stays_and_the_count_does(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    found = a_feedback(app, contact=str(ana.id), text="Ana Ruiz protests", received_on="2026-02-01")
    feedback.write(app, found.id, ReplyDraft(text="Dear Ana Ruiz, she was released"))
    done = concluded(app, appealed(app, answered(app, found, ""), "Ana Ruiz appeals"), text="Ana Ruiz is wrong")
    before = feedback.figures(app)

    privacy.erase(app, [ana.id], because="asked for it")

    now = feedback.get(app, found.id)
    assert (now.contact_id, now.contact, now.text, str(now.who)) == (None, "", "", "somebody")
    assert [(one.step, one.happened_on, one.text) for one in now.steps] == [
        (one.step, one.happened_on, "") for one in done.steps
    ]
    assert _where(app, "Ruiz") == set()
    assert feedback.figures(app) == before
    assert feedback.edit(app, now.id, feedback.draft_of(_with(app, now.id, text="Kept by hand"))).contact_id is None


def test_who_asks_what_is_held_is_given_their_feedback_and_what_became_of_it(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    answered(app, a_feedback(app, contact=str(ana.id), text="I protest"))

    held = {table.title: table.rows for table in privacy.export(app, ana.id).held}

    assert held["feedback on a decision"][0]["text"] == "I protest"
    (step,) = held["what became of feedback"]
    assert (step["text"], step["said_by"]) == ("She was released on 3 March", "stays with us")
