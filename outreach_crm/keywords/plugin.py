"""What keywords add: their tables, the schemes that are shipped, and the commands."""

from collections.abc import Iterable
from pathlib import Path

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command
from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the tables of keywords."""
    from outreach_crm.keywords.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def keywords() -> Iterable[Path]:
    """Offer the schemes of concerns, countries and regions."""
    from outreach_crm.keywords.scheme_file import shipped

    return shipped()


@hookimpl
def commands() -> Iterable[Command]:
    """Offer the commands on keywords."""
    return [Command("keywords", "outreach_crm.keywords.cli:keywords", "By what cases and contacts are matched.")]
