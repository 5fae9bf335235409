"""What a group talks about each time stands in the order that people give it, and what comes at the end last."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_meetings import service
from outreach_meetings.model.series import Meeting
from tests.outreach_meetings.agendas import each_time, titles
from tests.outreach_meetings.builders import a_doctors_group, a_meeting
from tests.outreach_meetings.polls import last_change
from tests.web.office import Desk, words

Cli = Callable[..., Result]
GROUP = "Doctors' group"


def talked_about(app: App) -> Meeting:
    """A meeting of a group that talks about three things each time, and two more at the end."""
    meeting = a_meeting(app, a_doctors_group(app))
    each_time(app, meeting, "Any other business", "Next date", closing="yes")
    each_time(app, meeting, "Treasurer", "Stamps", "Visitors")
    return meeting


def order(app: App, meeting: Meeting) -> list[str]:
    return [one.title for one in service.standing_items(app, meeting.group_id)]


def test_what_comes_each_time_is_put_in_an_order_that_new_agendas_take_over(app: App) -> None:
    meeting = talked_about(app)
    was = order(app, meeting)
    assert was == ["Treasurer", "Stamps", "Visitors", "Any other business", "Next date"]
    there = service.standing_items(app, meeting.group_id)

    service.place_standing(app, there[2].id, 1)
    journal.undo(app, last_change(app))
    assert order(app, meeting) == was
    service.place_standing(app, there[2].id, 1)
    service.place_standing(app, there[4].id, 4)

    now = ["Visitors", "Treasurer", "Stamps", "Next date", "Any other business"]
    assert order(app, meeting) == now
    service.build(app, meeting)
    assert [one for one in titles(app, meeting) if one in now] == now


@pytest.mark.parametrize(("number", "to"), [(1, 4), (1, 0), (4, 3), (5, 6)])
def test_what_comes_at_the_end_and_what_does_not_are_not_mixed(app: App, number: int, to: int) -> None:
    meeting = talked_about(app)
    there = service.standing_items(app, meeting.group_id)

    with pytest.raises(InvalidInputError, match="Give a place from 1 to 3" if number == 1 else "from 4 to 5"):
        service.place_standing(app, there[number - 1].id, to)

    assert service.standing_items(app, meeting.group_id) == there


def test_an_agenda_that_is_built_keeps_its_order(app: App) -> None:
    meeting = talked_about(app)
    service.build(app, meeting)
    built = titles(app, meeting)

    service.place_standing(app, service.standing_items(app, meeting.group_id)[2].id, 1)
    service.build(app, meeting)

    assert titles(app, meeting) == built
    with pytest.raises(NotFoundError, match="no standing item 99"):
        service.place_standing(app, 99, 1)


def test_the_command_lists_numbers_and_moves_by_them(cli: Cli) -> None:
    cli("groups", "add", GROUP, "--structure", "local")
    for title in ("Treasurer", "Stamps"):
        cli("meetings", "standing", GROUP, "--add", title)

    told = json.loads(cli("meetings", "standing", GROUP, "--move", "2", "--to", "1", "--json").stdout)

    assert [one["title"] for one in told] == ["Stamps", "Treasurer"]
    rows = [line.split()[:2] for line in cli("meetings", "standing", GROUP).stdout.splitlines()]
    assert rows[-2:] == [["1", "Stamps"], ["2", "Treasurer"]]
    assert "Say which one goes where" in cli("meetings", "standing", GROUP, "--move", "2", code=2).stderr
    assert "none is number 7" in cli("meetings", "standing", GROUP, "--move", "7", "--to", "1", code=1).stderr


@pytest.mark.connections
def test_on_the_page_an_item_goes_up_and_down_among_its_like_and_that_can_be_undone(desk: Desk) -> None:
    meeting = talked_about(desk.app)
    was = order(desk.app, meeting)
    page = f"/meetings/groups/{meeting.group_id}/standing"
    shown = words(desk.read(page))
    assert (shown.count(" Up "), shown.count(" Down ")) == (3, 3)
    second = service.standing_items(desk.app, meeting.group_id)[1]

    after = desk.follow(desk.send(f"{page}/{second.id}/move", {"to": "1"}, seen=page))

    assert "Stamps is number 1 now." in words(after)
    assert order(desk.app, meeting) == ["Stamps", "Treasurer", *was[2:]]
    assert "/undo" in after
