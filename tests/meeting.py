"""What features offer for a meeting and for the calendar, as tests look at it."""

from datetime import date

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.model import AgendaItem, CalendarEvent

TODAY = date(2026, 3, 9)
"""The day of the clock of tests."""


def matters(app: App, group_id: int, heading: str, on: date = TODAY) -> list[AgendaItem]:
    """Return what stands under a heading for the meeting of a group; no plugin may have failed."""
    found = [one for one in app.plugins.agenda_items(app, group_id, on) if one.heading == heading]
    assert app.plugins.failed == []
    return found


def titles(app: App, group_id: int, heading: str, on: date = TODAY) -> list[str]:
    """Return the same by their titles."""
    return [str(one.title) for one in matters(app, group_id, heading, on)]


def days(app: App, kind: str, start: date = TODAY, end: date = TODAY) -> list[CalendarEvent]:
    """Return what of one kind of record is due on the days of a span; no plugin may have failed."""
    found = [one for one in app.plugins.calendar_events(app, start, end) if one.ref.kind == kind]
    assert app.plugins.failed == []
    return found


def in_a_sector(app: App, contact_id: int, *sectors: str) -> int:
    """Let a contact be of some sectors, and return its number."""
    return contacts.edit(app, contact_id, contacts.Edit(sectors=sectors)).id


def hide(app: App, contact_id: int) -> None:
    """Let only members of a circle see a contact."""
    if "Board" not in [one.name for one in accounts.list_circles(app)]:
        accounts.add_circle(app, "Board")
    contacts.edit(app, contact_id, contacts.Edit(circle="Board"))
