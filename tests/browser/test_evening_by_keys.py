"""A secretary's evening by keys alone: every page of a meeting and of its group's year, at a desk or on a telephone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import define
from playwright.sync_api import Browser, expect

from outreach_meetings import service
from outreach_meetings.model.drafts import MeetingDraft
from outreach_meetings.model.minutes import Minutes, Stage
from outreach_meetings.model.series import Meeting
from tests.browser.desk import Office, Sight, demo_office, sight
from tests.browser.keys import tab_to
from tests.browser.officers import WINDOWS

_GROUP, _ITEM, _OBJECTIVE = "Medical Group", "Stamps for the letters", "A talk at both schools"


@pytest.fixture(scope="module")
def office(busy_day: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office in which a group meets every week."""
    with demo_office(busy_day, tmp_path_factory.mktemp("evenings")) as found:
        yield found


@define
class Evening:
    """A meeting of tonight, and the window of its secretary, who has no mouse; every page is for everybody and fits."""

    window: Sight
    meeting: Meeting

    @property
    def minutes(self) -> Minutes:
        return service.minutes(self.window.office.app, self.meeting)

    def look(self) -> None:
        """See that the page fits, complains of nothing and keeps nobody out, and go to where it begins."""
        window = self.window
        assert (window.path, window.fits(), window.told()) == (window.path, True, [])
        if window.script:
            # What was just done fades in: colours are told by what it is then.
            window.page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")
            assert (window.path, window.barriers()) == (window.path, [])
        self.at_the_top()

    def at_the_top(self) -> None:
        """Go to the page itself, past the menu."""
        tab_to(self.window.page, "To the page itself")
        self.window.page.keyboard.press("Enter")

    def enter(self, name: str, *says: str) -> None:
        """Tab to a link or button, press Enter, and look at the page it leads to."""
        tab_to(self.window.page, name)
        with self.window.page.expect_navigation():
            self.window.page.keyboard.press("Enter")
        for text in says:
            self.window.finds(text)
        self.look()

    def types(self, name: str, text: str) -> None:
        """Tab to a field, and type into it."""
        tab_to(self.window.page, name)
        self.window.page.keyboard.type(text)


@pytest.mark.parametrize("how", [*WINDOWS])
def test_an_evening_goes_by_keys_alone_from_the_agenda_to_the_report_of_the_year(
    office: Office, chromium: Browser, how: str
) -> None:
    minute = 50 + [*WINDOWS].index(how)
    today = office.app.clock.today()
    draft = MeetingDraft(group=_GROUP, starts=f"{today} 23:{minute}", title=f"Evening {how}", quorum=1)
    meeting = service.plan(office.app, draft)
    width, script = WINDOWS[how]
    with sight(office, chromium, width=width, script=script) as window:
        evening = Evening(window, meeting)
        window.go(meeting.path)
        evening.look()
        prepares(evening)
        invites(evening)
        writes(evening)
        looks_at_the_year(evening, f"{_OBJECTIVE}, {how}")
    assert evening.minutes.stage is Stage.FOR_APPROVAL
    assert len(evening.minutes.attendance.present) == 1


def prepares(evening: Evening) -> None:
    """Build the agenda, put one more item on it, and read the pack."""
    evening.enter("Agenda")
    evening.enter("Put on what there is", "New on the agenda")
    evening.enter("Add an item")
    evening.types("What", _ITEM)
    evening.enter("Put it on the agenda", f"On the agenda: {_ITEM}")
    evening.enter("Pack", _ITEM, "Who is invited")


def invites(evening: Evening) -> None:
    """See who is to be invited, and what they would get."""
    evening.enter("Invitations", "to be invited")
    evening.enter("Send what is to be told", "Invitation")
    evening.enter("Cancel", "to be invited")


def writes(evening: Evening) -> None:
    """Write down who is there and what was said, finish the minutes, and see who would get them."""
    page = evening.window.page
    evening.enter("Who is there")
    tab_to(page, "Not said")
    page.keyboard.press("ArrowRight")
    evening.enter("Write it down", "Written down")
    assert len(evening.minutes.attendance.present) == 1
    evening.enter("Minutes")
    evening.types("What was said", "Ten letters are left.")
    evening.enter("Keep", "Kept: what was said.")
    assert [one.text for point in evening.minutes.points for one in point.passages] == ["Ten letters are left."]
    evening.enter("Finish them", "The minutes are finished")
    assert evening.minutes.stage is Stage.FOR_APPROVAL
    evening.enter("Send to members", "Ten letters are left.")


def looks_at_the_year(evening: Evening, objective: str) -> None:
    """Plan something for the year, and find it in the report beside the figures."""
    evening.window.go(evening.meeting.path)
    evening.look()
    evening.enter("Its work plan")
    evening.enter("New objective")
    evening.types("What is to be reached", objective)
    evening.enter("Plan it", f"Planned: {objective}")
    evening.enter("Year in figures", "Meetings held")
    evening.enter("Report of the year", objective)
    expect(evening.window.page.get_by_role("heading", level=1)).to_have_text(re.compile(_GROUP))
