"""Pages on which meetings are planned, altered and called off."""

import re
from datetime import date

import pytest

from outreach_crm.app import App
from outreach_meetings import service
from outreach_meetings.model.drafts import MeetingEdit
from outreach_meetings.model.series import Meeting
from tests.builders import a_person, an_organisation
from tests.outreach_meetings.builders import DOCTORS, a_doctors_group, a_meeting, a_series
from tests.web.office import Desk, Sent, words

pytestmark = pytest.mark.connections

_PLANNED = {
    "title": "",
    "day": "2026-04-02",
    "starts": "19:30",
    "minutes": "90",
    "often": "once",
    "rule": "",
    "place": "Library",
    "link": "",
    "chair": "",
    "minute_taker": "",
    "zone": "Europe/Lisbon",
    "quorum": "",
    "note": "",
}


def the_next(app: App) -> Meeting:
    return service.meant(app, DOCTORS)


def starts_of(app: App, until: str = "2026-07-31") -> list[str]:
    found = service.between(app, date(2026, 4, 1), date.fromisoformat(until), called_off=False)
    return [f"{one.starts:%m-%d %H:%M}" for one in found]


def altered(meeting: Meeting, **other: str | list[str]) -> dict[str, str | list[str]]:
    """What the page would send if nobody altered anything, with some answers altered."""
    return {
        "_version": str(meeting.version),
        "scope": "this one",
        "day": meeting.starts.date().isoformat(),
        "starts": f"{meeting.starts:%H:%M}",
        "minutes": str(meeting.minutes),
        "often": "every month on that weekday",
        "rule": "",
        "place": meeting.place,
        "link": meeting.link,
        "chair": "",
        "minute_taker": "",
        "title": meeting.title,
        "quorum": "",
        "note": "",
        **other,
    }


def test_a_meeting_is_planned_on_a_page_with_guests_and_a_chair(desk: Desk) -> None:
    group, ana, bar = a_doctors_group(desk.app), a_person(desk.app, "Ana Ruiz"), an_organisation(desk.app, "Bar")
    sent: dict[str, Sent] = {**_PLANNED, "group": str(group.contact_id), "chair": str(ana.id), "guests": [str(bar.id)]}

    page = desk.follow(desk.send("/meetings/add", sent))

    made = the_next(desk.app)
    assert "Planned: Meeting of Doctors' group" in words(page)
    assert (made.place, made.minutes, made.zone) == ("Library", 90, "Europe/Lisbon")
    assert made.chair is not None
    assert (made.chair.name, [one.name for one in made.guests]) == ("Ana Ruiz", ["Bar"])


@pytest.mark.parametrize(
    ("often", "rule"),
    [
        ("every week", "FREQ=WEEKLY"),
        ("every 2 weeks", "FREQ=WEEKLY;INTERVAL=2"),
        ("every month on that weekday", "FREQ=MONTHLY;BYDAY=1TH"),
        ("every month on that day", "FREQ=MONTHLY;BYMONTHDAY=2"),
    ],
)
def test_how_often_is_chosen_and_becomes_a_rule(desk: Desk, often: str, rule: str) -> None:
    group = a_doctors_group(desk.app)

    desk.follow(desk.send("/meetings/add", {**_PLANNED, "group": str(group.contact_id), "often": often}))

    assert the_next(desk.app).series.rule == rule


