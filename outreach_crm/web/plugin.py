"""What pages add: their settings and the command that serves them."""

from collections.abc import Iterable

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, SettingsTable


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the table ``[web]``."""
    return [SettingsTable("web", "outreach_crm.web.model:WebSettings")]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer ``serve``."""
    return [Command("serve", "outreach_crm.web.cli:serve", "Show pages in a browser.")]
