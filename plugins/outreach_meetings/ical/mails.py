"""Takes the calendars out of a saved mail, where they stand beside the text, as a file, or both."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message
from email.utils import getaddresses
from pathlib import Path
from typing import Any

from outreach_crm import untrusted
from outreach_crm.errors import ImportRejectedError
from outreach_crm.text import say
from outreach_meetings.ical import reading
from outreach_meetings.model.calendar import Told

_KINDS = ("text/calendar", "application/ics")
_MOST = 20
# The parser of the standard library may take long over a mail that was made to harm; it has no more than this.
_SECONDS, _MEGABYTES = 30, 768


def read_mail_apart(path: Path, *, zone: str = "UTC") -> tuple[str, list[Told]]:
    """Return the address a saved mail is from and what its calendars hold, read in a worker with limits.

    The address is empty where the mail names none, or several.

    Args:
        path: the mail (``.eml``).
        zone: see :func:`~outreach_meetings.ical.read`.

    Raises:
        ImportRejectedError: there is no calendar in it, or it would take too long or too much to read.
    """
    limits = {"seconds": _SECONDS, "megabytes": _MEGABYTES}
    head, *found = untrusted.read(f"{__name__}:told", path, file=path.name, options={"zone": zone}, **limits)
    return head["sender"], [Told.from_dict(one) for one in found]


def told(path: Path, zone: str) -> Iterator[dict[str, Any]]:
    """Yield whom a mail is from, then the events and tasks of its calendars, as JSON can hold them.

    Runs in the worker of ``untrusted``.

    Raises:
        ImportRejectedError: there is none.
    """
    mail = message_from_bytes(path.read_bytes(), policy=policy.compat32)
    found = [*dict.fromkeys(_calendars(mail))][:_MOST]
    if not found:
        raise ImportRejectedError(
            say("is a mail without a calendar; take the one that brought the invitation or answer.")
        )
    senders = {address for _, address in getaddresses(map(str, mail.get_all("From", ()))) if address}
    yield {"sender": senders.pop() if len(senders) == 1 else ""}
    seen = set()
    for data in found:
        for one in reading.read(data, zone=zone):
            if one not in seen:
                seen.add(one)
                yield one.as_dict()


def _calendars(mail: Message) -> Iterator[bytes]:
    for part in mail.walk():
        if part.get_content_type() in _KINDS or str(part.get_filename() or "").lower().endswith(".ics"):
            data = part.get_payload(decode=True)
            if isinstance(data, bytes) and data.strip():
                yield data
