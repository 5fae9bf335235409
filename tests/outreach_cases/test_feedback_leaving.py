"""An answer to feedback leaves through the channels once, as it was written, or not at all."""

from pathlib import Path

import pytest

from outreach_cases.model.feedback import Feedback, Outcome, State, StepDraft, StepKind
from outreach_cases.model.replies import ReplyDraft
from outreach_cases.service import feedback
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import State as Far
from outreach_crm.dispatch.model import Wanted
from outreach_crm.errors import ConflictError, DeliveryError, InvalidInputError, RefusedError
from outreach_crm.timeline import service as timeline
from tests.builders import acting
from tests.outreach_cases.builders import a_feedback, answered, concluded
from tests.outreach_mutuality.answers import objects

REASONS = "She was released: {name} of {{ours}} met her."


def answerable(app: App) -> Feedback:
    """Feedback of somebody with an address, to which an answer is written."""
    ana = contacts.add(app, ContactDraft(name="Ana Ruiz", emails=("ana@example.org",)))
    found = a_feedback(app, contact=str(ana.id), received_on="2026-03-01")
    feedback.write(app, found.id, ReplyDraft(text=REASONS))
    return found


def came_back(app: App, begun: int) -> None:
    """Let what left come back."""
    (one,) = dispatch.recipients(app, begun, Wanted())
    dispatch.came_back(app, {one.id: "no such user"})


def test_an_answer_leaves_as_it_was_written_and_the_feedback_is_answered(app: App, tmp_path: Path) -> None:
    found = answerable(app)

    sent = feedback.send(app, found.id, channel="folder", place=str(tmp_path))

    assert (sent.sent, sent.dispatch.state) == (1, Far.DONE)
    (file,) = tmp_path.glob("*.txt")
    assert REASONS in file.read_text("utf-8")
    assert "Subject: Your feedback on the closure of Reza Amini\n" in file.read_text("utf-8")
    now = feedback.get(app, found.id)
    assert now.last is not None
    assert (now.state, now.last.text, now.last.way, now.last.happened_on) == (
        State.ANSWERED,
        REASONS,
        "folder",
        "2026-03-09",
    )
    titles = [str(one.title) for one in timeline.history(app, now.contact_id or 0)]
    assert sorted(titles) == [f"Answer to feedback {found.id}", "Feedback: closure of Reza Amini"]


def test_an_answer_that_comes_back_is_none_and_another_one_can_leave(app: App, tmp_path: Path) -> None:
    found = answerable(app)
    first = feedback.send(app, found.id, channel="folder", place=str(tmp_path / "a"))

    came_back(app, first.dispatch.id)

    now = feedback.get(app, found.id)
    assert (now.state, [one.step for one in now.steps]) == (State.OPEN, [StepKind.ANSWERED, StepKind.RETURNED])
    assert now.awaited_on == found.due_on
    assert now.last is not None
    assert now.last.text == "no such user"
    feedback.write(app, found.id, ReplyDraft(text="Once more"))
    feedback.send(app, found.id, channel="folder", place=str(tmp_path / "b"))
    assert feedback.get(app, found.id).state is State.ANSWERED


def test_an_objection_holds_it_back_and_nothing_is_written(app: App, tmp_path: Path) -> None:
    found = answerable(app)
    objects(app, found.contact_id or 0)

    with pytest.raises(RefusedError, match="It cannot go to Ana Ruiz: "):
        feedback.send(app, found.id, channel="folder", place=str(tmp_path))

    assert feedback.get(app, found.id).state is State.OPEN
    assert dispatch.list_dispatches(app, everything=True) == []
    assert all(one.against for one in feedback.ways(app, found.id))


def test_a_way_that_is_blocked_is_told_before_anything_is_written(app: App, tmp_path: Path) -> None:
    found = answerable(app)
    (tmp_path / "file").write_text("")

    with pytest.raises(DeliveryError, match="cannot be made"):
        feedback.send(app, found.id, channel="folder", place=str(tmp_path / "file" / "folder"))

    assert dispatch.list_dispatches(app, everything=True) == []


def test_while_an_answer_is_on_its_way_nothing_behind_it_is_altered(app: App, tmp_path: Path) -> None:
    found = answerable(app)
    begun = feedback.begin(app, found.id, channel="folder", place=str(tmp_path))

    for step in (
        lambda: feedback.write(app, found.id, ReplyDraft(text="Another one")),
        lambda: answered(app, found),
        lambda: concluded(app, found, Outcome.WITHDRAWN),
    ):
        with pytest.raises(ConflictError, match="The answer is on its way by folder"):
            step()
    assert feedback.begin(app, found.id, channel="folder", place=str(tmp_path)).id == begun.id
    with pytest.raises(ConflictError, match="has let the answer leave by folder already"):
        feedback.begin(app, found.id, channel="email")


def test_nothing_leaves_that_is_not_written_or_has_nobody_to_go_to(app: App) -> None:
    ana = contacts.add(app, ContactDraft(name="Ana Ruiz", emails=("ana@example.org",)))
    unwritten, unknown = a_feedback(app, contact=str(ana.id)), a_feedback(app)
    feedback.write(app, unknown.id, ReplyDraft(text=REASONS))

    with pytest.raises(InvalidInputError, match="Nothing is written yet"):
        feedback.begin(app, unwritten.id, channel="folder")
    with pytest.raises(InvalidInputError, match="is no contact; answer them"):
        feedback.begin(app, unknown.id, channel="folder")


def test_what_was_written_is_what_somebody_says_they_answered(app: App) -> None:
    found = answerable(app)

    now = feedback.answered(app, found.id, StepDraft(on="2026-03-05"))

    assert [(one.text, one.way, one.happened_on) for one in now.steps] == [(REASONS, "letter", "2026-03-05")]
    with pytest.raises(ConflictError, match="there is nothing to answer now"):
        feedback.write(app, found.id, ReplyDraft(text="Something else"))


@pytest.mark.connections
def test_what_was_written_otherwise_meanwhile_does_not_leave(app: App, tmp_path: Path) -> None:
    found = answerable(app)
    seen = feedback.reply(app, found)
    assert seen is not None
    with acting(app, "Bea") as bea:
        feedback.write(bea, found.id, ReplyDraft(text="Other reasons"))

    with pytest.raises(ConflictError):
        feedback.begin(app, found.id, channel="folder", place=str(tmp_path), seen=seen.change_id)
