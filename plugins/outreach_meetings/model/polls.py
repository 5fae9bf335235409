"""A poll of dates: which days a group is asked about, who is asked, and what each of them said."""

from collections.abc import Mapping
from datetime import date, datetime

from attrs import field, frozen

from outreach_crm.text import Sentence, Term, say
from outreach_meetings.model.attendance import Standing, unreachable
from outreach_meetings.model.series import read_minute
from outreach_meetings.model.times import WEEKDAYS


class Answer(Term):
    """What somebody says of a date."""

    YES = "yes"
    MAYBE = "if need be"
    NO = "no"

    @property
    def can_come(self) -> bool:
        """Whether they come where the others choose that date."""
        return self is not Answer.NO

    @property
    def gives_way(self) -> bool:
        """Whether they are the ones who bend where the others choose that date."""
        return self is not Answer.YES


class Way(Term):
    """By which way an answer came."""

    PAGE = "page"
    COMMAND = "command"
    LINK = "link"
    MAIL = "mail"
    FILE = "file"


class PollState(Term):
    """How far a poll is."""

    OPEN = "open"
    CLOSED = "closed"


def _day(written: str | date) -> date:
    return written if isinstance(written, date) else date.fromisoformat(written)


def day_told(starts: datetime) -> Sentence:
    """Return a local start as people say it, with the day of the week, by which they know whether they can."""
    return say("{weekday} {day}, {time}", weekday=WEEKDAYS[starts.weekday()], day=starts.date(), time=f"{starts:%H:%M}")


@frozen(kw_only=True)
class PollDate:
    """A date that a group is asked about: a start by the clock on the wall of the poll's zone."""

    id: int
    starts: datetime = field(converter=read_minute)

    @property
    def told(self) -> Sentence:
        """The date as people say it."""
        return day_told(self.starts)


@frozen(kw_only=True)
class Asked:
    """Somebody who is asked; ``needed`` is whether there is no meeting without them.

    ``uid`` is what their link is made of, ``asked_on`` the day on which they were last written to, ``reply`` what they
    wrote by mail that a person has to read.
    """

    id: int
    uid: str
    contact_id: int
    name: str
    standing: Standing = field(converter=Standing)
    needed: bool = field(default=False, converter=bool)
    asked_on: str | None = None
    reply: str = ""


@frozen(kw_only=True)
class Said:
    """What somebody said of a date; ``said_by`` is who wrote it down for them, empty where they did themselves."""

    id: int
    date_id: int
    contact_id: int
    answer: Answer = field(converter=Answer)
    way: Way = field(converter=Way)
    said_by: str = ""
    said_on: str = ""


@frozen(kw_only=True)
class Poll:
    """A poll of dates of a group.

    ``quorum`` is how many members must be able to come, 0 where nobody asks; ``closes_on`` the last day on which those
    asked answer by themselves; ``chosen`` the local start that was taken, ``series_id`` the meeting made of it.
    """

    id: int
    group_id: int
    group: str
    title: str
    zone: str
    minutes: int
    place: str
    quorum: int
    state: PollState = field(converter=PollState)
    closes_on: date = field(converter=_day)
    owner_id: int | None
    owner: str
    chosen: str | None
    series_id: int | None
    change_id: int
    dates: tuple[PollDate, ...] = ()
    people: tuple[Asked, ...] = ()
    said: Mapping[tuple[int, int], Said] = field(factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether no date is chosen yet."""
        return self.state is PollState.OPEN

    @property
    def taken(self) -> Sentence | str:
        """The date that was chosen, as people say it; empty where none is."""
        return day_told(read_minute(self.chosen)) if self.chosen else ""

    @property
    def silent(self) -> tuple[Asked, ...]:
        """Who has said nothing of any date."""
        heard = {contact_id for contact_id, _ in self.said}
        return tuple(one for one in self.people if one.contact_id not in heard)

    @property
    def standing(self) -> Sentence:
        """How far it is, as people say it."""
        if self.chosen:
            return say("{date} was chosen", date=self.taken)
        heard = len(self.people) - len(self.silent)
        return say("{heard} of {all} have answered, until {day}", heard=heard, all=len(self.people), day=self.closes_on)

    @property
    def unreachable(self) -> Sentence | None:
        """That its quorum is more than all members who are asked, where it is."""
        return unreachable(self.quorum, sum(one.standing is Standing.MEMBER for one in self.people))

    def answer(self, contact_id: int, date_id: int) -> Answer | None:
        """Return what somebody said of a date; None where they said nothing."""
        found = self.said.get((contact_id, date_id))
        return found.answer if found else None


@frozen(kw_only=True)
class Ballot:
    """What one who is asked sees of a poll: the dates and their own answers, nobody else."""

    poll_id: int
    contact_id: int
    title: str
    zone: str
    minutes: int
    place: str
    state: PollState = field(converter=PollState)
    closes_on: date = field(converter=_day)
    dates: tuple[PollDate, ...] = ()
    own: Mapping[int, Answer] = field(factory=dict)

    def takes(self, today: date) -> bool:
        """Return whether they may answer still."""
        return self.state is PollState.OPEN and today <= self.closes_on


@frozen(kw_only=True)
class PollDraft:
    """A poll to be opened; what is empty is as usual for the group or the settings.

    Args:
        group: the group, by number or name.
        dates: local starts as people write them: ``2026-04-02 19:30``, ``friday 19:30``.
        title: what the meeting is called; else "Meeting of" the group.
        closes: the last day on which people answer; else in a week, or the day before the first date.
        minutes: how long it would last.
        zone: the time zone (an IANA name); else the section's.
        place: where it would be.
        quorum: how many members must be able to come.
        keys: people without whom there is no meeting, by number or name.
        guests: contacts who are asked besides the members, by number or name.
    """

    group: str
    dates: tuple[str, ...]
    title: str = ""
    closes: str = ""
    minutes: int | None = None
    zone: str = ""
    place: str = ""
    quorum: int = 0
    keys: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
