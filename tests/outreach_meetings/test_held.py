"""A meeting that was held stays where and as it was, whatever becomes of it or of its series afterwards."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.clock import FixedClock
from outreach_crm.errors import ConflictError
from outreach_meetings import service
from outreach_meetings.model.attendance import Presence
from outreach_meetings.model.drafts import MeetingEdit, Scope
from outreach_meetings.model.series import Meeting
from tests.builders import a_person
from tests.outreach_meetings.builders import a_doctors_group, a_meeting, a_series
from tests.outreach_meetings.test_minutes import held, last_change

JANUARY = "2026-01-01 19:30"
LATER = MeetingEdit(fields={"starts": "2026-04-20 19:30"})


def at(app: App, later: timedelta) -> App:
    """The App so much later."""
    clock = FixedClock(app.clock.now() + later)
    app.store.bound = evolve(app.store.bound, clock=clock)
    return evolve(app, clock=clock)


def again(app: App, meeting: Meeting) -> Meeting:
    return service.meeting(app, meeting.series.id, meeting.key)


def a_held_series(app: App) -> tuple[Meeting, Meeting, Meeting]:
    """A meeting of January that was held, one of March that was not, and that of April, of one series."""
    group = a_doctors_group(app, "Ana Ruiz", "Tom Bell")
    a_series(app, group, JANUARY, place="Room 1", chair="Ana Ruiz", guests=("Tom Bell",), quorum=2, title="Doctors")
    january, _, march, april = service.between(app, date(2026, 1, 1), date(2026, 4, 30), group_id=group.contact_id)
    service.attend(app, january, {}, rest=Presence.PRESENT)
    return again(app, january), march, april


def facts(meeting: Meeting) -> tuple[object, ...]:
    people = [(one.name, one.part) for one in (meeting.chair, meeting.minute_taker, *meeting.guests) if one]
    return (meeting.when, meeting.title, meeting.place, meeting.link, meeting.quorum, meeting.note, people)


@pytest.mark.parametrize("written", ["presence", "minutes"])
def test_a_meeting_that_was_held_is_neither_moved_nor_called_off(app: App, written: str) -> None:
    meeting = a_meeting(app, a_doctors_group(app, "Ana Ruiz"), "2026-03-05 19:30")
    if written == "presence":
        service.attend(app, meeting, {}, rest=Presence.ABSENT)
    else:
        service.note(app, meeting, "Ten are left.")

    for alter in (
        lambda: service.edit(app, meeting, LATER),
        lambda: service.call_off(app, meeting),
        lambda: service.call_off_all(app, meeting.series.id),
    ):
        with pytest.raises(ConflictError, match="was held, and stays where it is; plan another one"):
            alter()

    now = service.edit(app, again(app, meeting), MeetingEdit(fields={"place": "Station"}))
    assert (now.starts, now.called_off, now.place) == (meeting.starts, False, "Station")


def test_apologies_alone_hold_no_meeting(app: App) -> None:
    meeting = a_meeting(app, a_doctors_group(app, "Ana Ruiz"))
    service.attend(app, meeting, {a_person(app, "Li Wei").id: Presence.APOLOGIES})

    assert service.edit(app, again(app, meeting), LATER).moved


def test_what_is_altered_of_a_series_from_a_meeting_on_starts_after_the_last_that_was_held(app: App) -> None:
    january, march, _ = a_held_series(app)
    service.attend(app, march, {}, rest=Presence.PRESENT)

    for first in (january, again(app, march)):
        with pytest.raises(ConflictError, match="The meeting on 2026-03-05 was held; move those from a later one on"):
            service.edit(app, first, MeetingEdit(fields={"starts": f"{first.starts.date()} 18:00"}), Scope.AFTER)
        with pytest.raises(ConflictError, match="was held, and stays where it is"):
            service.end(app, first)


def test_to_call_all_off_leaves_those_that_were_held_where_they_are(app: App) -> None:
    january, march, april = a_held_series(app)
    service.attend(app, april, {a_person(app, "Li Wei").id: Presence.APOLOGIES})

    service.call_off_all(app, january.series.id)

    there = service.between(app, date(2026, 1, 1), date(2026, 12, 31), group_id=january.group_id, called_off=False)
    assert [one.starts.date() for one in there] == [date(2026, 1, 1)]
    assert facts(there[0]) == facts(january)
    assert again(app, april).called_off
    assert march.starts.date() not in [one.starts.date() for one in there]


def test_to_end_a_series_before_one_that_was_held_leaves_that_where_it_is(app: App) -> None:
    january, march, _ = a_held_series(app)
    service.attend(app, march, {}, rest=Presence.PRESENT)
    (february,) = service.between(app, date(2026, 2, 1), date(2026, 2, 28), group_id=january.group_id)

    service.end(app, february)

    there = service.between(app, date(2026, 1, 1), date(2026, 12, 31), group_id=january.group_id, called_off=False)
    assert [one.starts.date() for one in there] == [date(2026, 1, 1), date(2026, 3, 5)]


ALTERED = {
    "place": "Room 9",
    "link": "https://example.org/9",
    "title": "Nine",
    "note": "9",
    "quorum": "9",
    "minutes": "9",
}


@pytest.mark.parametrize("field", [*ALTERED, "chair", "minute_taker", "guests"])
def test_what_is_altered_of_all_meetings_is_not_so_of_those_that_were_held(app: App, field: str) -> None:
    january, march, april = a_held_series(app)
    who = str(a_person(app, "Li Wei").id)
    edit = MeetingEdit(guests=(who,)) if field == "guests" else MeetingEdit(fields={field: ALTERED.get(field, who)})

    service.edit(app, april, edit, Scope.ALL)

    assert facts(again(app, january)) == facts(january)
    for other in (march, april):
        assert facts(again(app, other)) != facts(other)
    journal.undo(app, last_change(app.store))
    for one in (january, march, april):
        assert facts(again(app, one)) == facts(one)


def test_a_meeting_with_finished_minutes_keeps_all_it_had_whatever_is_undone(app: App) -> None:
    meeting = held(app, title="Doctors", place="Room 1")
    service.edit(app, again(app, meeting), MeetingEdit(fields={"place": "Room 2", "title": "The doctors"}))
    altered = last_change(app.store)
    service.note(app, meeting, "Ten are left.")
    service.finish(app, meeting)
    before = facts(again(app, meeting))

    for scope in Scope:
        with pytest.raises(ConflictError, match="are finished"):
            service.edit(app, again(app, meeting), MeetingEdit(fields={"title": "Others"}), scope)
    with suppress(ConflictError):
        journal.undo(app, altered)
    assert facts(again(app, meeting)) == before
    assert "The doctors, 5 March 2026" in service.text_of(app, meeting)


def test_no_undo_moves_a_meeting_back_that_was_held_since(app: App) -> None:
    meeting = a_meeting(app, a_doctors_group(app, "Ana Ruiz"), "2026-03-12 19:30")
    moved = service.edit(app, meeting, MeetingEdit(fields={"starts": "2026-03-06 19:30"}))
    change = last_change(app.store)
    service.attend(app, moved, {}, rest=Presence.PRESENT)
    attended = last_change(app.store)

    with pytest.raises(ConflictError):
        journal.undo(app, change)

    assert again(app, meeting).starts.date() == date(2026, 3, 6)
    journal.undo(app, attended)
    journal.undo(app, change)
    assert again(app, meeting).starts.date() == date(2026, 3, 12)


def test_a_meeting_planned_long_before_is_not_said_to_have_passed_because_it_was_put_elsewhere_since(app: App) -> None:
    meeting = a_meeting(app, a_doctors_group(app, "Ana Ruiz"), "2026-03-12 19:30")
    later = at(app, timedelta(days=7))

    service.alter_all(later, meeting.series.id, MeetingEdit(fields={"place": "Room 9"}))

    assert again(later, meeting).place == "Room 9"
    assert service.remarks(later, again(later, meeting)) == []
