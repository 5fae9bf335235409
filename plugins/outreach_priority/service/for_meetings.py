"""What of priorities is for the meeting of a group: rounds it scores in or knows of, and its plans that are due."""

from datetime import date

from outreach_crm.app import App
from outreach_crm.groups import service as groups
from outreach_crm.model import MOST_MATTERS, AgendaItem, Aim, CalendarEvent, Due, Ref, left_over, with_rest
from outreach_crm.text import say
from outreach_priority.queries import for_meetings as queries
from outreach_priority.queries import plans

_ROUNDS, _PLANS = say("Priorities"), say("Plans")


def matters(app: App, group_id: int, on: date) -> list[AgendaItem]:
    """Return the open rounds that a group has to do with, then its plans that are to be looked at again by a day."""
    return [*_rounds(app, group_id, on), *_plans(app, group_id, on)]


def aims(app: App, group_id: int) -> list[Aim]:
    """Return what a group is to work for by the plans that were adopted and for which it is responsible."""
    return [
        Aim(
            ref=Ref("priority_plans", one.id),
            title=say("{whom}: {level}", whom=one.title, level=one.label),
            due_on=date.fromisoformat(one.review_on) if one.review_on else None,
            volunteer_hours=one.volunteer_hours,
            staff_hours=one.staff_hours,
            money=one.money,
        )
        for one in plans.of_group(app.store, group_id)
    ]


def _rounds(app: App, group_id: int, on: date) -> list[AgendaItem]:
    rows = queries.rounds(app.store, group_id, groups.advised(app, group_id), on.isoformat(), MOST_MATTERS)
    named = (
        AgendaItem(
            heading=_ROUNDS,
            title=say("{title}: sheets are handed in by {day}", title=row["title"], day=by),
            ref=Ref("priority_assessments", row["id"]),
            due_on=by,
            minutes=15,
            office=not row["own"],
        )
        for row in rows
        if (by := date.fromisoformat(row["due_on"]))
    )
    return with_rest(named, left_over(rows), _ROUNDS)


def _plans(app: App, group_id: int, on: date) -> list[AgendaItem]:
    rows = queries.plans(app.store, group_id, on.isoformat(), MOST_MATTERS)
    named = (
        AgendaItem(
            heading=_PLANS,
            title=say("{title}: the plan is to be looked at again", title=row["title"]),
            ref=Ref("priority_plans", row["id"]),
            due_on=date.fromisoformat(row["review_on"]),
            minutes=10,
        )
        for row in rows
    )
    return with_rest(named, left_over(rows), _PLANS)


def days(app: App, start: date, end: date) -> list[CalendarEvent]:
    """Return the days of a span on which rounds close and plans are to be looked at again."""
    span = (start.isoformat(), end.isoformat())
    rounds = queries.rounds_of_days(app.store, *span)
    asked = queries.asked(app.store, [row["id"] for row in rounds])
    closing = (
        CalendarEvent(
            ref=Ref("priority_assessments", row["id"]),
            title=say("{title}: the round closes", title=row["title"]),
            on=date.fromisoformat(row["due_on"]),
            kind=Due.DEADLINE,
            contact_ids=tuple(dict.fromkeys(filter(None, (row["group_id"], *asked.get(row["id"], ()))))),
            office=True,
        )
        for row in rounds
    )
    reviews = (
        CalendarEvent(
            ref=Ref("priority_plans", row["id"]),
            title=say("{title}: the plan is to be looked at again", title=row["title"]),
            on=date.fromisoformat(row["review_on"]),
            kind=Due.DEADLINE,
            contact_ids=() if row["group_id"] is None else (row["group_id"],),
        )
        for row in queries.plans_of_days(app.store, *span)
    )
    return [*closing, *reviews]
