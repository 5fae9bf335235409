"""What accounts add: their commands. Their tables are the kernel's, which needs them for the journal."""

from collections.abc import Iterable

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command


@hookimpl
def commands() -> Iterable[Command]:
    """Offer the commands on accounts and circles."""
    return [
        Command("accounts", "outreach_crm.accounts.cli:accounts", "Who works here."),
        Command("circles", "outreach_crm.accounts.cli:circles", "Who may see what is restricted."),
    ]
