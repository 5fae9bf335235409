"""The blueprint that all rooms of these pages register with, and the pages that one meeting has."""

from flask import url_for

from outreach_crm.text import say
from outreach_crm.web.office import Office
from outreach_meetings.model.series import Meeting

TABS = (
    ("outreach_meetings.shown", say("The meeting")),
    ("outreach_meetings.invitations", say("Invitations")),
    ("outreach_meetings.agenda", say("Agenda")),
    ("outreach_meetings.pack", say("Pack")),
    ("outreach_meetings.attend", say("Who is there")),
    ("outreach_meetings.minutes", say("Minutes")),
)
"""The pages of one meeting in their order: the view, and what it is called."""

pages = Office("outreach_meetings", "outreach_meetings")


def home(meeting: Meeting) -> str:
    """Return where a meeting is shown."""
    return there("outreach_meetings.shown", meeting)


def there(view: str, meeting: Meeting) -> str:
    """Return the address of one of the pages of a meeting."""
    return url_for(view, series_id=meeting.series.id, key=meeting.key)


def tabs(meeting: Meeting, chosen: str) -> list[tuple[str, str, bool]]:
    """Return the pages of a meeting as name, address, and whether it is the one that is looked at (its view)."""
    return [(name, there(view, meeting), view == chosen) for view, name in TABS]
