"""An item has one number for everybody, and what is for the office only is counted apart."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_meetings import service
from outreach_meetings.model.agenda import numbers
from outreach_meetings.model.minutes import DecisionDraft
from tests.outreach_meetings.agendas import put
from tests.outreach_meetings.test_minutes import held

Cli = Callable[..., Result]
GROUP = "Doctors' group"


@given(st.lists(st.booleans()))
def test_open_items_are_numbered_as_though_those_of_the_office_were_not_there(apart: list[bool]) -> None:
    given_out = [*zip(apart, numbers(apart), strict=True)]

    assert [number for own, number in given_out if not own] == [str(n) for n in range(1, apart.count(False) + 1)]
    assert [number for own, number in given_out if own] == [f"R{n}" for n in range(1, apart.count(True) + 1)]


def test_what_members_read_as_number_two_is_number_two_for_the_office(app: App) -> None:
    meeting = held(app)
    for title, restricted in (("Letters", ""), ("A threat", "yes"), ("Money", "")):
        put(app, meeting, title, restricted=restricted)
    service.decide(app, meeting, DecisionDraft(text="We pay the fee", item="2"))

    assert [(one.number, one.title) for one in service.items(app, meeting)] == [
        ("1", "Letters"),
        ("R1", "A threat"),
        ("2", "Money"),
    ]
    assert "2. Money" in service.told(app, meeting)
    assert [(one.number, one.title) for one in service.pack(app, meeting).points] == [("1", "Letters"), ("2", "Money")]
    sent = service.text_of(app, meeting)
    assert sent.index("2. Money") < sent.index("We pay the fee")
    assert "threat" not in sent


def test_an_item_keeps_its_number_when_one_that_was_written_under_is_taken_off(app: App) -> None:
    meeting = held(app)
    first, _ = put(app, meeting, "Letters"), put(app, meeting, "Money")
    service.note(app, meeting, "Ten are left.", item="1")
    service.drop(app, first.id)

    told = {one.title: one.number for one in service.items(app, meeting)}

    assert told == {"Money": "1"}
    assert [(one.number, one.title) for one in service.minutes(app, meeting).points[1:]] == [
        ("1", "Money"),
        ("2", "Letters"),
    ]


@pytest.fixture
def met(cli: Cli) -> Cli:
    """A group that met, and talked about something that is for the office only between two items."""
    cli("groups", "add", GROUP, "--structure", "local")
    cli("meetings", "plan", GROUP, "2026-03-05 19:30")
    for title, apart in (("Letters", "--open"), ("A threat", "--restricted"), ("Money", "--open")):
        cli("meetings", "agenda", GROUP, "--on", "2026-03-05", "--add", title, apart)
    return cli


def test_commands_take_the_numbers_that_they_show_and_say_what_members_will_not_read(met: Cli) -> None:
    on = ("--on", "2026-03-05")
    unread = "Members will not read it: item R1 is for the office only."

    assert unread in met("meetings", "decide", GROUP, "We tell the police", *on, "--item", "r1").stdout
    assert unread in met("meetings", "take-on", GROUP, "Ana Ruiz", "Ring them", *on, "--item", "R1").stdout
    assert unread not in met("meetings", "decide", GROUP, "We pay", *on, "--item", "2").stdout
    assert "no item 3" in met("meetings", "decide", GROUP, "We pay", *on, "--item", "3", code=1).stderr

    points = json.loads(met("meetings", "minutes", GROUP, *on, "--json").stdout)["items"]
    assert {one["item"]: [each["text"] for each in one["decisions"]] for one in points} == {
        "0": [],
        "1": [],
        "R1": ["We tell the police"],
        "2": ["We pay"],
    }


def test_an_item_is_put_in_the_place_of_one_that_is_counted_apart(met: Cli) -> None:
    moved = met("meetings", "agenda", GROUP, "--on", "2026-03-05", "--move", "2", "--to", "R1").stdout

    assert "Now number 2: Money" in moved
    shown = json.loads(met("meetings", "agenda", GROUP, "--on", "2026-03-05", "--json").stdout)["items"]
    assert [(one["number"], one["title"]) for one in shown] == [("1", "Letters"), ("2", "Money"), ("R1", "A threat")]
