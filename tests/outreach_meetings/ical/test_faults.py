"""What is wrong with a calendar file is told in sentences, and nothing else of it is lost."""

from datetime import UTC, datetime

import pytest

from outreach_crm.errors import ImportRejectedError, InvalidInputError
from outreach_meetings.ical import as_json, read, read_apart
from outreach_meetings.model.calendar import Told
from tests.outreach_meetings.ical.test_programs import FILES, of

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\n"
SOUND = ("UID:a", "DTSTAMP:20260301T090000Z", "DTSTART:20260312T183000Z", "SUMMARY:Meeting")


def event(*lines: str, without: str = "-") -> Told:
    """Read an event that is sound but for what is added to it or taken away."""
    kept = [line for line in SOUND if not line.startswith(without)]
    text = HEAD + "\r\n".join(["BEGIN:VEVENT", *kept, *lines, "END:VEVENT", "END:VCALENDAR", ""])
    (told,) = read(text.encode())
    return told


def test_a_sound_event_has_no_problems() -> None:
    assert event().problems == ()


@pytest.mark.parametrize(
    ("people", "asks"),
    [
        ((), False),
        (("ORGANIZER:mailto:ana@example.org",), False),
        (("ATTENDEE:mailto:ben@example.org",), False),
        (("ORGANIZER:mailto:ana@example.org", "ATTENDEE:mailto:ben@example.org"), True),
    ],
)
def test_a_calendar_says_what_it_asks_for_only_where_it_asks_somebody(people: tuple[str, ...], asks: bool) -> None:
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", *SOUND, *people, "END:VEVENT", "END:VCALENDAR", "")
    (told,) = read("\r\n".join(lines).encode())
    missing = ("The file does not say what it asks for (METHOD is missing).",)
    assert (told.method, told.problems) == ("", missing if asks else ())


def test_an_event_full_of_faults_tells_each_and_keeps_the_rest() -> None:
    told = of("many_faults.ics")[0]
    assert told.problems == (
        "The file does not say what it asks for (METHOD is missing).",
        "A line is none of a calendar and was left out: 'this is no line'",
        "It has several UIDs; the first was taken.",
        "SEQUENCE 'second' is no number; it was read as 0.",
        "Nobody knows the zone 'Moon/Tycho' of the start; it was read as time of UTC.",
        "Nobody knows the zone 'Moon/Tycho' of the end; it was read as time of UTC.",
        "Whoever invites (Nobody) has no mail address.",
        "An attendee (Guest) has no mail address.",
        "The answer 'MAYBE' is none that calendars know; it counts as not answered.",
    )
    assert (told.uid, told.sequence, told.summary) == ("fault-1@example.org", 0, "Unknown zone")
    assert [one.email for one in told.attendees] == ["", "gil@example.org"]
    assert as_json(told)["organizer"] is None


def test_times_at_a_change_of_clocks_are_told_and_read_as_the_standard_says() -> None:
    told = of("many_faults.ics")[1]
    assert told.start == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert told.end == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert [("does not exist" in one, "comes twice" in one) for one in told.problems[1:]] == [
        (True, False),
        (False, True),
    ]


def test_a_second_entry_of_the_same_uid_is_told() -> None:
    assert "Another entry of the file has the same UID." in of("many_faults.ics")[3].problems
    assert not any("same UID" in one for told in of("google_request.ics") for one in told.problems)


def test_two_calendars_in_a_file_are_both_read() -> None:
    first, second = of("two_calendars.ics")
    assert [(first.method, first.uid), (second.method, second.uid)] == [
        ("REQUEST", "first@example.org"),
        ("CANCEL", "second@example.org"),
    ]
    assert "2 calendars" in first.problems[0]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("SEQUENCE:-1", "SEQUENCE '-1' is no number"),
        ("SEQUENCE:99999999999999999999", "is no number"),
        ("DTEND:20260312T170000Z", "ends before it starts"),
        ("DTEND:20260312", "ends on a day"),
        ("DURATION:P99999999999W", "cannot be read"),
        ("DURATION:-PT1H", "cannot be read"),
        ("DTEND;TZID=Europe/London:20260312T200000x", "cannot be read"),
        ("DTEND:2026-03-12T20:00:00Z", "not written as calendars write it"),
        ("ORGANIZER:mailto:a@example.org\r\nORGANIZER:mailto:b@example.org", "several who invite"),
        ("ATTENDEE:mailto:a@example.org\r\nATTENDEE:MAILTO:A@example.org", "named twice"),
        ("END:VALARM", "ends nothing that has begun"),
        ("BEGIN:VALARM", "breaks off"),
        ("DESCRIPTION:" + "x" * 1_000_000, "unusually long"),
        ("X-NONSENSE", "left out"),
    ],
)
def test_a_fault_is_told_and_the_event_is_read(line: str, sentence: str) -> None:
    told = event(line)
    assert [one for one in told.problems if sentence in one], told.problems
    assert (told.uid, told.summary) == ("a", "Meeting")
    assert told.start == datetime(2026, 3, 12, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("without", "sentence"),
    [("UID", "It has no UID"), ("DTSTART", "does not say when it starts")],
)
def test_what_is_missing_is_told(without: str, sentence: str) -> None:
    assert [sentence in one for one in event(without=without).problems] == [True]


