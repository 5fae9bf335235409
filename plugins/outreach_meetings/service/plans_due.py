"""What of work plans is due: on agendas, in calendars, and on the list of the day."""

from datetime import date

from outreach_crm.app import App
from outreach_crm.model import (
    MOST_MATTERS,
    AgendaItem,
    CalendarEvent,
    Due,
    Ref,
    Reminder,
    Step,
    left_over,
    with_rest,
)
from outreach_crm.text import say
from outreach_meetings.queries import plans as queries

_HEADING = say("Work plan")
_BEGINNING = "0000-01-01"


def matters(app: App, group_id: int, on: date) -> list[AgendaItem]:
    """Return the objectives of a group that should be reached by the day of a meeting."""
    rows = queries.open_ones(app.store, _BEGINNING, on.isoformat(), group_id=group_id, most=MOST_MATTERS)
    named = (
        AgendaItem(
            heading=_HEADING,
            title=row["title"],
            ref=Ref("meeting_objectives", row["id"]),
            due_on=date.fromisoformat(row["due_on"]),
            owner=row["responsible"],
        )
        for row in rows
    )
    return with_rest(named, left_over(rows), _HEADING)


def events(app: App, start: date, end: date) -> list[CalendarEvent]:
    """Return the days until which objectives are to be reached."""
    return [
        CalendarEvent(
            ref=Ref("meeting_objectives", row["id"]),
            title=row["title"],
            on=date.fromisoformat(row["due_on"]),
            kind=Due.DEADLINE,
            contact_ids=(row["group_id"],),
        )
        for row in queries.open_ones(app.store, start.isoformat(), end.isoformat())
    ]


def reminders(app: App, today: date) -> list[Reminder]:
    """Return the objectives that should have been reached, each for whoever looks after the group."""
    return [
        Reminder(
            due_on=date.fromisoformat(row["due_on"]),
            sentence=say("How far is {group} with this: {what}", group=row["group"], what=row["title"]),
            command=f'outreach meetings progress {row["group_id"]} {row["id"]} "..."',
            group="Work plans",
            owner_id=row["holder_id"],
            ref=Ref("meeting_objectives", row["id"]),
            step=Step(label=say("Say how far it is"), path=f"/meetings/objectives/{row['id']}"),
            summary="{n} objectives of groups are due",
        )
        for row in queries.open_ones(app.store, _BEGINNING, today.isoformat())
    ]
