"""The page on which it is written down who was at a meeting, and what other pages then have of it."""

from datetime import timedelta

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_meetings import service
from outreach_meetings.model.attendance import Presence
from outreach_meetings.model.series import Meeting
from outreach_meetings.service import noticing, waiting
from tests.builders import a_person
from tests.outreach_meetings.builders import a_doctors_group, a_meeting
from tests.web.office import Desk, words

pytestmark = pytest.mark.connections

PAST, AHEAD = "2026-02-26 19:30", "2026-04-02 19:30"


def held(app: App, starts: str = PAST, **draft: object) -> Meeting:
    """A meeting of Ana and Ben."""
    return a_meeting(app, a_doctors_group(app, "Ana Ruiz", "Ben Okri"), starts, **draft)


def number(app: App, name: str) -> int:
    return contacts.resolve(app, name).id


def said(app: App, meeting: Meeting) -> dict[str, tuple[str, str]]:
    there = service.attendance(app, service.meeting(app, meeting.series.id, meeting.key))
    return {one.name: (one.presence.value, one.note) for one in there.people}


def sent(app: App, **other: str | list[str]) -> dict[str, str | list[str]]:
    ana, ben = number(app, "Ana Ruiz"), number(app, "Ben Okri")
    blank = {f"p-{ana}": "not said", f"n-{ana}": "", f"p-{ben}": "not said", f"n-{ben}": "", "rest": ""}
    named = {"ana": f"p-{ana}", "ben": f"p-{ben}", "note_on_ben": f"n-{ben}"}
    return {"_version": "0", **blank, **{named.get(key, key): value for key, value in other.items()}}


def test_who_was_there_is_written_down_a_row_a_person_and_the_quorum_is_told(desk: Desk) -> None:
    meeting = held(desk.app, quorum=2)
    guest = a_person(desk.app, "Cem Kaya")
    answers = sent(desk.app, ana="present", ben="sent apologies", note_on_ben="On call", came=[str(guest.id)])

    page = desk.follow(desk.send(f"{meeting.path}/attendance", answers))

    assert said(desk.app, meeting) == {
        "Ana Ruiz": ("present", ""),
        "Ben Okri": ("sent apologies", "On call"),
        "Cem Kaya": ("present", ""),
    }
    assert "1 of 2 members there: 1 short of a quorum" in words(page)
    assert "It was held." in words(page)


def test_all_others_are_said_at_once(desk: Desk) -> None:
    meeting = held(desk.app)

    desk.follow(desk.send(f"{meeting.path}/attendance", sent(desk.app, ben="absent", rest="present")))

    assert said(desk.app, meeting) == {"Ana Ruiz": ("present", ""), "Ben Okri": ("absent", "")}


def test_before_the_day_only_apologies_can_be_chosen(desk: Desk) -> None:
    meeting = held(desk.app, AHEAD)
    assert 'value="present"' not in desk.read(f"{meeting.path}/attendance")

    assert desk.send(f"{meeting.path}/attendance", sent(desk.app, ana="present")).status_code == 422
    desk.follow(desk.send(f"{meeting.path}/attendance", sent(desk.app, ana="sent apologies")))

    assert said(desk.app, meeting)["Ana Ruiz"] == ("sent apologies", "")


def test_what_somebody_else_wrote_down_meanwhile_is_told_and_stays(desk: Desk) -> None:
    meeting = held(desk.app)
    service.attend(desk.app, meeting, {number(desk.app, "Ana Ruiz"): Presence.LATE})

    answer = desk.send(f"{meeting.path}/attendance", sent(desk.app, ana="absent"))

    assert answer.status_code == 409
    assert said(desk.app, meeting)["Ana Ruiz"] == ("came later", "")


def test_a_page_on_which_nothing_is_said_says_so(desk: Desk) -> None:
    answer = desk.send(f"{held(desk.app).path}/attendance", sent(desk.app))

    assert answer.status_code == 422
    assert "Say who was there." in words(answer.text)


def test_a_meeting_that_nobody_wrote_down_asks_for_it_once_a_week_has_passed_then_for_its_minutes(desk: Desk) -> None:
    meeting = held(desk.app)
    today = desk.app.clock.today()

    (told,) = [one for one in desk.app.plugins.reminders(desk.app, today) if one.group == "Meetings"]
    assert (str(told.sentence), told.due_on) == (
        f"Nobody wrote down who was at the meeting of Doctors' group on {meeting.starts.date()}",
        meeting.starts.date() + timedelta(days=7),
    )
    assert told.step is not None
    assert desk.get(told.step.path).status_code == 200
    service.attend(desk.app, meeting, {number(desk.app, "Ana Ruiz"): Presence.PRESENT})

    left = [str(one.sentence) for one in desk.app.plugins.reminders(desk.app, today) if one.group == "Meetings"]
    assert left == [f"Minutes of Doctors' group on {meeting.starts.date()} are to be finished"]


@pytest.mark.parametrize(("day", "word"), [("2026-03-09", "today"), ("2026-03-10", "tomorrow"), ("2026-03-11", "")])
def test_a_meeting_is_told_of_on_its_day_and_the_day_before(desk: Desk, day: str, word: str) -> None:
    meeting = held(desk.app, f"{day} 19:30")

    today = desk.app.clock.today()
    told = noticing.reminders(desk.app, today, waiting.around(desk.app, today))

    expected = [f"Doctors' group meets {word} at 19:30: Meeting of Doctors' group"] if word else []
    assert [str(one.sentence) for one in told] == expected
    assert [one.step.path for one in told if one.step] == [meeting.path for _ in expected]


def test_a_meeting_that_was_called_off_reminds_nobody(app: App) -> None:
    for day in (PAST, "2026-03-09 19:30"):
        service.call_off(app, a_meeting(app, a_doctors_group(app, name=day), day))

    assert [one for one in app.plugins.reminders(app, app.clock.today()) if one.group == "Meetings"] == []
