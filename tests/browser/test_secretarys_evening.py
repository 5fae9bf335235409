"""A secretary's evening: from the list of the day to the meeting, its agenda, who is there, its minutes."""

import re
from datetime import timedelta

import pytest
from attrs import define
from playwright.sync_api import Browser, Locator, expect

from outreach_crm.contacts import service as contacts
from outreach_crm.groups import service as groups
from outreach_crm.policy import Role
from outreach_meetings import service
from outreach_meetings.model.agenda import ItemEdit
from outreach_meetings.model.drafts import MeetingDraft
from outreach_meetings.model.minutes import Minutes, Stage
from outreach_meetings.model.series import Meeting
from tests.accounts.people import PASSWORD, with_password
from tests.browser.desk import Office, sight
from tests.browser.officers import Officer

_GROUP, _ACTION = "Medical Group", "UA 94/2026"
_OF_WHOM = "Nadia Benali"
_NOTE = "She would rather not travel."
_DAY, _MONTHS = timedelta(days=1), timedelta(days=120)


@define
class Evening(Officer):
    """A meeting of tonight, and the window of its secretary."""

    meeting: Meeting

    @property
    def minutes(self) -> Minutes:
        return service.minutes(self.window.office.app, self.meeting)

    def tab(self, name: str) -> None:
        self.go_on(self.main.locator(".tabs").get_by_role("link", name=name))

    def item(self, title: str) -> Locator:
        """The part of the minutes in which an item stands."""
        return self.main.get_by_role("region", name=title)

    def unfold(self, title: str, what: str) -> Locator:
        """Open the questions of a kind under an item."""
        self.item(title).locator("summary").get_by_text(what, exact=True).click()
        return self.item(title)


def _group(office: Office) -> int:
    return groups.resolve(office.app, _GROUP).contact_id


def tonight(office: Office) -> Meeting:
    """Plan the meeting of tonight, and the one after it, which can approve its minutes, in place of those to come."""
    when = office.app.clock.today()
    for one in service.between(office.app, when + _DAY, when + _MONTHS, group_id=_group(office), called_off=False):
        service.call_off(office.app, one)
    made = service.plan(office.app, MeetingDraft(group=_GROUP, starts=f"{when} 23:57", quorum=2, title="Tonight"))
    service.plan(office.app, MeetingDraft(group=_GROUP, starts=f"{when} 23:59", title="Late"))
    return made


def test_a_secretarys_evening(office: Office, chromium: Browser) -> None:
    with sight(office, chromium) as window:
        evening = Evening(window, tonight(office))
        comes_in(evening)
        prepares(evening)
        writes_who_is_there(evening)
        writes_minutes(evening)
        finishes_them(evening)
        finds_it_elsewhere(evening)
        is_approved(evening)
        assert window.alerts == []


def comes_in(evening: Evening) -> None:
    """Sign in, and go from what the day asks for to tonight's meeting."""
    window = evening.window
    with_password(window.office.app, "Maria", Role.ADMINISTRATOR)
    window.context.clear_cookies()
    window.go("/")
    evening.look()
    window.page.get_by_label("Name or e-mail address").fill("Maria")
    window.page.get_by_label("Password").fill(PASSWORD)
    window.page.keyboard.press("Enter")
    window.page.wait_for_url(re.compile("^(?!.*sign-in)"))
    window.go("/today?everything")
    evening.look()
    evening.main.get_by_role("link", name=re.compile(f"{_GROUP} meets today at 23:57")).click()
    evening.says("It is today.")


def prepares(evening: Evening) -> None:
    """Build the agenda, add an item, take one off, and look at the pack."""
    evening.tab("Agenda")
    evening.press("Put on what there is")
    evening.says("Doctors behind bars")
    evening.window.page.keyboard.press("n")
    evening.window.page.get_by_label("What", exact=True).fill(_ACTION)
    evening.window.page.get_by_label("Letters can be written on it").check()
    evening.window.page.keyboard.press("Control+Enter")
    evening.says(f"On the agenda: {_ACTION}")
    off = evening.main.get_by_role("row").filter(has_text="Doctors behind bars")
    evening.go_on(off.get_by_role("button", name="Take it off"))
    evening.says("Taken off: Doctors behind bars")
    evening.tab("Pack")
    expect(evening.main).to_contain_text(_ACTION)
    expect(evening.main.get_by_role("table")).not_to_contain_text("Doctors behind bars")


def writes_who_is_there(evening: Evening) -> None:
    """Tick who is there; the page says whether they can decide."""
    evening.tab("Who is there")
    for row in evening.main.locator("fieldset:has(input[name^=p-])").all()[:3]:
        row.get_by_label("Present", exact=True).check()
    evening.press("Write it down")
    there = evening.minutes.attendance
    assert (len(there.present), there.is_quorate) == (3, True)
    evening.says(str(there.told))


