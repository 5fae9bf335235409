"""What groups add: their tables, the setting for a section's own roles, commands, reminders and panels on contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import (
    AgendaItem,
    CalendarEvent,
    Command,
    Filter,
    Hit,
    MenuItem,
    Pages,
    Panel,
    Reminder,
    Resource,
    SettingsTable,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from outreach_crm.app import App
    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of groups."""
    from outreach_crm.groups.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def hits(app: App, text: str) -> Iterable[Hit]:
    """Offer groups by the beginnings of their words."""
    from outreach_crm.groups import service

    return service.hits(app, text)


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the table ``[groups]``: roles of the section's own."""
    return [SettingsTable("groups", "outreach_crm.groups.model:GroupsSettings")]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer the commands on groups."""
    return [
        Command("groups", "outreach_crm.groups.cli.group:groups", "Networks, specialist, advisory and local groups.")
    ]


@hookimpl
def reminders(app: App, today: date) -> Iterable[Reminder]:
    """Offer fees that have lapsed, and groups whose coordinator or casefile holder nobody followed."""
    from outreach_crm.groups import service

    return service.reminders(app, today)


@hookimpl
def contact_panels(app: App, contact_id: int) -> Iterable[Panel]:
    """Offer a person's groups, and a group's structure and members."""
    from outreach_crm.groups import service

    return service.panels(app, contact_id)


@hookimpl
def merging(app: App, kept_id: int, dropped_id: int) -> None:
    """Leave one of two terms that a person would hold twice."""
    from outreach_crm.groups import service

    service.merge_terms(app, kept_id, dropped_id)


@hookimpl
def filters() -> Iterable[Filter]:
    """Offer what can be asked of contacts: membership and roles in groups."""
    from outreach_crm.groups.filters import filters

    return filters()


@hookimpl
def agenda_items(app: App, group_id: int, on: date) -> Iterable[AgendaItem]:
    """Offer what a group itself lacks: its fee, a coordinator, resources that are planned."""
    from outreach_crm.groups.service import for_meetings

    return for_meetings.matters(app, group_id, on)


@hookimpl
def calendar_events(app: App, start: date, end: date) -> Iterable[CalendarEvent]:
    """Offer the days until which fees are paid."""
    from outreach_crm.groups.service import for_meetings

    return for_meetings.days(app, start, end)


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of groups."""
    menu = (MenuItem("Groups", "/groups", 30),)
    target = "outreach_crm.groups.web.rooms:pages"
    records, about = {"groups": "/groups/number/{id}"}, {"contacts": "/groups/{id}"}
    return [Pages(target, "/groups", menu=menu, records=records, about=about)]


@hookimpl
def resources() -> Iterable[Resource]:
    """Offer groups to other programs, by their numbers as contacts."""
    here = "outreach_crm.groups.api"
    return [
        Resource(
            name="groups",
            one="group",
            title="Groups of our own: the structures by which the section organises outreach.",
            kind="groups",
            key="contact_id",
            record=f"{here}:GroupRecord",
            some=f"{here}:some",
            draft=f"{here}:GroupToAdd",
            adds=f"{here}:add",
            change=f"{here}:GroupToEdit",
            edits=f"{here}:edit",
            filters={"sector": f"{here}:in_sector"},
        )
    ]
