"""What the demo adds: its command and the scenes of the core."""

from collections.abc import Iterable

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, Scene


@hookimpl
def commands() -> Iterable[Command]:
    """Offer ``demo``."""
    return [Command("demo", "outreach_crm.demo.cli:demo", "See an officer's day with invented contacts.")]


@hookimpl
def scenes() -> Iterable[Scene]:
    """Offer the scenes of the core."""
    from outreach_crm.demo.scenes import SCENES

    return SCENES
