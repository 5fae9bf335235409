"""The agenda of a meeting: what is talked about, in which order, whose matter it is and how long it takes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Self, TypeVar

from attrs import field, frozen

from outreach_crm.model import AgendaItem, Ref
from outreach_crm.text import Sentence, Term, count, say, term
from outreach_meetings.model.series import Meeting

LONGEST = 24 * 60
"""Minutes that one item may take."""


RESPONSIBILITIES = say("Responsibilities")
"""Under what stands what people took on at earlier meetings."""


class Source(Term):
    """How a matter comes on an agenda; in this order they stand on it as long as nobody puts them otherwise."""

    MINUTES = "minutes"
    STANDING = "standing"
    DUTY = "duty"
    OFFERED = "offered"
    TYPED = "typed"
    CLOSING = "closing"

    @property
    def rank(self) -> int:
        """Their place among the others."""
        return [*Source].index(self)


def _day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


@frozen(kw_only=True)
class Matter:
    """Something that a meeting can talk about.

    Args:
        title: what it is, as a sentence or a name.
        source: how it comes on the agenda.
        seen_as: tells one matter that is offered from another; empty for what somebody types.
        heading: under what it stands; empty where under nothing.
        ref: the record it is about.
        due_on: the day until which something can be done, or since which it is due.
        owner_id: whose matter it is, as a contact.
        owner: the same by name; somebody without a card has only this.
        minutes: how long it takes, in minutes.
        detail: what somebody should know before it is talked about.
        paper: the record whose attachments are its papers, besides its own.
        appeals: whether letters can be written on it.
        restricted: whether only the office sees it: it is in nothing that leaves.
        office: whether it is a matter of the office, on which the group advises.
    """

    title: str
    source: Source = field(converter=Source)
    seen_as: str = ""
    heading: str = field(default="", converter=term)
    ref: Ref | None = None
    due_on: date | None = field(default=None, converter=_day)
    owner_id: int | None = None
    owner: str = ""
    minutes: int = 5
    detail: str = ""
    paper: Ref | None = None
    appeals: bool = field(default=False, converter=bool)
    restricted: bool = field(default=False, converter=bool)
    office: bool = False

    @classmethod
    def offered(cls, item: AgendaItem) -> Self:
        """Return what a feature offers as a matter."""
        return cls(
            title=item.title,
            source=_source(item),
            seen_as=_seen_as(item),
            heading=item.heading,
            ref=item.ref,
            due_on=item.due_on,
            owner=item.owner,
            minutes=item.minutes,
            detail=item.detail,
            paper=item.paper,
            appeals=item.appeals,
            office=item.office,
        )


def _source(item: AgendaItem) -> Source:
    """Return how a matter comes on an agenda: what earlier meetings left stands first."""
    if item.ref is not None and item.ref.kind == "meeting_minutes":
        return Source.MINUTES
    return Source.DUTY if item.heading == RESPONSIBILITIES else Source.OFFERED


def _seen_as(item: AgendaItem) -> str:
    """Return what tells a matter from others, though its record is called otherwise one day.

    A feature may have several things to say of one record, each in a sentence of its own that never changes.
    """
    fixed = isinstance(item.title, Sentence) and not item.title.values
    of = [str(item.heading), str(item.ref or ""), *([item.title] if fixed or item.ref is None else [])]
    return "|".join(of)


@frozen(kw_only=True)
class Item(Matter):
    """A matter that was put on the agenda of a meeting; ``position`` orders items, ``change_id`` is its version.

    ``number`` is what people call it by (:func:`numbers`), empty of one that somebody took off again on ``dropped_on``.
    """

    id: int
    number: str = ""
    sitting_id: int
    position: int
    dropped_on: str | None = None
    change_id: int


@frozen(kw_only=True)
class Standing:
    """What a group talks about each time it meets; ``closing`` is what comes at the end, such as any other business."""

    id: int
    group_id: int
    position: int
    title: str
    owner_id: int | None = None
    owner: str = ""
    minutes: int = 5
    closing: bool = field(default=False, converter=bool)
    restricted: bool = field(default=False, converter=bool)
    change_id: int

    @property
    def matter(self) -> Matter:
        """It as a matter for one meeting."""
        return Matter(
            title=self.title,
            source=Source.CLOSING if self.closing else Source.STANDING,
            seen_as=f"meeting_standing:{self.id}",
            owner_id=self.owner_id,
            owner=self.owner,
            minutes=self.minutes,
            restricted=self.restricted,
        )


@frozen(kw_only=True)
class ItemEdit:
    """What an item of an agenda, or a standing one, is to be; a field that is not named stays.

    ``fields`` are ``title``, ``minutes``, ``owner``, ``due_on``, ``detail``, and, with ``yes`` or nothing,
    ``appeals``, ``restricted`` and, of a standing one, ``closing``. ``version`` is the ``change_id`` that the editor
    saw.
    """

    fields: Mapping[str, str] = field(factory=dict)
    version: int | None = None


@frozen(kw_only=True)
class Share:
    """What somebody has on an agenda: the numbers of their items, and the minutes these take."""

    owner: str
    numbers: tuple[str, ...]
    minutes: int


@frozen(kw_only=True)
class Agenda:
    """The agenda of a meeting.

    Args:
        meeting: the meeting.
        items: what is on it, in order.
        dropped: what was taken off it.
        offered: what there is for the meeting and neither on it nor dropped.
        unnamed: for each heading with more matters than are named, a line that stands for the others.
        closed: whether the minutes are finished: it stays as it is, and nothing is offered any more.
    """

    meeting: Meeting
    items: tuple[Item, ...] = ()
    dropped: tuple[Item, ...] = ()
    offered: tuple[Matter, ...] = ()
    unnamed: tuple[AgendaItem, ...] = ()
    closed: bool = False

    @property
    def minutes(self) -> int:
        """How many minutes are planned."""
        return sum(one.minutes for one in self.items)

    @property
    def over(self) -> int:
        """How many minutes more are planned than the meeting has; 0 where they fit."""
        return max(self.minutes - self.meeting.minutes, 0)

    @property
    def told(self) -> Sentence:
        """How much is planned for how long a meeting."""
        planned = count(self.minutes, "One minute", "{n} minutes")
        told = say("{planned} planned for a meeting of {n}", planned=planned, n=self.meeting.minutes)
        return say("{told}: {over} too many", told=told, over=self.over) if self.over else told

    @property
    def shares(self) -> tuple[Share, ...]:
        """Who has which items, in the order of the agenda; those of nobody last."""
        names = sorted(dict.fromkeys(one.owner for one in self.items), key=lambda name: not name)
        return tuple(self._share(name) for name in names)

    def _share(self, owner: str) -> Share:
        own = [one for one in self.items if one.owner == owner]
        return Share(owner=owner, numbers=tuple(one.number for one in own), minutes=sum(one.minutes for one in own))


_T = TypeVar("_T", Item, Standing)


def numbers(restricted: Iterable[bool]) -> Iterator[str]:
    """Yield the numbers of items in their order: 1, 2, and of those for the office only, counted apart, R1, R2.

    So an item has the same number for everybody, and no gap tells members of what they do not read.
    """
    counted = {False: 0, True: 0}
    for apart in restricted:
        counted[apart] += 1
        yield f"{'R' * apart}{counted[apart]}"


def with_new(order: Sequence[Any], new: Sequence[Matter]) -> list[Any]:
    """Return an agenda with further matters, each where its like stand; what was there keeps its order.

    It stands behind the last of its source and heading; else behind the last that would stand before it on an agenda
    that nobody put otherwise.
    """
    found = list(order)
    for one in new:
        alike = [n for n, there in enumerate(found, 1) if (there.source, there.heading) == (one.source, one.heading)]
        before = [n for n, there in enumerate(found, 1) if there.source.rank <= one.source.rank]
        found.insert((alike or before or [0])[-1], one)
    return found


def moved(order: Sequence[_T], item_id: int, to: int) -> list[_T]:
    """Return an agenda, or what stands on each, with one of its items at another place, counted from 1."""
    rest = [one for one in order if one.id != item_id]
    rest.insert(to - 1, next(one for one in order if one.id == item_id))
    return rest
