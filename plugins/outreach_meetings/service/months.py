"""Puts together what the calendar of a month shows: meetings, and what other features have due on its days."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeVar

from outreach_crm.app import App
from outreach_crm.model import CalendarEvent
from outreach_meetings.model.months import Day, Month, weeks
from outreach_meetings.service import occurring

_T = TypeVar("_T")
Holidays = Callable[[date, date], Mapping[date, str]]
"""Given a span of days, returns which of them are holidays and what they are called."""


def _none(_: date, __: date) -> Mapping[date, str]:
    return {}


def month(
    app: App, first: date, *, begins_on: int = 0, group_id: int | None = None, holidays: Holidays = _none
) -> Month:
    """Return a month with its meetings and what is due.

    Args:
        app: the App.
        first: its first day.
        begins_on: the weekday on which a week begins, 0 is Monday.
        group_id: only what is of this group, as a contact; else all meetings, what is due for the office, and what is
            due for whoever looks or for nobody in particular.
        holidays: what says which days are holidays.
    """
    rows = [*weeks(first, begins_on)]
    start, end = rows[0][0], rows[-1][-1]
    named = holidays(start, end)
    meetings = _by_day(occurring.between(app, start, end, group_id=group_id), lambda one: one.starts.date())
    due = _by_day(_due(app, start, end, group_id), lambda one: one.on)

    def day(on: date) -> Day:
        return Day(
            on=on,
            inside=on.month == first.month,
            meetings=tuple(meetings[on]),
            due=tuple(due[on]),
            holidays=(named[on],) if on in named else (),
        )

    return Month(first=first, weeks=tuple(tuple(day(on) for on in row) for row in rows))


def _due(app: App, start: date, end: date, group_id: int | None) -> list[CalendarEvent]:
    """Return what is due: deadlines before tasks, and what is done last."""
    offered = app.plugins.calendar_events(app, start, end)
    mine = {None, app.actor.account_id}
    meant = (
        one for one in offered if (group_id in one.contact_ids if group_id else one.office or one.owner_id in mine)
    )
    return sorted(meant, key=lambda one: (one.on, one.done_on is not None, one.kind, one.title))


def _by_day(of: Iterable[_T], day: Callable[[_T], date]) -> defaultdict[date, list[_T]]:
    found: defaultdict[date, list[_T]] = defaultdict(list)
    for one in of:
        found[day(one)].append(one)
    return found
