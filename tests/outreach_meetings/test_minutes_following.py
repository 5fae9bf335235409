"""What follows from minutes: on the next agenda, on cards, in histories, in the post, on the list of the day."""

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Wanted
from outreach_crm.errors import ConflictError
from outreach_crm.groups import service as groups
from outreach_crm.model import Actor
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_crm.tasks import service as tasks
from outreach_crm.timeline import service as timeline
from outreach_meetings import service
from outreach_meetings.model.duties import DutyDraft, Progress
from outreach_meetings.model.minutes import DecisionDraft
from outreach_meetings.service import following, waiting
from tests.builders import a_person
from tests.outreach_meetings.builders import a_meeting
from tests.outreach_meetings.test_minutes import held, with_items

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result


def test_the_next_agenda_begins_with_minutes_to_approve_and_has_what_was_taken_on(app: App) -> None:
    meeting = held(app)
    duty = service.take_on(app, meeting, DutyDraft(title="Call the ministry", owner="Ana Ruiz", due="2026-03-20"))
    service.finish(app, meeting)
    april = a_meeting(app, groups.get(app, meeting.group_id), "2026-04-02 19:30")

    service.build(app, april)

    found = [(one.source.value, one.title, one.owner) for one in service.items(app, april)]
    assert found[0] == ("minutes", "Approve the minutes of 2026-03-05", "")
    assert ("duty", "Call the ministry", "Ana Ruiz") in found
    assert duty.task_id is not None
    tasks.finish(app, duty.task_id)
    service.approve(app, meeting)
    assert following.matters(app, meeting.group_id, date(2026, 4, 2)) == []


def test_somebody_is_told_a_week_after_a_meeting_whose_minutes_are_not_finished(app: App) -> None:
    meeting = held(app, starts="2026-02-26 19:30")
    service.note(app, meeting, "Begun")
    today = app.clock.today()

    (told,) = [one for one in following.reminders(app, today, waiting.around(app, today)) if one.about]
    assert str(told.sentence) == "Minutes of Doctors' group on 2026-02-26 are to be finished"
    assert told.due_on == date(2026, 3, 5)
    service.finish(app, meeting)
    assert following.reminders(app, today, waiting.around(app, today)) == []


def test_of_one_meeting_nobody_is_asked_both_for_who_was_there_and_for_minutes(app: App) -> None:
    a_meeting(app, starts="2026-02-26 19:30")

    asked = [str(one.sentence) for one in app.plugins.reminders(app, app.clock.today()) if one.group == "Meetings"]

    assert asked == ["Nobody wrote down who was at the meeting of Doctors' group on 2026-02-26"]


def test_the_card_and_the_history_of_a_group_tell_of_its_meetings(app: App) -> None:
    meeting = held(app)
    service.decide(app, meeting, DecisionDraft(text="We write"))
    service.take_on(app, meeting, DutyDraft(title="Bring a lamp", owner="Tom Bell"))

    (panel,) = following.panels(app, meeting.group_id)
    assert [str(row[1]) for row in panel.rows] == ["We write", "Bring a lamp"]
    (met,) = [one for one in timeline.history(app, meeting.group_id) if one.kind == "meeting"]
    assert (met.on, str(met.detail)) == (date(2026, 3, 5), "2 there, decisions: 1")
    assert following.panels(app, contacts.resolve(app, "Tom Bell").id) == []


@pytest.mark.connections
def test_contacts_acting_for_themselves_read_nothing_restricted(app: App) -> None:
    meeting = held(app)
    eva = a_person(app, "Eva Stein")
    service.note(app, meeting, "She was threatened.", about=str(eva.id), restricted=True)
    theirs = app.as_actor(Actor(name="Eva Stein", contact_id=eva.id))

    assert [one.title for one in following.entries(theirs, eva.id)] == []
    theirs.close()


def test_minutes_are_sent_without_what_is_restricted_and_who_cannot_be_sent_them_is_told(
    app: App, tmp_path: "Path"
) -> None:
    meeting = held(app, "Ana Ruiz", "Tom Bell")
    with_items(app, meeting, "Letters", "A threat", restricted="A threat")
    service.note(app, meeting, "Ten {letters} left.", item="1")
    service.note(app, meeting, "By telephone.", item="R1")
    with pytest.raises(ConflictError, match="draft still"):
        service.hand_out(app, meeting, channel="folder", place=str(tmp_path))
    service.finish(app, meeting)
    ana = contacts.resolve(app, "Ana Ruiz").id
    privacy.record(app, ana, ConsentDraft(purpose="meetings", basis="members-and-contacts", source="list"))

    made, left_out = service.hand_out(app, meeting, channel="folder", place=str(tmp_path))
    dispatch.send(app, made.id)

    assert [one.name for one in left_out] == ["Tom Bell"]
    assert [one.name for one in dispatch.recipients(app, made.id, Wanted()) if not one.left_out] == ["Ana Ruiz"]
    sent = "".join(one.read_bytes().decode(errors="replace") for one in tmp_path.rglob("*") if one.is_file())
    assert "Ten {letters} left." in sent
    assert "threat" not in sent
    minutes_id = service.minutes(app, meeting).id
    assert minutes_id is not None
    found = service.handed_out(app, minutes_id)
    assert found is not None
    assert [one.name for one in found[1]] == ["Tom Bell"]
    with pytest.raises(ConflictError, match="were sent already"):
        service.hand_out(app, meeting, channel="folder", place=str(tmp_path))
    assert service.hand_out(app, meeting, again=True, channel="folder", place=str(tmp_path))[0].id != made.id


