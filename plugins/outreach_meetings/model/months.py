"""A month as a calendar shows it: weeks of days, each with its meetings and with what is due."""

from calendar import Calendar
from collections.abc import Iterable
from datetime import date, timedelta

from attrs import frozen

from outreach_crm.model import CalendarEvent
from outreach_meetings.model.series import Meeting

FIRST_YEAR, LAST_YEAR = 1900, 2199


@frozen(kw_only=True)
class Day:
    """A day of a calendar.

    Args:
        on: the day.
        inside: whether it is of the month that is shown, or fills a week of it.
        meetings: those that begin on it, in their order.
        due: what is due on it.
        holidays: what the day is called where it is one.
    """

    on: date
    inside: bool = True
    meetings: tuple[Meeting, ...] = ()
    due: tuple[CalendarEvent, ...] = ()
    holidays: tuple[str, ...] = ()

    @property
    def is_full(self) -> bool:
        """Whether there is something on it."""
        return bool(self.meetings or self.due or self.holidays)


@frozen(kw_only=True)
class Month:
    """A month in whole weeks; ``first`` is its first day."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]

    @property
    def days(self) -> list[Day]:
        """The days of the month that have something."""
        return [day for week in self.weeks for day in week if day.inside and day.is_full]

    def parted(self, today: date) -> tuple[list[Day], list[Day]]:
        """Return the days that have something in two parts: those that are over in a running month, and the others."""
        running = self.first == first_of(today)
        over = [day for day in self.days if running and day.on < today]
        return over, self.days[len(over) :]

    @property
    def before(self) -> date | None:
        """The first day of the month before it; None where no calendar of ours goes that far."""
        return first_of(self.first - timedelta(days=1)) if self.first > date(FIRST_YEAR, 1, 1) else None

    @property
    def after(self) -> date | None:
        """The first day of the month after it; None where no calendar of ours goes that far."""
        return first_of(self.first + timedelta(days=31)) if self.first < date(LAST_YEAR, 12, 1) else None


def first_of(day: date) -> date:
    """Return the first day of the month that a day is in."""
    return day.replace(day=1)


def read_month(text: str) -> date | None:
    """Return the first day of a month such as ``2026-04``; None where it is none, or of no year of ours."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def weeks(first: date, weekday: int) -> Iterable[list[date]]:
    """Return the weeks of a month, which begin on a weekday (0 is Monday), filled with days of the months beside it."""
    return Calendar(weekday).monthdatescalendar(first.year, first.month)
