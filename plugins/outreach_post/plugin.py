"""What letters and calls add: tables, settings, the commands ``post`` and ``phone``, pages, channels, reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Channel, Command, MenuItem, Pages, Reminder, SettingsTable
from outreach_crm.text import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from outreach_crm.app import App
    from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of jobs and sheets."""
    from outreach_post.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the table ``[post]``."""
    return [SettingsTable("post", "outreach_post.model:PostSettings")]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer ``post`` and ``phone``."""
    return [
        Command("post", "outreach_post.cli.group:post", "Letters: print, hand over, pull; labels, packs, postage."),
        Command("phone", "outreach_post.cli.group:phone", "Calls: whom to call, and what came of it."),
    ]


@hookimpl
def channels() -> Iterable[Channel]:
    """Offer letters, for each or for each household, and calls."""
    from outreach_post.queries import addresses

    printer = "outreach_post.service.printing:open_printer"
    caller = "outreach_post.service.calling:open_list"
    return [
        Channel(
            key="post",
            title=say("a letter for each"),
            alone=say("a letter"),
            medium="post",
            addresses=addresses.POST,
            target=printer,
            by_hand=True,
            next_step="post jobs",
            page="/paper?mailing={id}",
        ),
        Channel(
            key="household",
            title=say("a letter for each household"),
            alone="",
            medium="post",
            addresses=addresses.HOUSEHOLD,
            target=printer,
            by_hand=True,
            next_step="post jobs",
            page="/paper?mailing={id}",
        ),
        Channel(
            key="phone",
            title=say("a call"),
            medium="phone",
            addresses=addresses.PHONE,
            target=caller,
            by_hand=True,
            next_step="phone list",
            page="/paper/calls?mailing={id}",
        ),
    ]


@hookimpl
def reminders(app: App, today: date) -> Iterable[Reminder]:
    """Offer what is printed and not handed over, what must be pulled, and calls that are left."""
    from outreach_post.queries import waiting

    if not waiting.anything(app.store):
        return []
    from outreach_post.service import reminding

    return reminding.reminders(app, today)


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of letters and calls."""
    menu = (MenuItem("Letters and calls", "/paper", 161),)
    return [Pages("outreach_post.web:pages", "/paper", menu=menu, records={"post_jobs": "/paper/{id}"})]
