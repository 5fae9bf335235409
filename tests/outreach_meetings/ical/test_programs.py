"""Invitations and answers as Outlook, Google, Apple and Thunderbird shape them are read for what they say."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from outreach_meetings.ical import as_json, read, read_apart
from outreach_meetings.model.calendar import Attendee, Told

FILES = Path(__file__).with_name("files")


def of(file: str, **options: str) -> list[Told]:
    return read((FILES / file).read_bytes(), **options)


def test_an_invitation_of_outlook_in_a_zone_of_windows_is_told_in_utc() -> None:
    (told,) = of("outlook_request.ics")
    assert as_json(told) == {
        "method": "REQUEST",
        "uid": "040000008200E00074C5B7101A82E00800000000A0B1",
        "sequence": 2,
        "start": "2026-03-12T17:30:00Z",
        "end": "2026-03-12T19:30:00Z",
        "summary": "Treffen der Ärztegruppe",
        "organizer": "jonas.lind@example.org",
        "attendees": [
            {"email": "marta.keller@example.org", "partstat": "NEEDS-ACTION"},
            {"email": "", "partstat": "NEEDS-ACTION"},
        ],
        "problems": ["An attendee (Room 3) has no mail address."],
    }
    assert (told.zone, told.description) == ("Europe/Berlin", "Letters for the case\nBring stamps, please.\n")


def test_a_whole_day_of_outlook_is_a_day() -> None:
    (told,) = of("outlook_whole_day.ics")
    assert (told.start, told.end) == (date(2026, 7, 1), date(2026, 7, 2))
    assert told.problems == ("Outlook wrote a whole day as midnight; it was read as a day.",)


def test_an_answer_of_outlook_needs_no_start_and_may_cut_a_letter_in_two() -> None:
    (told,) = of("outlook_reply.ics")
    assert (told.method, told.start, told.problems) == ("REPLY", None, ())
    assert told.attendees == (Attendee("Marta.Keller@example.org", "Keller, Marta", "ACCEPTED"),)
    assert told.comment == "Ich komme etwas später, gegen sieben."
    assert as_json(told)["start"] is None


def test_a_series_of_google_has_its_exceptions_and_the_one_that_is_moved() -> None:
    series, moved = of("google_request.ics")
    assert (series.rule, series.zone) == ("FREQ=MONTHLY;BYDAY=2TU", "America/New_York")
    assert series.start == datetime(2026, 3, 10, 23, tzinfo=UTC)  # two days after clocks went forward
    assert series.exceptions == (datetime(2026, 7, 14, 23, tzinfo=UTC),)
    assert (moved.recurrence_id, moved.sequence) == (datetime(2026, 5, 12, 23, tzinfo=UTC), 2)
    assert moved.start == datetime(2026, 5, 13, 23, tzinfo=UTC)
    assert [one.partstat for one in series.attendees] == ["NEEDS-ACTION", "TENTATIVE"]
    assert series.problems == moved.problems == ()


def test_floating_times_of_a_google_feed_are_in_the_zone_that_it_names() -> None:
    (told,) = of("google_floating_feed.ics", zone="Europe/Berlin")
    assert told.start == datetime(2026, 4, 10, 10, tzinfo=UTC)
    assert told.problems[0] == "The start names no zone; it was read as time of Asia/Tokyo."


def test_people_whom_apple_names_by_a_path_have_their_address_beside_it() -> None:
    (told,) = of("apple_request.ics")
    assert told.organizer == Attendee("priya.nair@example.org", "Priya Nair", partstat="", role="CHAIR")
    assert [(one.email, one.partstat) for one in told.attendees] == [
        ("priya.nair@example.org", "ACCEPTED"),
        ("owen.hughes@example.org", "DECLINED"),
    ]
    assert (told.location, told.problems) == ("Friends' House\n173 Mill Road", ())


def test_a_whole_day_ends_as_it_stands_in_the_file() -> None:
    (told,) = of("apple_whole_day.ics")
    assert (as_json(told)["start"], as_json(told)["end"]) == ("2026-12-10", "2026-12-12")


def test_an_answer_of_thunderbird_is_about_one_of_a_series() -> None:
    (told,) = of("thunderbird_reply.ics")
    assert (told.method, told.recurrence_id) == ("REPLY", datetime(2026, 4, 9, 17, 30, tzinfo=UTC))
    assert told.attendees[0].partstat == "DECLINED"
    assert told.stamp == datetime(2026, 3, 2, 8, 10, tzinfo=UTC)


def test_another_proposal_has_a_length_instead_of_an_end() -> None:
    (told,) = of("thunderbird_counter.ics")
    assert (told.method, told.comment) == ("COUNTER", "An hour later would suit me.")
    assert as_json(told)["end"] == "2026-04-10T19:30:00Z"


def test_tasks_are_due_on_the_day_that_their_zone_shows() -> None:
    first, second = of("thunderbird_tasks.ics")
    assert (first.kind, first.due, first.done) == ("task", date(2026, 3, 20), None)
    assert (second.due, second.done, second.status) == (date(2026, 3, 15), date(2026, 3, 2), "COMPLETED")


def test_a_zone_that_only_the_file_knows_is_read_from_the_file() -> None:
    winter, summer, gap, twice = of("own_zone.ics")
    assert (winter.start, summer.start) == (
        datetime(2026, 1, 15, 8, 30, tzinfo=UTC),
        datetime(2026, 7, 15, 7, 30, tzinfo=UTC),
    )
    assert (winter.problems, summer.problems) == ((), ())
    assert gap.problems == ("The start 02:30 does not exist, as clocks go forward past it; it was taken as 03:30.",)
    assert twice.problems == ("The start 02:30 comes twice, as clocks go back; the first was taken.",)


@pytest.mark.parametrize("file", ["byte_order_mark.ics", "latin_1.ics", "utf_16.ics"])
def test_the_same_event_is_read_in_whatever_encoding(file: str) -> None:
    (told,) = of(file)
    assert told.summary.replace("’", "'") == "Journée des droits de l'homme à Liège"
    assert told.uid == "enc-1@example.org"
    said = {"latin_1.ics": "Western European (Latin-1)", "utf_16.ics": "UTF-16"}.get(file, "")
    assert [said in one for one in told.problems] == [True] * bool(said)


def test_a_file_that_was_never_decoded_from_its_mail_is_the_file() -> None:
    told, plain = of("quoted_printable.ics"), of("google_request.ics")
    assert [one.as_dict() | {"problems": []} for one in told] == [one.as_dict() for one in plain]
    assert "as it went through the mail" in told[0].problems[0]


def test_a_calendar_quoted_in_a_mail_is_found_in_it() -> None:
    (told,) = of("quoted_in_a_mail.txt")
    assert told.start == date(2026, 12, 10)
    assert ["Other text" in told.problems[0], "quoted or indented" in told.problems[1]] == [True, True]


def test_an_old_telephone_writes_texts_in_its_own_way() -> None:
    (told,) = of("vcalendar_1.vcs")
    assert (told.summary, told.description) == ("Réunion du groupe", "Ligne 1\nLigne 2")


@pytest.mark.parametrize("file", sorted(path.name for path in FILES.iterdir()))
def test_a_worker_tells_the_same_as_the_reader(file: str, request: pytest.FixtureRequest) -> None:
    if file not in {"many_faults.ics", "thunderbird_tasks.ics"}:  # a worker takes its time to begin
        told: Any = [Told.from_dict(one.as_dict()) for one in of(file)]
    else:
        told = read_apart(FILES / file, file=file)
    assert told == of(file)
