"""Tells calendars by when feedback is to be answered and appeals are to be decided, and when they were."""

from collections.abc import Iterator
from datetime import date

from outreach_cases.model.feedback import Feedback, Outcome, StepKind
from outreach_cases.queries import cases as case_queries
from outreach_cases.queries import feedback as queries
from outreach_cases.service.feedback.counting import answer, named
from outreach_crm.app import App
from outreach_crm.model import CalendarEvent, Due, Ref
from outreach_crm.text import Sentence, say


def days(app: App, start: date, end: date) -> Iterator[CalendarEvent]:
    """Yield what is due of feedback on the days of a span, for whoever looks after it and the group that gave it.

    What was withdrawn is not due. Programs of others read calendars: who gave it is not named, and a case only where
    anybody may know of it.
    """
    found = queries.due(app.store, start.isoformat(), end.isoformat())
    numbers = {one.case_id for one in found if one.case_id is not None}
    cases = {one.id: one for one in case_queries.some(app.store, numbers, app.clock.today().isoformat())}
    for one in found:
        if one.last is not None and one.last.outcome is Outcome.WITHDRAWN:
            continue
        for event in _of(one, named(one, cases.get(one.case_id or 0))):
            if start <= event.on <= end:
                yield event


def _of(one: Feedback, case: str) -> Iterator[CalendarEvent]:
    about = {"decision": one.decision, "case": case}
    given = answer(one)
    title = say("Answer feedback on {decision}: {case}", **about)
    yield _event(one, title, "answer", one.due_on, given.happened_on if given else None)
    for step in one.steps:
        if step.step is StepKind.APPEALED and step.due_on:
            ended = one.last.happened_on if one.last and one.last.outcome else None
            yield _event(one, say("Decide on an appeal on {decision}: {case}", **about), "outcome", step.due_on, ended)


def _event(one: Feedback, title: Sentence, part: str, due_on: str, done_on: str | None) -> CalendarEvent:
    return CalendarEvent(
        ref=Ref("case_feedback", one.id),
        title=title,
        on=date.fromisoformat(due_on),
        kind=Due.DEADLINE,
        contact_ids=(one.contact_id,) if one.contact_id is not None else (),
        owner_id=one.owner_id,
        done_on=date.fromisoformat(done_on) if done_on else None,
        part=part,
    )
