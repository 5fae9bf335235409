"""What meetings add: tables, settings, the commands ``meetings``, and what waits of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, Hit, MenuItem, Pages, Reminder, SettingsTable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from outreach_crm.app import App
    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of meetings."""
    from outreach_meetings.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the table ``[meetings]``."""
    return [SettingsTable("meetings", "outreach_meetings.model.settings:MeetingSettings")]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer ``meetings`` and ``calendar``."""
    return [
        Command("calendar", "outreach_meetings.cli.calendars:calendar", "Calendars as files."),
        Command("meetings", "outreach_meetings.cli.group:meetings", "Meetings of groups."),
    ]


@hookimpl
def reminders(app: App, today: date) -> Iterable[Reminder]:
    """Offer meetings that come and have nothing on their agenda."""
    from outreach_meetings.service import reminding

    return reminding.reminders(app, today)


@hookimpl
def hits(app: App, text: str) -> Iterable[Hit]:
    """Offer meetings by the beginning of a word."""
    from outreach_meetings import service

    return service.hits(app, text)


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of meetings, and calendars by their secret address."""
    menu = (MenuItem("Meetings", "/meetings", 108),)
    records = {"meeting_items": "/meetings/items/{id}", "meeting_objectives": "/meetings/objectives/{id}"}
    return [
        Pages("outreach_meetings.web:pages", "/meetings", menu=menu, records=records),
        Pages("outreach_meetings.web.public:pages", "/calendar", public=True),
    ]
