"""What meetings add: tables, settings, the commands ``meetings``, and what waits of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import AgendaItem, Command, Entry, Hit, MenuItem, Pages, Panel, Reminder, SettingsTable

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
    """Offer ``meetings``."""
    return [Command("meetings", "outreach_meetings.cli.group:meetings", "Meetings of groups.")]


@hookimpl
def hits(app: App, text: str) -> Iterable[Hit]:
    """Offer meetings by the beginning of a word."""
    from outreach_meetings import service

    return service.hits(app, text)


@hookimpl
def agenda_items(app: App, group_id: int, on: date) -> Iterable[AgendaItem]:
    """Offer minutes that wait for approval, and what was taken on at earlier meetings."""
    from outreach_meetings.service import following

    return following.matters(app, group_id, on)


@hookimpl
def reminders(app: App, today: date) -> Iterable[Reminder]:
    """Offer meetings that come and have nothing on their agenda, and those whose minutes are not finished."""
    from outreach_meetings.service import following, reminding

    return [*reminding.reminders(app, today), *following.reminders(app, today)]


@hookimpl
def timeline_entries(app: App, contact_id: int) -> Iterable[Entry]:
    """Offer the meetings of a group, and what was said of a contact at meetings."""
    from outreach_meetings.service import following

    return following.entries(app, contact_id)


@hookimpl
def contact_panels(app: App, contact_id: int) -> Iterable[Panel]:
    """Offer what is next, decided and still to be done, on the card of a group."""
    from outreach_meetings.service import following

    return following.panels(app, contact_id)


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of meetings."""
    menu = (MenuItem("Meetings", "/meetings", 108),)
    records = {
        "meeting_items": "/meetings/items/{id}",
        "meeting_minutes": "/meetings/minutes/{id}",
        "meeting_notes": "/meetings/notes/{id}",
        "meeting_objectives": "/meetings/objectives/{id}",
    }
    return [Pages("outreach_meetings.web:pages", "/meetings", menu=menu, records=records)]
