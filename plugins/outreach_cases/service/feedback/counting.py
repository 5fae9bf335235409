"""Counts how feedback was answered (F14), for a day and for the yearly report."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from attrs import evolve

from outreach_cases.formulas import answering as formula
from outreach_cases.model.cases import Case
from outreach_cases.model.feedback import Feedback, Outcome, Step, StepKind
from outreach_cases.model.feedback_year import InShort, YearOfFeedback
from outreach_cases.queries import cases as case_queries
from outreach_cases.queries import feedback as queries
from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say


def figures(app: App, on: date | None = None) -> formula.Answering:
    """Return how all feedback that came by a day was answered, seen from that day; None: today."""
    day = on or app.clock.today()
    return _answering(_as_of(queries.came(app.store, "", day.isoformat()), day), day)


def feedback_of_year(app: App, year: int, on: date | None = None) -> YearOfFeedback:
    """Return the feedback that came in a year, with its figures and each in short, for a report.

    It is seen from a day after the year as well as in it, so that an answer that was late by the turn of the year is
    found late, and not left out of both years. Nobody who gave feedback is named, nor is what they or we wrote, and a
    case only where anybody may know of it. Counts are as they are: whoever publishes them merges those that are small.

    Args:
        app: the App.
        year: the year.
        on: the day from which it is seen; None: today.

    Raises:
        InvalidInputError: the year has not begun on that day.
    """
    day = on or app.clock.today()
    if not date.min.year <= year <= day.year:
        raise InvalidInputError(say("{year} has not begun: no feedback came in it.", year=year))
    first, last = date(year, 1, 1), min(date(year, 12, 31), day)
    found = _as_of(queries.came(app.store, first.isoformat(), last.isoformat()), day)
    told = _in_short(app, found, day)
    appeals = [one for one in told if one.appealed_on]
    return YearOfFeedback(
        year=year,
        on=day,
        came=len(found),
        withdrawn=sum(_is_out(one) for one in found),
        answering=_answering(found, day),
        appeals=len(appeals),
        appeals_open=sum(one.outcome is None for one in appeals),
        outcomes=dict(Counter(one.outcome for one in appeals if one.outcome)),
        told=told,
    )


def _as_of(found: Iterable[Feedback], day: date) -> list[Feedback]:
    """Return feedback with the steps that were taken by a day."""
    until = day.isoformat()
    return [evolve(one, steps=tuple(step for step in one.steps if step.happened_on <= until)) for one in found]


def _answering(found: Iterable[Feedback], day: date) -> formula.Answering:
    counted = (one for one in found if not _is_out(one))
    return formula.answering((_measured(one) for one in counted), day)


def _measured(one: Feedback) -> formula.Feedback:
    found, due = answer(one), date.fromisoformat(one.due_on)
    answered = date.fromisoformat(found.happened_on) if found else None
    return formula.Feedback(date.fromisoformat(one.received_on), answered, due)


def answer(one: Feedback) -> Step | None:
    """Return the answer that reached them: none that came back counts."""
    found: Step | None = None
    for step in one.steps:
        if step.step is StepKind.ANSWERED:
            found = step
        elif step.step is StepKind.RETURNED:
            found = None
    return found


def _is_out(one: Feedback) -> bool:
    """Return whether it was withdrawn before it had an answer and before one was due; later it is not forgiven."""
    last = one.last
    return (
        last is not None
        and last.outcome is Outcome.WITHDRAWN
        and answer(one) is None
        and last.happened_on <= one.due_on
    )


def _in_short(app: App, found: list[Feedback], day: date) -> tuple[InShort, ...]:
    numbers = {one.case_id for one in found if one.case_id is not None}
    cases = {one.id: one for one in case_queries.some(app.store, numbers, day.isoformat())}
    return tuple(_told(one, cases.get(one.case_id or 0)) for one in found)


def _told(one: Feedback, case: Case | None) -> InShort:
    found = answer(one)
    appealed = next((step for step in one.steps if step.step is StepKind.APPEALED), None)
    return InShort(
        id=one.id,
        case=named(one, case),
        decision=one.decision,
        received_on=one.received_on,
        answered_on=found.happened_on if found else None,
        appealed_on=appealed.happened_on if appealed else None,
        outcome=one.last.outcome if one.last else None,
    )


def named(one: Feedback, case: Case | None) -> str:
    """Return what the case of feedback is called where anybody may know of it."""
    if one.case_id is None:
        return say("a case that is in no portfolio")
    return case.open_name if case else say("a case that is not named")
