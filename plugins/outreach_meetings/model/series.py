"""Meetings as iCalendar sees them: a series, once or by a rule, and what differs on one of its days."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from attrs import field, frozen

from outreach_crm.model import Ref
from outreach_crm.text import Sentence, Term, say

MINUTE = "%Y-%m-%dT%H:%M"
"""How a local time is kept: the clock on the wall, never an instant (RFC 5545 section 3.3.5, form 3)."""
KEY = "%Y%m%dT%H%M"
"""How the original start of a meeting stands in addresses."""


class Part(Term):
    """What somebody is asked to do at a meeting, besides being a member."""

    CHAIR = "chair"
    MINUTE_TAKER = "minute taker"
    GUEST = "guest"


def read_minute(text: str) -> datetime:
    """Return a local time as it is kept."""
    return datetime.strptime(text, MINUTE)


@frozen(kw_only=True)
class Person:
    """Somebody with a part in a meeting, or in all of a series; ``id`` is the row that says so."""

    id: int
    contact_id: int
    name: str
    part: Part = field(converter=Part)
    change_id: int = 0


@frozen(kw_only=True)
class Series:
    """A meeting of a group that is planned once, or again and again.

    ``starts`` is the first start by the clock on the wall of ``zone`` (an IANA name), ``minutes`` how long it lasts,
    ``rule`` is an RRULE without its name (RFC 5545 section 3.3.10) or empty; ``quorum`` how many members must be there,
    0 where nobody asks. ``called_off_on`` is the day on which all of it was called off. ``sequence`` counts what those
    invited must hear of (RFC 5546 section 2.1.4), and ``told`` is what they read of the last. ``change_id`` is its
    version.
    """

    id: int
    uid: str
    group_id: int
    group: str
    title: str
    starts: datetime = field(converter=read_minute)
    minutes: int
    zone: str
    rule: str
    place: str
    link: str
    quorum: int
    note: str
    told: str = ""
    sequence: int
    called_off_on: str | None
    change_id: int
    people: tuple[Person, ...] = ()


@frozen(kw_only=True)
class Sitting:
    """What differs of one meeting of a series from the others: what is None does not.

    ``original`` is the start that the series gives it, by which it is known for good (RECURRENCE-ID), and
    ``moved_sequence`` the sequence at which it got the start that it has. ``settled``: it was held and has all itself.
    """

    id: int
    series_id: int
    original: datetime = field(converter=read_minute)
    starts: str | None = None
    minutes: int | None = None
    place: str | None = None
    link: str | None = None
    told: str = ""
    title: str | None = None
    quorum: int | None = None
    note: str | None = None
    settled: bool = field(default=False, converter=bool)
    called_off_on: str | None = None
    sequence: int = 0
    moved_sequence: int = 0
    change_id: int = 0
    people: tuple[Person, ...] = ()


@frozen(kw_only=True)
class Meeting:
    """One meeting as it takes place: what its series says, and what differs on that day.

    ``starts`` and ``ends`` are local times of ``zone``; ``original`` is the start its series gives it.
    """

    series: Series
    original: datetime
    sitting: Sitting | None = None

    @property
    def key(self) -> str:
        """How it is told from others of its series, in an address."""
        return self.original.strftime(KEY)

    @property
    def path(self) -> str:
        """Where its page is."""
        return f"/meetings/{self.series.id}/{self.key}"

    @property
    def ref(self) -> Ref:
        """The record that stands for it: its own where something differs, else that of its series."""
        return Ref("meeting_sittings", self.sitting.id) if self.sitting else Ref("meeting_series", self.series.id)

    @property
    def group_id(self) -> int:
        """The group that meets, as a contact."""
        return self.series.group_id

    @property
    def title(self) -> str:
        """What the meeting is called."""
        return str(self._own("title"))

    @property
    def zone(self) -> str:
        """The time zone its clock is of (an IANA name)."""
        return self.series.zone

    @property
    def starts(self) -> datetime:
        """When it begins, by the clock on the wall."""
        return read_minute(self.sitting.starts) if self.sitting and self.sitting.starts else self.original

    @property
    def ends(self) -> datetime:
        """When it ends, by the clock on the wall: so many minutes of real time after it began."""
        return (self.begins + timedelta(minutes=self.minutes)).astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)

    @property
    def begins(self) -> datetime:
        """The moment at which it begins (UTC); of a time that the clock shows twice, the first."""
        return self.starts.replace(tzinfo=ZoneInfo(self.zone), fold=0).astimezone(UTC)

    def is_over(self, now: datetime) -> bool:
        """Whether it has ended at a moment (UTC)."""
        return self.begins + timedelta(minutes=self.minutes) <= now

    @property
    def minutes(self) -> int:
        """How long it lasts, in minutes."""
        return int(self._own("minutes"))

    @property
    def place(self) -> str:
        """Where it takes place."""
        return str(self._own("place"))

    @property
    def link(self) -> str:
        """The address at which people join who are not there."""
        return str(self._own("link"))

    @property
    def quorum(self) -> int:
        """How many members must be there, 0 where nobody asks."""
        return int(self._own("quorum"))

    @property
    def note(self) -> str:
        """What else those invited should know."""
        return str(self._own("note"))

    def _own(self, key: str) -> Any:
        own = getattr(self.sitting, key, None)
        return getattr(self.series, key) if own is None else own

    @property
    def chair(self) -> Person | None:
        """Who chairs it."""
        return self._who(Part.CHAIR)

    @property
    def minute_taker(self) -> Person | None:
        """Who takes the minutes."""
        return self._who(Part.MINUTE_TAKER)

    @property
    def guests(self) -> tuple[Person, ...]:
        """Who is invited besides the members."""
        return tuple(one for one in self._people if one.part is Part.GUEST)

    @property
    def _people(self) -> tuple[Person, ...]:
        """Return those of this meeting, then those of all of its series unless it has all of its own."""
        own, settled = (self.sitting.people, self.sitting.settled) if self.sitting else ((), False)
        return own if settled else (*own, *self.series.people)

    def _who(self, part: Part) -> Person | None:
        return next((one for one in self._people if one.part is part), None)

    @property
    def called_off(self) -> bool:
        """Whether it was called off, alone or with all of its series."""
        return bool(self.series.called_off_on or (self.sitting and self.sitting.called_off_on))

    @property
    def told(self) -> str:
        """What those invited are told of its last change, or of why it does not take place; empty where nothing."""
        own = self.sitting if self.sitting and self.sitting.sequence >= self.series.sequence else None
        return own.told if own else self.series.told

    @property
    def moved(self) -> bool:
        """Whether it begins at another time than its series gives it."""
        return self.starts != self.original

    @property
    def sequence(self) -> int:
        """How often those invited had to hear of it (RFC 5545 section 3.8.7.4)."""
        return max(self.series.sequence, self.sitting.sequence if self.sitting else 0)

    @property
    def moved_sequence(self) -> int:
        """The sequence at which it got its start: an answer to an earlier one was to another time."""
        return self.sitting.moved_sequence if self.sitting else 0

    @property
    def version(self) -> int:
        """The latest change of it, be it of all its series, of its own, or of who has a part."""
        own = self.sitting.change_id if self.sitting else 0
        return max(self.series.change_id, own, *(one.change_id for one in self._people), 0)

    @property
    def when(self) -> Sentence:
        """When it begins and ends, as people say it."""
        until = f"{self.ends:%H:%M}"
        return say("{day} from {start} to {end}", day=self.starts.date(), start=f"{self.starts:%H:%M}", end=until)

    @property
    def command(self) -> str:
        """What names it on the command line, after the verb: with its time, as a group may meet twice on a day."""
        return f'"{self.series.group}" --on "{self.starts:%Y-%m-%d %H:%M}"'
