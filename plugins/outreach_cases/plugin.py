"""What casework adds: tables, the commands ``cases``, and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import AgendaItem, Command, Entry, Hit, MenuItem, Pages, Ref, Reminder, Scene, SettingsTable

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
    """Offer feedback that is to be answered soon, or should have been."""
    from outreach_cases.service.feedback import noticing

    return noticing.reminders(app, today)


@hookimpl
def timeline_entries(app: App, contact_id: int) -> Iterable[Entry]:
    """Offer feedback on decisions, and what became of it."""
    from outreach_cases.service.feedback import noticing

    return noticing.entries(app, contact_id)


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
    about = {
        "case_links": "/cases/links/{id}",
        "case_notes": "/cases/notes/{id}",
        "case_pointers": "/cases/belonging/{id}",
    }
    records = {"case_feedback": "/cases/feedback/{id}", "cases": "/cases/{id}"}
    return [Pages("outreach_cases.web:pages", "/cases", menu=menu, records=records, about=about)]


@hookimpl
def scenes() -> Iterable[Scene]:
    """Offer what becomes of cases in an officer's day."""
    from outreach_cases.scenes import SCENES

    return SCENES
