"""What letters and calls add: their settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_crm.hooks import hookimpl
from outreach_crm.model import SettingsTable

if TYPE_CHECKING:
    from collections.abc import Iterable


@hookimpl
def settings() -> Iterable[SettingsTable]:
    """Offer the table ``[post]``."""
    return [SettingsTable("post", "outreach_post.model:PostSettings")]
