"""A folder of calendar files: what others change there is taken over, put back or left alone, and nothing is lost."""

from datetime import date, datetime
from pathlib import Path

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.tasks import service as tasks
from outreach_meetings import service
from outreach_meetings.model.drafts import MeetingEdit
from outreach_meetings.model.vdir import Fate
from tests.outreach_meetings.builders import a_doctors_group, a_meeting, a_series
from tests.outreach_meetings.foldered import a_task, mine, of_group, only
from tests.outreach_meetings.test_feeds import a_day, with_days

DONE = "STATUS:COMPLETED\r\nPERCENT-COMPLETE:100\r\nCOMPLETED:20260309T100000Z"


def test_each_entry_has_a_file_and_a_second_sync_does_nothing(app: App, tmp_path: Path) -> None:
    series = a_series(app)
    service.alter(app, series, MeetingEdit(fields={"place": "Town hall"}))
    shared = of_group(app, series.group_id, tmp_path)
    assert shared.fates() == [Fate.WRITTEN]
    text = shared.of(series).read_text()
    assert (shared.names, text.count("BEGIN:VEVENT"), text.count("RECURRENCE-ID")) == ([shared.of(series).name], 2, 1)
    before = shared.of(series).stat()
    assert shared.fates() == []
    assert shared.of(series).stat().st_mtime_ns == before.st_mtime_ns


def test_what_only_we_changed_is_written_anew(app: App, tmp_path: Path) -> None:
    meeting = a_meeting(app)
    shared = of_group(app, meeting.group_id, tmp_path)
    shared.sync()
    service.alter(app, meeting, MeetingEdit(fields={"place": "Town hall"}))
    assert shared.fates() == [Fate.WRITTEN]
    assert "LOCATION:Town hall" in shared.of(meeting).read_text()


def test_what_we_called_off_is_taken_away(app: App, tmp_path: Path) -> None:
    meeting = a_meeting(app)
    shared = of_group(app, meeting.group_id, tmp_path)
    shared.sync()
    service.call_off(app, meeting)
    assert (shared.fates(), shared.names) == ([Fate.REMOVED], [])
    assert shared.fates() == []


def test_a_task_done_in_another_program_is_done_and_can_be_undone(app: App, tmp_path: Path) -> None:
    task = a_task(app)
    shared = mine(app, tmp_path)
    shared.sync()
    shared.alter(task, "STATUS:NEEDS-ACTION", DONE)
    line = only(shared.sync())
    assert (line.fate, line.sentence) == (Fate.TAKEN, "Write to the ministry: Done.")
    assert tasks.get(app, task.id).done_on == "2026-03-09"
    assert (shared.fates(), shared.kept) == ([], [])
    journal.undo(app, journal.latest(app)[0].id)
    assert tasks.get(app, task.id).done_on is None
    assert shared.fates() == [Fate.WRITTEN]
    assert "STATUS:NEEDS-ACTION" in shared.of(task).read_text()


def test_a_task_moved_in_another_program_is_due_on_that_day(app: App, tmp_path: Path) -> None:
    task = a_task(app)
    shared = mine(app, tmp_path)
    shared.sync()
    shared.alter(task, "^DUE.*$", "DUE;TZID=Europe/Lisbon:20260415T180000\r")
    assert shared.fates() == [Fate.TAKEN]
    assert tasks.get(app, task.id).due_on == "2026-04-15"
    assert "DUE;VALUE=DATE:20260415\n" in shared.of(task).read_text()


def test_a_task_moved_to_a_day_that_is_past_is_put_back_with_the_reason(app: App, tmp_path: Path) -> None:
    task = a_task(app)
    shared = mine(app, tmp_path)
    shared.sync()
    theirs = shared.alter(task, "^DUE.*$", "DUE;VALUE=DATE:20260301\r")
    line = only(shared.sync())
    assert (line.fate, Path(line.kept).read_bytes().decode()) == (Fate.BACK, theirs)
    assert "2026-03-01 is past" in line.sentence
    assert tasks.get(app, task.id).due_on == "2026-04-01"
    assert "20260401" in shared.of(task).read_text()
    assert shared.kept == [theirs.replace("\r\n", "\n")]


