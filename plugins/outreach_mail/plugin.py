"""What e-mail adds: its settings, tables, commands, pages, the channel, and reminders of what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Channel, Command, MenuItem, Pages, Reminder, SettingsTable, Work
from outreach_crm.text import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from outreach_crm.app import App
    from outreach_crm.storage import MigrationSet


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the table ``[mail]``."""
    return [SettingsTable("mail", "outreach_mail.model:MailSettings")]


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of e-mail."""
    from outreach_mail.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def channels() -> Iterable[Channel]:
    """Offer e-mail as a way out."""
    from outreach_mail import queries

    return [
        Channel(
            key="email",
            title=say("an e-mail for each"),
            alone=say("an e-mail"),
            medium="email",
            addresses=queries.ADDRESSES,
            target="outreach_mail.service.carrying:carrier",
            advice="outreach_mail.service.previewing:advice",
            answers_to="outreach_mail.composing:answers_to",
        )
    ]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer ``mail``."""
    return [Command("mail", "outreach_mail.cli.group:mail", "E-mail: send, and take in what comes back.")]


@hookimpl
def reminders(app: App, today: date) -> Iterable[Reminder]:
    """Offer replies that nobody has read, and contacts whose only address was found wrong."""
    from outreach_mail.service import reminding

    return [one for one in reminding.reminders(app) if one.due_on <= today]


@hookimpl
def blueprints() -> Iterable[Pages]:
    """Offer the pages of e-mail."""
    menu = (MenuItem("E-mail", "/mail", 160),)
    return [Pages("outreach_mail.web:pages", "/mail", menu=menu, records={"mail_returns": "/mail/returns/{id}"})]


@hookimpl
def works() -> Iterable[Work]:
    """Offer what takes longer than a page may: trying the server, and looking into the inbox."""
    return [
        Work(key="try-mail-server", title="Try the mail server", target="outreach_mail.service.beside:try_server"),
        Work(key="fetch-mail", title="Fetch what came back", target="outreach_mail.service.beside:fetch"),
    ]
