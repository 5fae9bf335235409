"""Public holidays come from a calendar or a table, once, and stand beside the days that somebody chooses from."""

from datetime import date
from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import InvalidInputError
from outreach_meetings import service
from tests.outreach_meetings.polls import THURSDAY, a_poll, about, last_change

YEAR = date(2026, 1, 1), date(2026, 12, 31)
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//holidays//EN
BEGIN:VEVENT
UID:1@example.org
DTSTART;VALUE=DATE:20260402
DTEND;VALUE=DATE:20260404
SUMMARY:Easter days
END:VEVENT
BEGIN:VEVENT
UID:2@example.org
DTSTART;VALUE=DATE:20250501
RRULE:FREQ=YEARLY
EXDATE;VALUE=DATE:20270501
SUMMARY:Labour Day
END:VEVENT
BEGIN:VEVENT
UID:3@example.org
DTSTART:20260409T190000Z
SUMMARY:A meeting is no holiday
END:VEVENT
BEGIN:VEVENT
UID:4@example.org
DTSTART;VALUE=DATE:20260606
STATUS:CANCELLED
SUMMARY:Abolished
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def a_file(folder: Path, content: str, name: str = "holidays.ics") -> Path:
    path = folder / name
    path.write_text(content, "utf-8", newline="")
    return path


def test_whole_days_of_a_calendar_are_holidays_each_day_they_last_and_each_year_they_come_again(
    app: App, tmp_path: Path
) -> None:
    came = service.read_holidays(app, a_file(tmp_path, CALENDAR))

    assert service.holidays(app, *YEAR) == {
        date(2026, 4, 2): "Easter days",
        date(2026, 4, 3): "Easter days",
        date(2026, 5, 1): "Labour Day",
    }
    assert service.holidays(app, date(2027, 1, 1), date(2028, 12, 31)) == {date(2028, 5, 1): "Labour Day"}
    assert came.named == came.new


def test_a_file_read_again_adds_nothing_and_a_table_adds_what_is_new(app: App, tmp_path: Path) -> None:
    service.read_holidays(app, a_file(tmp_path, CALENDAR))
    changes = last_change(app)
    assert service.read_holidays(app, a_file(tmp_path, CALENDAR)).new == 0
    assert last_change(app) == changes

    table = a_file(tmp_path, "Date;Name\r\n2026-05-01;Labour Day\r\n\r\n2026-05-01;Day of the town\r\n", "own.csv")
    came = service.read_holidays(app, table)

    assert (came.named, came.new) == (2, 1)
    assert service.holidays(app, date(2026, 5, 1), date(2026, 5, 1)) == {
        date(2026, 5, 1): "Day of the town, Labour Day"
    }
    journal.undo(app, last_change(app))
    assert service.holidays(app, date(2026, 5, 1), date(2026, 5, 1)) == {date(2026, 5, 1): "Labour Day"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("2026-13-01,Nothing", "line 1: '2026-13-01' is not a day"),
        ("2026-05-01,Labour Day\n2026-05-02,\nfriday,x", "line 2: 2026-05-02 has no name.*and 1 more"),
        ("", "names no whole day, so no holiday; take a calendar of public holidays"),
        ("day,name\n", "names no whole day"),
    ],
)
def test_a_table_with_a_mistake_is_not_taken_and_every_line_is_told(
    app: App, tmp_path: Path, content: str, sentence: str
) -> None:
    with pytest.raises(InvalidInputError, match=sentence):
        service.read_holidays(app, a_file(tmp_path, content, "own.csv"))
    assert service.holidays(app, *YEAR) == {}


def test_what_is_no_calendar_is_refused(app: App, tmp_path: Path) -> None:
    for content in ("day,name", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"):
        with pytest.raises(InvalidInputError):
            service.read_holidays(app, a_file(tmp_path, content))


def test_a_holiday_is_told_of_a_date_and_ranks_nothing(app: App, tmp_path: Path) -> None:
    found = a_poll(app)
    before = [one.key for one in service.rank_dates(app, found)]
    service.read_holidays(app, a_file(tmp_path, CALENDAR))

    assert "falls on a public holiday: Easter days" in about(app, found, THURSDAY).why
    assert [one.key for one in service.rank_dates(app, found)] == before
