"""The pages of meetings in a browser: by day and by night, on a telephone and on paper, and by keys alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from outreach_meetings import service
from outreach_meetings.model.drafts import MeetingDraft
from outreach_meetings.model.feeds import Whose
from outreach_meetings.model.series import Meeting
from tests.browser.desk import Office, Sight, demo_office, sight


@pytest.fixture(scope="module")
def office(busy_day: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office in which a group meets every week."""
    with demo_office(busy_day, tmp_path_factory.mktemp("meets")) as found:
        yield found


def the_meeting(office: Office) -> Meeting:
    return service.meant(office.app, "Medical Group", past=True)


def paths(office: Office) -> list[str]:
    """The pages of meetings."""
    own = the_meeting(office).path
    service.offer(office.app, Whose(group_id=the_meeting(office).group_id))
    there = ["/meetings", "/meetings/list", "/meetings/add", "/meetings/feeds", own]
    return [*there, *(f"{own}/{one}" for one in ("attendance", "edit", "call-off"))]


@pytest.mark.parametrize(("width", "dark"), [(1280, True), (700, False), (360, False), (360, True)])
def test_every_page_of_meetings_is_for_everybody_and_fits(
    office: Office, chromium: Browser, width: int, dark: bool
) -> None:
    found = {}
    with sight(office, chromium, width=width, dark=dark) as window:
        for path in paths(office):
            window.go(path)
            found[path] = [*window.barriers(), *window.told(), *([] if window.fits() else ["too wide"])]
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_on_a_telephone_the_month_is_a_list_of_its_days_that_have_something_from_today_on(
    office: Office, chromium: Browser
) -> None:
    today = office.app.clock.today()
    service.plan(office.app, MeetingDraft(group="Students' Network", starts=f"{today} 23:59"))
    with sight(office, chromium, width=360, script=False) as window:
        window.go("/meetings")
        expect(window.page.locator("table.month")).to_be_hidden()
        days = window.page.locator("ol.days > li")
        assert 1 <= days.count() < 28
        for day in days.all():
            assert day.locator("ul li").count() >= 1
        shown = days.filter(visible=True)
        assert shown.first.locator("h2 time").get_attribute("datetime") == office.app.clock.today().isoformat()
        expect(shown.first).to_be_in_viewport()
        shown.get_by_role("link").first.click()
        expect(window.page.locator("h1")).to_have_count(1)
        assert window.path.count("/") == 3


def test_on_a_desk_the_month_is_a_table_whose_cells_name_their_weekday_and_week(
    office: Office, chromium: Browser
) -> None:
    with sight(office, chromium) as window:
        window.go("/meetings")
        expect(window.page.locator("ol.days, .earlier").filter(visible=True)).to_have_count(0)
        table = window.page.get_by_role("table")
        assert table.get_by_role("columnheader").count() == 8
        assert table.get_by_role("rowheader").count() == table.get_by_role("row").count() - 1
        assert table.locator("caption").inner_text()
        assert table.locator("td.today").count() == 1
        window.page.emulate_media(media="print")
        expect(table).to_be_visible()
        expect(window.page.locator(".turning")).to_be_hidden()


def test_n_plans_a_meeting_and_without_a_mouse_it_is_planned(office: Office, chromium: Browser) -> None:
    with sight(office, chromium) as window:
        window.go("/meetings")
        window.page.keyboard.press("n")
        window.page.wait_for_url("**/meetings/add")
        window.page.get_by_label("Group", exact=True).select_option(label="Students' Network")
        window.page.get_by_label("Day", exact=True).fill("2031-05-06")
        window.page.get_by_label("It begins at").fill("7pm")
        window.page.get_by_label("Every week").check()
        window.page.get_by_label("It begins at").press("Control+Enter")
        expect(window.page.locator(".toast")).to_contain_text("Planned: Meeting of Students' Network")
        window.finds("every week")
        window.page.keyboard.press("u")
        expect(window.page.locator(".toast")).to_contain_text("Undone")
        assert window.told() == []


def chosen(window: Sight) -> list[str]:
    return [one.inner_text() for one in window.page.locator("label:has(:checked)").all()]


def test_who_was_there_is_written_down_on_a_telephone_without_javascript(office: Office, chromium: Browser) -> None:
    today = office.app.clock.today()
    meeting = service.plan(office.app, MeetingDraft(group="Medical Group", starts=f"{today} 23:59"))
    with sight(office, chromium, width=360, script=False) as window:
        window.go(f"{meeting.path}/attendance")
        people = window.page.locator("fieldset:has(input[name^=p-])")
        for row in people.all():
            row.get_by_label("Present", exact=True).check()
        assert chosen(window).count("Present") == people.count()
        window.page.get_by_role("button", name="Write it down").last.click()
        window.finds("Written down")
        assert window.fits()
    there = service.attendance(office.app, service.meeting(office.app, meeting.series.id, meeting.key))
    assert len(there.present) == len(there.people) > 1
