"""The calendar of a month, the list of meetings, and records that lead to them."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.hooks import hookimpl
from outreach_crm.model import CalendarEvent, Ref
from outreach_crm.settings import Settings
from outreach_meetings import service
from outreach_meetings.model.drafts import MeetingEdit
from outreach_meetings.model.months import read_month
from tests.outreach_meetings.builders import DOCTORS, a_doctors_group, a_meeting, a_series
from tests.test_hooks import with_plugins
from tests.web.office import Desk, at_desk, words
from tests.web.walk import Reader

pytestmark = pytest.mark.connections


def cell_of(page: str, day: str) -> str:
    """What stands in the table on a day."""
    table = page.split('<table class="month"')[1].split("</table>", maxsplit=1)[0]
    return " ".join(words("<td" + table.split(f'<time datetime="{day}"')[1].split("</td>")[0]).split()[1:])


def test_a_month_shows_meetings_on_their_days_with_time_and_group(desk: Desk) -> None:
    a_series(desk.app)
    may = service.meant(desk.app, DOCTORS, "2026-05-07")
    service.alter(desk.app, may, MeetingEdit(fields={"starts": "2026-05-08 18:00"}))

    april, later = (desk.read(f"/meetings?month=2026-{month}") for month in ("04", "05"))

    assert "19:30 Meeting of Doctors' group" in cell_of(april, "2026-04-02")
    assert "Meeting" not in cell_of(april, "2026-04-09")
    assert "18:00 Meeting of Doctors' group" in cell_of(later, "2026-05-08")
    assert "Meeting" not in cell_of(later, "2026-05-07")


def in_turn(page: str) -> tuple[str, str]:
    """What the list of days has folded, and what it shows."""
    found = page.split("</table>", maxsplit=1)[1].split('class="hint"', maxsplit=1)[0]
    folded = found.split("<details", maxsplit=1)[1].split("</details>")[0] if "<details class=" in found else ""
    return words(folded and f"<details{folded}"), words(found.replace(folded, ""))


def test_the_days_of_this_month_begin_with_today_and_what_is_over_is_folded(desk: Desk) -> None:
    group = a_doctors_group(desk.app)
    for day, title in (("05", "Over"), ("09", "Tonight"), ("12", "Soon")):
        a_meeting(desk.app, group, f"2026-03-{day} 19:30", title=title)

    folded, shown = in_turn(desk.read("/meetings"))

    assert folded.startswith("Earlier in March 2026")
    assert [one in folded for one in ("Over", "Tonight", "Soon")] == [True, False, False]
    assert shown.index("9 Mar") < shown.index("Tonight") < shown.index("12 Mar") < shown.index("Soon")
    assert "Over" not in shown


def test_a_month_that_is_past_or_to_come_is_shown_from_its_first_day_on(desk: Desk) -> None:
    group = a_doctors_group(desk.app)
    for day in ("02-26", "04-02"):
        a_meeting(desk.app, group, f"2026-{day} 19:30", title="Meets")

    for month in ("02", "04"):
        folded, shown = in_turn(desk.read(f"/meetings?month=2026-{month}"))
        assert (folded, shown.count("Meets")) == ("", 1)


def test_where_nothing_more_comes_this_month_the_page_says_so(desk: Desk) -> None:
    a_meeting(desk.app, starts="2026-03-05 19:30", title="Over")

    folded, shown = in_turn(desk.read("/meetings"))

    assert "Over" in folded
    assert "Nothing more is planned in this month." in shown


def test_a_meeting_that_was_called_off_is_struck_through_and_said_in_words(desk: Desk) -> None:
    a_series(desk.app)
    service.call_off(desk.app, service.meant(desk.app, DOCTORS, "2026-04-02"))

    page = desk.read("/meetings?month=2026-04")

    assert "(called off)" in cell_of(page, "2026-04-02")
    assert page.count("<s>") == 2  # in the table, and in the list for telephones


def test_today_is_marked_in_words_and_only_in_its_month(desk: Desk) -> None:
    page = desk.read("/meetings")

    assert "Meetings in March 2026" in words(page)
    assert cell_of(page, "2026-03-09") == "today"
    assert page.count('class="today"') == 1
    assert "today" not in cell_of(desk.read("/meetings?month=2026-05"), "2026-05-09")


def test_a_month_of_one_group_has_no_other_meetings_and_leads_on_to_its_own(desk: Desk) -> None:
    own = a_meeting(desk.app)
    a_meeting(desk.app, a_doctors_group(desk.app, name="Nurses' group"), "2026-04-03 18:00")

    page = desk.read(f"/meetings?month=2026-04&group={own.group_id}")

    assert "Meeting of Doctors' group" in cell_of(page, "2026-04-02")
    assert cell_of(page, "2026-04-03") == ""
    links = Reader(page).links
    assert f"/meetings?month=2026-05&group={own.group_id}" in links
    assert f"/meetings/add?group={own.group_id}" in links


@pytest.mark.parametrize("odd", ["2026-13", "0000-01", "9999-12", "x", "2026-04-01", "%00", "20260401"])
def test_a_month_that_is_none_shows_the_present_one(desk: Desk, odd: str) -> None:
    assert "Meetings in March 2026" in words(desk.read(f"/meetings?month={odd}"))


@pytest.mark.parametrize("edge", ["1900-01", "2199-12"])
def test_the_first_and_the_last_month_lead_to_no_page_beyond(desk: Desk, edge: str) -> None:
    links = Reader(desk.read(f"/meetings?month={edge}")).links
    months = {link.partition("month=")[2] for link in links if link.startswith("/meetings?month=")}
    assert len(months) == 1
    assert all(read_month(one) for one in months)


@pytest.mark.parametrize(("country", "first"), [("US", "Sun"), ("PT", "Sun"), ("DE", "Mon"), ("", "Mon")])
def test_a_week_begins_as_it_does_where_the_office_is(desk: Desk, country: str, first: str) -> None:
    section = {"section": {"name": "Section Example", "country": country}}
    there = at_desk(evolve(desk.app, settings=Settings(section)))

    page = there.read("/meetings?month=2026-04")

    headings = words(page.split("<thead>")[1].split("</thead>")[0]).split()
    assert headings[:2] == ["Week", first]
    assert cell_of(page, "2026-04-02") == ""


class Due:
    """A feature that has something due."""

    def __init__(self, *events: CalendarEvent) -> None:
        self.events = events

    @hookimpl
    def calendar_events(self, start: date, end: date) -> list[CalendarEvent]:
        return [one for one in self.events if start <= one.on <= end]


def an_event(title: str, day: int = 14, **more: Any) -> CalendarEvent:
    return CalendarEvent(**{"ref": Ref("beds", day), "title": title, "on": date(2026, 4, day), "kind": "task", **more})


def test_what_is_due_stands_on_its_day_and_its_kind_is_said_in_a_word(desk: Desk) -> None:
    due = Due(an_event("Sow beans", done_on=date(2026, 4, 1)), an_event("Report is due", kind="deadline"))
    page = at_desk(with_plugins(desk.app, due=due)).read("/meetings?month=2026-04")

    assert cell_of(page, "2026-04-14") == "Deadline Report is due Task Sow beans (done)"


def test_of_what_is_due_others_tasks_are_left_out_and_a_group_sees_its_own(desk: Desk) -> None:
    group = a_doctors_group(desk.app)
    due = Due(
        an_event("Mine", owner_id=desk.app.actor.account_id),
        an_event("Somebody else's", 15, owner_id=999),
        an_event("The office's", 16, owner_id=999, office=True),
        an_event("The group's", 17, owner_id=999, contact_ids=(group.contact_id,)),
    )
    there = at_desk(with_plugins(desk.app, due=due))

    own, of_group = (there.read(f"/meetings?month=2026-04{more}") for more in ("", f"&group={group.contact_id}"))

    days = [f"2026-04-{day}" for day in (14, 15, 16, 17)]
    assert [cell_of(own, day) for day in days] == ["Task Mine", "", "Task The office's", ""]
    assert [cell_of(of_group, day) for day in days] == ["", "", "", "Task The group's"]


def test_a_day_that_is_a_holiday_says_so(app: App, tmp_path: Path) -> None:
    file = tmp_path / "holidays.csv"
    file.write_text("2026-04-06,Easter Monday\n2026-06-04,Corpus Christi\n")
    service.read_holidays(app, file)

    found = service.month(app, date(2026, 4, 1))

    assert [(one.on, one.holidays) for one in found.days] == [(date(2026, 4, 6), ("Easter Monday",))]


def test_meetings_are_listed_with_machines_reading_the_same_fields_as_from_commands(desk: Desk) -> None:
    a_series(desk.app, place="Library")

    assert words(desk.read("/meetings/list")).count("Library") == 3
    rows = json.loads(desk.read("/meetings/list.json?from=2026-04-01&until=2026-05-31"))
    assert [(one["starts"], one["group"]) for one in rows] == [
        ("2026-04-02T19:30:00", DOCTORS),
        ("2026-05-07T19:30:00", DOCTORS),
    ]
    lines = [*csv.reader(io.StringIO(desk.read("/meetings/list.csv?until=2026-04-30")))]
    assert lines[1][:3] == ["2026-04-02", "19:30", DOCTORS]


def test_records_of_meetings_lead_to_their_pages(desk: Desk) -> None:
    made = a_series(desk.app)
    service.alter(desk.app, service.meant(desk.app, DOCTORS, "2026-05-07"), MeetingEdit(fields={"place": "Station"}))
    may = service.meant(desk.app, DOCTORS, "2026-05-07")
    assert may.sitting is not None

    assert desk.get(f"/meetings/{made.series.id}").headers["Location"] == made.path
    assert desk.get(f"/meetings/of/{may.sitting.id}").headers["Location"] == may.path
    assert desk.get("/meetings/999999").status_code == 404


def test_a_meeting_leads_to_the_ones_beside_it_and_says_what_is_next(desk: Desk) -> None:
    first = a_series(desk.app)
    may = service.meant(desk.app, DOCTORS, "2026-05-07")

    page = desk.read(may.path)

    assert "It is in 59 days." in words(page)
    assert {first.path, service.meant(desk.app, DOCTORS, "2026-06-04").path} <= {*Reader(page).links}
