"""Entries of the journal as records."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from outreach_crm.model import Ref
from outreach_crm.storage.history import Done, RowChange
from outreach_crm.text import row, term

_NAMED = 3


class State(StrEnum):
    """What became of a change."""

    DONE = "done"
    RUNNING = "running"
    INTERRUPTED = "interrupted"
    UNDONE = "undone"


@frozen(kw_only=True)
class ChangeEntry:
    """One change: who, when (UTC), what, why; ``undoes`` and ``undone_by`` are ids of other changes.

    ``about`` are the names of the first few contacts it is about, else of other records that it wrote.
    """

    id: int
    at: str
    by: str
    via: str
    what: str = field(converter=term)
    why: str
    state: State
    final: bool
    about: tuple[str, ...] = ()
    undoes: int | None = None
    undone_by: int | None = None

    @property
    def whom(self) -> str:
        """The first names of those it is about, in a line."""
        return ", ".join(self.about[:_NAMED]) + (" …" if len(self.about) > _NAMED else "")


@frozen(kw_only=True)
class Wanted:
    """Which changes somebody asks for; what is left empty narrows nothing.

    ``by`` is the name of whoever made them, ``not_by`` of who did not, nor the program itself; ``since`` and ``until``
    are moments (UTC) between which they were begun, the latter left out.
    """

    by: str = ""
    not_by: str = ""
    since: str = ""
    until: str = ""
    contact_id: int | None = None


ALL = Wanted()
"""Every change."""


@frozen(kw_only=True)
class ChangeDetail:
    """A change with what it did to each row, and how many rows of each sort it wrote in all.

    What is about contacts the reader may not see is in neither.
    """

    entry: ChangeEntry
    rows: tuple[RowChange, ...]
    counts: dict[str, int]


@frozen(kw_only=True)
class Version:
    """A row about a contact as it was until it was written again; ``change_id`` is the change that had made it so.

    ``undone`` says that it was an undo that wrote it again.
    """

    table: str
    row_id: int
    contact_id: int
    change_id: int
    values: Mapping[str, Any]
    undone: bool


@frozen(kw_only=True)
class ToldValue:
    """What a change did to one value of a row, as people read it; empty for nothing."""

    label: str
    before: str
    after: str


@frozen(kw_only=True)
class ToldRow:
    """What a change did to one row, as people read it: only the values that differ."""

    ref: Ref
    title: str = field(converter=term)
    name: str
    done: Done
    values: tuple[ToldValue, ...]

    @property
    def called(self) -> str:
        """What it is, and its name."""
        return row((self.title, self.name) if self.name else (self.title,), " ")


@frozen(kw_only=True)
class Stay:
    """A record that an undo leaves as it is, and the later change that used it, where one is known."""

    name: str
    since: ChangeEntry | None


@frozen(kw_only=True)
class UndoPlan:
    """What an undo of a change would do: how many rows it would take back, and what would stay.

    ``resumes`` says that an undo of it was cut off, and goes on.
    """

    change: ChangeEntry
    rows: int
    stayed: tuple[Stay, ...]
    resumes: bool


@frozen(kw_only=True)
class UndoReport:
    """What an undo did: rows taken back, and the records that stay because they were used since."""

    change: ChangeEntry
    rows: int
    stayed: tuple[str, ...]


@frozen(kw_only=True)
class Verdict:
    """Whether the journal is as it was written: how many entries were checked, and what does not fit."""

    entries: int
    problems: tuple[str, ...]