def writes_minutes(evening: Evening) -> None:
    """Type under an item, with what was decided, taken on and written, and keep all of it without the mouse."""
    page = evening.window.page
    evening.tab("Minutes")
    text = evening.item(_ACTION).get_by_label("What was said", exact=True)
    text.fill("Ten letters are left.\n\nWe write to the minister too.")
    under = evening.unfold(_ACTION, "Decision")
    under.get_by_label("What was decided").fill("We write every week")
    under.get_by_label("Votes").fill("2:0:1")
    evening.unfold(_ACTION, "Responsibility").get_by_label("What is to be done").fill("Buy stamps")
    under.get_by_label("Who does it").select_option("Maria")
    under.get_by_label("By when").fill("2099-01-31")
    evening.unfold(_ACTION, "Letters written").get_by_label("How many letters").fill("14")
    text.press("Control+Enter")
    evening.says("Kept: ")
    evening.look()
    assert re.search(r"#item-\d+$", page.url)
    expect(evening.item(_ACTION)).to_be_in_viewport()
    expect(text).to_have_value("Ten letters are left.\n\nWe write to the minister too.")
    evening.says("We write every week", "2 for, 0 against, 1 abstained", "Maria: Buy stamps", "14 letters on")
    under = evening.unfold("At the meeting", "Note on a contact")
    under.get_by_label("About whom").fill(_OF_WHOM)
    under.get_by_label("What was said of them").fill(_NOTE)
    under.get_by_label("Keep it apart").check()
    under.get_by_label("What was said of them").press("Enter")
    evening.says(f"a note on {_OF_WHOM}", _NOTE)
    evening.look()


def finishes_them(evening: Evening) -> None:
    """Finish the minutes too early, take that back, write one sentence more, and finish them."""
    evening.press("Finish them")
    assert evening.minutes.stage is Stage.FOR_APPROVAL
    evening.window.page.keyboard.press("u")
    evening.says("Undone")
    evening.look()
    text = evening.item("At the meeting").get_by_label("What was said", exact=True)
    text.fill("It ended at nine.")
    text.press("Control+Enter")
    evening.says("Kept: what was said.")
    evening.press("Finish them")
    evening.says("The minutes are finished")
    assert evening.minutes.stage is Stage.FOR_APPROVAL
    expect(evening.main.locator("textarea")).to_have_count(0)


def finds_it_elsewhere(evening: Evening) -> None:
    """What was written stands with whoever took it on, with the Urgent Action, and in the history of the contact."""
    window, app = evening.window, evening.window.office.app
    window.go("/tasks")
    evening.look()
    expect(evening.main.get_by_role("row").filter(has_text="Buy stamps")).to_have_count(1)
    case = app.store.value("select id from ua_cases where ref = :ref", ref=_ACTION)
    window.go(f"/urgent-actions/cases/{case}")
    evening.look()
    evening.says("20 letters")  # six of them at the meeting that the demo played
    window.go(f"/contacts/{contacts.resolve(app, _OF_WHOM).id}")
    evening.look()
    evening.says(_NOTE)
    window.go(f"{evening.meeting.path}/minutes/send")
    evening.look()
    evening.says("We write every week", "14 letters")
    expect(window.page.locator("body")).not_to_contain_text(_NOTE)


def is_approved(evening: Evening) -> None:
    """The meeting after it approves them."""
    evening.window.go(f"{evening.meeting.path}/minutes")
    evening.follow("Approve")
    evening.main.get_by_label(re.compile("23:59")).check()
    evening.press("Approve them")
    evening.says("Approved on", "at the meeting of")
    assert evening.minutes.stage is Stage.APPROVED


@pytest.mark.parametrize("script", [True, False])
def test_on_a_telephone_a_meeting_is_written_down_to_its_end(office: Office, chromium: Browser, script: bool) -> None:
    meeting = tonight(office)
    service.add(office.app, meeting, ItemEdit(fields={"title": _ACTION, "appeals": "yes"}))
    with sight(office, chromium, width=360, script=script) as window:
        evening = Evening(window, meeting)
        window.go(meeting.path)
        evening.look()
        writes_who_is_there(evening)
        evening.tab("Minutes")
        evening.item(_ACTION).get_by_label("What was said", exact=True).fill("Ten letters are left.")
        under = evening.unfold(_ACTION, "Decision")
        under.get_by_label("What was decided").fill("We write every week")
        under.get_by_label("Votes").fill("3:0:1")
        evening.go_on(under.get_by_role("button", name="Keep", exact=True))
        evening.says("4 votes, and 3 members were there")
        expect(under.get_by_label("What was decided")).to_have_value("We write every week")
        expect(under.get_by_label("What was said", exact=True)).to_have_value("Ten letters are left.")
        under.get_by_label("Votes").fill("2:0:1")
        evening.go_on(under.get_by_role("button", name="Keep", exact=True))
        evening.says("Kept: ", "2 for, 0 against, 1 abstained")
        evening.press("Finish them")
        evening.says("The minutes are finished")
    assert [one.text for one in evening.minutes.decisions] == ["We write every week"]
    assert evening.minutes.stage is Stage.FOR_APPROVAL
