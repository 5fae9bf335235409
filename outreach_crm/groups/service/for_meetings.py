"""What groups have for their own meetings: what they lack, a fee, a role nobody has; and on what they advise."""

from collections.abc import Iterator
from datetime import date

from outreach_crm.app import App
from outreach_crm.groups import model, queries
from outreach_crm.groups.model import Group, Structure
from outreach_crm.groups.service.reminding import NEEDED
from outreach_crm.model import AgendaItem, CalendarEvent, Due, Ref
from outreach_crm.text import say, term

_HEADING = say("The group itself")
_ADVISING = (Structure.SPECIALIST, Structure.ADVISORY)
"""Structures that are asked about a whole sector (Campaign Manual, "Structures", pp. 185-187)."""


def advised(app: App, group_id: int) -> tuple[str, ...]:
    """Return the keys of the sectors on which a group advises; none of another structure, or that is not seen."""
    group = queries.group(app.store, group_id)
    return queries.sectors(app.store, group_id) if group is not None and group.structure in _ADVISING else ()


def matters(app: App, group_id: int, on: date) -> list[AgendaItem]:
    """Return what a group lacks on a day: its fee, a coordinator or casefile holder, and what the manual asks for."""
    group = queries.group(app.store, group_id)
    if group is None or (group.ended_on and group.ended_on <= on.isoformat()):
        return []
    return [*_fee(group, on), *_vacant(app, group, on), *_missing(app, group, on)]


def _fee(group: Group, on: date) -> Iterator[AgendaItem]:
    if group.fee_paid_until and group.fee_paid_until < on.isoformat():
        until = date.fromisoformat(group.fee_paid_until)
        title = say("The fee was paid until {day}", day=until)
        own = Ref("groups", group.id)
        yield AgendaItem(heading=_HEADING, title=title, ref=own, due_on=until, detail=group.fee)


def _vacant(app: App, group: Group, on: date) -> Iterator[AgendaItem]:
    for row in queries.vacant(app.store, NEEDED, on.isoformat()):
        if row["group_id"] == group.contact_id:
            since = date.fromisoformat(row["to_on"])
            title = say("No {role} since {day}", role=term(row["role"]), day=since)
            yield AgendaItem(heading=_HEADING, title=title, ref=Ref("group_members", row["id"]), due_on=since)


def _missing(app: App, group: Group, on: date) -> Iterator[AgendaItem]:
    known = queries.sectors(app.store, group.contact_id)
    planned = queries.is_planned(app.store, group.contact_id, on.year)
    for one in model.missing(group, sectors=known, planned=planned):
        yield AgendaItem(heading=_HEADING, title=one.sentence, ref=Ref("groups", group.id))


def days(app: App, start: date, end: date) -> list[CalendarEvent]:
    """Return the days of a span until which the fees of groups are paid."""
    return [
        CalendarEvent(
            ref=Ref("groups", row["id"]),
            title=say("{name}: the fee is paid until today", name=row["name"]),
            on=date.fromisoformat(row["fee_paid_until"]),
            kind=Due.DEADLINE,
            contact_ids=(row["contact_id"],),
            owner_id=row["holder_id"],
            detail=row["fee"],
        )
        for row in queries.fees_of_days(app.store, start.isoformat(), end.isoformat())
    ]
