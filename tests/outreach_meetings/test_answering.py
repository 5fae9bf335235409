"""What somebody answers to an invitation: whose answer counts, which one, and what never changes anything."""

from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, PointKind
from outreach_crm.contacts.service import Edit
from outreach_crm.errors import ConflictError, ImportRejectedError
from outreach_meetings import service
from outreach_meetings.model.attendance import Presence
from outreach_meetings.model.drafts import MeetingEdit
from outreach_meetings.model.invitations import Answer, Outcome, WishState
from outreach_meetings.model.series import Meeting
from outreach_meetings.service import untold, waiting
from tests.outreach_meetings.builders import a_meeting, a_series
from tests.outreach_meetings.invited import OFFICE, a_member, a_reply, calendar_to, invite, the_doctors

ANA = "ana@example.net"
TABLES = ("meeting_answers", "meeting_wishes", "meeting_series", "meeting_sittings", "meeting_invitations")


@pytest.fixture
def meeting(office: App, ana: Contact) -> Meeting:
    made = a_meeting(office, the_doctors(office, ana, a_member(office, "Ben Bell")))
    invite(office, made)
    return made


def took(app: App, tmp_path: Path, content: bytes, name: str = "reply.ics") -> Outcome:
    file = tmp_path / name
    file.write_bytes(content)
    (found,) = service.from_file(app, file)
    return found


def answer(app: App, meeting: Meeting, name: str = "Ana Ruiz") -> Answer:
    now = service.meeting(app, meeting.series.id, meeting.key)
    return {one.name: one.answer for one in service.attendance(app, now).people}[name]


def written(app: App) -> list[object]:
    """All that stands in the tables of meetings."""
    return [[*app.store.rows(f"select * from {table} order by id")] for table in TABLES]


def test_an_answer_is_kept_and_attendance_knows_who_cannot_come(office: App, meeting: Meeting, tmp_path: Path) -> None:
    assert service.attendance(office, meeting).expected == 2

    found = took(office, tmp_path, a_reply(meeting, ANA, "DECLINED", comment="On duty that night."))

    assert (found.kept, found.sentence) == (
        True,
        "Ana Ruiz cannot come: Meeting of Doctors' group. They write: On duty that night.",
    )
    assert answer(office, meeting) is Answer.DECLINED
    assert service.attendance(office, meeting).expected == 1
    (ana,) = (one for one in service.guests(office, meeting) if one.name == "Ana Ruiz")
    assert (ana.comment, ana.answered_at) == ("On duty that night.", "2026-03-09T08:00:00Z")


def test_who_said_no_and_came_was_there(office: App, meeting: Meeting, ana: Contact, tmp_path: Path) -> None:
    took(office, tmp_path, a_reply(meeting, ANA, "DECLINED"))
    service.attend(office, meeting, {ana.id: Presence.APOLOGIES})
    assert service.attendance(office, meeting).expected == 1


def test_an_answer_from_another_address_of_theirs_counts_in_whatever_letters(
    office: App, meeting: Meeting, ana: Contact, tmp_path: Path
) -> None:
    contacts.edit(office, ana.id, Edit(points=((PointKind.EMAIL, "Ana.Ruiz@Clinic.example"),)))
    assert took(office, tmp_path, a_reply(meeting, "ANA.RUIZ@clinic.EXAMPLE")).kept
    assert answer(office, meeting) is Answer.ACCEPTED


def test_a_later_answer_counts_and_an_older_one_that_comes_after_it_does_not(
    office: App, meeting: Meeting, tmp_path: Path
) -> None:
    first = a_reply(meeting, ANA, "ACCEPTED", dtstamp="20260308T080000Z")
    second = a_reply(meeting, ANA, "DECLINED", dtstamp="20260309T070000Z")
    assert took(office, tmp_path, first).kept
    assert took(office, tmp_path, second).kept
    before = written(office)

    again = took(office, tmp_path, first)

    assert (again.kept, again.sentence) == (False, "Ana Ruiz has given a later answer already: cannot come.")
    assert took(office, tmp_path, second).sentence == "Ana Ruiz has said so already."
    assert written(office) == before
    assert answer(office, meeting) is Answer.DECLINED


def test_an_answer_to_an_earlier_version_does_not_count_beside_one_to_a_later_one(
    office: App, meeting: Meeting, tmp_path: Path
) -> None:
    service.alter(office, meeting, MeetingEdit(fields={"place": "Station"}))
    invite(office, meeting)
    assert took(office, tmp_path, a_reply(meeting, ANA, "DECLINED", sequence="1", dtstamp="20260308T080000Z")).kept

    older = took(office, tmp_path, a_reply(meeting, ANA, "ACCEPTED", sequence="0", dtstamp="20260309T080000Z"))

    assert not older.kept
    assert answer(office, meeting) is Answer.DECLINED


