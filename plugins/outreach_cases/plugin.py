"""What casework adds: tables, the commands ``cases``, and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import (
    AgendaItem,
    CalendarEvent,
    Command,
    Entry,
    Hint,
    Hit,
    Mail,
    MenuItem,
    Pages,
    Panel,
    Ref,
    Reminder,
    Resource,
    Scene,
    SettingsTable,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from outreach_crm.app import App
    from outreach_crm.forms import Preference
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
    """Offer cases by the beginnings of words of their names and references, and letter-writing actions by theirs."""
    from outreach_cases import service

    return [*service.hits(app, text), *service.action_hits(app, text)]


@hookimpl
def hints(app: App, ref: Ref) -> Iterable[Hint]:
    """Offer the cases to which something belongs, such as an Urgent Action."""
    from outreach_cases.service import hinting

    return hinting.hints(app, ref)


@hookimpl
def acted(app: App, ref: Ref, group_id: int, on: date, letters: int) -> None:
    """Count the letters that a group wrote on a case, or on an action."""
    from outreach_cases import service

    if ref.kind == "cases":
        service.acted(app, ref.id, group_id, on, letters)
    elif ref.kind == "case_actions":
        service.written_on(app, ref.id, group_id, on, letters)


@hookimpl
def reminders(app: App, today: date) -> Iterable[Reminder]:
    """Offer casefiles that nobody holds or that have not left, reports due, and feedback and requests that wait."""
    from outreach_cases.service import minding, requesting, watching
    from outreach_cases.service.feedback import noticing

    rooms = (watching, noticing, requesting)
    return [*minding.reminders(app), *(one for room in rooms for one in room.reminders(app, today))]


@hookimpl
def incoming(app: App, ref: Ref, mail: Mail) -> None:
    """Take the answer to an update as word that it was read."""
    if ref.kind == "case_updates":
        from outreach_cases.service import updating

        updating.answered(app, ref.id, mail)


@hookimpl
def preferences(app: App, contact_id: int) -> Iterable[Preference]:
    """Offer updates on cases that somebody was sent, to say that they have read them."""
    from outreach_cases.service import choosing

    return choosing.preferences(app, contact_id)


@hookimpl
def calendar_events(app: App, start: date, end: date) -> Iterable[CalendarEvent]:
    """Offer by when reports on cases are due, feedback is to be answered, and appeals are to be decided."""
    from outreach_cases.service import watching
    from outreach_cases.service.feedback import dating

    return [*watching.days(app, start, end), *dating.days(app, start, end)]


@hookimpl
def timeline_entries(app: App, contact_id: int) -> Iterable[Entry]:
    """Offer the cases that a group took on, what it did for them and reported, and feedback with what became of it."""
    from outreach_cases.service import in_history, on_cards
    from outreach_cases.service.feedback import noticing

    return [*(one for room in (on_cards, in_history, noticing) for one in room.entries(app, contact_id))]


@hookimpl
def agenda_items(app: App, group_id: int, on: date) -> Iterable[AgendaItem]:
    """Offer cases and actions on which a group can write, reports that it owes, and feedback that it waits on."""
    from outreach_cases.service import for_meetings
    from outreach_cases.service.feedback import noticing

    return [*for_meetings.matters(app, group_id, on), *noticing.matters(app, group_id, on)]


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
        "case_actions": "/cases/actions/{id}",
        "case_feedback": "/cases/feedback/{id}",
        "case_holdings": "/cases/holdings/{id}",
        "case_requests": "/cases/requests/{id}",
        "case_updates": "/cases/updates/{id}",
        "cases": "/cases/{id}",
    }
    about = {
        "case_activities": "/cases/activities/{id}",
        "case_coordinators": "/cases/coordinators/{id}",
        "case_links": "/cases/links/{id}",
        "case_notes": "/cases/notes/{id}",
        "case_pointers": "/cases/belonging/{id}",
        "case_receipts": "/cases/receipts/{id}",
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


@hookimpl
def resources() -> Iterable[Resource]:
    """Offer cases to other programs, to be read."""
    here = "outreach_cases.api"
    return [
        Resource(
            name="cases",
            one="case",
            title="Long-term cases as they are today.",
            kind="cases",
            record=f"{here}:CaseRecord",
            some=f"{here}:some",
            persons="long-term cases",
        )
    ]
