"""How long it takes to write a feed of a group, and to read it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

from outreach_meetings.ical import calendar as written
from outreach_meetings.ical import occurrences, read
from outreach_meetings.model.calendar import Attendee, Event
from tests.benchmarks.frame import Figure, benchmark, cpu

_EVENTS, _GOAL, _TRIES = 2_000, 0.6, 3
_STARTS = datetime(2026, 3, 1, 18, 30)
_NOTE = "Urgent Actions of the week\nCases: the teacher's, the nurse's; letters, cards – und Übersetzungen\n" * 5


@benchmark("calendar")
def calendar() -> Iterator[Figure]:
    """A feed of 2,000 events written, each in its way, invitations with ten people, and both read."""
    for title, events, method in (("feed", feed(), ""), ("invitations", invitations(), "REQUEST")):
        took = min(cpu(partial(written, events, product="-//test//EN", method=method)) for _ in range(_TRIES))
        if title == "feed":
            yield Figure(title="feed written", value=took, unit="s", goal=f"{_GOAL:g}", met=took <= _GOAL)
        else:  # nobody sends so many in one file
            yield Figure(title=f"{title} written", value=took, unit="s")
        data = written(events, product="-//test//EN", method=method)
        assert len(read(data)) == _EVENTS
        yield Figure(title=f"{title} read", value=min(cpu(partial(read, data)) for _ in range(_TRIES)), unit="s")
    count = cpu(lambda: _expanded(100))
    yield Figure(title="100 weekly series of ten years expanded", value=count, unit="s")


def feed() -> list[Event]:
    """Return meetings of a group: most of them once, every fiftieth a series, every hundredth one that is moved."""
    return [_event(number) for number in range(_EVENTS)]


def invitations() -> list[Event]:
    """Return meetings to which ten people are invited."""
    people = tuple(Attendee(f"member{number}@example.org", f"Member {number}") for number in range(10))
    return [_event(number, people) for number in range(_EVENTS)]


def _event(number: int, people: tuple[Attendee, ...] = ()) -> Event:
    starts = _STARTS + timedelta(days=number)
    return Event(
        uid=f"meeting-{number - number % 100 // 99}@outreach.example.org",
        stamp=datetime(2026, 3, 1, 9, tzinfo=UTC),
        starts=starts,
        ends=starts + timedelta(hours=2),
        zone=("Europe/London", "America/New_York", "Africa/Casablanca")[number % 3],
        summary=f"Doctors' group, meeting {number}",
        description=_NOTE,
        location="Friends' House, Mill Road",
        url=f"https://outreach.example.org/meetings/{number}",
        rule="FREQ=WEEKLY;UNTIL=20301231" if number % 50 == 0 else "",
        exceptions=tuple(starts + timedelta(weeks=week) for week in range(1, 21)) if number % 50 == 0 else (),
        recurrence_id=starts - timedelta(days=1) if number % 100 == 99 else None,
        organizer=Attendee("doctors@example.org", "Doctors"),
        attendees=people,
        alarm_minutes=60,
    )


def _expanded(count: int) -> None:
    for _ in range(count):
        days = occurrences(_STARTS, "FREQ=WEEKLY", first=_STARTS.date(), last=_STARTS.date() + timedelta(days=3652))
        assert sum(1 for _ in days) == 522