def test_a_moved_meeting_asks_everybody_anew_and_another_place_does_not(
    office: App, meeting: Meeting, ana: Contact, tmp_path: Path
) -> None:
    took(office, tmp_path, a_reply(meeting, ANA))
    service.alter(office, meeting, MeetingEdit(fields={"place": "Station"}))
    (begun,) = invite(office, meeting)
    assert answer(office, meeting) is Answer.ACCEPTED
    assert calendar_to(office, begun, ana).walk("VEVENT")[0]["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"

    service.alter(office, meeting, MeetingEdit(fields={"starts": "2026-04-03 19:30"}))
    (begun,) = invite(office, meeting)

    assert answer(office, meeting) is Answer.NONE
    assert calendar_to(office, begun, ana).walk("VEVENT")[0]["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert took(office, tmp_path, a_reply(meeting, ANA, sequence="2")).kept
    assert answer(office, meeting) is Answer.ACCEPTED


STRANGE = {
    "another meeting": ({"uid": "somebody-elses@example.com"}, "It is about a meeting of somebody else"),
    "no UID": ({"uid": ""}, "It is about a meeting of somebody else"),
    "another organiser": ({"organizer": "mailto:mallory@example.com"}, "It answers mallory@example.com, not us."),
    "not invited": ({"attendee": "mailto:mallory@example.com"}, "mallory@example.com was not invited."),
    "no attendee": ({"attendee": ""}, "It does not say who answers."),
    "no address": ({"attendee": "urn:uuid:17"}, "was not invited"),
    "a stranger calls it off": ({"method": "CANCEL", "status": "CANCELLED"}, "only we call off ours"),
    "an invitation": ({"method": "REQUEST"}, "It is an invitation of somebody else."),
    "no method": ({"method": ""}, "It does not say what it asks for"),
    "asks nothing": ({"method": "COUNTER"}, "It asks for another time and does not say which."),
}


@pytest.mark.parametrize("what", STRANGE)
def test_what_is_no_answer_of_somebody_invited_changes_nothing_and_says_why(
    office: App, meeting: Meeting, tmp_path: Path, what: str
) -> None:
    given, said = STRANGE[what]
    before = written(office)

    found = took(office, tmp_path, a_reply(meeting, ANA, **given))

    assert not found.kept
    assert said in found.sentence
    assert written(office) == before


@pytest.mark.parametrize("partstat", ["NEEDS-ACTION", "DELEGATED", "MAYBE"])
def test_an_answer_that_says_neither_yes_nor_no_is_none(
    office: App, meeting: Meeting, tmp_path: Path, partstat: str
) -> None:
    assert took(office, tmp_path, a_reply(meeting, ANA, partstat)).sentence == "Ana Ruiz says neither yes nor no."


def test_a_sequence_that_was_never_sent_does_not_lock_anybody_out(
    office: App, meeting: Meeting, tmp_path: Path
) -> None:
    took(office, tmp_path, a_reply(meeting, ANA, sequence="2147483647", dtstamp="20990101T000000Z"))

    assert took(office, tmp_path, a_reply(meeting, ANA, "DECLINED", dtstamp="20260309T080001Z")).kept
    assert answer(office, meeting) is Answer.DECLINED


def test_one_meeting_of_a_series_is_declined_and_the_others_are_not(office: App, ana: Contact, tmp_path: Path) -> None:
    first = a_series(office, the_doctors(office, ana), zone="Europe/Lisbon")
    may = service.meant(office, str(first.group_id), "2026-05-07")
    invite(office, first, whole=True)
    assert took(office, tmp_path, a_reply(first, ANA)).kept

    assert took(office, tmp_path, a_reply(first, ANA, "DECLINED", recurrence_id="20260507T183000Z")).kept

    assert (answer(office, first), answer(office, may)) == (Answer.ACCEPTED, Answer.DECLINED)
    found = took(office, tmp_path, a_reply(first, ANA, recurrence_id="20260508T183000Z"))
    assert found.sentence == "Meeting of Doctors' group has no meeting on the day that it names."
    assert took(office, tmp_path, a_reply(first, ANA, "DECLINED", dtstamp="20260309T080000Z", sequence="0")).kept
    service.call_off(office, may)
    assert answer(office, first) is Answer.DECLINED


def counter(meeting: Meeting, **given: str) -> bytes:
    told = {"method": "COUNTER", "dtstart": "20260403T180000Z", "comment": "An hour later?", **given}
    return a_reply(meeting, ANA, "TENTATIVE", **told)


def test_a_wish_for_another_time_is_shown_and_taken_by_moving_the_meeting(
    office: App, meeting: Meeting, tmp_path: Path
) -> None:
    assert (
        took(office, tmp_path, counter(meeting)).sentence
        == "Ana Ruiz asks for another time: 2026-04-03 18:00. They write: An hour later?"
    )
    assert took(office, tmp_path, counter(meeting)).sentence == "That wish is known already."
    (wish,) = service.wishes(office, meeting)
    (told,) = untold.reminders(office, office.clock.today(), waiting.around(office, office.clock.today()))
    assert told.sentence.startswith("Ana Ruiz asks to meet at another time")

    moved = service.grant_wish(office, wish.id)

    assert moved.starts == wish.starts
    assert [one.letter for one in service.to_tell(office, moved)] == ["change"]
    with pytest.raises(ConflictError, match="was taken already"):
        service.refuse_wish(office, wish.id)


def test_a_wish_that_is_refused_is_answered_to_whoever_asked(
    office: App, meeting: Meeting, ana: Contact, tmp_path: Path
) -> None:
    took(office, tmp_path, counter(meeting))
    (wish,) = service.wishes(office, meeting)

    (begun,) = service.refuse_wish(office, wish.id)
    service.send_invitations(office, [begun])

    calendar = calendar_to(office, begun, ana)
    assert calendar["METHOD"] == "DECLINECOUNTER"
    assert calendar.walk("VEVENT")[0]["UID"] == meeting.series.uid
    assert service.wishes(office, meeting)[0].state is WishState.REFUSED
    assert service.meeting(office, meeting.series.id, meeting.key).starts == meeting.starts


def test_a_saved_mail_brings_its_answer_and_one_without_a_calendar_says_so(
    office: App, meeting: Meeting, tmp_path: Path
) -> None:
    head = b"From: Ana <ana@example.net>\r\nTo: " + OFFICE.encode() + b"\r\nMIME-Version: 1.0\r\n"
    told = b"Content-Type: text/calendar; method=REPLY\r\n\r\n" + a_reply(meeting, ANA)
    assert took(office, tmp_path, head + told, "Accepted.eml").kept
    (tmp_path / "Lunch.eml").write_bytes(head + b"\r\nLunch?\r\n")
    with pytest.raises(ImportRejectedError, match=r"Lunch.eml is a mail without a calendar"):
        service.from_file(office, tmp_path / "Lunch.eml")


@pytest.mark.parametrize("sender", ["From: Sam <stranger@example.com>", f"From: {ANA}, stranger@example.com", "X-A: b"])
def test_a_saved_mail_answers_for_nobody_but_whoever_it_is_from(
    office: App, meeting: Meeting, tmp_path: Path, sender: str
) -> None:
    head = f"{sender}\r\nMIME-Version: 1.0\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n".encode()

    found = took(office, tmp_path, head + a_reply(meeting, ANA, "DECLINED"), "Declined.eml")

    assert (found.kept, str(found.sentence)) == (False, f"It is in the name of {ANA}, and came from somebody else.")
    assert answer(office, meeting) is Answer.NONE


def test_what_people_write_with_an_answer_and_a_wish_for_another_time_stand_with_them(
    office: App, meeting: Meeting, tmp_path: Path
) -> None:
    other = {"method": "COUNTER", "dtstart": "20260402T200000Z", "comment": "Later?"}
    wish = took(office, tmp_path, a_reply(meeting, ANA, "TENTATIVE", **other))
    one = next(p for p in service.attendance(office, meeting).people if p.name == "Ana Ruiz")
    assert (str(one.said), one.comment) == ("asks for another time: 2026-04-02 20:00", "Later?")
    assert str(wish.sentence).endswith("They write: Later?")

    told = took(office, tmp_path, a_reply(meeting, ANA, "DECLINED", dtstamp="20260309T090000Z", comment="On duty."))

    one = next(p for p in service.attendance(office, meeting).people if p.name == "Ana Ruiz")
    assert (str(one.said), one.comment) == ("cannot come", "On duty.")
    assert str(told.sentence) == "Ana Ruiz cannot come: Meeting of Doctors' group. They write: On duty."
