"""What meetings add: tables, settings, the commands ``meetings``, and what waits of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, Entry, Filter, Hit, MenuItem, Pages, Panel, Reminder, SettingsTable

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
    """Offer meetings that come, those with nothing on their agenda, and those nobody wrote down who was at."""
    from outreach_meetings.service import noticing, reminding

    return [*noticing.reminders(app, today), *reminding.reminders(app, today)]


@hookimpl
def hits(app: App, text: str) -> Iterable[Hit]:
    """Offer meetings by the beginning of a word."""
    from outreach_meetings import service

    return service.hits(app, text)


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of meetings, and calendars by their secret address."""
    menu = (MenuItem("Meetings", "/meetings", 108),)
    records = {
        "meeting_items": "/meetings/items/{id}",
        "meeting_objectives": "/meetings/objectives/{id}",
        "meeting_series": "/meetings/{id}",
        "meeting_sittings": "/meetings/of/{id}",
    }
    return [
        Pages("outreach_meetings.web:pages", "/meetings", menu=menu, records=records),
        Pages("outreach_meetings.web.public:pages", "/calendar", public=True),
    ]


@hookimpl
def contact_panels(app: App, contact_id: int) -> Iterable[Panel]:
    """Offer the next meetings of a group, and those that somebody is invited to."""
    from outreach_meetings.service import on_cards

    return on_cards.panels(app, contact_id)


@hookimpl
def timeline_entries(app: App, contact_id: int) -> Iterable[Entry]:
    """Offer meetings that were held, to the group and to guests who were there."""
    from outreach_meetings.service import on_cards

    return on_cards.entries(app, contact_id)


@hookimpl
def filters() -> Iterable[Filter]:
    """Offer what can be asked of contacts by the meetings they were at."""
    from outreach_meetings.filters import filters

    return filters()