def test_a_meeting_moved_in_the_calendar_of_the_office_is_moved(app: App, tmp_path: Path) -> None:
    meeting = a_meeting(app, zone="Europe/Lisbon", place="Office")
    shared = of_group(app, meeting.group_id, tmp_path)
    shared.sync()
    shared.alter(meeting, "^DTSTART.*$", "DTSTART;TZID=Europe/Berlin:20260403T200000\r")
    shared.alter(meeting, "^DTEND.*$", "DTEND;TZID=Europe/Berlin:20260403T213000\r")
    shared.alter(meeting, "^LOCATION.*$", "LOCATION:Town hall\r")
    assert shared.fates() == [Fate.TAKEN]
    now = service.meeting(app, meeting.series.id, meeting.key)
    assert (now.starts, now.minutes, now.place) == (datetime(2026, 4, 3, 19), 90, "Town hall")
    assert shared.fates() == []


def test_one_meeting_of_a_series_is_moved_and_the_others_stay(app: App, tmp_path: Path) -> None:
    series = a_series(app, zone="Europe/Lisbon", place="Office")
    shared = of_group(app, series.group_id, tmp_path)
    shared.sync()
    one = (
        f"BEGIN:VEVENT\r\nUID:{shared.of(series).stem}\r\nDTSTAMP:20260309T100000Z\r\n"
        "RECURRENCE-ID;TZID=Europe/Lisbon:20260507T193000\r\nDTSTART;TZID=Europe/Lisbon:20260508T193000\r\n"
        f"DTEND;TZID=Europe/Lisbon:20260508T213000\r\nSUMMARY:{series.title}\r\nLOCATION:Office\r\nEND:VEVENT\r\n"
    )
    shared.alter(series, "END:VCALENDAR", f"{one}END:VCALENDAR")
    assert shared.fates() == [Fate.TAKEN]
    days = [one.starts.date() for one in service.between(app, date(2026, 4, 1), date(2026, 6, 30))]
    assert days == [date(2026, 4, 2), date(2026, 5, 8), date(2026, 6, 4)]
    assert shared.fates() == []


def test_all_meetings_of_a_series_are_elsewhere_but_not_at_another_time(app: App, tmp_path: Path) -> None:
    series = a_series(app, zone="UTC", place="Office")
    shared = of_group(app, series.group_id, tmp_path)
    shared.sync()
    shared.alter(series, "^LOCATION.*$", "LOCATION:Town hall\r")
    assert shared.fates() == [Fate.TAKEN]
    shared.alter(series, "T193000", "T180000")
    assert {*shared.fates()} == {Fate.BACK}
    now = service.series(app, series.series.id)
    assert (now.place, now.starts) == ("Town hall", datetime(2026, 4, 2, 19, 30))
    assert "T180000" in shared.kept[0]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("^SUMMARY.*$", "SUMMARY:Party\r"),
        ("^STATUS.*$|^SUMMARY", "STATUS:CANCELLED\r\nSUMMARY"),
        ("^DTSTART", "RRULE:FREQ=DAILY\r\nDTSTART"),
        ("^DTSTART.*$\n^DTEND.*$", "DTSTART;VALUE=DATE:20260402\r\nDTEND;VALUE=DATE:20260403\r"),
        ("^UID:.*$", "UID:another\r"),
    ],
)
def test_what_is_not_theirs_to_alter_is_put_back_and_kept(app: App, tmp_path: Path, pattern: str, text: str) -> None:
    meeting = a_meeting(app)
    shared = of_group(app, meeting.group_id, tmp_path)
    shared.sync()
    ours = shared.of(meeting).read_bytes()
    theirs = shared.alter(meeting, pattern, text)
    assert {*shared.fates()} == {Fate.BACK}
    assert (shared.of(meeting).read_bytes(), shared.kept) == (ours, [theirs.replace("\r\n", "\n")])
    assert service.meeting(app, meeting.series.id, meeting.key) == meeting


def test_a_file_that_was_taken_away_is_put_back(app: App, tmp_path: Path) -> None:
    meeting = a_meeting(app)
    shared = of_group(app, meeting.group_id, tmp_path)
    shared.sync()
    shared.of(meeting).unlink()
    assert (shared.fates(), shared.of(meeting).exists()) == ([Fate.BACK], True)


