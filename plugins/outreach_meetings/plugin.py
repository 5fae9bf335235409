"""What meetings add: tables, settings, the commands ``meetings``, and what waits of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, Hit, MenuItem, Pages, SettingsTable

if TYPE_CHECKING:
    from collections.abc import Iterable

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
def hits(app: App, text: str) -> Iterable[Hit]:
    """Offer meetings by the beginning of a word."""
    from outreach_meetings import service

    return service.hits(app, text)


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of meetings, and calendars by their secret address."""
    menu = (MenuItem("Meetings", "/meetings", 108),)
    return [
        Pages("outreach_meetings.web:pages", "/meetings", menu=menu),
        Pages("outreach_meetings.web.public:pages", "/calendar", public=True),
    ]
