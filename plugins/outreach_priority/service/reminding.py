"""What of assessments waits for the officer: sheets that are out before the deadline, and rounds to be closed."""

from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.model import Ref, Reminder, Step
from outreach_crm.text import Sentence, count, row, say
from outreach_priority.model import Assessment, Sheet, SheetState, State
from outreach_priority.model.settings import PrioritySettings
from outreach_priority.service import finding

_NAMED = 5


def reminders(app: App, today: date) -> list[Reminder]:
    """Return what is due on or before a day."""
    found = (_of(app, one) for one in finding.listed(app) if one.state is State.OPEN)
    return [one for one in found if one is not None and one.due_on <= today]


def _of(app: App, assessment: Assessment) -> Reminder | None:
    """Return what is to be done about an open round: once all sheets are in, or its deadline is near or has passed."""
    sheets = [one for one in finding.sheets_of(app, assessment) if one.round == assessment.round]
    out = [one for one in sheets if one.state is SheetState.ASKED]
    last = date.fromisoformat(assessment.due_on)
    if not out:
        handed = max((one.handed_in_at or "" for one in sheets), default="")[:10]
        since = date.fromisoformat(handed) if handed else last
        all_in = say("{title}: all sheets are in", title=assessment.title)
        return _reminder(assessment, since, all_in, "close", _close(assessment))
    told = count(
        len(out),
        "{title}: {n} sheet is out, until {day} ({who})",
        "{title}: {n} sheets are out, until {day} ({who})",
        title=assessment.title,
        day=last,
        who=_who(out),
    )
    if app.clock.today() > last:
        return _reminder(assessment, last + timedelta(days=1), told, "close", _close(assessment))
    days = app.settings.of("priority", PrioritySettings).remind_days
    return _reminder(assessment, last - timedelta(days=days), told, "advisers", _hand_in(assessment), ends_on=last)


def _reminder(
    assessment: Assessment, due_on: date, sentence: Sentence, verb: str, step: Step, ends_on: date | None = None
) -> Reminder:
    return Reminder(
        due_on=due_on,
        sentence=sentence,
        command=f"outreach priority {verb} {assessment.id}",
        group="Priorities",
        ref=Ref("priority_assessments", assessment.id),
        step=step,
        ends_on=ends_on,
    )


def _close(assessment: Assessment) -> Step:
    return Step(label=say("Close the round"), path=f"/priorities/{assessment.id}/close")


def _hand_in(assessment: Assessment) -> Step:
    return Step(label=say("Hand in what came back"), path=f"/priorities/{assessment.id}/hand-in")


def _who(out: list[Sheet]) -> Sentence:
    """Name the first few; those whom the reader may not see by their seats."""
    named = [one.adviser or say("adviser {seat}", seat=one.seat) for one in out[:_NAMED]]
    return row([*named, *(["…"] if len(out) > _NAMED else [])])
