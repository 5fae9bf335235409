"""What features have for the meeting of a group, and what is due on the days of a calendar."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import field, frozen

from outreach_crm.model.pointers import Ref
from outreach_crm.text import Term, count, term

# So many matters a feature names under one heading; one more stands for the rest. The agenda is read in an evening.
MOST_MATTERS = 12


@frozen(kw_only=True)
class AgendaItem:
    """A matter for the meeting of a group.

    Args:
        heading: under what it stands, such as ``Urgent Actions``.
        title: the matter as a sentence or a name.
        ref: the record it is about; None where it stands for several.
        due_on: the day until which something can be done, or since which it is due.
        owner: the name of the one of us whose matter it is; empty where nobody's.
        minutes: how long the group will need for it, in minutes.
        detail: what somebody should know before it is talked about.
        paper: the record whose attachments are its papers.
        appeals: whether letters can be written on it, as on an evening of letter-writing.
        office: whether it is a matter of the office, on which the group advises, and not one of the group's own.
        rest: of how many more it is the one line, where they are not named.
    """

    heading: str = field(converter=term)
    title: str
    ref: Ref | None = None
    due_on: date | None = None
    owner: str = ""
    minutes: int = 5
    detail: str = ""
    paper: Ref | None = None
    appeals: bool = False
    office: bool = False
    rest: int = 0


def with_rest(items: Iterable[AgendaItem], rest: int, heading: str) -> list[AgendaItem]:
    """Return matters, and behind them a line for those that are not named, where there are any.

    Args:
        items: the matters that are named, at most :data:`MOST_MATTERS`.
        rest: how many more there are.
        heading: under what all of them stand.
    """
    line = AgendaItem(heading=heading, title=count(rest, "One more", "{n} more"), rest=rest)
    return [*items, line] if rest > 0 else [*items]


@frozen(kw_only=True)
class Aim:
    """What a group is to work for, as it was decided elsewhere: a plan for a sector that was adopted, a campaign.

    Args:
        ref: the record in which it was decided.
        title: what is to be reached, in a few words.
        due_on: until when.
        campaign_id: the campaign it belongs to.
        volunteer_hours: hours of volunteers that are meant for it in a year.
        staff_hours: hours of staff.
        money: in the section's own money.
    """

    ref: Ref
    title: str
    due_on: date | None = None
    campaign_id: int | None = None
    volunteer_hours: float = 0
    staff_hours: float = 0
    money: float = 0


def left_over(rows: Sequence[Mapping[str, Any]]) -> int:
    """Return how many more there are than some rows, each of which says in ``of_all`` how many there are in all."""
    return int(rows[0]["of_all"]) - len(rows) if rows else 0


class Due(Term):
    """What a day of the calendar is for a matter."""

    DEADLINE = "deadline"  # it ends, or is to be there by then
    TASK = "task"  # somebody does it until then, and says so


@frozen(kw_only=True)
class CalendarEvent:
    """Something that is due on a day: a date, never a moment.

    Args:
        ref: the record it is about.
        title: what is due.
        on: the day.
        kind: what the day is for it.
        contact_ids: the groups and people it concerns, by their contacts.
        owner_id: the account whose matter it is; None where nobody's.
        done_on: the day it was done.
        detail: what somebody should know of it.
        office: whether it concerns the whole office, whoever owns it.
        part: what tells it from others of the same record, such as ``from_on``; calendars know it by that for good.
    """

    ref: Ref
    title: str
    on: date
    kind: Due = field(converter=Due)
    contact_ids: tuple[int, ...] = ()
    owner_id: int | None = None
    done_on: date | None = None
    detail: str = ""
    office: bool = False
    part: str = ""