@pytest.mark.connections
def test_of_who_is_erased_notes_and_presence_go_and_their_name_goes_from_texts(app: App) -> None:
    meeting = held(app, "Ana Ruiz", "Tom Bell")
    ana = contacts.resolve(app, "Ana Ruiz").id
    service.note(app, meeting, "Ana Ruiz was ill.", about=str(ana))
    service.write(app, meeting, "Ana Ruiz speaks of the prison.")
    name = service.decide(app, meeting, DecisionDraft(text="Ana Ruiz goes to the ministry")).name
    service.take_on(app, meeting, DutyDraft(title="Ana Ruiz calls", owner="Ana Ruiz"))
    service.finish(app, meeting)
    service.correct(app, meeting, "Ana Ruiz spoke", why="Ana Ruiz said so", item="0")

    privacy.erase(app, [ana], because="asked for it")

    now = service.minutes(app, meeting)
    assert [one.name for one in now.attendance.people] == ["Tom Bell"]
    point = now.points[0]
    assert point.notes == ()
    assert point.passages[0].text == "████ speaks of the prison."
    assert [(one.name, one.text) for one in now.decisions] == [(name, "████ goes to the ministry")]
    assert [(one.title, one.owner, one.progress) for one in now.duties] == [("████ calls", "", Progress.LEFT)]
    ours = [one for one in app.store.tables() if one.startswith(("meeting_", "tasks"))]
    assert not any("Ruiz" in json.dumps(app.store.rows(f"select * from {one}"), default=str) for one in ours)


@pytest.mark.connections
def test_minutes_stay_when_whoever_alone_was_there_is_erased(app: App) -> None:
    meeting = held(app, "Ana Ruiz")
    service.write(app, meeting, "Only one came.")

    privacy.erase(app, [contacts.resolve(app, "Ana Ruiz").id], because="asked for it")

    assert service.minutes(app, meeting).points[0].passages[0].text == "Only one came."


def test_merged_contacts_have_the_notes_and_responsibilities_of_both_and_undo_parts_them(app: App) -> None:
    meeting = held(app, "Tom Bell")
    ana, anna = a_person(app, "Ana Ruiz").id, a_person(app, "Anna Ruiz").id
    service.note(app, meeting, "One", about=str(ana))
    service.note(app, meeting, "Other", about=str(anna))
    service.take_on(app, meeting, DutyDraft(title="Call", owner=str(anna)))

    contacts.merge(app, ana, anna)

    point = service.minutes(app, meeting).points[0]
    assert [(one.contact_id, one.text) for one in point.notes] == [(ana, "One"), (ana, "Other")]
    assert [one.owner for one in point.duties] == ["Ana Ruiz"]
    journal.undo(app, int(app.store.value("select max(id) as n from changes")))
    assert [one.contact_id for one in service.minutes(app, meeting).points[0].notes] == [ana, anna]


def test_a_secretary_writes_the_minutes_by_commands(cli: "Callable[..., Result]") -> None:
    cli("groups", "add", "Doctors", "--structure", "specialist")
    cli("contacts", "add", "Ana Ruiz")
    cli("groups", "join", "Doctors", "Ana Ruiz", "--since", "2025-01-01")
    cli("meetings", "plan", "Doctors", "2026-01-08 19:30")
    on = ("--on", "2026-01-08")
    cli("meetings", "attend", "Doctors", "Ana Ruiz", *on)
    cli("meetings", "note", "Doctors", "We talked of letters.", *on)
    assert "Decision 2026/1: We write (7 for, 0 against" not in cli("meetings", "minutes", "Doctors", *on).stdout
    told = cli("meetings", "decide", "Doctors", "We write", "--votes", "1:0:0", *on).stdout
    assert "Decision 2026/1: We write (1 for, 0 against, 0 abstained)" in told
    duty = json.loads(
        cli("meetings", "take-on", "Doctors", "Ana Ruiz", "Call", "--by", "2030-01-01", "--json", *on).stdout
    )
    assert (duty["owner"], duty["progress"]) == ("Ana Ruiz", "open")
    assert "UA 205/01=14" in cli("meetings", "letters", "Doctors", "fourteen", *on, code=2).stderr
    cli("meetings", "finish", "Doctors", *on)
    assert "are finished" in cli("meetings", "note", "Doctors", "More", *on, code=1).stderr
    cli("meetings", "correct", "Doctors", "We spoke of letters.", "--why", "Plain words", "--item", "0", *on)
    found = json.loads(cli("meetings", "approve", "Doctors", "--json", *on).stdout)
    assert found["state"] == "approved"
    assert found["items"][0]["texts"][0]["reads"] == "We spoke of letters."
    assert f"Corrected by maria on {date.today()} (Plain words)" in cli("meetings", "minutes", "Doctors", *on).stdout
    year = json.loads(cli("meetings", "statistics", "Doctors", "--year", "2026", "--json").stdout)
    assert (year["meetings"][0]["present"], year["decisions"][0]["name"], year["duties"]["open"]) == (1, "2026/1", 1)
    assert "Call" in cli("meetings", "duties", "Doctors").stdout
