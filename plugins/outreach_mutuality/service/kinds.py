"""Reads from a request what is asked for: ``"100 leaflets"`` is information."""

from pathlib import Path

from outreach_crm.written import meanings
from outreach_mutuality.model.requests import RequestKind

_FILE = Path(__file__).parent.parent / "words.toml"


def meant(text: str) -> RequestKind:
    """Return what a request asks for, by the first of its words that tells; other where none does."""
    found = meanings.meant(_FILE, text)
    return RequestKind(found) if found else RequestKind.OTHER
