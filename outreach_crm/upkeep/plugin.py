"""What upkeep adds: the commands that look after the installation."""

from collections.abc import Iterable

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command


@hookimpl
def commands() -> Iterable[Command]:
    """Offer ``doctor`` and ``plugins``."""
    return [
        Command("doctor", "outreach_crm.upkeep.cli:doctor", "Check that everything is in order."),
        Command("plugins", "outreach_crm.upkeep.cli:plugins", "What is installed and what it offers."),
    ]
