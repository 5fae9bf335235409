"""The agenda of a meeting is built from what there is, and arranged by hand."""

from datetime import date
from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.model import Ref, with_rest
from outreach_crm.text import say
from outreach_meetings import service
from outreach_meetings.model.agenda import ItemEdit, Source
from outreach_meetings.model.duties import DutyDraft
from tests.builders import a_person, taken_back
from tests.outreach_meetings.agendas import CASES, a_case, each_time, offering, put, titles
from tests.outreach_meetings.builders import DOCTORS, a_doctors_group, a_meeting, a_series
from tests.outreach_meetings.test_minutes import LAST, NEXT


def test_an_agenda_is_built_of_what_comes_each_time_and_what_features_offer(app: App) -> None:
    office, _ = offering(app, 1, 2)
    made = a_meeting(office)
    each_time(office, made, "Treasurer")
    each_time(office, made, "Any other business", closing="yes")

    built = service.build(office, made)

    assert titles(office, made) == ["Treasurer", "Case 1", "Case 2", "Any other business"]
    assert [one.source for one in built.items] == [Source.STANDING, Source.OFFERED, Source.OFFERED, Source.CLOSING]
    assert (built.offered, built.items[1].heading, built.items[1].ref) == ((), CASES, Ref("ua_cases", 1))


def test_the_minutes_of_the_last_meeting_come_first(app: App) -> None:
    office, _ = offering(app, 1)
    a_series(office, starts="2026-02-05 19:30")
    march, april = (service.meant(office, DOCTORS, day) for day in ("2026-03-05", "2026-04-02"))
    service.build(office, march)

    service.build(office, april)

    assert titles(office, april) == ["Minutes of the meeting of 2026-03-05", "Case 1"]


def test_what_is_new_stands_with_its_like_and_nothing_else_moves(app: App) -> None:
    office, feature = offering(app, 1, 2)
    made = a_meeting(office)
    each_time(office, made, "Any other business", closing="yes")
    service.build(office, made)
    put(office, made, "The holidays")
    service.place(office, service.agenda(office, made).items[1].id, 1)
    feature.offer(3)
    each_time(office, made, "Treasurer")

    service.build(office, made)

    assert titles(office, made) == ["Treasurer", "Case 2", "Case 1", "Case 3", "The holidays", "Any other business"]


def test_what_was_dropped_stays_off_though_its_record_is_called_otherwise(app: App) -> None:
    office, feature = offering(app, 1, 2)
    made = a_meeting(office)
    first = service.build(office, made).items[0]
    service.drop(office, first.id)
    feature.items = [a_case(1, title=say("{name} is free", name="Case 1")), a_case(2)]

    built = service.build(office, made)

    assert ([one.title for one in built.items], [one.title for one in built.dropped]) == (["Case 2"], ["Case 1"])
    service.take_up(office, first.id)
    assert titles(office, made) == ["Case 2", "Case 1"]
    with pytest.raises(ConflictError, match="is on the agenda"):
        service.take_up(office, first.id)


def test_what_a_feature_says_twice_of_one_record_is_two_matters(app: App) -> None:
    office, feature = offering(app)
    feature.items = [a_case(1, title=say("It has no purpose")), a_case(1, title=say("It has no resources"))]
    made = a_meeting(office)

    service.build(office, made)

    assert titles(office, made) == ["It has no purpose", "It has no resources"]


def test_what_is_not_named_is_told_beside_the_agenda_and_never_on_it(app: App) -> None:
    office, feature = offering(app)
    feature.items = with_rest([a_case(1)], 99_999, CASES)

    built = service.build(office, a_meeting(office))

    assert [one.title for one in built.items] == ["Case 1"]
    assert [(one.heading, str(one.title)) for one in built.unnamed] == [(CASES, "99999 more")]


def test_planned_minutes_are_told_against_the_length_of_the_meeting(app: App) -> None:
    made = a_meeting(app, minutes=120)
    put(app, made, "The case", minutes="120")
    assert str(service.agenda(app, made).told) == "120 minutes planned for a meeting of 120"

    put(app, made, "The holidays", minutes="10")

    assert str(service.agenda(app, made).told) == "130 minutes planned for a meeting of 120: 10 too many"


