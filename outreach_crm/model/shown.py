"""What the page of a contact and the day of an officer show: lines of the history, panels, reminders."""

from datetime import date
from typing import Any

from attrs import field, frozen

from outreach_crm.model.pointers import Ref
from outreach_crm.text import Term, say, term


def _phrases(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(term, texts))


class Side(Term):
    """From whom a contact in the history came."""

    OURS = "we"
    THEIRS = "they"
    BOTH = "both"


@frozen(kw_only=True)
class Entry:
    """One line of a contact's history, whichever feature it comes from.

    ``on`` is a date; ``kind`` is a word such as ``call``, ``letter``, ``meeting``, ``request``.
    """

    on: date
    kind: str = field(converter=term)
    title: str
    ref: Ref
    contact_id: int
    side: Side = Side.OURS
    detail: str = ""
    by: str = ""

    @property
    def whose(self) -> str:
        """Who it came from: they did, or the one of us who turned to them; empty where nobody says."""
        return say("they") if self.side is Side.THEIRS else self.by


@frozen(kw_only=True)
class Step:
    """What can be done from where something is shown, on a page: what the button says, and the path it leads to.

    ``at_once`` is what needs no further question and is sent by the button itself.
    """

    label: str = field(converter=term)
    path: str
    at_once: bool = False


@frozen(kw_only=True)
class Hint:
    """Something to know of a record or before somebody is turned to, and the step that goes with it."""

    sentence: str
    step: Step | None = None


@frozen(kw_only=True)
class Reminder:
    """Something due: what, since when, for whom, the command that settles it and the step of a page that does.

    ``owner_id`` is an account; None means whoever looks. Reminders of one ``group`` stand together in
    ``outreach today``; those of a group with ``summary`` (a sentence with ``{n}``) shrink to one line when many.
    ``ref`` tells the reminder from others, so that it can be put off; ``about`` is the record that a page leads to
    where that is another one. ``alarm`` is what cannot wait: it stands on top. ``ends_on`` is the day on which
    something ends that is told of before, since ``due_on``.
    """

    due_on: date
    sentence: str
    command: str
    group: str = field(converter=term)
    owner_id: int | None = None
    ref: Ref | None = None
    summary: str = ""
    step: Step | None = None
    about: Ref | None = None
    alarm: bool = False
    ends_on: date | None = None


@frozen(kw_only=True)
class Hit:
    """Something that a search found.

    Args:
        ref: the record; None for what is none, such as a sector.
        title: how it is called.
        detail: what tells it from others of that name.
        path: where it is shown, for what is no record.
    """

    ref: Ref | None = None
    title: str
    detail: str = ""
    path: str = ""


@frozen(kw_only=True)
class Panel:
    """A titled table, drawn by terminal and web alike; ``rank`` orders panels, smallest first.

    ``caution`` is what somebody must know before turning to the contact; it stands in the first line of the page.
    ``asked`` is what we asked of the contact last; it stands among the first lines, too.
    ``steps`` are what can be done from there. ``refs`` are the records that rows are about, or the paths of
    their pages, one for each, which a page makes links of.
    """

    title: str = field(converter=term)
    columns: tuple[str, ...] = field(converter=_phrases)
    rows: tuple[tuple[Any, ...], ...]
    ref: Ref | None = None
    rank: int = 100
    empty: str = field(default="", converter=term)
    caution: str = ""
    asked: str = ""
    steps: tuple[Step, ...] = ()
    refs: tuple[Ref | str | None, ...] = ()
