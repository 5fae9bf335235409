"""The work plan of a group for a year: what it means to reach, who sees to it, and how far it has come."""

from collections.abc import Mapping

from attrs import field, frozen

from outreach_crm.model import Ref
from outreach_crm.text import Sentence, Term, row, say


class State(Term):
    """How far a group has come with an objective."""

    PLANNED = "planned"
    UNDER_WAY = "under way"
    REACHED = "reached"
    GIVEN_UP = "given up"

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is done for it."""
        return self in {State.REACHED, State.GIVEN_UP}


@frozen(kw_only=True)
class Note:
    """What was said of an objective at a meeting, or beside one (``sitting_id`` is None)."""

    id: int
    objective_id: int
    sitting_id: int | None
    noted_on: str
    text: str


@frozen(kw_only=True)
class Objective:
    """What a group means to reach in a year.

    ``due_on`` is ISO text; hours and the section's own money are what it may take. ``result`` says what came of it, at
    best for the people whom it is about. ``ref`` is what it was taken over from. ``change_id`` is its version.
    """

    id: int
    group_id: int
    year: int
    title: str
    campaign_id: int | None
    campaign: str
    responsible_id: int | None
    responsible: str
    due_on: str | None
    volunteer_hours: float
    staff_hours: float
    money: float
    state: State = field(converter=State)
    result: str
    closed_on: str | None
    ref_kind: str | None
    ref_id: int | None
    change_id: int
    notes: tuple[Note, ...] = ()

    @property
    def ref(self) -> Ref | None:
        """What it was taken over from."""
        return Ref(self.ref_kind, self.ref_id) if self.ref_kind and self.ref_id else None

    @property
    def needs(self) -> Sentence:
        """What it may take, in words; nothing where nobody says."""
        parts = (
            (self.volunteer_hours, say("{n} hours of volunteers", n=plain(self.volunteer_hours))),
            (self.staff_hours, say("{n} hours of staff", n=plain(self.staff_hours))),
            (self.money, say("{n} of our money", n=plain(self.money))),
        )
        return row([said for amount, said in parts if amount])

    def is_late(self, today: str) -> bool:
        """Return whether it should have been reached before a day (ISO text)."""
        return not self.state.is_closed and self.due_on is not None and self.due_on < today


@frozen(kw_only=True)
class ObjectiveEdit:
    """An objective as people write it, or what to change of one; a field that is not named stays.

    ``fields``: title, campaign, responsible, due_on, volunteer_hours, staff_hours, money, state, result; an empty text
    takes away. ``version`` is the ``change_id`` the editor saw.
    """

    fields: Mapping[str, str] = field(factory=dict)
    version: int | None = None


@frozen(kw_only=True)
class Plan:
    """The work plan of a group for a year, and what was decided elsewhere and is not in it yet."""

    group_id: int
    group: str
    year: int
    objectives: tuple[Objective, ...]
    offered: tuple[tuple[Ref, str], ...] = ()

    @property
    def told(self) -> Sentence:
        """How far the group has come, in numbers."""
        states = [one.state for one in self.objectives]
        return say(
            "{n} planned for {year}: {reached} reached, {going} under way, {up} given up",
            n=len(states),
            year=self.year,
            reached=states.count(State.REACHED),
            going=states.count(State.UNDER_WAY),
            up=states.count(State.GIVEN_UP),
        )


def plain(amount: float) -> str:
    """Return an amount without zeros that say nothing."""
    return f"{amount:.2f}".rstrip("0").rstrip(".")