def test_an_owner_is_a_member_by_name_a_contact_by_number_or_somebody_in_words(app: App) -> None:
    group = a_doctors_group(app, "Ana Ruiz", "Tom Bell", "Tom Reed")
    made, other = a_meeting(app, group), a_person(app, "Lena Holm")

    put(app, made, "One", owner="ana", minutes="10")
    put(app, made, "Two", owner=str(other.id))
    put(app, made, "Three", owner="the office")
    put(app, made, "Four", owner="Ana Ruiz", minutes="3")

    shares = service.agenda(app, made).shares
    assert [(one.owner, one.numbers, one.minutes) for one in shares] == [
        ("Ana Ruiz", ("1", "4"), 13),
        ("Lena Holm", ("2",), 5),
        ("the office", ("3",), 5),
    ]
    with pytest.raises(InvalidInputError, match="Several of the group are called Tom"):
        put(app, made, "Five", owner="Tom")


def test_a_matter_is_changed_and_what_two_edit_at_once_is_not_lost(app: App) -> None:
    made = put(app, a_meeting(app), "The case")
    fields = {"title": "The nurses", "minutes": "20", "due_on": "2026-05-01", "detail": "They were moved"}

    now = service.change(app, made.id, ItemEdit(fields=fields, version=made.change_id))

    assert (now.title, now.minutes, now.due_on, now.detail) == ("The nurses", 20, date(2026, 5, 1), "They were moved")
    with pytest.raises(ConflictError, match="meanwhile"):
        service.change(app, made.id, ItemEdit(fields={"minutes": "5"}, version=made.change_id))


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"title": " "}, "Say what is to be talked about"),
        ({"minutes": "-5"}, "Give the minutes"),
        ({"minutes": "1441"}, "Give the minutes"),
        ({"due_on": "someday"}, "someday"),
    ],
)
def test_what_cannot_be_right_is_refused_beside_its_field(app: App, fields: dict[str, str], wrong: str) -> None:
    made = put(app, a_meeting(app), "The case")
    with pytest.raises(InvalidInputError, match=wrong) as refused:
        service.change(app, made.id, ItemEdit(fields=fields))
    assert [one.field for one in refused.value.problems] == [*fields]


def test_papers_are_those_of_the_item_and_those_of_its_record(app: App, tmp_path: Path) -> None:
    paper = tmp_path / "letter.txt"
    paper.write_text("Dear Minister", encoding="utf-8")
    office, feature = offering(app)
    made = a_meeting(office)
    attachments.attach(office, Ref("contacts", made.group_id), "purpose.txt", "text/plain", b"Why we meet")
    feature.items = [a_case(1, paper=Ref("contacts", made.group_id))]
    offered = service.build(office, made).items[0]

    own = service.add(office, made, ItemEdit(fields={"title": "A letter"}), files=[paper])

    assert [one.name for one in service.papers(office, offered)] == ["purpose.txt"]
    assert [one.name for one in service.papers(office, own)] == ["letter.txt"]


def test_building_and_dropping_can_be_taken_back(app: App) -> None:
    office, _ = offering(app, 1, 2)
    made = a_meeting(office)
    with taken_back(office):
        service.build(office, made)
    assert titles(office, made) == []
    first = service.build(office, made).items[0]
    with taken_back(office):
        service.drop(office, first.id)
    assert titles(office, made) == ["Case 1", "Case 2"]


def test_the_agenda_of_a_meeting_that_was_called_off_stays_as_it_is(app: App) -> None:
    office, _ = offering(app, 1)
    off = service.call_off(office, a_meeting(office))

    with pytest.raises(ConflictError, match="called off"):
        service.build(office, off)


def test_there_is_no_place_beyond_the_last_and_no_item_of_another_number(app: App) -> None:
    made = a_meeting(app)
    only = put(app, made, "The case")

    with pytest.raises(InvalidInputError, match="from 1 to 1"):
        service.place(app, only.id, 2)
    with pytest.raises(NotFoundError, match="has 1 items"):
        service.numbered(app, made, "2")
    with pytest.raises(NotFoundError, match="no item 999"):
        service.item(app, 999)


def test_what_somebody_took_on_is_one_matter_though_it_is_a_task_of_the_group_too(app: App) -> None:
    group = a_doctors_group(app, "Ana Ruiz")
    service.take_on(app, a_meeting(app, group, LAST), DutyDraft(title="Book the hall", owner="the caretaker", due="2d"))

    there = service.build(app, a_meeting(app, group, NEXT)).items

    assert [one.source for one in there if "Book the hall" in one.title] == [Source.DUTY]
