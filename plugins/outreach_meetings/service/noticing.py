"""What of meetings waits for somebody: one of today or tomorrow, and one of which nobody wrote down who was there."""

from collections.abc import Sequence
from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.model import Reminder, Step
from outreach_crm.text import Sentence, say
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import searching as queries

_GROUP = "Meetings"
_A_DAY, _A_WEEK = timedelta(days=1), timedelta(days=7)


def reminders(app: App, today: date, there: Sequence[Meeting]) -> list[Reminder]:
    """Return, of some meetings, those of a day and of the next, and those a week ago that nobody wrote down."""
    near = (one for one in there if today <= one.starts.date() <= today + _A_DAY and not one.called_off)
    return [*(_near(one, today) for one in near), *(_unsaid(one) for one in unsaid(app, today, there))]


def _near(one: Meeting, today: date) -> Reminder:
    on = one.starts.date()
    return Reminder(
        due_on=on - _A_DAY if on > today else on,
        sentence=_told(one, is_today=on == today),
        command=f"outreach meetings show {one.command}",
        group=_GROUP,
        ref=one.ref,
        step=Step(label=say("See it"), path=one.path),
        ends_on=on,
    )


def _told(one: Meeting, *, is_today: bool) -> Sentence:
    values = {"group": one.series.group, "time": f"{one.starts:%H:%M}", "title": one.title}
    if is_today:
        return say("{group} meets today at {time}: {title}", **values)
    return say("{group} meets tomorrow at {time}: {title}", **values)


def _unsaid(one: Meeting) -> Reminder:
    day = one.starts.date()
    return Reminder(
        due_on=day + _A_WEEK,
        sentence=say("Nobody wrote down who was at the meeting of {group} on {day}", group=one.series.group, day=day),
        command=f"outreach meetings attend {one.command}",
        group=_GROUP,
        ref=one.ref,
        step=Step(label=say("Write it down"), path=f"{one.path}/attendance"),
    )


def unsaid(app: App, today: date, there: Sequence[Meeting]) -> list[Meeting]:
    """Return of each group the last meeting of which somebody should have written down who was there, if nobody did."""
    last = {one.group_id: one for one in there if one.starts.date() <= today - _A_WEEK and not one.called_off}
    said = queries.said(app.store, [one.sitting.id for one in last.values() if one.sitting])
    return [one for one in last.values() if one.sitting is None or one.sitting.id not in said]
