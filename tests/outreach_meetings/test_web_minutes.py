"""Pages on which minutes are written, finished, approved, corrected and sent, and the year of a group."""

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.groups import service as groups
from outreach_crm.policy import Role
from outreach_meetings import service
from outreach_meetings.model.minutes import Stage
from outreach_meetings.model.series import Meeting
from tests.outreach_meetings.builders import a_meeting
from tests.outreach_meetings.test_minutes import held, with_items
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections


def path(meeting: Meeting, verb: str = "") -> str:
    """Where the minutes of a meeting are, or one thing that can be done with them."""
    return f"/meetings/{meeting.series.id}/{meeting.key}/minutes" + (f"/{verb}" if verb else "")


def test_a_secretary_types_what_was_said_decided_and_taken_on_under_an_item(desk: Desk) -> None:
    meeting = held(desk.app)
    with_items(desk.app, meeting, "Letters")

    desk.send(path(meeting, "write?item=1"), {"text": "Ten are left.", "_version": "0"})
    desk.send(path(meeting, "decide"), {"text": "We write ten more", "votes": "2:0:0", "item": "1"})
    desk.send(
        path(meeting, "take-on"),
        {"title": "Buy paper", "owner": "Tom Bell", "other": "", "due": "2999-01-01", "item": "1"},
    )
    page = desk.follow(desk.send(path(meeting, "note"), {"about": "Ana Ruiz", "text": "She has stamps.", "item": "0"}))

    told = words(page)
    for text in ("Ten are left.", "2026/1", "We write ten more", "2 for, 0 against", "Tom Bell: Buy paper"):
        assert text in told
    assert "She has stamps." in words(desk.get(f"/contacts/{contacts.resolve(desk.app, 'Ana Ruiz').id}").text)


def test_what_somebody_typed_is_kept_where_it_cannot_be(desk: Desk) -> None:
    meeting = held(desk.app)

    answer = desk.send(path(meeting, "decide"), {"text": "We march", "votes": "most of us", "item": "0"})

    assert answer.status_code == 422
    assert "write for, against and abstained, such as 7:1:2" in words(answer.text)
    assert "We march" in answer.text
    assert service.minutes(desk.app, meeting).decisions == ()


def test_of_two_who_type_under_one_item_the_second_sees_what_the_first_wrote(desk: Desk) -> None:
    meeting = held(desk.app)
    service.write(desk.app, meeting, "By the first")

    answer = desk.send(path(meeting, "write?item=0"), {"text": "By the second", "_version": "0"})

    assert answer.status_code == 409
    assert "By the first" in words(answer.text)
    assert "By the second" in answer.text


def test_finished_minutes_show_corrections_beside_and_are_approved_at_a_later_meeting(desk: Desk) -> None:
    meeting = held(desk.app)
    later = a_meeting(desk.app, groups.get(desk.app, meeting.group_id), "2026-03-08 19:30")
    service.write(desk.app, meeting, "Ana writes.")

    desk.send(path(meeting, "finish"), seen=path(meeting))
    desk.send(path(meeting, "correct"), {"what": "item-0", "text": "Tom writes.", "why": "It was Tom"})
    page = desk.follow(desk.send(path(meeting, "approve"), {"at": f"{later.series.id}/{later.key}"}))

    told = words(page)
    assert "Ana writes." in told
    assert "Tom writes." in told
    assert "It was Tom" in told
    assert service.minutes(desk.app, meeting).stage is Stage.APPROVED
    assert "Finish them" not in told


def test_minutes_lead_from_their_number_and_a_note_leads_to_its_meeting(desk: Desk) -> None:
    meeting = held(desk.app)
    now = service.note(desk.app, meeting, "She has stamps.", about="Ana Ruiz")

    assert path(meeting) in desk.get(f"/meetings/minutes/{now.id}").headers["Location"]
    assert path(meeting) in desk.get(f"/meetings/notes/{now.points[0].notes[0].id}").headers["Location"]
    assert desk.get("/meetings/notes/99").status_code == 404


def test_the_year_of_a_group_is_shown_and_a_responsibility_done_there(desk: Desk) -> None:
    meeting = held(desk.app)
    desk.send(path(meeting, "take-on"), {"title": "Buy paper", "owner": "Tom Bell", "item": "0"})
    (duty,) = service.duties(desk.app, meeting.group_id)

    assert "Tom Bell: Buy paper" in words(desk.get(f"/meetings/groups/{meeting.group_id}").text)
    desk.send(f"/meetings/duties/{duty.id}/finish", seen=path(meeting))

    told = words(desk.get(f"/meetings/groups/{meeting.group_id}?year=2026").text)
    assert "Nothing is left to do from earlier meetings." in told
    assert "2 of 2" in told


def test_whoever_only_reads_is_offered_nothing_to_write(app: App) -> None:
    meeting = held(app)
    service.write(app, meeting, "Ana writes.")
    reader = at_desk(app, "Rita", Role.READER)

    page = words(reader.get(path(meeting)).text)

    assert "Ana writes." in page
    assert "Finish them" not in page
    assert reader.get(path(meeting, "write")).status_code == 403
