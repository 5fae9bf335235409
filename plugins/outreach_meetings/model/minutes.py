"""What a meeting left behind: minutes with their corrections, decisions, notes on contacts, letters written."""

from collections.abc import Sequence
from typing import Self

from attrs import field, frozen

from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Ref
from outreach_crm.text import Sentence, Term, count, row, say
from outreach_meetings.model.attendance import Attendance
from outreach_meetings.model.duties import Duty
from outreach_meetings.model.series import Meeting


class Stage(Term):
    """How far minutes have come; from the second on their texts stay, and corrections stand beside them."""

    DRAFT = "draft"
    FOR_APPROVAL = "for approval"
    APPROVED = "approved"


@frozen(kw_only=True)
class Correction:
    """How a text of minutes reads after somebody corrected it; of no text, something that was left out of them.

    ``late``: the minutes were approved already.
    """

    id: int
    passage_id: int | None
    decision_id: int | None
    text: str
    why: str
    written_by: str
    written_on: str
    late: bool = field(default=False, converter=bool)

    @property
    def told(self) -> Sentence:
        """What was corrected or added, by whom, when and why, in a line."""
        values = {"name": self.written_by, "day": self.written_on, "why": self.why, "text": self.text}
        if self.passage_id is None and self.decision_id is None:
            return say("Added by {name} on {day} ({why}): {text}", **values)
        return say("Corrected by {name} on {day} ({why}): {text}", **values)


@frozen(kw_only=True)
class Passage:
    """What was said on an item of the agenda, or at the meeting; ``restricted`` is not for everybody to read."""

    id: int
    item_id: int | None
    text: str
    restricted: bool = field(default=False, converter=bool)
    change_id: int = 0
    corrections: tuple[Correction, ...] = ()

    @property
    def reads(self) -> str:
        """How it reads now: as the last correction has it."""
        return _reads(self.text, self.corrections)


@frozen
class Votes:
    """How a vote went: so many for it, against it, and neither."""

    votes_for: int
    against: int = 0
    abstained: int = 0

    @classmethod
    def read(cls, text: str) -> Self:
        """Return what a text such as ``7:1:2`` says: for, against, abstained; the latter may be left out.

        Raises:
            InvalidInputError: it says no such thing.
        """
        parts = [part.strip() for part in text.split(":")]
        if not 1 <= len(parts) <= 3 or not all(part.isdecimal() and len(part) < 7 for part in parts):
            raise InvalidInputError(
                say("{text!r} is no vote: write for, against and abstained, such as 7:1:2.", text=text)
            )
        return cls(*map(int, parts))

    @property
    def told(self) -> Sentence:
        """How it went, in words."""
        return say(
            "{n} for, {against} against, {abstained} abstained",
            n=self.votes_for,
            against=self.against,
            abstained=self.abstained,
        )

    @property
    def cast(self) -> int:
        """How many votes there were."""
        return self.votes_for + self.against + self.abstained


@frozen(kw_only=True)
class Decision:
    """What a group decided, numbered by group and year; ``quorate`` is None where nobody wrote down who was there."""

    id: int
    item_id: int | None
    year: int
    number: int
    text: str
    votes: Votes | None = None
    quorate: bool | None = None
    on: str = ""
    corrections: tuple[Correction, ...] = ()

    @property
    def name(self) -> str:
        """By which it is cited: ``2026/3``."""
        return f"{self.year}/{self.number}"

    @property
    def reads(self) -> str:
        """How it reads now: as the last correction has it."""
        return _reads(self.text, self.corrections)

    @property
    def told(self) -> str:
        """How it reads now, and that this is not how it was decided where it was corrected."""
        return say("{text} (corrected)", text=self.reads) if self.corrections else self.text

    @property
    def warning(self) -> Sentence | str:
        """What to know of it: that too few were there to decide; empty where there is nothing."""
        return say("decided without a quorum") if self.quorate is False else ""

    @property
    def facts(self) -> Sentence:
        """How the vote went, and what to know of it, in a line; empty where there is nothing to say."""
        return row([*([self.votes.told] if self.votes else []), *([self.warning] if self.warning else [])])


