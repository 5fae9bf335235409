"""What casework adds: tables, the commands ``cases``, and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import (
    AgendaItem,
    Command,
    Entry,
    Hit,
    MenuItem,
    Pages,
    Panel,
    Ref,
    Reminder,
    Scene,
    SettingsTable,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from outreach_crm.app import App
    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of cases."""
    from outreach_cases.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the table ``[cases]``."""
    return [SettingsTable("cases", "outreach_cases.model.settings:CasesSettings")]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer ``cases``."""
    return [Command("cases", "outreach_cases.cli.group:cases", "Long-term cases: levels, decisions, casefiles.")]


@hookimpl
def hits(app: App, text: str) -> Iterable[Hit]:
    """Offer cases by the beginnings of words of their names and references."""
    from outreach_cases import service

    return service.hits(app, text)


@hookimpl
def reminders(app: App, today: date) -> Iterable[Reminder]:
    """Offer casefiles that nobody holds or that have not left, and feedback that is to be answered."""
    from outreach_cases.service import minding
    from outreach_cases.service.feedback import noticing

    return [*minding.reminders(app), *noticing.reminders(app, today)]


@hookimpl
def timeline_entries(app: App, contact_id: int) -> Iterable[Entry]:
    """Offer the cases that a group took on and let go of, and feedback on decisions with what became of it."""
    from outreach_cases.service import on_cards
    from outreach_cases.service.feedback import noticing

    return [*on_cards.entries(app, contact_id), *noticing.entries(app, contact_id)]


@hookimpl
def agenda_items(app: App, group_id: int, on: date) -> Iterable[AgendaItem]:
    """Offer the feedback that a group gave and waits on."""
    from outreach_cases.service.feedback import noticing

    return noticing.matters(app, group_id, on)


@hookimpl
def dispatched(app: App, ref: Ref) -> None:
    """Say that feedback is answered once its answer has left, and that it is not where that came back."""
    from outreach_cases.service import feedback

    if ref.kind == "case_feedback":
        feedback.settle(app, ref.id)


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of cases."""
    menu = (MenuItem("Cases", "/cases", 102),)
    records = {
        "case_feedback": "/cases/feedback/{id}",
        "case_holdings": "/cases/holdings/{id}",
        "cases": "/cases/{id}",
    }
    about = {
        "case_links": "/cases/links/{id}",
        "case_notes": "/cases/notes/{id}",
        "case_pointers": "/cases/belonging/{id}",
        "contacts": "/cases/groups/{id}",
    }
    return [Pages("outreach_cases.web:pages", "/cases", menu=menu, records=records, about=about)]


@hookimpl
def contact_panels(app: App, contact_id: int) -> Iterable[Panel]:
    """Offer the cases that a group holds, and those of which somebody holds the casefile."""
    from outreach_cases.service import on_cards

    return on_cards.panels(app, contact_id)


@hookimpl
def scenes() -> Iterable[Scene]:
    """Offer what becomes of cases in an officer's day."""
    from outreach_cases.scenes import SCENES

    return SCENES
