"""What the page of a contact and the day of an officer show: lines of the history, panels, reminders."""

from datetime import date
from enum import StrEnum
from typing import Any

from attrs import frozen

from outreach_crm.model.pointers import Ref


class Side(StrEnum):
    """From whom a contact in the history came."""

    OURS = "we"
    THEIRS = "they"
    BOTH = "both"


@frozen(kw_only=True)
class Entry:
    """One line of a contact's history, whichever feature it comes from.

    ``on`` is a date; ``kind`` is a word such as ``call``, ``letter``, ``meeting``, ``ask``, ``request``.
    """

    on: date
    kind: str
    title: str
    ref: Ref
    contact_id: int
    side: Side = Side.OURS
    detail: str = ""
    by: str = ""


@frozen(kw_only=True)
class Reminder:
    """Something due: what, since when, for whom, and the command that settles it.

    ``owner_id`` is an account; None means whoever looks. Reminders of one ``group`` stand together in
    ``outreach today``; those of a group with ``summary`` (a sentence with ``{n}``) shrink to one line when many.
    """

    due_on: date
    sentence: str
    command: str
    group: str
    owner_id: int | None = None
    ref: Ref | None = None
    summary: str = ""


@frozen(kw_only=True)
class Panel:
    """A titled table, drawn by terminal and web alike; ``rank`` orders panels, smallest first.

    ``caution`` is what somebody must know before turning to the contact; it stands in the first line of the page.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    ref: Ref | None = None
    rank: int = 100
    empty: str = ""
    caution: str = ""