@pytest.mark.parametrize(
    ("wrong", "told", "field"),
    [
        ({"starts": "half past"}, "does not say on which day and at what time", "starts"),
        ({"zone": "Atlantis/Capital"}, "is not a time zone", "zone"),
        ({"rule": "FREQ=HOURLY"}, "HOURLY", "rule"),
        ({"group": ""}, "Say which group meets.", "group"),
        ({"day": ""}, "Choose a day.", "day"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    desk: Desk, wrong: dict[str, str], told: str, field: str
) -> None:
    group = a_doctors_group(desk.app)

    answer = desk.send("/meetings/add", {**_PLANNED, "group": str(group.contact_id), **wrong})

    assert answer.status_code == 422
    beside = answer.text.split(f'id="outreach_meetings-add-{field}-wrong"')[1].split("</p>")[0]
    assert told in words(f"<p{beside}")
    assert 'value="Library"' in answer.text
    assert service.next_of(desk.app, group.contact_id) is None


def test_what_the_group_had_last_is_proposed_for_the_next_one(desk: Desk) -> None:
    made = a_meeting(desk.app, place="Station", quorum=4, minutes=75)

    page = desk.read(f"/meetings/add?group={made.group_id}")

    assert 'value="Station"' in page
    assert 'value="75"' in page
    assert 'value="19:30"' in page


def test_one_meeting_of_a_series_is_moved_on_a_page_and_it_can_be_taken_back(desk: Desk) -> None:
    a_series(desk.app)
    may = service.meant(desk.app, DOCTORS, "2026-05-07")

    shown = desk.follow(desk.send(f"{may.path}/edit", altered(may, day="2026-05-08", place="Station")))

    assert "Moved from" in words(shown)
    assert starts_of(desk.app) == ["04-02 19:30", "05-08 19:30", "06-04 19:30", "07-02 19:30"]
    undo = re.search(r'action="(/history/\d+/undo)"', shown)
    assert undo
    desk.follow(desk.send(undo[1], {"next": "/meetings"}, seen=f"{may.path}/edit"))
    assert starts_of(desk.app) == ["04-02 19:30", "05-07 19:30", "06-04 19:30", "07-02 19:30"]


def test_from_one_meeting_on_a_group_meets_on_another_weekday(desk: Desk) -> None:
    a_series(desk.app)
    may = service.meant(desk.app, DOCTORS, "2026-05-07")

    desk.follow(
        desk.send(
            f"{may.path}/edit", altered(may, scope="this one and all after it", day="2026-05-12", place="Station")
        )
    )

    assert starts_of(desk.app) == ["04-02 19:30", "05-12 19:30", "06-09 19:30", "07-14 19:30"]
    assert service.meant(desk.app, DOCTORS, "2026-06-09").place == "Station"
    assert service.meant(desk.app, DOCTORS, "2026-04-02").place == ""


def test_what_is_so_of_all_meetings_is_altered_for_all(desk: Desk) -> None:
    first = a_series(desk.app)

    desk.follow(desk.send(f"{first.path}/edit", altered(first, scope="all of them", title="Evening", quorum="5")))

    june = service.meant(desk.app, DOCTORS, "2026-06-04")
    assert (june.title, june.series.quorum) == ("Evening", 5)


def test_a_title_is_not_of_one_meeting_alone_and_that_is_told_beside_it(desk: Desk) -> None:
    first = a_series(desk.app)

    answer = desk.send(f"{first.path}/edit", altered(first, title="Evening"))

    assert answer.status_code == 422
    assert "It is the same at all meetings of the series" in words(answer.text)
    assert 'value="Evening"' in answer.text


def test_a_meeting_that_somebody_altered_meanwhile_is_not_overwritten(desk: Desk) -> None:
    first = a_series(desk.app)
    service.alter(desk.app, first, MeetingEdit(fields={"place": "Harbour"}))

    answer = desk.send(f"{first.path}/edit", altered(first, place="Station"))

    assert answer.status_code == 409
    assert "Maria changed Meeting of Doctors' group meanwhile" in words(answer.text)
    assert "Somebody else wrote by now: Harbour" in words(answer.text)
    assert the_next(desk.app).place == "Harbour"


@pytest.mark.parametrize(
    ("scope", "left"),
    [
        ("this one", ["04-02 19:30", "06-04 19:30", "07-02 19:30"]),
        ("this one and all after it", ["04-02 19:30"]),
        ("all of them", []),
    ],
)
def test_as_many_meetings_are_called_off_as_are_meant(desk: Desk, scope: str, left: list[str]) -> None:
    a_series(desk.app)
    may = service.meant(desk.app, DOCTORS, "2026-05-07")

    answer = desk.send(f"{may.path}/call-off", {"scope": scope, "because": "No room"})

    assert answer.status_code == 303
    assert starts_of(desk.app) == left


def test_guests_of_one_meeting_are_invited_to_that_one_only(desk: Desk) -> None:
    first, bar = a_series(desk.app), an_organisation(desk.app, "Bar")

    desk.follow(desk.send(f"{first.path}/edit", altered(first, guests=[str(bar.id)])))

    assert [one.name for one in the_next(desk.app).guests] == ["Bar"]
    assert service.meant(desk.app, DOCTORS, "2026-05-07").guests == ()
