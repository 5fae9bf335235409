"""What e-mail adds: its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import SettingsTable

if TYPE_CHECKING:
    from collections.abc import Iterable


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the table ``[mail]``."""
    return [SettingsTable("mail", "outreach_mail.model:MailSettings")]
