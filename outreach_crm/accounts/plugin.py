"""What accounts add: who is signed in, their commands and pages. Accounts and circles are tables of the kernel."""

from collections.abc import Iterable

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command
from outreach_crm.storage import MigrationSet


@hookimpl
def migrations() -> Iterable[MigrationSet]:
    """Offer the table of sessions."""
    from outreach_crm.accounts.tables import MIGRATIONS

    return [MIGRATIONS]


@hookimpl
def commands() -> Iterable[Command]:
    """Offer the commands on accounts and circles."""
    return [
        Command("accounts", "outreach_crm.accounts.cli:accounts", "Who works here."),
        Command("circles", "outreach_crm.accounts.cli:circles", "Who may see what is restricted."),
    ]
