"""Everything this plugin adds: a table, a command, history, a reminder, a sector, pages, hits and long work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, Entry, Hit, MenuItem, Pages, Panel, Ref, Reminder, Step, Work
from outreach_crm.text import say

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
            step=Step(label=say("Still so"), path=f"/translators/{one.id}/confirm", at_once=True),
        )
        for one in service.list_translators(app)
        if one.ask_again_on <= today
    ]


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of translators, with a line below "More" in the menu."""
    menu = (MenuItem("Translators", "/translators", 200),)
    records = {"translators": "/translators/{id}"}
    return [Pages("outreach_translators.web:pages", "/translators", menu=menu, records=records)]


@hookimpl
def contact_panels(app: App, contact_id: int) -> Iterable[Panel]:
    """Offer into what a contact translates, with the step to note one more language."""
    from outreach_translators import queries

    found = queries.of_contact(app.store, contact_id)
    if found:
        yield Panel(
            title=say("Translates"),
            columns=(say("Language"), say("Confirmed")),
            rows=tuple((one.language, one.confirmed_on) for one in found),
            refs=tuple(Ref("translators", one.id) for one in found),
            steps=(Step(label=say("One more language"), path=f"/translators/add?contact={contact_id}"),),
        )


@hookimpl
def hits(app: App, text: str) -> Iterable[Hit]:
    """Offer who translates into a language that somebody looks for."""
    from outreach_translators import service

    return service.hits(app, text)


@hookimpl
def works() -> Iterable[Work]:
    """Offer to confirm all of them, which takes a while."""
    return [
        Work(
            key="confirm-translators",
            title=say("Confirm translators"),
            target="outreach_translators.service:confirm_all",
        )
    ]
