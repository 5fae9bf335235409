"""What priorities add: tables, settings, the commands ``priority``, pages and reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import (
    AgendaItem,
    Aim,
    CalendarEvent,
    Command,
    Filter,
    MenuItem,
    Pages,
    Panel,
    Reminder,
    Scene,
    SettingsTable,
    Work,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from outreach_crm.app import App
    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of assessments, sheets, results, countries and plans."""
    from outreach_priority.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the table ``[priority]``."""
    return [SettingsTable("priority", "outreach_priority.model.settings:PrioritySettings")]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer ``priority``."""
    return [Command("priority", "outreach_priority.cli.group:priority", "Which sectors to turn to, and why.")]


@hookimpl
def reminders(app: App, today: date) -> Iterable[Reminder]:
    """Offer whose sheets are out before the deadline, and rounds to be closed."""
    from outreach_priority.queries import assessments

    if not assessments.anything_open(app.store):
        return []
    from outreach_priority.service import reminding

    return reminding.reminders(app, today)


@hookimpl
def filters() -> Iterable[Filter]:
    """Offer the level of involvement that is planned."""
    from outreach_priority.filters import filters

    return filters()


@hookimpl
def aims(app: App, group_id: int, year: int) -> Iterable[Aim]:
    """Offer the adopted plans for sectors that a group is responsible for."""
    from outreach_priority.service import for_meetings

    return for_meetings.aims(app, group_id)


@hookimpl
def contact_panels(app: App, contact_id: int) -> Iterable[Panel]:
    """Offer what is planned for an organisation or its sector, and what a group is responsible for."""
    from outreach_priority.service import on_cards

    return on_cards.panels(app, contact_id)


@hookimpl
def agenda_items(app: App, group_id: int, on: date) -> Iterable[AgendaItem]:
    """Offer rounds in which a group or its members score, or that a group can advise on, and its plans that are due."""
    from outreach_priority.service import for_meetings

    return for_meetings.matters(app, group_id, on)


@hookimpl
def calendar_events(app: App, start: date, end: date) -> Iterable[CalendarEvent]:
    """Offer the days on which rounds close and plans are to be looked at again."""
    from outreach_priority.service import for_meetings

    return for_meetings.days(app, start, end)


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of priorities, and that of a sheet by its link."""
    menu = (MenuItem("Priorities", "/priorities", 115),)
    records = {
        "priority_assessments": "/priorities/{id}",
        "priority_sheets": "/priorities/sheets/{id}",
        "priority_plans": "/priorities/plans/{id}",
    }
    about = {
        "priority_links": "/priorities/links/{id}",
        "priority_routes": "/priorities/routes/{id}",
        "priority_packages": "/priorities/packages/{id}",
    }
    return [
        Pages("outreach_priority.web:pages", "/priorities", menu=menu, records=records, about=about),
        Pages("outreach_priority.web.public:pages", "/sheet", public=True),
    ]


@hookimpl
def works() -> Iterable[Work]:
    """Offer to seal a large result with how robust it is, which takes longer than a page may."""
    return [Work(key="seal-priorities", title="Seal a result", target="outreach_priority.service.sealing:take")]


@hookimpl
def scenes() -> Iterable[Scene]:
    """Offer what becomes of priorities in an officer's day."""
    from outreach_priority.scenes import SCENES

    return SCENES
