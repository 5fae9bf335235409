"""What commands that let something leave have in common: where it goes, and what became of it."""

from pathlib import Path

from outreach_crm.cli import output
from outreach_crm.dispatch import service


def absolute(folder: str) -> str:
    """Return a folder as it is found from anywhere, or nothing."""
    return str(Path(folder).expanduser().absolute()) if folder else ""


def print_sent(sent: service.Sent) -> None:
    """Print what a run of sending came to."""
    for sentence in sent.told:
        output.say(sentence)
