"""A meeting is planned once or by a rule, and what differs on a day is kept beside it."""

import json
import shlex
from collections.abc import Callable
from datetime import date, datetime

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_meetings import service
from outreach_meetings.model.attendance import Presence
from outreach_meetings.model.drafts import MeetingEdit
from tests.outreach_meetings.builders import DOCTORS, a_doctors_group, a_meeting, a_series

SPRING = date(2026, 4, 1), date(2026, 6, 30)


def starts(app: App) -> list[datetime]:
    return [one.starts for one in service.between(app, *SPRING)]


def test_a_meeting_is_found_by_its_group_and_its_day(app: App) -> None:
    made = a_meeting(app, place="Library", minutes=90)

    found = service.meant(app, DOCTORS, "2026-04-02")

    assert found == made
    assert (found.starts, found.ends) == (datetime(2026, 4, 2, 19, 30), datetime(2026, 4, 2, 21))
    assert service.meant(app, DOCTORS) == made
    with pytest.raises(NotFoundError, match="does not meet on 2026-04-03"):
        service.meant(app, DOCTORS, "2026-04-03")


def test_a_series_meets_by_its_rule_and_a_moved_meeting_stays_the_same_meeting(app: App) -> None:
    a_series(app)
    may = service.meant(app, DOCTORS, "2026-05-07")

    moved = service.alter(app, may, MeetingEdit(fields={"starts": "2026-05-08 18:00", "place": "Station"}))

    assert (moved.key, moved.place, moved.sequence) == (may.key, "Station", 1)
    assert starts(app) == [datetime(2026, 4, 2, 19, 30), datetime(2026, 5, 8, 18), datetime(2026, 6, 4, 19, 30)]


def test_one_meeting_of_a_series_is_called_off_and_the_others_stay(app: App) -> None:
    a_series(app)

    off = service.call_off(app, service.meant(app, DOCTORS, "2026-05-07"))

    assert off.called_off
    held = service.between(app, *SPRING, called_off=False)
    assert [one.starts.month for one in held] == [4, 6]
    with pytest.raises(ConflictError, match="called off already"):
        service.call_off(app, off)


def test_from_a_day_on_a_series_meets_at_another_time_and_what_was_before_stays(app: App) -> None:
    a_series(app, chair="", place="Library")

    service.go_on_at(
        app, service.meant(app, DOCTORS, "2026-05-07"), "2026-05-12 18:00", "monthly on the second tuesday"
    )

    assert starts(app) == [datetime(2026, 4, 2, 19, 30), datetime(2026, 5, 12, 18), datetime(2026, 6, 9, 18)]
    assert {one.place for one in service.between(app, *SPRING)} == {"Library"}


def test_a_time_that_no_clock_shows_is_refused_with_the_reason(app: App) -> None:
    with pytest.raises(InvalidInputError, match="clocks in Europe/Berlin go forward"):
        a_meeting(app, starts="2026-03-29 02:30", zone="Europe/Berlin")


def test_before_a_meeting_only_apologies_can_be_written_down(app: App) -> None:
    group = a_doctors_group(app, "Ana Ruiz", "Tom Bell")
    made = a_meeting(app, group)
    ana, tom = (one.contact_id for one in service.attendance(app, made).people)

    there = service.attend(app, made, {tom: Presence.APOLOGIES}, notes={tom: "on duty"})

    assert (there.expected, [one.note for one in there.people]) == (1, ["", "on duty"])
    with pytest.raises(InvalidInputError, match="only apologies"):
        service.attend(app, made, {ana: Presence.PRESENT})


def test_guests_do_not_make_a_quorum(app: App) -> None:
    group = a_doctors_group(app, "Ana Ruiz", "Tom Bell")
    made = a_meeting(app, group, starts="2026-03-08 10:00", quorum=2, guests=("Tom Bell",))
    people = service.attendance(app, made).people

    there = service.attend(app, made, {people[0].contact_id: Presence.PRESENT})

    assert not there.is_quorate
    assert service.attend(app, made, {}, rest=Presence.PRESENT).is_quorate


