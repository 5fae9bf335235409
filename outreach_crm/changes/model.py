"""Entries of the journal as records."""

from enum import StrEnum

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
    """One change: who, when (UTC), what, why; ``undoes`` and ``undone_by`` are ids of other changes."""

    id: int
    at: str
    by: str
    via: str
    what: str
    why: str
    state: State
    final: bool
    undoes: int | None = None
    undone_by: int | None = None


@frozen(kw_only=True)
class ChangeDetail:
    """A change with what it did to each row; ``hidden`` rows are about contacts the reader may not see."""

    entry: ChangeEntry
    rows: tuple[RowChange, ...]
    counts: dict[str, int]
    hidden: int = 0


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
