"""What pages add: their settings."""

from collections.abc import Iterable

from outreach_crm.hooks import hookimpl
from outreach_crm.model import SettingsTable


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the table ``[web]``."""
    return [SettingsTable("web", "outreach_crm.web.model:WebSettings")]
