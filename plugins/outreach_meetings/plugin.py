"""What meetings add: tables, settings, the commands ``meetings``, and what waits of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, Hit, Mail, MenuItem, Pages, Ref, Reminder, SettingsTable

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
def reminders(app: App, today: date) -> Iterable[Reminder]:
    """Offer meetings without an agenda, wishes for another time, and changes that not everybody has heard of."""
    from outreach_meetings.service import noticing, reminding

    return (*reminding.reminders(app, today), *noticing.invitation_reminders(app, today))


@hookimpl
def hits(app: App, text: str) -> Iterable[Hit]:
    """Offer meetings by the beginning of a word."""
    from outreach_meetings import service

    return service.hits(app, text)


@hookimpl
def subjects(app: App, mail: Mail) -> Iterable[Ref]:
    """Offer the invitation that a calendar answers, which names no message."""
    from outreach_meetings import service

    return service.subjects(app, mail) if mail.files else ()


@hookimpl
def incoming(app: App, mail: Mail) -> None:
    """Take in answers to invitations that come with a mail."""
    from outreach_meetings import service

    if mail.files:
        service.from_mail(app, mail)


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of meetings."""
    menu = (MenuItem("Meetings", "/meetings", 108),)
    records = {"meeting_items": "/meetings/items/{id}", "meeting_objectives": "/meetings/objectives/{id}"}
    return [Pages("outreach_meetings.web:pages", "/meetings", menu=menu, records=records)]
