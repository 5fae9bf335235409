"""The log of access: who looked at or took out data of persons, when, for what, and of how many."""

from datetime import date

from outreach_crm.app import App
from outreach_crm.privacy.model import Access
from outreach_crm.privacy.queries import records as queries


def log_access(app: App, what: str, purpose: str = "", count: int = 1, *, contact_id: int | None = None) -> None:
    """Write down that the actor looked at or took out data of persons.

    Args:
        app: the App.
        what: what was done: ``export contacts as CSV``.
        purpose: what for.
        count: of how many persons.
        contact_id: of whom, where it was one.
    """
    with app.store.write():
        queries.log(app.store, actor=app.actor.name, what=what, purpose=purpose, count=count, contact_id=contact_id)


def accesses(app: App, *, contact_id: int | None = None, since: date | None = None, limit: int = 100) -> list[Access]:
    """Return the log of access, newest first: all of it, or what is about one contact or since a day."""
    begin = since.isoformat() if since else ""
    return queries.accesses(app.store, contact_id=contact_id, since=begin, limit=limit)
