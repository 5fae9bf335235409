"""How records go out: as JSON, each with the tag of its state, and noted where they tell of persons."""

from hashlib import sha256
from typing import Any

import msgspec

from outreach_crm.app import App
from outreach_crm.privacy import service as privacy


def note(app: App, what: str, count: int) -> None:
    """Write into the log of access that a program took data of so many persons out of the house."""
    privacy.log_taken_out(app, what, count=count)


def encoded(value: Any) -> bytes:
    """Return what goes out as JSON, always in the same way."""
    return msgspec.json.encode(value, enc_hook=_plain, order="deterministic")


def tag_of(record: Any) -> str:
    """Return what tells a record from the same one after a change (a strong ETag, RFC 9110, 8.8.3)."""
    return sha256(encoded(record)).hexdigest()[:32]


def _plain(value: object) -> str:
    """Return a text that remembers what it was made of as the text it is."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"{type(value).__name__} does not go out as JSON.")
