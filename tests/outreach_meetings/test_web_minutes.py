"""Pages on which minutes are written, finished, approved, corrected and sent, and the year of a group."""

import html
import re
from collections.abc import Mapping

import pytest
from werkzeug.test import TestResponse

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.groups import service as groups
from outreach_crm.policy import Role
from outreach_meetings import service
from outreach_meetings.model.minutes import Stage
from outreach_meetings.model.series import Meeting
from tests.outreach_meetings.builders import a_meeting
from tests.outreach_meetings.test_minutes import held, with_items
from tests.web.office import Desk, Sent, at_desk, words

pytestmark = pytest.mark.connections


def path(meeting: Meeting, verb: str = "") -> str:
    """Where the minutes of a meeting are, or one thing that can be done with them."""
    return f"/meetings/{meeting.series.id}/{meeting.key}/minutes" + (f"/{verb}" if verb else "")


def keep(desk: Desk, meeting: Meeting, **typed: str) -> TestResponse:
    """Type into the page of minutes as it is, questions named as in ``said_0`` or ``decision_12``, and keep it."""
    return desk.send(path(meeting, "keep"), {**as_it_is(desk, meeting), **named(typed)}, seen=path(meeting))


def named(typed: Mapping[str, str]) -> dict[str, str]:
    return {key.replace("_", "-"): text for key, text in typed.items()}


def as_it_is(desk: Desk, meeting: Meeting) -> dict[str, Sent]:
    """What a browser sends of the page when nobody typed anything."""
    page = desk.read(path(meeting))
    sent: dict[str, Sent] = dict(re.findall(r'name="(seen-[a-z0-9-]+)" value="([0-9a-f]+)"', page))
    boxes = re.findall(r'<textarea id="[^"]+" name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', page)
    return {**sent, **{key: html.unescape(text) for key, text in boxes}}


def test_a_secretary_types_what_was_said_decided_and_taken_on_under_an_item(desk: Desk) -> None:
    meeting = held(desk.app)
    (item,) = with_items(desk.app, meeting, "Letters")

    typed = {"said": "Ten are left.", "decision": "We write ten more", "votes": "2:0:0"}
    duty = {"task": "Buy paper", "owner": "Tom Bell", "due": "2999-01-01"}
    answer = keep(desk, meeting, **{f"{key}_{item}": text for key, text in (typed | duty).items()})
    assert answer.headers["Location"].endswith("/minutes#item-1")
    page = desk.follow(keep(desk, meeting, about_0="Ana Ruiz", note_0="She has stamps."))

    told = words(page)
    for text in ("Ten are left.", "2026/1", "We write ten more", "2 for, 0 against", "Tom Bell: Buy paper"):
        assert text in told
    assert "She has stamps." in words(desk.get(f"/contacts/{contacts.resolve(desk.app, 'Ana Ruiz').id}").text)


def test_what_somebody_typed_is_kept_where_it_cannot_be(desk: Desk) -> None:
    meeting = held(desk.app)

    answer = keep(desk, meeting, said_0="Long was talked.", decision_0="We march", votes_0="most of us")

    assert answer.status_code == 422
    assert "write for, against and abstained, such as 7:1:2" in words(answer.text)
    assert "We march" in answer.text
    assert "Long was talked." in answer.text
    assert service.minutes(desk.app, meeting).points[0].is_empty


def test_of_two_who_type_under_one_item_the_second_sees_what_the_first_wrote(desk: Desk) -> None:
    meeting = held(desk.app)
    before = as_it_is(desk, meeting)
    service.write(desk.app, meeting, "By the first")

    answer = desk.send(path(meeting, "keep"), {**before, "said-0": "By the second"}, seen=path(meeting))

    assert answer.status_code == 409
    assert "By the first" in words(answer.text)
    assert "By the second" in answer.text
    assert "By the first" in service.minutes(desk.app, meeting).points[0].passages[0].text


def test_of_two_who_type_under_two_items_neither_takes_out_what_the_other_wrote(desk: Desk) -> None:
    meeting = held(desk.app)
    first, second = with_items(desk.app, meeting, "Letters", "Money")
    before = as_it_is(desk, meeting)
    service.write(desk.app, meeting, "By the first", item="1")

    desk.follow(desk.send(path(meeting, "keep"), {**before, f"said-{second}": "By the second"}, seen=path(meeting)))

    found = service.minutes(desk.app, meeting)
    assert [one.text.text for one in found.points if one.text] == ["By the first", "By the second"]
    assert first != second


def test_all_that_was_kept_by_one_button_is_taken_back_by_one(desk: Desk) -> None:
    meeting = held(desk.app)
    keep(desk, meeting, said_0="Ten are left.", decision_0="We write", task_0="Buy paper", other_0="Ana's aunt")

    journal.undo(desk.app, desk.app.store.value("select max(id) as n from changes"))

    assert service.minutes(desk.app, meeting).points[0].is_empty


def test_minutes_are_finished_with_what_was_typed_last_and_taking_that_back_leaves_it(desk: Desk) -> None:
    meeting = held(desk.app)

    keep(desk, meeting, said_0="Ten are left.", finish="yes")
    assert service.minutes(desk.app, meeting).stage is Stage.FOR_APPROVAL
    journal.undo(desk.app, desk.app.store.value("select max(id) as n from changes"))

    found = service.minutes(desk.app, meeting)
    assert found.is_open
    assert [one.reads for one in found.points[0].passages] == ["Ten are left."]


def test_a_note_on_a_contact_is_taken_out_beside_it(desk: Desk) -> None:
    meeting = held(desk.app)
    number = service.note(desk.app, meeting, "She has stamps.", about="Ana Ruiz").points[0].notes[0].id

    page = desk.follow(keep(desk, meeting, said_0="Ten are left.", drop=str(number)))

    assert "She has stamps." not in words(page)
    assert "Ten are left." in page


def test_whoever_keeps_nothing_new_changes_nothing(desk: Desk) -> None:
    meeting = held(desk.app)
    service.write(desk.app, meeting, "First.\n\nSecond <&> third.")
    before = service.minutes(desk.app, meeting)

    assert "There was nothing new to keep." in words(desk.follow(keep(desk, meeting)))
    assert service.minutes(desk.app, meeting) == before


def test_finished_minutes_show_corrections_beside_and_are_approved_at_a_later_meeting(desk: Desk) -> None:
    meeting = held(desk.app)
    later = a_meeting(desk.app, groups.get(desk.app, meeting.group_id), "2026-03-08 19:30")
    service.write(desk.app, meeting, "Ana writes.")

    keep(desk, meeting, finish="yes")
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
    keep(desk, meeting, task_0="Buy paper", owner_0="Tom Bell")
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
    assert "<textarea" not in reader.read(path(meeting))
    assert reader.get(path(meeting, "keep")).status_code == 403
