"""What of meetings waits for somebody: one of today or tomorrow, and one of which nobody wrote down who was there."""

from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.model import Ref, Reminder, Step
from outreach_crm.text import Sentence, say
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import searching as queries
from outreach_meetings.service import occurring

_GROUP = "Meetings"
_A_DAY, _A_WEEK, _LOOKED_AT = timedelta(days=1), timedelta(days=7), timedelta(days=60)


def reminders(app: App, today: date) -> list[Reminder]:
    """Return the meetings of a day and of the next, and those a week ago that nobody wrote down."""
    near = occurring.between(app, today, today + _A_DAY, called_off=False)
    return [*(_near(one, today) for one in near), *(_unsaid(one) for one in unsaid(app, today))]


def _near(one: Meeting, today: date) -> Reminder:
    on = one.starts.date()
    return Reminder(
        due_on=on - _A_DAY if on > today else on,
        sentence=_told(one, is_today=on == today),
        command=f"outreach meetings show {one.command}",
        group=_GROUP,
        ref=_ref(one),
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
        ref=_ref(one),
        step=Step(label=say("Write it down"), path=f"{one.path}/attendance"),
    )


def unsaid(app: App, today: date) -> list[Meeting]:
    """Return of each group the last meeting of which somebody should have written down who was there, if nobody did."""
    found = occurring.between(app, today - _LOOKED_AT, today - _A_WEEK, called_off=False)
    last = {one.group_id: one for one in found}
    said = queries.said(app.store, [one.sitting.id for one in last.values() if one.sitting])
    return [one for one in last.values() if one.sitting is None or one.sitting.id not in said]


def _ref(one: Meeting) -> Ref:
    return Ref("meeting_sittings", one.sitting.id) if one.sitting else Ref("meeting_series", one.series.id)
