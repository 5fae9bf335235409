"""What asks there are for the meeting of a group: those it puts or can advise on, and advice it is asked for."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from outreach_crm.app import App
from outreach_crm.asks.model import AsksSettings
from outreach_crm.asks.model.advice import Advice, Role
from outreach_crm.asks.queries import advice as advice_queries
from outreach_crm.asks.queries import asks as ask_queries
from outreach_crm.asks.queries import for_meetings as queries
from outreach_crm.asks.service.noticing import waits
from outreach_crm.groups import service as groups
from outreach_crm.model import MOST_MATTERS, AgendaItem, CalendarEvent, Due, Ref, left_over, with_rest
from outreach_crm.storage import Row
from outreach_crm.text import say

_ADVICE, _ASKS = say("Advice"), say("Asks")


def matters(app: App, group_id: int, on: date) -> list[AgendaItem]:
    """Return advice that a group is asked for, then asks that wait on a day and that it puts or can advise on."""
    return [*_advice(app, group_id), *_asks(app, group_id, on)]


def _advice(app: App, group_id: int) -> list[AgendaItem]:
    waited = [
        one
        for one in advice_queries.listed(app.store, contact_id=group_id)
        if any(named.contact_id == group_id and named.name for named in one.those(Role.ADVISER))
    ]
    return with_rest(map(_asked, waited[:MOST_MATTERS]), len(waited) - MOST_MATTERS, _ADVICE)


def _asked(one: Advice) -> AgendaItem:
    about = ", ".join(named.name for named in one.those(Role.ABOUT))
    ref, by = Ref("advice", one.id), date.fromisoformat(one.due_on)
    return AgendaItem(
        heading=_ADVICE, title=one.question, ref=ref, due_on=by, owner=one.owner, minutes=10, detail=about
    )


def _asks(app: App, group_id: int, on: date) -> list[AgendaItem]:
    settings = app.settings.of("asks", AsksSettings)
    rows = queries.matters(
        app.store,
        group_id,
        groups.advised(app, group_id),
        on.isoformat(),
        prepare=settings.prepare_days,
        patience=settings.answer_days,
        limit=MOST_MATTERS,
    )
    found = {one.id: one for one in ask_queries.some(app.store, [row["id"] for row in rows])}
    named = (
        AgendaItem(
            heading=_ASKS,
            title=waits(one, settings).sentence,
            ref=Ref("asks", one.id),
            due_on=date.fromisoformat(one.due_on),
            owner=one.owner,
            detail=one.why,
            office=not row["own"],
        )
        for row in rows
        if (one := found.get(row["id"]))
    )
    return with_rest(named, left_over(rows), _ASKS)


def days(app: App, start: date, end: date) -> list[CalendarEvent]:
    """Return by when open asks and advice are to be there, on days of a span."""
    span = (start.isoformat(), end.isoformat())
    return [*_days_of_asks(queries.of_days(app.store, *span)), *_of_advice(queries.advice_of_days(app.store, *span))]


def _days_of_asks(rows: Iterable[Row]) -> Iterator[CalendarEvent]:
    for number, several in groupby(rows, key=lambda row: row["id"]):
        those = list(several)
        row = those[0]
        yield CalendarEvent(
            ref=Ref("asks", number),
            title=say("{name}: {what}", name=row["name"], what=row["sentence"]),
            on=date.fromisoformat(row["due_on"]),
            kind=Due.DEADLINE,
            contact_ids=(row["contact_id"], *(one["group_id"] for one in those if one["group_id"] is not None)),
            owner_id=row["owner_id"],
        )


def _of_advice(rows: Iterable[Row]) -> Iterator[CalendarEvent]:
    for number, several in groupby(rows, key=lambda row: row["id"]):
        those = list(several)
        yield CalendarEvent(
            ref=Ref("advice", number),
            title=say("Advice: {what}", what=those[0]["question"]),
            on=date.fromisoformat(those[0]["due_on"]),
            kind=Due.DEADLINE,
            contact_ids=tuple(one["contact_id"] for one in those if one["contact_id"] is not None),
            owner_id=those[0]["owner_id"],
        )
