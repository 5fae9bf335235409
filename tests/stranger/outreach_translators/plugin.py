"""Everything this plugin adds: a table, a command, history, a reminder and a sector."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, Entry, Ref, Reminder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from outreach_crm.app import App
    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the table of translators."""
    from outreach_translators.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer the commands on translators."""
    return [Command("translators", "outreach_translators.cli:translators", "Who translates for us.")]


@hookimpl
def sectors() -> Iterable[Path]:
    """Offer a sector of our own."""
    return [Path(__file__).with_name("translators.toml")]


@hookimpl
def timeline_entries(app: App, contact_id: int) -> Iterable[Entry]:
    """Offer when a contact confirmed that they translate for us."""
    from outreach_translators import queries

    return [
        Entry(
            on=one.confirmed_on,
            kind="translation",
            title=f"translates into {one.language}",
            ref=Ref("translators", one.id),
            contact_id=contact_id,
        )
        for one in queries.of_contact(app.store, contact_id)
    ]


@hookimpl
def reminders(app: App, today: date) -> Iterable[Reminder]:
    """Offer whom to ask again after half a year."""
    from outreach_translators import service

    return [
        Reminder(
            due_on=one.ask_again_on,
            sentence=f"Ask {one.name} whether they still translate into {one.language}",
            command=f"outreach translators add {one.contact_id} {one.language}",
            group="Translators",
            ref=Ref("translators", one.id),
        )
        for one in service.list_translators(app)
        if one.ask_again_on <= today
    ]
