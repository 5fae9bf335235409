"""Who is invited, what they get, and what they are told when something is changed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from outreach_crm.app import App
from outreach_crm.contacts.model import Contact
from outreach_crm.dispatch.model import Dispatch
from outreach_crm.errors import ConflictError, RefusedError
from outreach_crm.groups import service as groups
from outreach_meetings import service
from outreach_meetings.model.drafts import MeetingEdit
from outreach_meetings.model.invitations import Heard, Letter
from outreach_meetings.model.series import Meeting
from outreach_meetings.service import untold, waiting
from tests.dispatch.letters import later
from tests.outreach_meetings.builders import a_meeting, a_series
from tests.outreach_meetings.invited import OFFICE, a_member, calendar_to, invite, mail_to, the_doctors

LISBON = "Europe/Lisbon"


@pytest.fixture
def meeting(office: App, ana: Contact, ben: Contact) -> Meeting:
    return a_meeting(office, the_doctors(office, ana, ben), zone=LISBON, place="Library")


def heard(app: App, meeting: Meeting, *, whole: bool = False) -> dict[str, Heard]:
    now = service.meeting(app, meeting.series.id, meeting.key)
    return {one.name: one.heard for one in service.guests(app, now, whole=whole)}


def test_everybody_gets_an_invitation_that_names_them_and_nobody_else(
    office: App, meeting: Meeting, ana: Contact, ben: Contact
) -> None:
    (begun,) = invite(office, meeting)

    calendar = calendar_to(office, begun, ana)
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "REQUEST"
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (meeting.series.uid, 0, "CONFIRMED")
    assert event["ORGANIZER"] == f"mailto:{OFFICE}"
    assert event["ATTENDEE"] == "mailto:ana@example.net"
    assert {name: event["ATTENDEE"].params[name] for name in ("CN", "PARTSTAT", "RSVP")} == {
        "CN": "Ana Ruiz",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
    }
    assert event.decoded("DTSTART") == datetime(2026, 4, 2, 19, 30, tzinfo=ZoneInfo(LISBON))
    assert b"DTSTART:20260402T183000Z" in calendar.to_ical()
    assert b"ben@" not in mail_to(office, begun, ana).as_bytes()
    assert calendar_to(office, begun, ben).walk("VEVENT")[0]["ATTENDEE"] == "mailto:ben@example.net"


def test_a_mail_program_finds_the_invitation_beside_the_text_and_as_a_file(
    office: App, meeting: Meeting, ana: Contact
) -> None:
    (begun,) = invite(office, meeting)

    mail = mail_to(office, begun, ana)

    kinds = [part.get_content_type() for part in mail.walk()]
    beside = ["multipart/alternative", "text/plain", "text/html", "text/calendar"]
    assert kinds == ["multipart/mixed", *beside, "application/ics"]
    (part,) = (one for one in mail.walk() if one.get_content_type() == "text/calendar")
    assert part["Content-Type"].params == {"charset": "utf-8", "method": "REQUEST"}
    assert [one.get_filename() for one in mail.iter_attachments()] == ["invitation.ics"]
    assert "19:30–21:30 (Europe/Lisbon)" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_who_was_invited_is_not_invited_again(office: App, meeting: Meeting) -> None:
    invite(office, meeting)

    assert set(heard(office, meeting).values()) == {Heard.CURRENT}
    with pytest.raises(ConflictError, match="nobody has to be written to"):
        invite(office, meeting)


def test_a_moved_meeting_keeps_its_uid_and_only_those_who_were_invited_hear_of_the_change(
    office: App, meeting: Meeting, ana: Contact
) -> None:
    invite(office, meeting)
    carla = a_member(office, "Carla Dias")
    groups.join(office, meeting.group_id, carla.id, since=office.clock.today())
    moved = service.alter(office, meeting, MeetingEdit(fields={"starts": "2026-04-03 18:00"}))
    assert [one.name for one in service.stale(office, moved)] == ["Ben Bell", "Ana Ruiz"]

    batches = {one.letter: [who.name for who in one.people] for one in service.to_invite(office, moved)}
    new, changed = invite(office, meeting)

    assert batches == {Letter.INVITATION: ["Carla Dias"], Letter.CHANGE: ["Ben Bell", "Ana Ruiz"]}
    (event,) = calendar_to(office, changed, ana).walk("VEVENT")
    assert (event["UID"], event["SEQUENCE"]) == (meeting.series.uid, 1)
    assert event.decoded("DTSTART") == datetime(2026, 4, 3, 18, tzinfo=ZoneInfo(LISBON))
    assert calendar_to(office, new, carla).walk("VEVENT")[0]["SEQUENCE"] == 1
    assert service.stale(office, moved) == ()


def test_a_meeting_that_is_called_off_is_cancelled_for_whoever_was_invited(
    office: App, meeting: Meeting, ana: Contact
) -> None:
    invite(office, meeting)
    service.call_off(office, meeting)
    assert heard(office, meeting) == {"Ana Ruiz": Heard.UNTOLD, "Ben Bell": Heard.UNTOLD}

    (begun,) = invite(office, meeting)

    calendar = calendar_to(office, begun, ana)
    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert heard(office, meeting) == {"Ana Ruiz": Heard.OFF, "Ben Bell": Heard.OFF}


def text_to(app: App, begun: Dispatch, contact: Contact) -> str:
    """Return subject and text of the message that somebody got."""
    mail = mail_to(app, begun, contact)
    text = next(part for part in mail.walk() if part.get_content_type() == "text/plain")
    return f"{mail['Subject']}\n{text.get_content()}"


def test_those_invited_read_why_a_meeting_was_moved_and_why_it_does_not_take_place(
    office: App, meeting: Meeting, ana: Contact
) -> None:
    invite(office, meeting)
    news = {"starts": "2026-04-03 18:00", "told": "The library is closed on Thursday."}
    moved = service.alter(office, meeting, MeetingEdit(fields=news), because="The caretaker is ill.")
    (changed,) = invite(office, meeting)
    elsewhere = service.alter(office, moved, MeetingEdit(fields={"place": "Station"}))
    (other,) = invite(office, meeting)
    off = service.call_off(office, elsewhere, because="Nobody has time.", told="We meet again in May.")
    (called_off,) = invite(office, meeting)

    read = text_to(office, changed, ana)
    assert "The library is closed on Thursday." in read
    assert "caretaker" not in read
    assert "library is closed" not in text_to(office, other, ana)
    last = text_to(office, called_off, ana)
    assert last.startswith("Does not take place: Meeting of Doctors' group")
    assert "We meet again in May." in last
    assert "Nobody has time" not in last
    assert (moved.told, elsewhere.told, off.told) == (news["told"], "", "We meet again in May.")


def test_who_left_the_group_is_told_that_they_need_not_come_and_nobody_else_is(
    office: App, meeting: Meeting, ben: Contact
) -> None:
    invite(office, meeting)
    groups.leave(office, meeting.group_id, ben.id)

    (batch,) = service.to_invite(office, meeting)
    assert (batch.letter, [one.name for one in batch.people]) == (Letter.CANCELLATION, ["Ben Bell"])
    (begun,) = invite(office, meeting)
    assert calendar_to(office, begun, ben)["METHOD"] == "CANCEL"


def test_one_moved_meeting_of_a_series_goes_out_with_the_start_by_which_it_is_known(office: App, ana: Contact) -> None:
    first = a_series(office, the_doctors(office, ana), zone=LISBON)
    (all_of,) = invite(office, first, whole=True)
    may = service.meant(office, str(first.group_id), "2026-05-07")
    service.alter(office, may, MeetingEdit(fields={"starts": "2026-05-08 18:00"}))

    (begun,) = invite(office, may)

    series = calendar_to(office, all_of, ana)
    (whole,) = series.walk("VEVENT")
    assert whole["RRULE"].to_ical() == b"FREQ=MONTHLY;BYDAY=1TH"
    assert [zone["TZID"] for zone in series.walk("VTIMEZONE")] == [LISBON]
    assert b"DTSTART;TZID=Europe/Lisbon:20260402T193000" in series.to_ical()
    (event,) = calendar_to(office, begun, ana).walk("VEVENT")
    assert (event["UID"], event["SEQUENCE"]) == (whole["UID"], 1)
    assert event["RECURRENCE-ID"].dt.replace(tzinfo=None) == datetime(2026, 5, 7, 19, 30)
    assert event["DTSTART"].dt.replace(tzinfo=None) == datetime(2026, 5, 8, 18)
    assert heard(office, may) == {"Ana Ruiz": Heard.CURRENT}


def test_who_joins_a_series_later_hears_at_once_what_differs_on_single_days(office: App, ana: Contact) -> None:
    first = a_series(office, the_doctors(office, ana), zone=LISBON)
    may, june = (service.meant(office, str(first.group_id), day) for day in ("2026-05-07", "2026-06-04"))
    service.alter(office, may, MeetingEdit(fields={"place": "Station"}))
    service.call_off(office, june)

    (begun,) = invite(office, first, whole=True)

    whole, moved = calendar_to(office, begun, ana).walk("VEVENT")
    assert [one.dt.day for one in whole["EXDATE"].dts] == [4]
    assert moved["LOCATION"] == "Station"
    assert heard(office, may) == {"Ana Ruiz": Heard.CURRENT}
    assert heard(office, june) == {"Ana Ruiz": Heard.OFF}


def test_a_change_of_all_the_series_is_told_of_all_even_if_one_meeting_is_named(office: App, ana: Contact) -> None:
    first = a_series(office, the_doctors(office, ana))
    invite(office, first, whole=True)
    service.alter_all(office, first.series.id, MeetingEdit(fields={"place": "Station"}))

    (batch,) = service.to_invite(office, service.meeting(office, first.series.id, first.key))

    assert (batch.letter, batch.whole) == (Letter.CHANGE, True)


def test_the_mail_on_a_series_names_the_days_on_which_it_takes_place_and_no_other(office: App, ana: Contact) -> None:
    first = a_series(office, the_doctors(office, ana))
    invite(office, first, whole=True)
    may, june = (service.meant(office, str(first.group_id), day) for day in ("2026-05-07", "2026-06-04"))
    service.call_off(office, may)
    service.alter(office, june, MeetingEdit(fields={"starts": "2026-06-05 18:00"}))
    service.alter_all(office, first.series.id, MeetingEdit(fields={"place": "Station"}))

    (begun,) = invite(office, first, whole=True)

    when = next(line for line in text_to(office, begun, ana).splitlines() if line.startswith("When"))
    assert "2 April 2026" in when
    assert "May" not in when
    assert "5 June 2026, 18:00; 2 July 2026" in when


def test_a_preview_says_who_gets_it_and_who_does_not_and_why(office: App, ana: Contact) -> None:
    without, unasked = a_member(office, "Dora None", "none"), a_member(office, "Eva Lau", basis=False)
    meeting = a_meeting(office, the_doctors(office, ana, without, unasked))

    ((_, seen),) = service.foresee_inviting(office, service.to_invite(office, meeting))

    assert seen.gets == ("Ana Ruiz",)
    assert {name: "address" in why for name, why in seen.left_out} == {"Dora None": True, "Eva Lau": False}
    assert seen.subject.startswith("Invitation: Meeting of Doctors' group")
    assert set(heard(office, meeting).values()) == {Heard.NEW}
    invite(office, meeting)
    assert heard(office, meeting) == {"Ana Ruiz": Heard.CURRENT, "Dora None": Heard.NEW, "Eva Lau": Heard.NEW}


def test_where_clearance_lets_it_go_to_nobody_nothing_is_written(office: App) -> None:
    eva = a_member(office, "Eva Lau", basis=False)
    meeting = a_meeting(office, the_doctors(office, eva))

    with pytest.raises(RefusedError, match="It can go to nobody: Eva Lau"):
        invite(office, meeting)

    assert heard(office, meeting) == {"Eva Lau": Heard.NEW}


def test_nobody_is_reminded_twice_within_three_days(office: App, meeting: Meeting) -> None:
    invite(office, meeting)
    assert service.unanswered(office, meeting).people == ()
    day_four = later(office, timedelta(days=3).total_seconds())
    batch = service.unanswered(day_four, meeting)
    assert [one.name for one in batch.people] == ["Ben Bell", "Ana Ruiz"]

    service.send_invitations(day_four, service.begin_inviting(day_four, [batch]))

    assert service.unanswered(day_four, meeting).people == ()
    assert heard(day_four, meeting) == {"Ana Ruiz": Heard.CURRENT, "Ben Bell": Heard.CURRENT}


def test_the_office_hears_of_a_change_this_week_that_nobody_was_told(office: App, ana: Contact) -> None:
    meeting = a_meeting(office, the_doctors(office, ana), starts="2026-03-12 19:30")
    invite(office, meeting)
    assert [*untold.reminders(office, office.clock.today(), waiting.around(office, office.clock.today()))] == []
    service.alter(office, meeting, MeetingEdit(fields={"place": "Station"}))

    (told,) = untold.reminders(office, office.clock.today(), waiting.around(office, office.clock.today()))

    assert told.sentence.startswith("1 who was invited has not heard what was changed: Meeting of Doctors' group")
    assert told.command == 'outreach meetings invite "Doctors\' group" --on "2026-03-12 19:30"'


def test_nobody_is_invited_to_a_meeting_that_is_over(office: App) -> None:
    group = the_doctors(office, a_member(office, "Ana Ruiz"))

    assert service.to_invite(office, a_meeting(office, group, "2026-03-05 19:30")) == []
    assert [one.people[0].name for one in service.to_invite(office, a_meeting(office, group))] == ["Ana Ruiz"]


def test_of_a_series_that_goes_on_people_can_be_invited_to_all_of_it(office: App) -> None:
    first = a_series(office, the_doctors(office, a_member(office, "Ana Ruiz")), "2026-01-08 19:30")

    assert service.to_invite(office, first) == []
    assert [one.whole for one in service.to_invite(office, first, whole=True)] == [True]