def test_meetings_are_planned_moved_and_attended_on_the_command_line(cli: Callable[..., Result]) -> None:
    cli("groups", "add", "Doctors", "--structure", "specialist")
    cli("contacts", "add", "Ana Ruiz")
    cli("groups", "join", "Doctors", "Ana Ruiz", "--since", "2026-01-01")

    planned = cli("meetings", "plan", "Doctors", "2099-04-02 19:30", "--every", "month on the first thursday")
    moved = cli("meetings", "move", "Doctors", "--on", "2099-05-07", "--to", "2099-05-08 18:00", "--json")
    cli("meetings", "call-off", "Doctors", "--on", "2099-06-04", "--then-on")

    assert "first Thursday" in planned.output
    assert json.loads(moved.stdout)["starts"] == "2099-05-08T18:00:00"
    listed = json.loads(
        cli("meetings", "list", "Doctors", "--from", "2099-01-01", "--until", "2099-12-31", "--json").stdout
    )
    assert [one["starts"][:10] for one in listed] == ["2099-04-02", "2099-05-08"]
    cli("meetings", "attend", "Doctors", "--on", "2099-04-02", "--apologies", "Ana Ruiz")
    assert "sent apologies" in cli("meetings", "show", "Doctors", "--on", "2099-04-02").output


def test_a_group_meets_once_in_a_minute_so_that_day_and_time_name_the_meeting(app: App) -> None:
    group = a_doctors_group(app)
    first = a_meeting(app, group)

    with pytest.raises(InvalidInputError, match="meets on 2026-04-02 19:30 already: Meeting of Doctors' group"):
        a_meeting(app, group)

    assert service.meant(app, DOCTORS, "2026-04-02") == first
    assert a_meeting(app, group, "2026-04-02 14:00").starts.hour == 14


def test_no_meeting_is_moved_onto_another_and_each_can_stay_where_it_is(app: App) -> None:
    group = a_doctors_group(app)
    other = a_meeting(app, group, "2026-04-08 19:30")
    a_series(app, group)

    with pytest.raises(InvalidInputError, match="Choose another time"):
        service.alter(app, other, MeetingEdit(fields={"starts": "2026-05-07 19:30"}))

    stays = service.alter(app, other, MeetingEdit(fields={"starts": "2026-04-08 19:30", "place": "Library"}))
    assert stays.place == "Library"


def test_where_a_meeting_was_called_off_another_can_be_planned(app: App) -> None:
    group = a_doctors_group(app)
    service.call_off(app, a_meeting(app, group))

    again = a_meeting(app, group)

    assert service.meant(app, DOCTORS, "2026-04-02") == again


def test_what_names_a_meeting_on_the_command_line_means_it_though_the_group_meets_twice_that_day(app: App) -> None:
    group = a_doctors_group(app)
    first, second = a_meeting(app, group, "2026-04-02 10:00"), a_meeting(app, group, "2026-04-02 19:30")
    second = service.alter(app, second, MeetingEdit(fields={"starts": "2026-04-02 20:00"}))
    third = a_meeting(app, group, "2026-04-02 19:30")

    for one in (first, second, third):
        name, _, when = shlex.split(one.command)
        assert (service.meant(app, name, when).series.id, when) == (one.series.id, f"{one.starts:%Y-%m-%d %H:%M}")
    with pytest.raises(InvalidInputError, match='3 times on 2026-04-02.* Add the time: --on "2026-04-02 10:00"'):
        service.meant(app, DOCTORS, "2026-04-02")


def test_a_command_that_names_the_time_is_taken_of_two_meetings_on_a_day(cli: Callable[..., Result]) -> None:
    cli("groups", "add", DOCTORS, "--structure", "specialist")
    for time in ("10:00", "19:30"):
        cli("meetings", "plan", DOCTORS, f"2026-01-08 {time}")

    said = cli("meetings", "note", DOCTORS, "Ten letters are left", "--on", "2026-01-08 19:30", "--json").stdout

    assert json.loads(said)["meeting"]["key"] == "20260108T1930"
    assert "Ten letters" not in cli("meetings", "minutes", DOCTORS, "--on", "2026-01-08 10:00").stdout
