"""What mailings add: tables, settings, commands, pages, the folder channel, conditions, entries, panels, reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import (
    Channel,
    Command,
    Entry,
    Filter,
    Hit,
    MenuItem,
    Pages,
    Panel,
    Reminder,
    Resource,
    SettingsTable,
    Work,
)
from outreach_crm.text import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from outreach_crm.app import App
    from outreach_crm.model import Ref
    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of the outbox."""
    from outreach_crm.dispatch.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the table ``[mailings]``."""
    return [SettingsTable("mailings", "outreach_crm.dispatch.model:DispatchSettings")]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer the commands on mailings."""
    return [Command("mailings", "outreach_crm.dispatch.cli:mailings", "Texts to many, each with its reason.")]


@hookimpl
def channels() -> Iterable[Channel]:
    """Offer the folder channel."""
    from outreach_crm.dispatch.queries import addresses

    return [
        Channel(
            key="folder",
            title=say("a text file for each"),
            alone=say("a text file"),
            medium="email",
            addresses=addresses.FOLDER,
            target="outreach_crm.dispatch.folder:open_folder",
            by_hand=True,
        )
    ]


@hookimpl
def filters() -> Iterable[Filter]:
    """Offer who received a mailing and who missed it."""
    from outreach_crm.dispatch.filters import filters

    return filters()


@hookimpl
def timeline_entries(app: App, contact_id: int) -> Iterable[Entry]:
    """Offer what was sent to a contact."""
    from outreach_crm.dispatch import service

    return service.entries(app, contact_id)


@hookimpl
def contact_panels(app: App, contact_id: int) -> Iterable[Panel]:
    """Offer the mailings a contact stands in, and why it was left out of some."""
    from outreach_crm.dispatch import service

    return [service.panel(app, contact_id)]


@hookimpl
def reminders(app: App, today: date) -> Iterable[Reminder]:
    """Offer mailings that stand still: approved and not sent, halted, or in doubt."""
    from outreach_crm.dispatch import service

    return [one for one in service.reminders(app) if one.due_on <= today]


@hookimpl
def stopped(app: App, ref: Ref, because: str) -> None:
    """Stop newsletters on their way that tell of what is stopped, and let drafts know."""
    from outreach_crm.dispatch import service

    service.stop_telling_of(app, ref, because)


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of mailings."""
    menu = (MenuItem("Mailings", "/mailings", 60),)
    return [Pages("outreach_crm.dispatch.web:pages", "/mailings", menu=menu, records={"dispatches": "/mailings/{id}"})]


@hookimpl
def works() -> Iterable[Work]:
    """Offer sending, which takes longer than a page may."""
    target = "outreach_crm.dispatch.service.leaving:leave"
    return [Work(key="send-mailing", title="Send a mailing", target=target, about=("dispatches", "dispatch_id"))]


@hookimpl
def hits(app: App, text: str) -> Iterable[Hit]:
    """Offer mailings by their names."""
    from outreach_crm.dispatch import service

    return service.hits(app, text)


@hookimpl
def resources() -> Iterable[Resource]:
    """Offer mailings to other programs, to be read."""
    here = "outreach_crm.dispatch.api"
    return [
        Resource(
            name="distributions",
            one="mailing",
            title="Mailings: drafts, what leaves, and what has left.",
            kind="dispatches",
            record=f"{here}:DistributionRecord",
            some=f"{here}:some",
        )
    ]
