"""All that waits of meetings on a day: the meetings around it are read once, for every room that looks at them."""

from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.model import Reminder
from outreach_meetings.model.series import Meeting
from outreach_meetings.service import (
    following,
    noticing,
    occurring,
    plans_due,
    poll_noticing,
    reminding,
    untold,
)

_BACK, _AHEAD = timedelta(days=60), timedelta(days=7)


def around(app: App, today: date) -> list[Meeting]:
    """Return the meetings of which something may wait on a day: of two months before it and the week after."""
    return occurring.between(app, today - _BACK, today + _AHEAD)


def reminders(app: App, today: date) -> list[Reminder]:
    """Return meetings that come, what is missing of them or nobody heard of, what of work plans and polls is due."""
    there = around(app, today)
    of_meetings = (noticing, reminding, untold, following)
    return [
        *(one for room in of_meetings for one in room.reminders(app, today, there)),
        *plans_due.reminders(app, today),
        *poll_noticing.reminders(app, today),
    ]
