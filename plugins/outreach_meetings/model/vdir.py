"""What becomes of the entries of a calendar that is a folder of files, where we and other programs write."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum, auto
from hashlib import sha256

from attrs import evolve, field, fields, frozen

from outreach_crm.text import Sentence, Term, count, row, say
from outreach_meetings.model.calendar import Day, Told


def digest(content: bytes) -> str:
    """Return by what two files are known to be the same (SHA-256)."""
    return sha256(content).hexdigest()


@frozen
class Base:
    """How an entry was left at the last sync: the text we wrote, and the digest of the file as it then lay there."""

    ours: str
    there: str


class Move(Enum):
    """What is to be done with an entry."""

    NOTHING = auto()
    WRITE = auto()  # it is new, or only we changed it
    WRITE_AGAIN = auto()  # somebody took the file away, which is not theirs to do
    REMOVE = auto()  # it is ours no more, and nobody else changed it
    REMOVE_CHANGED = auto()  # it is ours no more, and somebody changed it
    LOOK = auto()  # somebody else changed it
    LEAVE = auto()  # it is of another program


def decide(ours: str | None, there: str | None, base: Base | None) -> Move:
    """Return what is to be done with an entry.

    Args:
        ours: the digest of the file as we would write it now; None where we have no such entry.
        there: the digest of the file that lies there; None where there is none.
        base: how both were at the last sync; None where the entry was not known then.
    """
    if there == ours:
        return Move.NOTHING
    if there is None:
        return Move.WRITE if base is None else Move.WRITE_AGAIN
    altered = base is None or there != base.there
    if ours is None:
        gone = Move.REMOVE_CHANGED if altered else Move.REMOVE
        return Move.LEAVE if base is None else gone
    unlike = base is not None and digest(base.ours.encode()) != ours
    stays = Move.WRITE if unlike else Move.NOTHING
    return Move.LOOK if altered else stays


@frozen(kw_only=True)
class Said:
    """What an entry says that somebody may want to alter; of a file that says more of it, no more is looked at."""

    start: Day | None = None
    end: Day | None = None
    place: str = ""
    summary: str = ""
    description: str = ""
    rule: str = ""
    exceptions: tuple[Day, ...] = ()
    due: date | None = None
    done: bool = False
    off: bool = False

    def differing(self, other: "Said") -> frozenset[str]:
        """Return the names of what another one says otherwise."""
        names = (one.name for one in fields(type(self)))
        return frozenset(name for name in names if getattr(self, name) != getattr(other, name))

    def moved_to(self, start: datetime) -> "Said":
        """Return the same for one of a series, which begins when the series says."""
        if not isinstance(self.start, datetime) or not isinstance(self.end, datetime):
            return evolve(self, rule="", exceptions=())
        return evolve(self, start=start, end=start + (self.end - self.start), rule="", exceptions=())


def said(told: Sequence[Told], uid: str) -> dict[Day | None, Said]:
    """Return what a file says of one entry: of the whole under None, of those that differ by their start."""
    return {one.recurrence_id: _said(one) for one in told if one.uid == uid}


def _said(one: Told) -> Said:
    return Said(
        start=one.start if one.kind == "event" else None,
        end=one.end if one.kind == "event" else None,
        place=one.location.strip(),
        summary=one.summary.strip(),
        description=one.description.strip(),
        rule=";".join(sorted(one.rule.split(";"))),
        exceptions=one.exceptions,
        due=one.due,
        done=bool(one.done) or one.status == "COMPLETED",
        off=one.status == "CANCELLED",
    )


class Fate(Term):
    """What became of an entry."""

    WRITTEN = "written"
    REMOVED = "removed"
    TAKEN = "taken over"
    BACK = "put back"
    LEFT = "left alone"


@frozen(kw_only=True)
class Line:
    """What became of an entry, in a sentence; ``kept`` is the file that keeps the other version, if there is one."""

    file: str
    fate: Fate = field(converter=Fate)
    sentence: str
    kept: str = ""


@frozen(kw_only=True)
class Synced:
    """What was done to bring a folder and a calendar into step.

    ``of`` is the group or whoever of us the calendar is of; ``entries`` is how many of ours are in the folder now.
    """

    folder: str
    of: str
    entries: int
    lines: tuple[Line, ...] = ()

    @property
    def summary(self) -> Sentence:
        """How many entries are there and what was done, in a line."""
        fates = [one.fate for one in self.lines]
        done: Mapping[Fate, int] = {fate: fates.count(fate) for fate in Fate if fate in fates}
        there = count(self.entries, "{n} entry", "{n} entries")
        if not done:
            return say("{entries} in step.", entries=there)
        parts = row([say("{n} {fate}", n=number, fate=fate) for fate, number in done.items()])
        return say("{entries} in step: {parts}.", entries=there, parts=parts)
