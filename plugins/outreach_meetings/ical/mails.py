"""Takes the calendars out of a saved mail, where they stand beside the text, as a file, or both."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from outreach_crm import untrusted
from outreach_crm.errors import ImportRejectedError
from outreach_meetings.ical import reading
from outreach_meetings.model.calendar import Told

_KINDS = ("text/calendar", "application/ics")
_MOST = 20
# The parser of the standard library may take long over a mail that was made to harm; it has no more than this.
_SECONDS, _MEGABYTES = 30, 768


def read_mail_apart(path: Path, *, zone: str = "UTC") -> list[Told]:
    """Return what the calendars in a saved mail hold, read in a worker with limits.

    Args:
        path: the mail (``.eml``).
        zone: see :func:`~outreach_meetings.ical.read`.

    Raises:
        ImportRejectedError: there is no calendar in it, or it would take too long or too much to read.
    """
    limits = {"seconds": _SECONDS, "megabytes": _MEGABYTES}
    found = untrusted.read(f"{__name__}:told", path, file=path.name, options={"zone": zone}, **limits)
    return [Told.from_dict(one) for one in found]


def told(path: Path, zone: str) -> Iterator[dict[str, Any]]:
    """Yield the events and tasks of the calendars in a mail as JSON can hold them; runs in the worker of ``untrusted``.

    Raises:
        ImportRejectedError: there is none.
    """
    found = [*dict.fromkeys(_calendars(path.read_bytes()))][:_MOST]
    if not found:
        raise ImportRejectedError("is a mail without a calendar; take the one that brought the invitation or answer.")
    seen = set()
    for data in found:
        for one in reading.read(data, zone=zone):
            if one not in seen:
                seen.add(one)
                yield one.as_dict()


def _calendars(mail: bytes) -> Iterator[bytes]:
    for part in message_from_bytes(mail, policy=policy.compat32).walk():
        if part.get_content_type() in _KINDS or str(part.get_filename() or "").lower().endswith(".ics"):
            data = part.get_payload(decode=True)
            if isinstance(data, bytes) and data.strip():
                yield data