@frozen(kw_only=True)
class DecisionDraft:
    """A decision to be written down; ``item`` is the number of an item of the agenda, 0 for none."""

    text: str
    votes: Votes | None = None
    item: str = "0"


@frozen(kw_only=True)
class Note:
    """What was said of a contact at a meeting; it stands in their history."""

    id: int
    item_id: int | None
    contact_id: int
    name: str
    text: str
    written_by: str
    restricted: bool = field(converter=bool)


@frozen(kw_only=True)
class Letters:
    """How many letters were written at a meeting on what ``ref`` names; ``fixed``: as finished minutes have it."""

    id: int
    ref: Ref
    title: str
    letters: int
    fixed: int | None = None

    @property
    def told(self) -> Sentence:
        """How many on what, and what the minutes say where that was another number."""
        told = count(self.letters, "{n} letter on {what}", "{n} letters on {what}", what=self.title)
        if self.fixed is None or self.fixed == self.letters:
            return told
        return say("{letters} (the minutes had {n})", letters=told, n=self.fixed)


@frozen(kw_only=True)
class Point:
    """An item of the agenda with what was written under it; number ``0`` is what belongs to no item.

    ``appeals``: letters can be written on it. ``approved`` says which minutes the meeting approved.
    """

    number: str = "0"
    item_id: int | None = None
    title: str = ""
    restricted: bool = False
    appeals: bool = False
    approved: tuple[Sentence, ...] = ()
    passages: tuple[Passage, ...] = ()
    decisions: tuple[Decision, ...] = ()
    duties: tuple[Duty, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def text(self) -> Passage | None:
        """What was said on it that is for everybody."""
        return next((one for one in self.passages if not one.restricted), None)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written under it."""
        return not (self.approved or self.passages or self.decisions or self.duties or self.notes)


@frozen(kw_only=True)
class Minutes:
    """The minutes of a meeting: by item what was said, decided, taken on, and what was written there.

    ``id`` is None and ``stage`` draft where nothing was written yet. ``additions`` are corrections of no text.
    """

    meeting: Meeting
    id: int | None = None
    stage: Stage = field(default=Stage.DRAFT, converter=Stage)
    written_by: str = ""
    finished_on: str | None = None
    approved_on: str | None = None
    approved_at: Meeting | None = None
    change_id: int = 0
    attendance: Attendance
    points: tuple[Point, ...] = ()
    letters: tuple[Letters, ...] = ()
    additions: tuple[Correction, ...] = ()

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """All that was decided."""
        return tuple(sorted((one for point in self.points for one in point.decisions), key=lambda one: one.number))

    @property
    def duties(self) -> tuple[Duty, ...]:
        """All that was taken on."""
        return tuple(one for point in self.points for one in point.duties)

    @property
    def is_open(self) -> bool:
        """Whether texts can still be written and altered."""
        return self.stage is Stage.DRAFT

    @property
    def standing(self) -> Sentence:
        """How far they have come, in a sentence."""
        if self.id is None:
            return say("Nothing is written yet.")
        if self.stage is Stage.DRAFT:
            return say("A draft.")
        if self.stage is Stage.FOR_APPROVAL:
            return say("Finished on {day}, waiting for approval.", day=self.finished_on or "")
        if self.approved_at is None:
            approved = say("Approved on {day}.", day=self.approved_on or "")
        else:
            met = self.approved_at.starts.date()
            approved = say("Approved on {day} at the meeting of {met}.", day=self.approved_on, met=met)
        return say("{approved} Corrected since.", approved=approved) if self.is_corrected_since else approved

    @property
    def is_corrected_since(self) -> bool:
        """Whether a correction stands beside them that whoever approved them did not have before them."""
        texts = (one.corrections for point in self.points for one in point.passages)
        decisions = (one.corrections for one in self.decisions)
        return any(one.late for some in (*texts, *decisions, self.additions) for one in some)


def _reads(text: str, corrections: Sequence[Correction]) -> str:
    return corrections[-1].text if corrections else text
