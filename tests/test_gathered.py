"""What features have for a meeting: named under their headings, and counted where there is too much."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.hooks import hookimpl
from outreach_crm.model import MOST_MATTERS, AgendaItem, CalendarEvent, Ref, left_over, with_rest
from tests.test_hooks import with_plugins

DAY = date(2026, 3, 9)


class Matters:
    """A plugin that has some matters."""

    def __init__(self, *written: str) -> None:
        self.items = [AgendaItem(heading=one[0], title=one) for one in written]

    @hookimpl
    def agenda_items(self) -> Iterable[AgendaItem]:
        return self.items


class Broken:
    """A plugin that cannot say what it has."""

    @hookimpl
    def agenda_items(self) -> Iterable[AgendaItem]:
        raise OSError("the beds are flooded")


def test_matters_of_a_heading_stand_together_in_the_order_of_their_features(app: App) -> None:
    office = with_plugins(app, one=Matters("b2", "a1"), two=Broken(), three=Matters("c9", "b1", "a0"))
    assert [one.title for one in office.plugins.agenda_items(office, 1, DAY)] == ["b2", "b1", "a1", "a0", "c9"]
    assert [one.name for one in office.plugins.failed] == ["two"]


def test_what_is_not_named_is_counted_in_one_more_line() -> None:
    items = [AgendaItem(heading="Beds", title=str(number)) for number in range(MOST_MATTERS)]
    assert with_rest(items, 0, "Beds") == items
    *named, last = with_rest(items, 3, "Beds")
    assert (named, last.title, last.rest, last.heading, last.ref) == (items, "3 more", 3, "Beds", None)


@given(st.integers(0, 10_000))
def test_however_many_there_are_all_are_named_or_counted(total: int) -> None:
    rows = [{"of_all": total}] * min(total, MOST_MATTERS)
    found = with_rest([AgendaItem(heading="Beds", title="Weed") for _ in rows], left_over(rows), "Beds")
    assert sum(one.rest or 1 for one in found) == total
    assert len(found) == min(total, MOST_MATTERS + 1)


def test_a_day_of_the_calendar_is_a_deadline_or_a_task_and_nothing_else() -> None:
    event: dict[str, Any] = {"ref": Ref("beds", 1), "title": "Sow the beans", "on": DAY}
    assert CalendarEvent(**event, kind="task").kind.label == "task"
    with pytest.raises(ValueError, match="moment"):
        CalendarEvent(**event, kind="moment")
