"""What is finished stays as it is: the agenda and who was there, by whatever way somebody would alter them."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import ConflictError
from outreach_crm.groups import service as groups
from outreach_meetings import service
from outreach_meetings.model.agenda import ItemEdit
from outreach_meetings.model.attendance import Presence
from outreach_meetings.model.minutes import Stage
from outreach_meetings.model.series import Meeting
from outreach_meetings.service import arranging
from tests.outreach_meetings.agendas import put, titles
from tests.outreach_meetings.builders import a_meeting
from tests.outreach_meetings.invited import a_member, posting, the_doctors
from tests.outreach_meetings.test_minutes import LAST, NEXT, held, last_change
from tests.web.office import Desk, words

Cli = Callable[..., Result]


def finished(app: App) -> Meeting:
    """A meeting of which "Letters" and "Money" were talked about, with finished minutes; "Tea" was taken off."""
    meeting = held(app)
    for title in ("Letters", "Money", "Tea"):
        put(app, meeting, title)
    service.drop(app, service.numbered(app, meeting, "3").id)
    service.note(app, meeting, "Ten are left.", item="1")
    service.finish(app, meeting)
    return service.meeting(app, meeting.series.id, meeting.key)


def test_an_agenda_of_finished_minutes_takes_no_change_and_says_what_to_do_instead(app: App) -> None:
    meeting = finished(app)
    before = service.text_of(app, meeting)
    letters, money = service.items(app, meeting)
    (tea,) = service.dropped(app, meeting)

    for write in (
        lambda: put(app, meeting, "Smuggled"),
        lambda: service.change(app, letters.id, ItemEdit(fields={"title": "Otherwise"})),
        lambda: service.drop(app, money.id),
        lambda: service.take_up(app, tea.id),
        lambda: service.place(app, money.id, 1),
        lambda: service.build(app, meeting),
        lambda: service.hold_evening(app, meeting),
    ):
        with pytest.raises(ConflictError, match="outreach meetings correct"):
            write()

    assert titles(app, meeting) == ["Letters", "Money"]
    assert service.text_of(app, meeting) == before


def test_no_undo_of_what_came_before_alters_the_agenda_of_finished_minutes(app: App) -> None:
    meeting = held(app)
    changes = []
    for title in ("Letters", "Money", "Tea"):
        put(app, meeting, title)
        changes.append(last_change(app.store))
    service.drop(app, service.numbered(app, meeting, "3").id)
    changes.append(last_change(app.store))
    service.change(app, service.numbered(app, meeting, "1").id, ItemEdit(fields={"title": "All letters"}))
    changes.append(last_change(app.store))
    service.place(app, service.numbered(app, meeting, "2").id, 1)
    changes.append(last_change(app.store))
    service.note(app, meeting, "Ten are left.", item="1")
    service.finish(app, meeting)

    for change in changes:
        with pytest.raises(ConflictError):
            journal.undo(app, change)

    assert titles(app, meeting) == ["Money", "All letters"]


def test_what_is_stopped_on_the_day_leaves_the_agenda_of_finished_minutes_alone(app: App) -> None:
    day = app.clock.today()
    meeting = held(app, starts=f"{day} 00:30")
    item = put(app, meeting, "A case")
    with app.change("write agenda"):
        app.store.update("meeting_items", item.id, {"ref_kind": "contacts", "ref_id": meeting.group_id})
    service.note(app, meeting, "It is grave.", item="1")
    service.finish(app, meeting)
    ref = service.item(app, item.id).ref
    assert ref is not None

    with app.change("stop"):
        arranging.clear(app, ref)

    assert titles(app, meeting) == ["A case"]


def test_who_was_there_stays_as_finished_minutes_have_it(app: App) -> None:
    meeting = finished(app)
    there = service.attendance(app, meeting)

    with pytest.raises(ConflictError, match="outreach meetings correct"):
        service.attend(app, meeting, {there.people[0].contact_id: Presence.ABSENT})

    assert service.attendance(app, meeting) == there


def test_minutes_that_are_a_draft_again_open_their_agenda_and_presence(app: App) -> None:
    meeting = finished(app)
    journal.undo(app, last_change(app.store))

    put(app, meeting, "Late")
    service.attend(app, meeting, {service.attendance(app, meeting).people[0].contact_id: Presence.ABSENT})

    assert titles(app, meeting) == ["Letters", "Money", "Late"]


@pytest.mark.connections
def test_pages_of_finished_minutes_show_agenda_and_presence_and_offer_nothing_that_alters_them(desk: Desk) -> None:
    meeting = finished(desk.app)

    agenda, there = desk.read(f"{meeting.path}/agenda"), desk.read(f"{meeting.path}/attendance")
    item = desk.read(f"/meetings/items/{service.items(desk.app, meeting)[0].id}")

    for page in (agenda, item):
        assert "The minutes are finished, and the agenda stays as it is." in words(page)
    for offered in ("Add an item", "Put on what there is", "Take it off", "Take it up again", "Write letters", "Up"):
        assert f">{offered}</" not in agenda
    assert "Letters" in words(agenda)
    assert "Save" not in words(item)
    assert "Write it down" not in words(there)
    assert "Ana Ruiz" in words(there)
    assert desk.send(f"{meeting.path}/agenda/build", {}, seen="/meetings/add").status_code == 409
    assert titles(desk.app, meeting) == ["Letters", "Money"]


def test_at_the_command_line_the_agenda_of_finished_minutes_is_closed(cli: Cli) -> None:
    day = str(date.today() - timedelta(days=3))
    cli("groups", "add", "Doctors", "--structure", "specialist")
    cli("meetings", "plan", "Doctors", f"{day} 19:30")
    cli("meetings", "agenda", "Doctors", "--on", day, "--add", "Letters")
    cli("meetings", "note", "Doctors", "Ten are left", "--item", "1")
    cli("meetings", "finish", "Doctors")

    for asked in (("--set", "1", "--title", "Otherwise"), ("--add", "Smuggled"), ("--drop", "1"), ("--build",)):
        told = " ".join(cli("meetings", "agenda", "Doctors", "--on", day, *asked, code=1).stderr.split())
        assert f'outreach meetings correct "Doctors" --on "{day} 19:30"' in told
    assert "1. Letters" in cli("meetings", "minutes", "Doctors").stdout


def test_minutes_that_were_sent_are_no_draft_again(app: App, tmp_path: Path) -> None:
    office = posting(app, tmp_path / "mail")
    meeting = a_meeting(office, the_doctors(office, a_member(office, "Ana Ruiz")), LAST)
    service.note(office, meeting, "Ten are left.")
    service.finish(office, meeting)
    finish = last_change(office.store)
    service.hand_out(office, meeting)

    with pytest.raises(ConflictError):
        journal.undo(office, finish)

    assert service.minutes(office, meeting).stage is Stage.FOR_APPROVAL


def test_the_minutes_of_the_meeting_that_approved_others_say_so_under_their_item(app: App) -> None:
    meeting = finished(app)
    following = a_meeting(app, groups.get(app, meeting.group_id), NEXT)
    put(app, following, "Tea")
    service.build(app, following)
    assert "were approved" not in service.text_of(app, following)

    service.approve(app, meeting, following)

    points = [(one.title, [str(said) for said in one.approved]) for one in service.minutes(app, following).points]
    assert ("Approve the minutes of 2026-03-05", ["The minutes of 2026-03-05 were approved."]) in points
    assert [said for _, said in points].count([]) == len(points) - 1
    assert "The minutes of 5 March 2026 were approved." in service.text_of(app, following)


def test_a_correction_after_approval_stands_apart_from_what_was_approved(app: App) -> None:
    meeting = finished(app)
    service.correct(app, meeting, "Eleven are left.", why="Counted again", item="1")
    approved = service.approve(app, meeting)
    assert str(approved.standing) == "Approved on 2026-03-09."

    service.correct(app, meeting, "Twelve are left.", why="Counted again", item="1")

    assert str(service.minutes(app, meeting).standing) == "Approved on 2026-03-09. Corrected since."
