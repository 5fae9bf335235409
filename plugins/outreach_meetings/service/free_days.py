"""Public holidays: read from a file, and told wherever somebody chooses a day."""

import csv
from datetime import date, datetime, time, timedelta
from io import StringIO
from pathlib import Path

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, sentence_of
from outreach_crm.model import Problem
from outreach_crm.text import row, say
from outreach_crm.written import decoded, read_bytes, refusal
from outreach_meetings import ical
from outreach_meetings.model.calendar import Day, Told
from outreach_meetings.queries import holidays as queries

_SPAN = timedelta(days=5 * 366)
"""So far ahead of its first day a holiday is kept that comes again by a rule."""
_LONGEST_NAME, _LONGEST_HOLIDAY = 200, 31
_MOST = 20_000
_TABLE = say("a table of day and name (CSV UTF-8), or take a calendar of public holidays (.ics)")
_INSTEAD = say("take a calendar of public holidays (.ics), or a table of day and name (.csv)")


@frozen(kw_only=True)
class HolidaysRead:
    """What came of reading a file of holidays: how many it names, and how many of them are new."""

    file: str
    named: int
    new: int


def holidays(app: App, first: date, last: date) -> dict[date, str]:
    """Return the public holidays on days of a span (both included) by day; several of one day in one line."""
    found: dict[date, list[str]] = {}
    for day, name in queries.between(app.store, first, last):
        found.setdefault(day, []).append(name)
    return {day: row(names) if len(names) > 1 else names[0] for day, names in found.items()}


def read_holidays(app: App, path: Path, *, dry_run: bool = False, because: str = "") -> HolidaysRead:
    """Keep the public holidays of a file: a calendar (.ics), or a table of day and name (.csv).

    Read again it adds only what is new in it, so that a file of every year can be read whenever there is one.

    Args:
        app: the App.
        path: the file.
        dry_run: whether nothing is kept.
        because: why.

    Raises:
        InvalidInputError: it cannot be read, or names no day; with every line that is wrong.
    """
    content = read_bytes(path)
    named = _of_calendar(content, path.name) if _is_calendar(path, content) else _of_table(content, path.name)
    if not named:
        raise InvalidInputError(
            say("{path} names no whole day, so no holiday; {instead}.", path=path.name, instead=_INSTEAD)
        )
    new = sorted(named - queries.known(app.store))
    if new and not dry_run:
        with app.change("read holidays", because=because):
            for day, name in new:
                app.store.insert("meeting_holidays", {"day": day.isoformat(), "name": name, "source": path.name})
    return HolidaysRead(file=path.name, named=len(named), new=len(new))


def _is_calendar(path: Path, content: bytes) -> bool:
    return path.suffix.lower() in {".ics", ".ical", ".ifb"} or content[:200].lstrip(b"\xef\xbb\xbf \r\n").startswith(
        b"BEGIN:VCALENDAR"
    )


def _of_calendar(content: bytes, file: str) -> set[tuple[date, str]]:
    """Return the whole days of a calendar; what has a time is no holiday."""
    found = {one for told in ical.read_apart(content, file=file, instead=_INSTEAD) for one in _days(told)}
    if len(found) > _MOST:
        raise InvalidInputError(
            say("{file} names more than {most:,} days; take a calendar of holidays alone.", file=file, most=_MOST)
        )
    return found


def _days(told: Told) -> list[tuple[date, str]]:
    """Return the days of a holiday: each day it lasts, each year it comes again."""
    start, name = _whole(told.start), " ".join(told.summary.split())[:_LONGEST_NAME]
    if told.kind != "event" or told.status == "CANCELLED" or not name or start is None:
        return []
    length = ((_whole(told.end) or start) - start).days
    each = range(min(max(length, 1), _LONGEST_HOLIDAY))
    return [(first + timedelta(days=n), name) for first in _firsts(told, start) for n in each]


def _whole(day: Day | None) -> date | None:
    """Return a whole day; None of a moment."""
    return None if isinstance(day, datetime) else day


def _firsts(told: Told, start: date) -> list[date]:
    if not told.rule:
        return [start]
    try:
        at = datetime.combine(start, time())
        found = ical.occurrences(at, ical.checked(told.rule), first=start, last=start + _SPAN)
        return [one.date() for one in found if one.date() not in told.exceptions]
    except InvalidInputError:  # a rule that nobody can read: the day itself is one all the same
        return [start]


def _of_table(content: bytes, file: str) -> set[tuple[date, str]]:
    text = decoded(content, file, save_as=_TABLE)
    separator = max(",;\t", key=text.partition("\n")[0].count)
    found: set[tuple[date, str]] = set()
    problems = []
    try:
        for number, cells in enumerate(csv.reader(StringIO(text, newline=""), delimiter=separator), 1):
            if not any(cell.strip() for cell in cells) or (number == 1 and cells[0].strip().lower() in {"day", "date"}):
                continue
            try:
                found.add(_line(cells))
            except ValueError as error:
                problems.append(Problem(file=file, line=number, sentence=sentence_of(error)))
    except csv.Error as error:
        problems.append(Problem(file=file, sentence=say("this is no table: {error}", error=error)))
    if problems:
        raise refusal(problems)
    return found


def _line(cells: list[str]) -> tuple[date, str]:
    name = " ".join(cells[1].split())[:_LONGEST_NAME] if len(cells) > 1 else ""
    try:
        day = date.fromisoformat(cells[0].strip())
    except ValueError:
        raise ValueError(
            say("{cells!r} is not a day; write 2026-04-02,Maundy Thursday", cells=cells[0].strip())
        ) from None
    if not name:
        raise ValueError(say("{day} has no name; write {day},Maundy Thursday", day=day))
    return day, name
