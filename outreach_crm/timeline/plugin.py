"""What the history adds: its tables, commands, entries on contacts, and reminders to follow up and keep in touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import (
    ClearanceRule,
    Command,
    Entry,
    Filter,
    Pages,
    Panel,
    Ref,
    Reminder,
    SettingsTable,
    Step,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from outreach_crm.app import App
    from outreach_crm.storage import MigrationSet

_LIMIT = 500


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of the history."""
    from outreach_crm.timeline.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the table ``[timeline]``."""
    return [SettingsTable("timeline", "outreach_crm.timeline.model:TimelineSettings")]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer ``timeline``; ``log`` comes with asks, whose steps it takes."""
    return [Command("timeline", "outreach_crm.timeline.cli:timeline", "The whole history with a contact or group.")]


@hookimpl
def timeline_entries(app: App, contact_id: int) -> Iterable[Entry]:
    """Offer what was written down about a contact."""
    from outreach_crm.timeline import queries

    return queries.of_contact(app.store, contact_id, _LIMIT)


@hookimpl
def reminders(app: App, today: date) -> Iterable[Reminder]:
    """Offer open follow-ups, and contacts whose agreed rhythm has passed."""
    from outreach_crm.timeline import queries

    return [*queries.follow_ups(app.store, today), *queries.overdue_rhythms(app.store, today)]


@hookimpl
def clearance_rules() -> Iterable[ClearanceRule]:
    """Offer two warnings: sooner than agreed, and turned to within the last days."""
    from outreach_crm.timeline import queries, service

    return [
        ClearanceRule(
            key="rhythm",
            sentence="sooner than agreed: last contact {detail}, agreed every {days} days",
            several="sooner than agreed",
            sql=queries.TOO_SOON,
            blocks=False,
        ),
        ClearanceRule(
            key="asked-lately",
            sentence="we turned to them on {detail}",
            several="we turned to them lately",
            sql=queries.ASKED_LATELY,
            blocks=False,
            values=service.lately,
        ),
    ]


@hookimpl
def filters() -> Iterable[Filter]:
    """Offer what can be asked of contacts: the last contact and the agreed rhythm."""
    from outreach_crm.timeline.filters import filters

    return filters()


@hookimpl
def contact_panels(app: App, contact_id: int) -> Iterable[Panel]:
    """Offer the open follow-ups with a contact, and the way to write down what happened."""
    from outreach_crm.text import say
    from outreach_crm.timeline import queries

    rows = queries.open_follow_ups(app.store, contact_id)
    return [
        Panel(
            title=say("To follow up"),
            columns=(say("Day"), say("What")),
            rows=tuple((row["follow_up_on"], row["what"]) for row in rows),
            refs=tuple(Ref("timeline_entries", row["id"]) for row in rows),
            rank=20,
            empty=say("Nothing to follow up."),
            steps=(Step(label=say("Log"), path=f"/log?contact={contact_id}&next=/contacts/{contact_id}"),),
        )
    ]


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of entries; ``/log`` itself comes with asks, whose steps it takes."""
    return [Pages("outreach_crm.timeline.web:pages", "/log", records={"timeline_entries": "/log/{id}"})]