def test_a_long_description_is_kept_whole() -> None:
    text = "Öffentlich, heute; morgen\n" * 40_000
    escaped = text.replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")
    assert event(f"DESCRIPTION:{escaped}").description == text


def test_a_day_is_a_day_on_clocks_where_they_change_meanwhile() -> None:
    told = event("DTSTART;TZID=Europe/Berlin:20260328T120000", "DURATION:P1DT1H", without="DTSTART")
    assert told.end == datetime(2026, 3, 29, 11, tzinfo=UTC)  # 13:00 in summer time


def test_addresses_are_read_whatever_programs_make_of_them() -> None:
    told = event(
        "ATTENDEE:MaIlTo:ana@example.org",
        "ATTENDEE;CN=gil@example.org:invalid:nomail",
        "ATTENDEE:mailto:eva%40example.org?subject=x",
        "ATTENDEE:MAILTO:<jon@example.org>",
        "ATTENDEE;CN=Without:urn:uuid:1",
        'ATTENDEE;CN="A: b; c, d";PARTSTAT=accepted:mailto:last@example.org',
    )
    assert [one.email.partition("@")[0] for one in told.attendees] == ["ana", "gil", "eva", "jon", "", "last"]
    assert (told.attendees[-1].name, told.attendees[-1].partstat) == ("A: b; c, d", "ACCEPTED")
    assert told.problems == ("An attendee (Without) has no mail address.",)


def test_the_section_says_where_times_are_that_name_no_zone() -> None:
    data = (HEAD + "BEGIN:VEVENT\nUID:a\nDTSTART:20260712T183000\nEND:VEVENT\nEND:VCALENDAR").encode()
    (told,) = read(data, zone="Europe/Madrid")
    assert told.start == datetime(2026, 7, 12, 16, 30, tzinfo=UTC)
    assert told.problems == ("The start names no zone; it was read as time of Europe/Madrid.",)


def test_an_event_without_a_calendar_and_one_without_an_end_are_read() -> None:
    (told,) = read(b"BEGIN:VEVENT\nUID:a\nDTSTART:20260312T183000Z\nSUMMARY:Meeting")
    assert told.summary == "Meeting"
    assert {"It breaks off before END:VEVENT; what there is of it was read."} <= {*told.problems}
    assert any("BEGIN:VCALENDAR is missing" in one for one in told.problems)


@pytest.mark.parametrize(
    "data", [b"", b"Dear all, we meet on Thursday.", b"BEGIN:VCARD\nFN:Ana\nEND:VCARD\n", b"\0" * 99]
)
def test_what_is_no_calendar_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(InvalidInputError, match="take an .ics file that a calendar program has saved"):
        read(data)


def test_a_worker_refuses_in_a_sentence_about_the_file() -> None:
    with pytest.raises(ImportRejectedError, match=r"^notes.txt is no calendar: it has no line BEGIN:VCALENDAR"):
        read_apart(b"We meet on Thursday.", file="notes.txt")


def test_a_calendar_with_nothing_in_it_holds_nothing() -> None:
    assert read(f"{HEAD}END:VCALENDAR\r\n".encode()) == []


def test_the_files_hold_invented_people_only() -> None:
    for path in FILES.iterdir():
        hosts = {one.rpartition("@")[2] for told in of(path.name) for one in [a.email for a in told.attendees] if one}
        assert hosts <= {"example.org", "group.calendar.example.com"}
