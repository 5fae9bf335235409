"""Makes the report of a portfolio of one reading: its goals, what came and went in a period, and how cases end."""

from datetime import date, timedelta

from outreach_cases.model.goals import Report
from outreach_cases.service.counting import counted
from outreach_cases.service.feedback import feedback_of_year
from outreach_cases.service.gathering import Book, book
from outreach_cases.service.lasting import ended
from outreach_cases.service.reaching import reached
from outreach_crm.app import App
from outreach_crm.dates import read_past
from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say

_FIRST, _LAST = 1900, 9999


def report(app: App, on: date | None = None, *, year: int = 0) -> Report:
    """Return all that is told of the portfolio.

    Args:
        app: the App.
        on: the day from which it is seen; None: today, or the last day of the year.
        year: of which year it tells what came and went; 0: of the twelve months up to the day.

    Raises:
        InvalidInputError: the day or the year has not come yet.
    """
    return read(app, on, year=year)[1]


def check_period(app: App, on: date | None = None, *, year: int = 0) -> None:
    """Refuse a day or a year of which nothing can be told.

    Raises:
        InvalidInputError: the day or the year has not come yet.
    """
    _period(app.clock.today(), on, year)


def read(app: App, on: date | None = None, *, year: int = 0) -> tuple[Book, Report]:
    """Return a report with what was read for it; the arguments are those of :func:`report`.

    Feedback is seen from the day that is asked for, else from today: what was answered late by the turn of the year
    is found late.

    Raises:
        InvalidInputError: the day or the year has not come yet.
    """
    first, last = _period(app.clock.today(), on, year)
    found = book(app, last)
    return found, Report(
        goals=reached(app, found),
        portfolio=counted(found, first),
        closures=ended(found),
        feedback=feedback_of_year(app, year, on) if year else None,
    )


def _period(today: date, on: date | None, year: int) -> tuple[date, date]:
    """Return the first and the last day of which a report tells.

    Raises:
        InvalidInputError: the day or the year has not come yet, or the day is before the year.
    """
    last = on or today
    if last > today:
        raise InvalidInputError(say("{day} has not come yet; give a day that was.", day=last.isoformat()))
    if not year:
        return read_past("12m", last) + timedelta(days=1), last
    if not _FIRST <= year < _LAST or date(year, 1, 1) > last:
        raise InvalidInputError(
            say("There is nothing to tell of {year} on {day}; give an earlier year.", year=year, day=last.isoformat())
        )
    return date(year, 1, 1), min(last, date(year, 12, 31))
