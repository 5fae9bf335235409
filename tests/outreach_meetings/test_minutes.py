"""Minutes: an outline from the agenda, texts under its items, finished, approved, corrected beside what they say."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.groups import service as groups
from outreach_crm.storage import Store
from outreach_crm.timeline import service as timeline
from outreach_meetings import service
from outreach_meetings.model.attendance import Presence
from outreach_meetings.model.minutes import DecisionDraft, Stage, Votes
from outreach_meetings.model.series import Meeting
from tests.builders import a_person
from tests.outreach_meetings.builders import a_doctors_group, a_meeting

LAST = "2026-03-05 19:30"
NEXT = "2026-03-09 00:30"


def held(app: App, *members: str, starts: str = LAST, **draft: Any) -> Meeting:
    """A meeting of a group of doctors, four days ago, at which all members were."""
    meeting = a_meeting(app, a_doctors_group(app, *(members or ("Ana Ruiz", "Tom Bell"))), starts, **draft)
    service.attend(app, meeting, {}, rest=Presence.PRESENT)
    return meeting


def with_items(app: App, meeting: Meeting, *titles: str, restricted: str = "") -> list[int]:
    """Put items on the agenda of a meeting."""
    with app.change("write agenda"):
        sitting_id = service.sitting(app, meeting)
        return [
            app.store.insert(
                "meeting_items",
                {
                    "sitting_id": sitting_id,
                    "group_id": meeting.group_id,
                    "position": place,
                    "source": "typed",
                    "title": title,
                    "minutes": 5,
                    "restricted": int(title == restricted),
                },
            )
            for place, title in enumerate(titles, 1)
        ]


def last_change(store: Store) -> int:
    """The number of the latest change."""
    return int(store.value("select max(id) as n from changes"))


def test_the_outline_is_the_agenda_with_what_belongs_to_no_item_first(app: App) -> None:
    meeting = held(app)
    with_items(app, meeting, "Letters", "Money")

    found = service.minutes(app, meeting)

    assert [(one.number, one.title) for one in found.points] == [("0", ""), ("1", "Letters"), ("2", "Money")]
    assert (found.id, found.stage) == (None, Stage.DRAFT)
    assert [one.name for one in found.attendance.present] == ["Tom Bell", "Ana Ruiz"]


def test_a_text_stands_under_its_item_and_a_note_adds_to_it(app: App) -> None:
    meeting = held(app)
    with_items(app, meeting, "Letters", "Money")
    service.write(app, meeting, "We have 120 left.", item="2")

    now = service.note(app, meeting, "Tom counts again.", item="2")

    assert [one.text.text if one.text else "" for one in now.points] == [
        "",
        "",
        "We have 120 left.\n\nTom counts again.",
    ]
    assert service.write(app, meeting, "", item="2").points[2].is_empty


def test_an_item_that_is_dropped_from_the_agenda_stays_in_the_outline_where_something_was_said_on_it(app: App) -> None:
    meeting = held(app)
    letters, money = with_items(app, meeting, "Letters", "Money")
    service.note(app, meeting, "None left.", item="2")
    with app.change("drop"):
        for one in (letters, money):
            app.store.update("meeting_items", one, {"dropped_on": "2026-03-08"})

    assert [one.title for one in service.minutes(app, meeting).points] == ["", "Money"]


def test_of_two_who_write_the_same_text_the_second_is_told(app: App) -> None:
    meeting = held(app)
    seen = service.write(app, meeting, "One").points[0].passages[0].change_id
    service.write(app, meeting, "Two", seen=seen)

    with pytest.raises(ConflictError):
        service.write(app, meeting, "Three", seen=seen)
    assert service.minutes(app, meeting).points[0].passages[0].text == "Two"


def test_minutes_of_a_meeting_to_come_or_called_off_are_refused(app: App) -> None:
    off = a_meeting(app, a_doctors_group(app, "Ana Ruiz"), "2026-03-04 19:30")
    soon = a_meeting(app, groups.get(app, off.group_id))
    with pytest.raises(InvalidInputError, match="can be written from that day on"):
        service.note(app, soon, "Ahead")
    service.call_off(app, off)
    with pytest.raises(ConflictError, match="called off"):
        service.note(app, service.meeting(app, off.series.id, off.key), "Too late")


def test_finished_minutes_stay_as_they_are_and_corrections_stand_beside(app: App) -> None:
    meeting = held(app)
    service.write(app, meeting, "Ana writes to the minister.")
    service.finish(app, meeting)

    for write in (
        lambda: service.write(app, meeting, "Otherwise"),
        lambda: service.note(app, meeting, "More"),
        lambda: service.decide(app, meeting, DecisionDraft(text="Later")),
        lambda: service.finish(app, meeting),
    ):
        with pytest.raises(ConflictError, match="are finished"):
            write()
    made = service.correct(app, meeting, "Tom writes to the minister.", why="It was Tom", item="0")

    text = service.minutes(app, meeting).points[0].passages[0]
    assert (text.text, text.reads) == ("Ana writes to the minister.", "Tom writes to the minister.")
    assert (made.written_by, made.written_on, made.why) == ("Maria", "2026-03-09", "It was Tom")


def test_no_undo_of_what_came_before_alters_finished_minutes(app: App) -> None:
    meeting = held(app)
    came = last_change(app.store)
    service.write(app, meeting, "First")
    service.write(app, meeting, "Second")
    wrote = last_change(app.store)
    service.decide(app, meeting, DecisionDraft(text="We write"))
    decided = last_change(app.store)
    service.finish(app, meeting)
    finished = last_change(app.store)
    before = service.minutes(app, meeting)

    for change in (came, wrote, decided):
        with pytest.raises(ConflictError):
            journal.undo(app, change)
    assert service.minutes(app, meeting) == before

    journal.undo(app, finished)
    assert service.minutes(app, meeting).stage is Stage.DRAFT
    service.write(app, meeting, "Third")


def test_minutes_are_approved_at_a_later_meeting_of_the_group_that_was_held(app: App) -> None:
    meeting = held(app)
    group = groups.get(app, meeting.group_id)
    following = a_meeting(app, group, NEXT)
    service.note(app, meeting, "All went well.")
    with pytest.raises(ConflictError, match="not finished"):
        service.approve(app, meeting, following)
    service.finish(app, meeting)
    with pytest.raises(InvalidInputError, match="later meeting"):
        service.approve(app, meeting, meeting)
    with pytest.raises(InvalidInputError, match="still to come"):
        service.approve(app, meeting, a_meeting(app, group, "2026-04-02 19:30"))

    found = service.approve(app, meeting, following)

    assert (found.stage, found.approved_on) == (Stage.APPROVED, "2026-03-09")
    assert found.approved_at is not None
    assert found.approved_at.starts == datetime(2026, 3, 9, 0, 30)
    with pytest.raises(ConflictError, match="approved on 2026-03-09"):
        service.approve(app, meeting, following)
    service.correct(app, meeting, "Nearly all went well.", why="The lamp broke", item="0")
    assert service.minutes(app, meeting).points[0].passages[0].text == "All went well."


def test_what_is_left_to_correct_is_named(app: App) -> None:
    meeting = held(app)
    with pytest.raises(NotFoundError, match="Nothing is written"):
        service.correct(app, meeting, "So", why="Because")
    service.note(app, meeting, "Something")
    with pytest.raises(ConflictError, match="not finished"):
        service.correct(app, meeting, "So", why="Because")
    made = service.decide(app, meeting, DecisionDraft(text="We write", votes=Votes(2)))
    service.finish(app, meeting)
    with pytest.raises(InvalidInputError, match="why"):
        service.correct(app, meeting, "So", why=" ")
    with pytest.raises(NotFoundError, match="under 3"):
        service.correct(app, meeting, "So", why="Because", item="3")
    with pytest.raises(NotFoundError, match="2026/9"):
        service.correct(app, meeting, "So", why="Because", decision="2026/9")

    service.correct(app, meeting, "We write twice", why="Once is not enough", decision=made.name)
    service.correct(app, meeting, "Bo Li came late.", why="It was left out")
    found = service.minutes(app, meeting)
    assert [one.reads for one in found.decisions] == ["We write twice"]
    assert [one.text for one in found.additions] == ["Bo Li came late."]


def test_a_note_on_a_contact_stands_in_their_history_and_a_restricted_one_for_us_only(app: App) -> None:
    meeting = held(app)
    union = a_person(app, "Eva Stein")
    service.note(app, meeting, "She will sign.", about=str(union.id))
    service.note(app, meeting, "She was threatened.", about=str(union.id), restricted=True)

    told = {one.title: one.on for one in timeline.history(app, union.id)}
    assert told["She will sign."] == told["She was threatened."] == date(2026, 3, 5)
    apart = service.minutes(app, meeting, restricted=False).points[0]
    assert [one.text for one in apart.notes] == ["She will sign."]
    assert "threatened" not in service.text_of(app, meeting)


def test_what_is_restricted_or_of_a_restricted_item_is_not_in_the_text_for_members(app: App) -> None:
    meeting = held(app)
    with_items(app, meeting, "Letters", "A threat", restricted="A threat")
    service.note(app, meeting, "Kept by us.", item="1", restricted=True)
    service.note(app, meeting, "Ten are written.", item="1")
    service.note(app, meeting, "By telephone.", item="R1")
    service.decide(app, meeting, DecisionDraft(text="We tell the police", item="r1"))

    text = service.text_of(app, meeting)

    assert "Ten are written." in text
    assert not any(secret in text for secret in ("Kept by us", "A threat", "telephone", "police"))
    assert [len(one.passages) for one in service.minutes(app, meeting).points] == [0, 2, 1]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1), max_size=6))
def test_the_finished_text_and_its_corrections_in_order_are_what_is_shown(app: App, texts: list[str]) -> None:
    readings = [one for one in texts if one.strip()]
    name = f"Group {app.store.value('select count(*) as n from contacts')}"
    meeting = a_meeting(app, a_doctors_group(app, name=name), LAST)
    service.write(app, meeting, "As it was written")
    service.finish(app, meeting)
    for n, text in enumerate(readings):
        service.correct(app, meeting, text, why=f"reason {n}", item="0")

    shown = service.minutes(app, meeting).points[0].passages[0]

    assert shown.text == "As it was written"
    assert [(one.text, one.why) for one in shown.corrections] == [
        (text.strip(), f"reason {n}") for n, text in enumerate(readings)
    ]
    assert shown.reads == [shown.text, *(one.strip() for one in readings)][-1]
