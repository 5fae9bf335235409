"""Whatever is tried with feedback in whatever order, its steps follow from each other or nothing is written."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_cases.model.feedback import Feedback, Outcome, State, StepDraft, StepKind
from outreach_cases.service import feedback
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import ConflictError, InvalidInputError
from tests.outreach_cases.builders import a_feedback

_MAY = {
    None: {StepKind.ANSWERED, StepKind.CONCLUDED},
    StepKind.ANSWERED: {StepKind.APPEALED, StepKind.CONCLUDED},
    StepKind.APPEALED: {StepKind.CONCLUDED},
    StepKind.CONCLUDED: set(),
}
"""Which step may follow which where nothing comes back."""
TRIES = st.tuples(
    st.sampled_from(["answer", "appeal", "undo", *Outcome]),
    st.integers(-45, 2),
    st.sampled_from(["", " ", "\u200b", "Because", "b" * 100_001]),
)


def _tried(app: App, found: Feedback, what: str, ahead: int, text: str) -> Feedback:
    draft = StepDraft(text=text, on=(app.clock.today() + timedelta(days=ahead)).isoformat())
    if what == "answer":
        return feedback.answered(app, found.id, draft)
    if what == "appeal":
        return feedback.appeal(app, found.id, draft)
    if what == "undo":
        if found.last is not None:
            journal.undo(app, found.last.change_id)
        return feedback.get(app, found.id)
    return feedback.conclude(app, found.id, Outcome(what), draft)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tries=st.lists(TRIES, max_size=8))
def test_steps_follow_from_each_other_or_nothing_is_written(app: App, tries: list[tuple[str, int, str]]) -> None:
    now = a_feedback(app, received_on=(app.clock.today() - timedelta(days=40)).isoformat())
    for what, ahead, text in tries:
        try:
            now = _tried(app, now, what, ahead, text)
        except (ConflictError, InvalidInputError):
            assert feedback.get(app, now.id) == now
    _holds(app, now)


def _holds(app: App, now: Feedback) -> None:
    days = [now.received_on, *(one.happened_on for one in now.steps), app.clock.today().isoformat()]
    assert days == sorted(days)
    kinds = [None, *(one.step for one in now.steps)]
    assert all(after in _MAY[before] for before, after in pairwise(kinds))
    withdrawn = now.last is not None and now.last.outcome is Outcome.WITHDRAWN
    assert all(one.text.strip() for one in now.steps[: -1 if withdrawn else None])
    if now.state is State.CONCLUDED and not withdrawn:
        assert kinds[-2] is StepKind.APPEALED
    assert (now.awaited_on is None) == (now.state in {State.ANSWERED, State.CONCLUDED})
    assert now in feedback.listed(app, feedback.wanted(app, everything=True))
    assert (now in feedback.listed(app, feedback.wanted(app))) == (now.awaited_on is not None)
