"""Calendar files that are written: what other programs read in them, the same bytes each time, and no foreign lines."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from outreach_crm.errors import InvalidInputError
from outreach_meetings.ical import calendar, read
from outreach_meetings.model.calendar import Attendee, Event, Todo

STAMP = datetime(2026, 3, 1, 9, tzinfo=UTC)
PRODUCT = "-//outreach-crm//EN"
ANA = Attendee("ana.souza@example.org", "Souza, Ana", role="CHAIR", partstat="ACCEPTED")
MEETING = Event(
    uid="meeting-7@outreach.example.org",
    stamp=STAMP,
    sequence=2,
    starts=datetime(2026, 7, 9, 18, 30),
    ends=datetime(2026, 7, 9, 20, 30),
    zone="Europe/London",
    summary="Doctors' group",
    organizer=Attendee("doctors@example.org", "Doctors"),
    attendees=(ANA, Attendee("gil@example.org")),
)


def written(*parts: Event | Todo, method: str = "") -> Any:
    return Calendar.from_ical(calendar(parts, product=PRODUCT, method=method))


def lines(*parts: Event | Todo, method: str = "") -> list[str]:
    content = calendar(parts, product=PRODUCT, method=method).decode()
    return content.replace("\r\n ", "").split("\r\n")


def test_what_happens_once_is_told_in_utc_without_a_zone() -> None:
    assert {"DTSTART:20260709T173000Z", "DTEND:20260709T193000Z"} <= {*lines(MEETING)}
    assert "BEGIN:VTIMEZONE" not in lines(MEETING)


def test_a_series_is_told_in_local_time_with_its_zone() -> None:
    series = evolve(MEETING, rule="FREQ=MONTHLY;UNTIL=20271231;BYDAY=2TU", exceptions=(datetime(2026, 8, 11, 18, 30),))
    found = lines(series)
    assert "DTSTART;TZID=Europe/London:20260709T183000" in found
    assert "RRULE:FREQ=MONTHLY;UNTIL=20271231T235959Z;BYDAY=2TU" in found
    assert "EXDATE;TZID=Europe/London:20260811T183000" in found
    assert found.count("BEGIN:VTIMEZONE") == 1
    assert written(series).events[0].start.utcoffset() == timedelta(hours=1)


def test_a_series_is_told_in_local_time_also_where_clocks_show_universal_time() -> None:
    found = lines(evolve(MEETING, rule="FREQ=WEEKLY", zone="Africa/Accra"))
    assert "DTSTART;TZID=Africa/Accra:20260709T183000" in found
    assert "TZID:Africa/Accra" in found


def test_one_of_a_series_that_is_moved_names_its_original_start() -> None:
    series = evolve(MEETING, rule="FREQ=WEEKLY")
    moved = evolve(
        MEETING, sequence=3, recurrence_id=datetime(2026, 11, 12, 18, 30), starts=datetime(2026, 11, 13, 18, 30)
    )
    found = lines(series, moved)
    assert "RECURRENCE-ID;TZID=Europe/London:20261112T183000" in found
    assert "DTSTART;TZID=Europe/London:20261113T183000" in found
    assert found.count("BEGIN:VTIMEZONE") == 1
    assert read(calendar([moved], product=PRODUCT))[0].recurrence_id == datetime(2026, 11, 12, 18, 30, tzinfo=UTC)


def test_whole_days_are_days_and_no_moments() -> None:
    action = evolve(
        MEETING,
        starts=date(2026, 12, 10),
        ends=date(2026, 12, 12),
        rule="FREQ=YEARLY;UNTIL=20301231",
        exceptions=(datetime(2027, 12, 10),),
    )
    found = lines(action)
    assert {"DTSTART;VALUE=DATE:20261210", "DTEND;VALUE=DATE:20261212", "EXDATE;VALUE=DATE:20271210"} <= {*found}
    assert "RRULE:FREQ=YEARLY;UNTIL=20301231" in found
    assert "BEGIN:VTIMEZONE" not in found


def test_a_task_is_due_on_a_day_and_done_on_one() -> None:
    todo = Todo(uid="task-1", stamp=STAMP, summary="Write to the embassy", due=date(2026, 3, 20), owner="Gil Reis")
    assert {"DUE;VALUE=DATE:20260320", "STATUS:NEEDS-ACTION", "CONTACT:Gil Reis"} <= {*lines(todo)}
    (told,) = read(calendar([evolve(todo, done_on=date(2026, 3, 18))], product=PRODUCT))
    assert (told.kind, told.due, told.done, told.status) == ("task", date(2026, 3, 20), date(2026, 3, 18), "COMPLETED")


def test_those_who_have_not_answered_are_asked_to() -> None:
    found = lines(MEETING, method="request")
    assert "METHOD:REQUEST" in found
    assert 'ATTENDEE;CN="Souza, Ana";ROLE=CHAIR;PARTSTAT=ACCEPTED:mailto:ana.souza@example.org' in found
    assert "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gil@example.org" in found
    assert [one.email for one in written(MEETING, method="REQUEST").events[0].attendees] == [
        ANA.email,
        "gil@example.org",
    ]


@pytest.mark.parametrize("method", ["", "PUBLISH"])
def test_a_feed_names_nobody_who_is_invited(method: str) -> None:
    assert not [line for line in lines(MEETING, method=method) if line.startswith("ATTENDEE")]


def test_a_reminder_rings_so_many_minutes_before() -> None:
    found = lines(evolve(MEETING, alarm_minutes=45))
    assert found[found.index("BEGIN:VALARM") :][:4] == [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Doctors' group",
        "TRIGGER:-PT45M",
    ]


def test_equal_events_give_equal_bytes_whatever_was_written_before() -> None:
    first = calendar([MEETING], product=PRODUCT, name="Doctors")
    calendar([evolve(MEETING, rule="FREQ=DAILY", starts=datetime(2001, 1, 1, 8))], product=PRODUCT)
    assert calendar([evolve(MEETING)], product=PRODUCT, name="Doctors") == first
    moved = evolve(MEETING, stamp=STAMP.astimezone())  # the same moment on other clocks
    assert calendar([moved], product=PRODUCT, name="Doctors") == first


def test_lines_have_75_octets_at_most_and_no_letter_is_cut() -> None:
    content = calendar([evolve(MEETING, description="Ärzte für Gefangene – レター 🕊 " * 40)], product=PRODUCT)
    parts = content.split(b"\r\n")
    assert max(map(len, parts)) <= 75
    assert all(part.decode("utf-8") is not None for part in parts)


EVIL = "x\r\nATTENDEE:mailto:evil@example.org\nBEGIN:VEVENT\rSUMMARY:y\x0b\x1e\x85\u2028z"


def test_no_text_can_bring_in_a_line_of_its_own() -> None:
    person = Attendee(f"a@example.org{EVIL}", EVIL, partstat=EVIL, role=EVIL)
    event = evolve(
        MEETING,
        uid=EVIL,
        summary=EVIL,
        description=EVIL,
        location=EVIL,
        url=EVIL,
        status=EVIL,
        categories=(EVIL, "a,b"),
        organizer=person,
        attendees=(person,),
        alarm_minutes=5,
    )
    content = calendar([event, Todo(uid=EVIL, stamp=STAMP, owner=EVIL)], product=EVIL, name=EVIL, method=EVIL)
    names = [line.split(b":")[0].split(b";")[0] for line in content.replace(b"\r\n ", b"").split(b"\r\n")]
    assert (names.count(b"BEGIN"), names.count(b"ATTENDEE"), names.count(b"SUMMARY")) == (4, 1, 1)
    assert not {*content.replace(b"\r\n", b"")} & {*b"\r\n\x0b\x1e"}
    assert len(Calendar.from_ical(content).events) == 1


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t,;:\\\"'^ "), max_size=300)


@example("C:\\New", "\\N", "\\\\N\n")
@given(TEXT, TEXT, TEXT)
def test_any_text_is_read_as_it_was_written(summary: str, description: str, location: str) -> None:
    event = evolve(MEETING, summary=summary, description=description, location=location)
    (told,) = read(calendar([event], product=PRODUCT))
    assert (told.summary, told.description, told.location) == (summary, description, location)
    there = Calendar.from_ical(calendar([event], product=PRODUCT)).events[0]
    assert (str(there.get("SUMMARY", "")), str(there.get("DESCRIPTION", ""))) == (summary, description)


@pytest.mark.parametrize("fault", [{"zone": "Moon/Tycho"}, {"rule": "FREQ=HOURLY"}])
def test_what_no_program_could_read_is_not_written(fault: dict[str, str]) -> None:
    with pytest.raises(InvalidInputError):
        calendar([evolve(MEETING, **fault)], product=PRODUCT)  # type: ignore[arg-type]