def test_where_both_changed_it_ours_stays_and_theirs_is_kept(app: App, tmp_path: Path) -> None:
    meeting = a_meeting(app, place="Office")
    shared = of_group(app, meeting.group_id, tmp_path)
    shared.sync()
    shared.alter(meeting, "^LOCATION.*$", "LOCATION:Theirs\r")
    service.alter(app, meeting, MeetingEdit(fields={"place": "Ours"}))
    assert "changed on both sides" in only(shared.sync()).sentence
    assert ("LOCATION:Ours" in shared.of(meeting).read_text(), "LOCATION:Theirs" in shared.kept[0]) == (True, True)
    assert shared.fates() == []


def test_where_both_changed_it_alike_nothing_is_told(app: App, tmp_path: Path) -> None:
    task = a_task(app)
    shared = mine(app, tmp_path)
    shared.sync()
    shared.alter(task, "STATUS:NEEDS-ACTION", DONE)
    tasks.finish(app, task.id)
    assert (shared.fates(), shared.kept) == ([], [])


def test_what_a_server_only_wrote_otherwise_stays_as_it_is(app: App, tmp_path: Path) -> None:
    meeting = a_meeting(app)
    shared = of_group(app, meeting.group_id, tmp_path)
    shared.sync()
    theirs = shared.alter(meeting, "^PRODID.*$", "PRODID:-//A server//EN\r\nX-SEEN:yes\r")
    assert (shared.fates(), shared.fates()) == ([], [])
    assert shared.of(meeting).read_bytes().decode() == theirs


def test_entries_of_others_are_left_alone(app: App, tmp_path: Path) -> None:
    meeting = a_meeting(app)
    shared = of_group(app, meeting.group_id, tmp_path)
    shared.path.mkdir()
    (shared.path / "dentist.ics").write_text("anything")
    assert {*shared.fates()} == {Fate.WRITTEN, Fate.LEFT}
    assert (shared.path / "dentist.ics").read_text() == "anything"


def test_a_dry_run_tells_and_does_nothing(app: App, tmp_path: Path) -> None:
    task = a_task(app)
    shared = mine(app, tmp_path)
    assert (shared.fates(dry_run=True), shared.path.exists()) == ([Fate.WRITTEN], False)
    shared.sync()
    theirs = shared.alter(task, "STATUS:NEEDS-ACTION", DONE)
    assert shared.fates(dry_run=True) == [Fate.TAKEN]
    assert tasks.get(app, task.id).done_on is None
    assert shared.of(task).read_bytes().decode() == theirs
    assert shared.fates() == [Fate.TAKEN]


def test_a_folder_holds_one_calendar_of_one_database(app: App, tmp_path: Path) -> None:
    meeting = a_meeting(app)
    other = a_doctors_group(app, name="Lawyers")
    of_group(app, other.contact_id, tmp_path).sync()  # nothing is in it yet, so that any may take the folder
    of_group(app, meeting.group_id, tmp_path).sync()
    with pytest.raises(ConflictError, match="holds another calendar"):
        of_group(app, other.contact_id, tmp_path).sync()


def test_without_what_is_known_of_the_last_sync_theirs_is_kept(app: App, tmp_path: Path) -> None:
    meeting = a_meeting(app, place="Office")
    shared = of_group(app, meeting.group_id, tmp_path)
    shared.sync()
    shared.alter(meeting, "^LOCATION.*$", "LOCATION:Theirs\r")
    state = shared.path / ".outreach" / "state.json"
    state.write_text('{"whose": 1}')
    with pytest.raises(InvalidInputError, match="take it away and sync again"):
        shared.sync()
    state.unlink()
    assert {*shared.fates()} == {Fate.BACK}
    assert "LOCATION:Theirs" in shared.kept[0]


def test_a_day_of_the_office_that_was_moved_is_put_back(app: App, tmp_path: Path) -> None:
    group = a_doctors_group(app).contact_id
    shared = evolve(of_group(app, group, tmp_path), app=with_days(app, a_day(group)))
    shared.sync()
    (file,) = shared.path.glob("*.ics")
    ours = file.read_bytes()
    file.write_bytes(ours.replace(b"20260410", b"20260417").replace(b"20260411", b"20260418"))
    line = only(shared.sync())
    assert (line.fate, line.sentence) == (
        Fate.BACK,
        "UA 205/01 ends: It is a day of the office, which the office moves.",
    )
    assert (file.read_bytes(), "20260417" in shared.kept[0]) == (ours, True)
