"""What is done for a case: letters, stalls, press work; each on a day, by a group or by the section."""

from attrs import field, frozen

from outreach_crm.text import Sentence, Term, count, say, term


class ActivityKind(Term):
    """What can be done for a case (Local Groups: Case Campaigning)."""

    LETTERS = "appeal letters"
    SOLIDARITY = "solidarity messages"
    CARDS = "cards"
    STALL = "stall"
    DEMONSTRATION = "demonstration"
    MEDIA = "local media"
    REPLY = "reply"
    OTHER = "other action"
    PRESS = "press work"
    GOVERNMENT = "approach to a government"
    OBSERVER = "trial observer"

    @property
    def restricted(self) -> bool:
        """Whether not everybody reads of it, unless somebody says otherwise: what is done quietly is to stay so."""
        return self in {ActivityKind.PRESS, ActivityKind.GOVERNMENT, ActivityKind.OBSERVER}


@frozen(kw_only=True)
class ActivityDraft:
    """What somebody says was done for a case.

    Args:
        case_id: for which case.
        group_id: by which group (its contact); None: by the section itself.
        kind: what.
        on: when, as people write a day; empty: today.
        number: how many letters, messages, people; None: nobody counted. Of letters it is needed.
        words: what it was, in words.
        outcome: what came of it.
        restricted: whether only those who may write here read of it; None: as usual for what it is.
    """

    case_id: int
    group_id: int | None = None
    kind: ActivityKind = field(converter=ActivityKind)
    on: str = ""
    number: int | None = None
    words: str = ""
    outcome: str = ""
    restricted: bool | None = None


@frozen(kw_only=True)
class Activity:
    """Something that was done for a case.

    Args:
        id: its number.
        case_id: for which case.
        case: what that is called, with its reference.
        group_id: by which group (its contact); None: by the section itself.
        group: what that is called; empty for the section.
        done_on: when (ISO 8601).
        kind: what.
        number: how many letters, messages, people; None: nobody counted.
        words: what it was.
        outcome: what came of it.
        restricted: whether only those who may write here read of it.
        at_meeting: whether it was told as letters of a meeting, where the number is corrected.
        report_id: the report that told it; None: the next one does.
        written_by: who wrote it down.
        change_id: its version.
    """

    id: int
    case_id: int
    case: str
    group_id: int | None
    group: str
    done_on: str
    kind: ActivityKind = field(converter=ActivityKind)
    number: int | None
    words: str
    outcome: str
    restricted: bool = field(converter=bool)
    at_meeting: bool = field(converter=bool)
    report_id: int | None
    written_by: str
    change_id: int

    @property
    def letters(self) -> int:
        """How many appeal letters it is."""
        return self.number or 0 if self.kind is ActivityKind.LETTERS else 0

    @property
    def told(self) -> Sentence:
        """What was done, in a line: ``appeal letters (12): to the minister``."""
        what = say("{what} ({n})", what=self.kind, n=self.number) if self.number is not None else term(self.kind)
        told = say("{what}: {words}", what=what, words=self.words) if self.words else what
        return say("{what}. What came of it: {outcome}", what=told, outcome=self.outcome) if self.outcome else told


@frozen(kw_only=True)
class Report:
    """What a group tells of its work on a case, once a year at least.

    Args:
        id: its number; 0 of one that is not handed in.
        holding_id: the work of which it tells.
        from_on: the first day of which it tells.
        handed_on: the day on which it was handed in, which is the last of which it tells.
        text: what it says.
        letters: how many appeal letters were written.
        written_by: who took it in.
        change_id: its version.
    """

    id: int
    holding_id: int
    from_on: str
    handed_on: str
    text: str
    letters: int
    written_by: str
    change_id: int

    @property
    def flagged(self) -> bool:
        """Whether it tells of no appeal letters, which are the least that a group agreed to."""
        return self.letters == 0

    @property
    def told(self) -> Sentence:
        """What it comes to, in a line."""
        if self.flagged:
            return say("{start} to {end}: no appeal letters", start=self.from_on, end=self.handed_on)
        span = {"start": self.from_on, "end": self.handed_on}
        return count(
            self.letters, "{start} to {end}: {n} appeal letter", "{start} to {end}: {n} appeal letters", **span
        )


def assembled(activities: list[Activity]) -> str:
    """Return the text of a report: sums by kind, then a line for each that anybody may read, the earliest first.

    Args:
        activities: what was done, restricted or not; of restricted ones the report says nothing.
    """
    open_ones = sorted((one for one in activities if not one.restricted), key=lambda one: (one.done_on, one.id))
    lines = []
    for kind in ActivityKind:
        those = [one for one in open_ones if one.kind is kind]
        if those:
            numbers = [one.number for one in those if one.number is not None]
            often = "once" if len(those) == 1 else f"{len(those)} times"
            lines.append(f"{kind.capitalize()}: {f'{sum(numbers)}, ' if numbers else ''}{often}")
    lines += [""] if lines else []
    lines += [f"{one.done_on}: {one.told}" for one in open_ones]
    return "\n".join(lines)
