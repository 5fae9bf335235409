"""What privacy adds: its tables, settings, commands, conditions, reasons not to turn to somebody, and panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import (
    ClearanceRule,
    Command,
    Filter,
    MenuItem,
    Objection,
    Pages,
    Panel,
    Reminder,
    SettingsTable,
    Work,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from outreach_crm.app import App
    from outreach_crm.forms import Preference
    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the ledger of consent, suppressions and the log of access."""
    from outreach_crm.privacy.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the table ``[privacy]``: purposes, channels and bases of the section's own."""
    return [SettingsTable("privacy", "outreach_crm.privacy.model:PrivacySettings")]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer the commands on privacy."""
    return [Command("privacy", "outreach_crm.privacy.cli.group:privacy", "Whom we may turn to, and why.")]


@hookimpl
def contact_panels(app: App, contact_id: int) -> Iterable[Panel]:
    """Offer what holds for a contact: bases, consents, objections."""
    from outreach_crm.privacy import service

    return service.panels(app, contact_id)


@hookimpl
def reminders(app: App, today: date) -> Iterable[Reminder]:
    """Offer consents and bases that end within a month."""
    from outreach_crm.privacy import service

    return service.reminders(app, today)


@hookimpl
def filters() -> Iterable[Filter]:
    """Offer the conditions ``consent``, ``objected`` and ``no-basis``."""
    from outreach_crm.privacy import service

    return service.filters()


@hookimpl
def clearance_rules() -> Iterable[ClearanceRule]:
    """Offer objections, suppressions, missing and ended bases, and contacts that are gone."""
    from outreach_crm.privacy.service.rules import RULES

    return RULES


@hookimpl
def merging(app: App, kept_id: int, dropped_id: int) -> None:
    """Let an objection or a withdrawal of either hold for both."""
    from outreach_crm.privacy import service

    service.keep_stricter(app, kept_id, dropped_id)


@hookimpl
def keep_out(app: App, keys: list[str]) -> None:
    """Suppress again the addresses of who was erased."""
    from outreach_crm.privacy import service

    service.keep_out(app, keys)


@hookimpl
def objections(app: App) -> Iterable[Objection]:
    """Offer what people object to or withdrew, and addresses that are not to be used."""
    from outreach_crm.privacy import service

    return service.objections(app)


@hookimpl
def object_again(app: App, objections: list[Objection]) -> None:
    """Write it into the ledger of an older copy."""
    from outreach_crm.privacy import service

    service.object_again(app, objections)


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the page that letters link to, and the pages of the office: of the section, and of one contact."""
    from outreach_crm.privacy.service.links import PREFIX

    return [
        Pages("outreach_crm.privacy.web.public:pages", PREFIX, public=True),
        Pages("outreach_crm.privacy.web.section:pages", "/privacy", menu=(MenuItem("Privacy", "/privacy", 150),)),
        Pages("outreach_crm.privacy.web.contact:pages", "/privacy", about={"contacts": "/privacy/contacts/{id}"}),
    ]


@hookimpl
def works() -> Iterable[Work]:
    """Offer to dispose of whose time is over."""
    return [Work(key="retention", title="Retention", target="outreach_crm.privacy.service:run")]


@hookimpl
def preferences(app: App, contact_id: int) -> Iterable[Preference]:
    """Offer what may be sent for each purpose, and by which way."""
    from outreach_crm.privacy import service

    return service.preferences(app, contact_id)
