"""Reads from a line of the history how far an ask has come: ``"called, will sign"`` is a yes."""

from pathlib import Path

from outreach_crm.asks.model import State
from outreach_crm.written import meanings

_FILE = Path(__file__).parent.parent / "words.toml"


def meant(text: str) -> State | None:
    """Return how far a line says that an ask has come; None where it says nothing of that.

    Args:
        text: what somebody wrote, in any language that there are words of.
    """
    found = meanings.meant(_FILE, text)
    return State(found) if found else None
