"""Polls of dates on pages of the office."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.policy import Role
from outreach_meetings import service
from outreach_meetings.model.polls import Answer, Way
from tests.builders import a_person
from tests.outreach_meetings.builders import a_doctors_group
from tests.outreach_meetings.polls import PEOPLE, THURSDAY, a_poll, reachable_doctors, said, who
from tests.web.office import Desk, Sent, at_desk, words

pytestmark = pytest.mark.connections
_UNDO = re.compile(r'action="(/history/\d+/undo)"')


def test_a_poll_is_opened_on_a_page_with_a_date_on_each_line(desk: Desk) -> None:
    group = a_doctors_group(desk.app, *PEOPLE)
    eva = a_person(desk.app, "Eva Stone")
    sent: dict[str, Sent] = {
        "group": str(group.contact_id),
        "dates": "2026-04-02 19:30\r\n\r\n2026-04-03 19:30\r\n",
        "keys": [str(eva.id)],
        "minutes": "90",
        "quorum": "2",
        "closes": "2026-03-20",
    }

    page = words(desk.follow(desk.send("/meetings/polls/add", sent)))

    assert "0 of 4 have answered" in page
    (found,) = service.list_polls(desk.app)
    assert ([one.starts.day for one in found.dates], found.minutes, who(found, "Eva Stone").needed) == (
        [2, 3],
        90,
        True,
    )
    assert "Eva Stone, who is needed, has not answered" in page
    assert "Meeting of Doctors' group" in words(desk.read("/meetings/polls"))


def test_what_is_wrong_with_a_date_is_told_beside_it_and_nothing_typed_is_lost(desk: Desk) -> None:
    group = a_doctors_group(desk.app, *PEOPLE)
    sent = {"group": str(group.contact_id), "dates": "2026-04-02 19:30\nsometime", "place": "Library"}

    answer = desk.send("/meetings/polls/add", sent)

    assert answer.status_code == 422
    assert "does not say on which day" in words(answer.text)
    assert all(text in answer.text for text in ("sometime", "Library"))


def test_the_page_of_a_poll_says_who_can_come_when_and_why_a_date_is_best(desk: Desk) -> None:
    found = said(desk.app, a_poll(desk.app, quorum=2, keys=("Ana Ruiz",)), Ana="nmy", Bo="yyn")

    page = words(desk.read(f"/meetings/polls/{found.id}"))

    assert "2 of 3 have answered" in page
    assert page.index("a quorum of 2 can come") < page.index("1 short of a quorum of 2")
    assert "Ana Ruiz, who is needed, cannot come" in page
    assert page.index("Take Friday 3 April 2026, 19:30") < page.index("Take Thursday 2 April 2026, 19:30")


def test_somebody_is_answered_for(desk: Desk) -> None:
    found = a_poll(desk.app)
    ana = who(found, "Ana Ruiz").contact_id
    path = f"/meetings/polls/{found.id}/answer/{ana}"
    keys = [f"date-{one.id}" for one in found.dates]

    desk.follow(desk.send(path, dict(zip(keys, ("yes", "if need be", ""), strict=True))))

    now = service.poll(desk.app, found.id)
    assert [now.answer(ana, one.id) for one in now.dates] == [Answer.YES, Answer.MAYBE, None]
    assert {one.way for one in now.said.values()} == {Way.PAGE}
    assert desk.send(path, {keys[0]: "perhaps"}).status_code == 422


def test_what_is_kept_for_somebody_can_be_undone_and_where_nothing_is_new_there_is_nothing_to_undo(desk: Desk) -> None:
    found = said(desk.app, a_poll(desk.app), Ana="nyn")
    ana = who(found, "Ana Ruiz").contact_id
    page = f"/meetings/polls/{found.id}"
    keys = [f"date-{one.id}" for one in found.dates]
    same, other = (dict(zip(keys, told, strict=True)) for told in (("no", "yes", "no"), ("yes", "yes", "no")))
    assert _UNDO.search(desk.follow(desk.send(f"{page}/answer/{ana}", same))) is None

    kept = _UNDO.search(desk.follow(desk.send(f"{page}/answer/{ana}", other)))

    assert kept
    assert service.poll(desk.app, found.id).answer(ana, found.dates[0].id) is Answer.YES
    desk.follow(desk.send(kept[1], {"next": page}, seen=page))
    assert service.poll(desk.app, found.id).said == found.said


def test_a_date_is_taken_and_the_meeting_stands_on_its_page(desk: Desk) -> None:
    found = said(desk.app, a_poll(desk.app), Ana="nyn")
    path = f"/meetings/polls/{found.id}"
    thursday = next(one for one in found.dates if f"{one.starts:%Y-%m-%d %H:%M}" == THURSDAY)

    page = desk.follow(desk.send(f"{path}/close", {"date": str(thursday.id)}, seen=path))

    assert "is planned" in words(page)
    (made,) = service.between(desk.app, thursday.starts.date(), thursday.starts.date())
    assert made.starts == datetime(2026, 4, 2, 19, 30)
    shown = desk.read(path)
    assert "Take " not in words(shown)
    assert f"/meetings/{made.series.id}/{made.key}" in shown


def test_people_are_written_to_and_reminded_by_buttons_that_say_to_how_many(app: App, tmp_path: Path) -> None:
    desk = at_desk(app)
    found = a_poll(app, reachable_doctors(app))
    path = f"/meetings/polls/{found.id}"
    assert "Write to 3 who were not asked" in words(desk.read(path))

    page = words(desk.follow(desk.send(f"{path}/ask", seen=path)))

    assert "3 are written to." in page
    assert not re.search(r"Write to \d|Remind", page)
    assert all(one.asked_on for one in service.poll(app, found.id).people)
    assert desk.send(f"{path}/remind", seen="/meetings/polls/add").status_code == 409


def test_who_may_only_look_changes_nothing(app: App) -> None:
    found = a_poll(app)
    reader = at_desk(app, "Bo", Role.READER)
    path = f"/meetings/polls/{found.id}"
    page = reader.read(path)
    assert "Take " not in words(page)
    for way in ("close", "ask", "remind"):
        assert reader.client.post(f"{path}/{way}").status_code == 403
