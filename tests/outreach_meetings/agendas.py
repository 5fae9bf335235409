"""Makers of agendas: a feature that offers matters, and what is on an agenda in short."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import define, field

from outreach_crm.app import App
from outreach_crm.hooks import hookimpl
from outreach_crm.keys import Keyring
from outreach_crm.model import Actor, AgendaItem, Ref
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from outreach_meetings import service
from outreach_meetings.model.agenda import Item, ItemEdit
from outreach_meetings.model.series import Meeting
from tests.conftest import KEY

CASES = "Cases"


@define
class Offers:
    """A feature that has matters for the meetings of every group."""

    items: list[AgendaItem] = field(factory=list)

    @hookimpl
    def agenda_items(self) -> Iterable[AgendaItem]:
        """Offer them."""
        return self.items

    def offer(self, *numbers: int, **more: Any) -> None:
        """Offer a case of each of these numbers."""
        self.items += [a_case(number, **more) for number in numbers]


def a_case(number: int, **more: Any) -> AgendaItem:
    """Return a matter about a case."""
    given = {"heading": CASES, "title": f"Case {number}", "ref": Ref("ua_cases", number), **more}
    return AgendaItem(**given)


class _Cases(Plugins):
    """Plugins of which only cases are heard: what others have for a group is theirs to test."""

    def agenda_items(self, app: App, group_id: int, on: date) -> list[AgendaItem]:
        """Return the cases that are offered."""
        return [one for one in super().agenda_items(app, group_id, on) if one.heading == CASES]


def offering(app: App, *numbers: int, **more: Any) -> tuple[App, Offers]:
    """Return an App with a feature that offers cases, and that feature."""
    feature = Offers()
    feature.offer(*numbers, **more)
    plugins = _Cases.load(extra={"offers": feature})
    return App.on(app.store, plugins, Settings({}), Keyring(lambda: KEY), Actor(name="Maria")), feature


def titles(app: App, meeting: Meeting) -> list[str]:
    """Return what is on the agenda of a meeting."""
    return [str(one.title) for one in service.agenda(app, meeting).items]


def put(app: App, meeting: Meeting, title: str, **fields: str) -> Item:
    """Put something on the agenda by hand."""
    return service.add(app, meeting, ItemEdit(fields={"title": title, **fields}))


def each_time(app: App, meeting: Meeting, *what: str, closing: str = "") -> None:
    """Let the group of a meeting talk about something each time."""
    for title in what:
        service.add_standing(app, meeting.group_id, ItemEdit(fields={"title": title, "closing": closing}))
