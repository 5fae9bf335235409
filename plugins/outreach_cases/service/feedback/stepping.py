"""Writes down what becomes of feedback, a step after the other: answered, appealed, concluded."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from outreach_cases.model.feedback import Feedback, Outcome, State, StepDraft, StepKind
from outreach_cases.queries import feedback as queries
from outreach_cases.service.feedback import finding
from outreach_cases.service.feedback.finding import get
from outreach_cases.service.feedback.receiving import due, read_line, read_text
from outreach_crm.app import App
from outreach_crm.dates import read_past
from outreach_crm.errors import ConflictError, InvalidInputError, sentence_of
from outreach_crm.model import Problem
from outreach_crm.text import later, row, say, term
from outreach_crm.timeline.model import EntryKind


def answered(
    app: App, feedback_id: int, draft: StepDraft, *, how: EntryKind = EntryKind.LETTER, because: str = ""
) -> Feedback:
    """Say that somebody answered feedback, with the reasons for the decision.

    What a channel made for somebody's hand, such as a letter, is handed over by it.

    Args:
        app: the App.
        feedback_id: which feedback.
        draft: the reasons, where they are not the answer that is written; when, and who answered.
        how: by which way it went.
        because: why it is written down.

    Raises:
        NotFoundError: there is no such feedback.
        InvalidInputError: no reasons are given, or the day cannot be.
        ConflictError: it was answered already, is concluded, or its answer is on its way by itself.
        RefusedError: what was made must not go out any more.
    """
    answers = finding.answers(app, feedback_id)
    there = answers.under_way()
    with app.change(term("answer feedback"), because=because, final=there is not None):
        found = get(app, feedback_id)
        _check(found, draft, State.OPEN, State.ANSWERED)
        if there := answers.under_way():
            answers.hand_over(there, because=because)
            return get(app, feedback_id)
        written = queries.reply(app.store, feedback_id)
        reasons = draft.text if draft.text.strip() or written is None else written.text
        text = _read(reasons, say("Give the reasons for the decision."))
        add_step(app, found, StepKind.ANSWERED, _day(app, found, draft), text=text, way=how.value, done_by=_by(draft))
        return get(app, feedback_id)


def appeal(app: App, feedback_id: int, draft: StepDraft, *, because: str = "") -> Feedback:
    """Say that whoever gave feedback appeals against the answer; its outcome is due within the days for an answer.

    Raises:
        NotFoundError: there is no such feedback.
        InvalidInputError: the appeal says nothing, or the day cannot be.
        ConflictError: there is no answer yet, or it was appealed or concluded already.
    """
    with app.change(term("appeal feedback"), because=because):
        found = get(app, feedback_id)
        _check(found, draft, State.ANSWERED, State.APPEALED)
        text, day = _read(draft.text, say("Say what they appeal against, and why.")), _day(app, found, draft)
        add_step(app, found, StepKind.APPEALED, day, text=text, due_on=due(app, day))
        return get(app, feedback_id)


def conclude(app: App, feedback_id: int, outcome: Outcome, draft: StepDraft, *, because: str = "") -> Feedback:
    """Say how an appeal ended, with reasons; or that feedback was withdrawn, whenever that was.

    A decision that is changed is written down with the case itself.

    Raises:
        NotFoundError: there is no such feedback.
        InvalidInputError: no reasons are given, or the day cannot be.
        ConflictError: nobody appealed, it is concluded already, or its answer is on its way.
    """
    with app.change(term("conclude feedback"), because=because):
        found = get(app, feedback_id)
        withdrawn = outcome is Outcome.WITHDRAWN
        _check(found, draft, None if withdrawn else State.APPEALED, State.CONCLUDED)
        finding.answers(app, feedback_id).check_still()
        text = draft.text.strip() if withdrawn else _read(draft.text, say("Give the reasons for the outcome."))
        day = _day(app, found, draft)
        add_step(app, found, StepKind.CONCLUDED, day, text=text, outcome=outcome.value, done_by=_by(draft))
        return get(app, feedback_id)


def add_step(app: App, found: Feedback, step: StepKind, day: date, **values: Any) -> None:
    """Add a step after the last one. Call inside a change."""
    by = str(values.pop("done_by", "")).strip()
    ours = step in {StepKind.ANSWERED, StepKind.CONCLUDED}
    app.store.insert(
        "case_feedback_steps",
        {
            "feedback_id": found.id,
            "after_id": found.last.id if found.last else None,
            "step": step.value,
            "happened_on": day.isoformat(),
            "done_by": by or (app.actor.name if ours else ""),
            "said_by": app.actor.name,
            **values,
        },
    )


_NEXT = {
    State.OPEN: later("it has no answer yet"),
    State.ANSWERED: later("it was answered on {day}; an appeal can follow"),
    State.APPEALED: later("an appeal came on {day}; its outcome can follow"),
    State.CONCLUDED: later("it was concluded on {day}"),
}


def _check(found: Feedback, draft: StepDraft, state: State | None, what: State) -> None:
    """Refuse a step that does not follow from the last one.

    Raises:
        ConflictError: it does not, or somebody wrote down another one since ``draft.seen``.
    """
    last = found.last
    if draft.seen is not None and draft.seen != found.seen and last is not None:
        raise ConflictError(
            say(
                "{said_by} wrote down meanwhile: {told}, {happened_on}. Look again.",
                said_by=last.said_by,
                told=last.told,
                happened_on=last.happened_on,
            )
        )
    if found.state is State.CONCLUDED or (state is not None and found.state is not state):
        why = say(_NEXT[found.state], day=last.happened_on if last else "")
        told = say("Feedback {number} cannot be {what} now: {why}.", number=found.id, what=what, why=why)
        if last:
            back = say("To take that back: outreach undo {change}.", change=last.change_id)
            told = row((told, back), " ")
        raise ConflictError(told)


def _read(text: str, missing: str) -> str:
    with _beside("text"):
        return read_text(text, missing)


def _by(draft: StepDraft) -> str:
    with _beside("by"):
        return read_line(draft.by)


@contextmanager
def _beside(field: str) -> Iterator[None]:
    """Let what is wrong stand beside its question."""
    try:
        yield
    except InvalidInputError as error:
        raise InvalidInputError(sentence_of(error), (Problem(field=field, sentence=sentence_of(error)),)) from None


def _day(app: App, found: Feedback, draft: StepDraft) -> date:
    """Return the day of a step.

    Raises:
        InvalidInputError: it has not come, or is before what it follows.
    """
    today = app.clock.today()
    with _beside("on"):
        day = read_past(draft.on, today) if draft.on.strip() else today
        _check_day(found, day, today)
    return day


def _check_day(found: Feedback, day: date, today: date) -> None:
    last = found.last
    if day > today:
        raise InvalidInputError(say("{day} has not come yet.", day=day))
    if day < date.fromisoformat(found.received_on):
        raise InvalidInputError(
            say("It came on {received_on}: that cannot have been on {day}.", received_on=found.received_on, day=day)
        )
    if last is not None and day < date.fromisoformat(last.happened_on):
        raise InvalidInputError(
            say(
                "It was {step} on {happened_on}: what follows was not on {day}.",
                step=last.step.label,
                happened_on=last.happened_on,
                day=day,
            )
        )
