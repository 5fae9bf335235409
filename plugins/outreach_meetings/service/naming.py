"""By what calendars of others know our meetings and matters, for good, and where these are shown."""

import re
from datetime import datetime

from outreach_crm.app import App
from outreach_crm.model import Ref
from outreach_crm.web.model import WebSettings
from outreach_meetings.model.calendar import Event
from outreach_meetings.model.series import Meeting

PRODUCT = "-//outreach-crm//EN"
"""What writes our calendar files (RFC 5545 section 3.7.3)."""
_REF = re.compile(r"([a-z_]+)-(\d{1,18})-.+", re.ASCII)


def uid_of_ref(app: App, ref: Ref, part: str = "") -> str:
    """Return the UID of what is due of a record (RFC 5545 section 3.8.4.7); that of another database has another one.

    It has letters only that may stand in the name of a file and in a URL, for programs make both of it; nor does it
    change with the address of the pages. A meeting goes by the ``uid`` of its series, here as in invitations.

    Args:
        app: the App.
        ref: the record.
        part: which of its days it is, where there are several.
    """
    return "-".join((ref.kind, str(ref.id), *([part] if part else ()), house(app)))


def house(app: App) -> str:
    """Return what tells this database from all others; it says nothing of it."""
    return app.secret("names in calendars").hex()[:12]


def ref_of(app: App, uid: str) -> Ref | None:
    """Return the record of which something is due by the name :func:`uid_of_ref` gave it; None where it gave none."""
    found = _REF.fullmatch(uid)
    ref = Ref(found[1], int(found[2])) if found else None
    return ref if ref and uid == uid_of_ref(app, ref) else None


def entry(meeting: Meeting, stamp: datetime, *said: str) -> Event:
    """Return one meeting as an entry of a calendar.

    Args:
        meeting: the meeting.
        stamp: when the entry is of (RFC 5545 section 3.8.7.2).
        said: the paragraphs of its description, without those that are empty.
    """
    return Event(
        uid=meeting.series.uid,
        stamp=stamp,
        starts=meeting.starts,
        ends=meeting.ends,
        zone=meeting.zone,
        sequence=meeting.sequence,
        summary=meeting.title,
        description="\n\n".join(filter(None, said)),
        location=meeting.place or meeting.link,
    )


def address(app: App) -> str:
    """Return where the pages of the office are reached, empty where the settings do not say (``[web] address``)."""
    return app.settings.of("web", WebSettings).address


def page_of_meeting(app: App, meeting: Meeting) -> str:
    """Return the address of the page of a meeting; empty where nobody reaches pages from outside."""
    base = address(app)
    return f"{base}{meeting.path}" if base else ""


def pages_of_records(app: App) -> dict[str, str]:
    """Return where records are shown, by their kind, with ``{id}`` for the number; empty where nobody reaches them."""
    base = address(app)
    offered = app.plugins.blueprints() if base else ()
    return {kind: f"{base}{path}" for pages in reversed(list(offered)) for kind, path in pages.records.items()}
