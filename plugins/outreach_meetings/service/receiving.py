"""Reads what comes as answers: calendars in mails and in files, each in a worker with limits."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ImportRejectedError
from outreach_crm.model import Mail, Ref
from outreach_crm.text import say
from outreach_meetings import ical
from outreach_meetings.model.calendar import Told
from outreach_meetings.model.invitations import Outcome
from outreach_meetings.queries import invitations as queries
from outreach_meetings.service import answering

_LARGEST = 2_000_000
"""Bytes of a calendar that is read from a mail: an answer has some hundreds."""
_MOST = 20
"""So many answers of one mail are looked at."""
_INSTEAD = say("save the invitation or the answer as an .ics file, or its mail as an .eml file, and take that")


def from_mail(app: App, mail: Mail) -> list[Outcome]:
    """Take in the answers to invitations that came with a mail. Call inside the change that writes it down."""
    senders = {*_senders(app, mail)}
    return [answering.take(app, one, came_by="mail", senders=senders) for one in _told(app, mail)]


def subjects(app: App, mail: Mail) -> Iterator[Ref]:
    """Yield the messages that a mail answers with a calendar: the last invitation of whoever it is from."""
    senders = {*_senders(app, mail)}
    for one in _told(app, mail):
        number = answering.about(app, one, senders)
        if number is not None:
            yield Ref("deliveries", number)


def from_file(app: App, file: Path) -> list[Outcome]:
    """Take in the answers of a calendar file, or of a saved mail (``.eml``).

    For a calendar vouches whoever gives it; a mail says itself whom it is from, and answers for nobody else.

    Raises:
        ImportRejectedError: it is no calendar, or cannot be read.
    """
    sender, found = _in_file(app, file)
    senders = None if sender is None else queries.having(app.store, contacts.address_key(app, sender))
    return [answering.take(app, one, came_by="file", senders=senders) for one in found]


def read_calendar(app: App, file: Path) -> list[Told]:
    """Return what a calendar file or a saved mail holds, as ``outreach meetings read`` tells it.

    Raises:
        ImportRejectedError: it is no calendar, or cannot be read.
    """
    return _in_file(app, file)[1]


def _in_file(app: App, file: Path) -> tuple[str | None, list[Told]]:
    """Return whom a saved mail is from, None of a file that is none, and what the calendars in it hold."""
    zone = app.section.time_zone
    if file.suffix.lower() == ".eml":
        return ical.read_mail_apart(file, zone=zone)
    return None, ical.read_apart(file, file=file.name, zone=zone, instead=_INSTEAD)


def _senders(app: App, mail: Mail) -> Iterator[int]:
    """Yield the contacts that a mail may be from: whoever has its address, and whom the message went to."""
    if mail.contact_id:
        yield mail.contact_id
    if mail.sender:
        yield from queries.having(app.store, contacts.address_key(app, mail.sender))


def _told(app: App, mail: Mail) -> Iterator[Told]:
    seen = set()
    for name, kind, data in mail.files:
        is_calendar = kind in {"text/calendar", "application/ics"} or name.lower().endswith(".ics")
        if is_calendar and len(data) <= _LARGEST:
            for one in _read(data, app.section.time_zone)[:_MOST]:
                if (key := evolve(one, problems=())) not in seen:  # most programs put it into a mail twice
                    seen.add(key)
                    yield one


@lru_cache(maxsize=16)
def _read(data: bytes, zone: str) -> tuple[Told, ...]:
    """Return what a calendar says; nothing where it is none. A mail is asked twice: whose it is, and what it says."""
    try:
        return tuple(ical.read_apart(data, file="The calendar", zone=zone))
    except ImportRejectedError:
        return ()
