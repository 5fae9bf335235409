"""Entries of the journal as records."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from attrs import frozen

from outreach_crm.storage.history import RowChange


class State(StrEnum):
    """What became of a change."""

    DONE = "done"
    RUNNING = "running"
    INTERRUPTED = "interrupted"
    UNDONE = "undone"


@frozen(kw_only=True)
class ChangeEntry:
    """One change: who, when (UTC), what, why; ``undoes`` and ``undone_by`` are ids of other changes.

    ``about`` are the names of the first few contacts it is about.
    """

    id: int
    at: str
    by: str
    via: str
    what: str
    why: str
    state: State
    final: bool
    about: tuple[str, ...] = ()
    undoes: int | None = None
    undone_by: int | None = None


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
