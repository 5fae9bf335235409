"""A folder that a real vdirsyncer keeps in step with a real Radicale: written there, changed there, read back."""

from datetime import date, datetime
from pathlib import Path

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.service import Edit
from outreach_crm.tasks import service as tasks
from outreach_meetings import ical, service
from outreach_meetings.model.drafts import MeetingEdit
from outreach_meetings.model.vdir import Fate
from tests.outreach_meetings.builders import a_doctors_group, a_series
from tests.outreach_meetings.caldav_server import Server, served
from tests.outreach_meetings.foldered import Shared, a_task, mine
from tests.outreach_meetings.test_feeds import a_day, with_days

DENTIST = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//A telephone//EN\r\nBEGIN:VEVENT\r\nUID:dentist\r\n"
    "DTSTAMP:20260309T080000Z\r\nDTSTART:20260310T080000Z\r\nSUMMARY:Dentist\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def both(shared: Shared, server: Server) -> list[Fate]:
    """The office, then vdirsyncer, as a timer runs them; what the office did."""
    fates = shared.fates()
    server.keep_in_step()
    return fates


def test_what_is_written_there_is_changed_there_and_read_back(app: App, tmp_path: Path) -> None:
    group = a_doctors_group(app)
    task, series = a_task(app), a_series(app, group, zone="Europe/Lisbon", place="Office")
    contacts.edit(app, group.contact_id, Edit(holder=app.actor.name))
    shared = evolve(mine(app, tmp_path), app=with_days(app, a_day(office=True)))
    with served(tmp_path, shared.path) as server:
        assert both(shared, server) == [Fate.WRITTEN] * 3
        told = ical.read(server.read().encode())
        assert sorted((one.kind, one.summary) for one in told) == [
            ("event", series.title),
            ("event", "UA 205/01 ends"),
            ("task", task.title),
        ]
        assert both(shared, server) == []

        done = server.read(shared.of(task).name).replace("STATUS:NEEDS-ACTION", "STATUS:COMPLETED")
        server.put(shared.of(task).name, done.replace("20260401", "20260408"))
        moved = server.read(shared.of(series).name)
        server.put(shared.of(series).name, moved.replace("LOCATION:Office", "LOCATION:Town hall"))
        server.put("dentist.ics", DENTIST)
        server.keep_in_step()
        assert sorted(both(shared, server)) == [Fate.LEFT, Fate.TAKEN, Fate.TAKEN, Fate.TAKEN]
        assert (tasks.get(app, task.id).done_on, tasks.get(app, task.id).due_on) == ("2026-03-09", "2026-04-08")
        assert service.series(app, series.series.id).place == "Town hall"
        assert "20260408" in server.read(shared.of(task).name)
        assert (both(shared, server), shared.kept) == ([Fate.LEFT], [])


def test_one_meeting_is_moved_on_a_telephone_and_the_office_moves_another(app: App, tmp_path: Path) -> None:
    group = a_doctors_group(app)
    series = a_series(app, group, zone="Europe/Lisbon", place="Office")
    contacts.edit(app, group.contact_id, Edit(holder=app.actor.name))
    shared = mine(app, tmp_path)
    with served(tmp_path, shared.path) as server:
        both(shared, server)
        one = (
            f"BEGIN:VEVENT\r\nUID:{shared.of(series).stem}\r\nDTSTAMP:20260309T100000Z\r\n"
            "RECURRENCE-ID;TZID=Europe/Lisbon:20260507T193000\r\nDTSTART;TZID=Europe/Lisbon:20260508T180000\r\n"
            f"DTEND;TZID=Europe/Lisbon:20260508T200000\r\nSUMMARY:{series.title}\r\nLOCATION:Office\r\nEND:VEVENT\r\n"
        )
        name = shared.of(series).name
        server.put(name, server.read(name).replace("END:VCALENDAR", f"{one}END:VCALENDAR"))
        server.keep_in_step()
        assert both(shared, server) == [Fate.TAKEN]
        june = service.meant(app, str(group.contact_id), "2026-06-04")
        service.alter(app, june, MeetingEdit(fields={"place": "Town hall"}))
        assert both(shared, server) == [Fate.WRITTEN]
        there = {one.recurrence_id: one for one in ical.read(server.read(name).encode())}
        assert [one.location for at, one in there.items() if at and at.month == 6] == ["Town hall"]
        held = service.between(app, date(2026, 5, 1), date(2026, 5, 31))
        assert [one.starts for one in held] == [datetime(2026, 5, 8, 18)]


def test_what_is_deleted_on_the_server_comes_back_and_what_the_office_ends_goes(app: App, tmp_path: Path) -> None:
    task, other = a_task(app), a_task(app, "Call the ministry")
    shared = mine(app, tmp_path)
    with served(tmp_path, shared.path) as server:
        both(shared, server)
        assert server.ask("DELETE", shared.of(task).name)[0] == 200
        server.keep_in_step()
        assert not shared.of(task).exists()
        assert both(shared, server) == [Fate.BACK]
        assert task.title in server.read(shared.of(task).name)
        gone = shared.of(other).name
        tasks.put_off(app, other.id, date(2030, 1, 1))
        assert both(shared, server) == [Fate.REMOVED]
        assert server.ask("GET", gone)[0] == 404
