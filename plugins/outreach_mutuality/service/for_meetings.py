"""What of requests is for the meeting of a group: those it can advise on, and what was promised to its sector."""

from collections.abc import Sequence
from datetime import date

from outreach_crm.app import App
from outreach_crm.groups import service as groups
from outreach_crm.model import MOST_MATTERS, AgendaItem, CalendarEvent, Due, Ref, left_over, with_rest
from outreach_crm.text import say
from outreach_mutuality.model.requests import in_a_line
from outreach_mutuality.queries import for_meetings as queries
from outreach_mutuality.queries import requests as request_queries
from outreach_mutuality.service.noticing import promised, waits

_REQUESTS, _PROMISES = say("Requests"), say("Promises")


def matters(app: App, group_id: int, on: date) -> list[AgendaItem]:
    """Return the requests of a group's sectors that wait for advice, then promises to them that are due by a day.

    Only for a group that advises, see :func:`outreach_crm.groups.service.advised`: they are matters of the office.
    """
    sectors = groups.advised(app, group_id)
    return [*_requests(app, sectors, on), *_promises(app, sectors, on)] if sectors else []


def _requests(app: App, sectors: Sequence[str], on: date) -> list[AgendaItem]:
    rows = queries.requests(app.store, sectors, on.isoformat(), MOST_MATTERS)
    found = {one.id: one for one in request_queries.some(app.store, [row["id"] for row in rows])}
    named = (
        AgendaItem(
            heading=_REQUESTS,
            title=waits(one),
            ref=Ref("mutuality_requests", one.id),
            due_on=date.fromisoformat(one.deadline_on) if one.deadline_on else None,
            owner=one.owner,
            minutes=10,
            office=True,
        )
        for row in rows
        if (one := found.get(row["id"]))
    )
    return with_rest(named, left_over(rows), _REQUESTS)


def _promises(app: App, sectors: Sequence[str], on: date) -> list[AgendaItem]:
    rows = queries.promises(app.store, sectors, on.isoformat(), MOST_MATTERS)
    named = (
        AgendaItem(
            heading=_PROMISES,
            title=promised(row["name"], row["what"]),
            ref=Ref("mutuality_promises", row["id"]),
            due_on=date.fromisoformat(row["due_on"]),
            owner=row["owner"],
            office=True,
        )
        for row in rows
    )
    return with_rest(named, left_over(rows), _PROMISES)


def days(app: App, start: date, end: date) -> list[CalendarEvent]:
    """Return by when requests need an answer and promises are to be kept, on days of a span."""
    span = (start.isoformat(), end.isoformat())
    deadlines = (
        CalendarEvent(
            ref=Ref("mutuality_requests", row["id"]),
            title=say("{name} needs an answer: {what}", name=row["name"], what=in_a_line(row["text"])),
            on=date.fromisoformat(row["deadline_on"]),
            kind=Due.DEADLINE,
            contact_ids=(row["contact_id"],),
            owner_id=row["owner_id"],
        )
        for row in queries.deadlines(app.store, *span)
    )
    promises = (
        CalendarEvent(
            ref=Ref("mutuality_promises", row["id"]),
            title=promised(row["name"], row["what"]),
            on=date.fromisoformat(row["due_on"]),
            kind=Due.TASK,
            contact_ids=(row["contact_id"],),
            owner_id=row["owner_id"],
            done_on=date.fromisoformat(row["done_on"]) if row["done_on"] else None,
        )
        for row in queries.promised(app.store, *span)
    )
    return [*deadlines, *promises]
