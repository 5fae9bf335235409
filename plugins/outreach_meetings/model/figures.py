"""What a group did in a year of meetings, in figures."""

from collections import Counter
from datetime import date

from attrs import field, frozen

from outreach_crm.text import Sentence, count, say, term
from outreach_meetings.model.attendance import Standing
from outreach_meetings.model.duties import Duty, Progress
from outreach_meetings.model.minutes import Decision


@frozen(kw_only=True)
class Held:
    """One meeting that was held: who of how many members was there; ``quorate`` is None where nobody asks."""

    series_id: int
    key: str
    title: str
    on: date
    present: int
    members: int
    guests: int
    quorate: bool | None
    is_known: bool

    @property
    def quorum(self) -> Sentence | str:
        """Whether the meeting could decide, in a word."""
        if self.quorate is None or not self.is_known:
            return ""
        return say("yes") if self.quorate else say("no")

    @property
    def there(self) -> Sentence | str:
        """How many of how many were there."""
        if not self.is_known:
            return say("not written down")
        return say("{n} of {members}", n=self.present, members=self.members)


@frozen(kw_only=True)
class Member:
    """How often somebody was there, of the meetings to which they were invited and of which that is known."""

    contact_id: int
    name: str
    standing: Standing = field(converter=Standing)
    role: str = ""
    there: int
    apologies: int
    invited: int

    @property
    def as_what(self) -> str:
        """Their role in the group, or as what they came."""
        return term(self.role) if self.role else self.standing.label

    @property
    def told(self) -> Sentence:
        """How often of how often."""
        return say("{n} of {members}", n=self.there, members=self.invited)


@frozen(kw_only=True)
class Written:
    """How many letters were written in a year on one matter, at how many meetings."""

    kind: str
    ref_id: int
    title: str
    letters: int
    meetings: int


@frozen(kw_only=True)
class Figures:
    """The year of a group: its meetings, who came, what was decided and taken on, and how many letters were written."""

    group_id: int
    group: str
    year: int
    held: tuple[Held, ...]
    members: tuple[Member, ...]
    decisions: tuple[Decision, ...]
    duties: tuple[Duty, ...]
    letters: tuple[Written, ...]

    @property
    def by_progress(self) -> dict[Progress, int]:
        """How many of what was taken on have come how far."""
        found = Counter(one.progress for one in self.duties)
        return {one: found[one] for one in Progress if found[one] or one is not Progress.LEFT}

    @property
    def all_letters(self) -> int:
        """How many letters were written in all."""
        return sum(one.letters for one in self.letters)

    @property
    def quorate(self) -> int:
        """How many meetings could decide, of those that asked for a quorum."""
        return sum(one.quorate is True and one.is_known for one in self.held)

    @property
    def told(self) -> Sentence:
        """The year in a line."""
        return say(
            "{meetings}, {decisions}, {letters}",
            meetings=count(len(self.held), "{n} meeting", "{n} meetings"),
            decisions=count(len(self.decisions), "{n} decision", "{n} decisions"),
            letters=count(self.all_letters, "{n} letter", "{n} letters"),
        )
