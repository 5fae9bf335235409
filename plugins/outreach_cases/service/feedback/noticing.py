"""What of feedback waits for somebody, stands in the history with who gave it, and goes to the meeting of a group."""

from collections.abc import Iterator
from datetime import date, timedelta

from outreach_cases.model.feedback import Feedback, State, StepKind
from outreach_cases.queries import feedback as queries
from outreach_crm.app import App
from outreach_crm.model import MOST_MATTERS, AgendaItem, Entry, Ref, Reminder, Side, with_rest
from outreach_crm.model import Step as Button
from outreach_crm.text import Sentence, say

_GROUP = say("Feedback")
_AHEAD, _LATELY = timedelta(days=7), timedelta(days=30)


def reminders(app: App, today: date) -> list[Reminder]:
    """Return feedback whose answer, or the outcome of whose appeal, is due within a week or overdue: an alarm."""
    until = (today + _AHEAD).isoformat()
    return [_reminder(one, today) for one in queries.listed(app.store, queries.Wanted(until=until))]


def _reminder(one: Feedback, today: date) -> Reminder:
    appeal = one.state is State.APPEALED
    verb, label = ("outcome", say("Outcome")) if appeal else ("answer", say("Answer"))
    due = date.fromisoformat(one.awaited_on or one.due_on)
    return Reminder(
        due_on=due - _AHEAD,
        sentence=waits(one),
        command=f"outreach cases feedback {verb} {one.id}",
        group=_GROUP,
        owner_id=one.owner_id,
        ref=Ref("case_feedback", one.id),
        step=Button(label=label, path=f"/cases/feedback/{one.id}/{verb}"),
        summary="{n} pieces of feedback wait",
        alarm=due < today,
        ends_on=due,
    )


def waits(one: Feedback) -> Sentence:
    """Return for what feedback waits, as people read it."""
    if one.state is State.APPEALED:
        return say("{name} appeals, and waits for the outcome: {what}", name=one.who, what=one.title)
    return say("{name} gave feedback, to be answered with reasons: {what}", name=one.who, what=one.title)


def entries(app: App, contact_id: int) -> Iterator[Entry]:
    """Yield feedback of a contact and what became of it; an answer that left as a message stands there as that."""
    for one in queries.listed(app.store, queries.Wanted(until=None, contact_id=contact_id)):
        ref = Ref("case_feedback", one.id)
        yield Entry(
            on=date.fromisoformat(one.received_on),
            kind="feedback",
            title=say("Feedback: {what}", what=one.title),
            ref=ref,
            contact_id=contact_id,
            side=Side.THEIRS,
            detail=one.line,
            by=one.owner,
        )
        for step in one.steps:
            if step.dispatch_id is None and step.step is not StepKind.RETURNED:
                theirs = step.step is StepKind.APPEALED
                yield Entry(
                    on=date.fromisoformat(step.happened_on),
                    kind="feedback",
                    title=say("Feedback {state}: {what}", state=step.told, what=one.title),
                    ref=ref,
                    contact_id=contact_id,
                    side=Side.THEIRS if theirs else Side.OURS,
                    detail=step.line,
                    by=step.done_by,
                )


def matters(app: App, group_id: int, on: date) -> list[AgendaItem]:
    """Return what a group gave feedback on: what waits for us, and what was answered lately, so that it can appeal."""
    given = queries.listed(app.store, queries.Wanted(until=None, contact_id=group_id))
    found = [item for one in given if (item := _matter(one, on)) is not None]
    return with_rest(found[:MOST_MATTERS], len(found) - MOST_MATTERS, _GROUP)


def _matter(one: Feedback, on: date) -> AgendaItem | None:
    if one.received_on > on.isoformat():
        return None
    ref = Ref("case_feedback", one.id)
    if one.awaited_on:
        due = date.fromisoformat(one.awaited_on)
        title = say("Our feedback waits for the section: {what}", what=one.title)
        return AgendaItem(heading=_GROUP, title=title, ref=ref, due_on=due, owner=one.owner)
    answered = date.fromisoformat(one.last.happened_on) if one.last else on
    if one.state is State.ANSWERED and answered <= on <= answered + _LATELY:
        title = say("Our feedback was answered; do we appeal? {what}", what=one.title)
        detail = one.last.line if one.last else ""
        return AgendaItem(heading=_GROUP, title=title, ref=ref, owner=one.owner, detail=detail, minutes=10)
    return None
