"""The log of access: who looked at or took out data of persons, when, for what, and of how many."""

from datetime import date

from outreach_crm.app import App
from outreach_crm.errors import RefusedError
from outreach_crm.privacy.model import Access, PrivacySettings
from outreach_crm.privacy.queries import records as queries
from outreach_crm.text import say


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


def most_alone(app: App) -> int:
    """Return how many contacts one person alone may take out of the house in one file; 0: any number."""
    return app.settings.of("privacy", PrivacySettings).second_person_above


def log_taken_out(app: App, what: str, purpose: str = "", count: int = 1, *, contact_id: int | None = None) -> None:
    """Write down that the actor takes a list of persons out of the house; see :func:`log_access`.

    Raises:
        RefusedError: they are more than one person takes out alone. Only an export asks a second one.
    """
    most = most_alone(app)
    if most and count > most:
        raise RefusedError(
            say(
                "These are {count:,} persons, and above {most:,} a second person agrees first. Take fewer at once, or"
                " ask for a file at /export.",
                count=count,
                most=most,
            )
        )
    log_access(app, what, purpose, count, contact_id=contact_id)


def accesses(app: App, *, contact_id: int | None = None, since: date | None = None, limit: int = 100) -> list[Access]:
    """Return the log of access, newest first: all of it, or what is about one contact or since a day."""
    begin = since.isoformat() if since else ""
    return queries.accesses(app.store, contact_id=contact_id, since=begin, limit=limit)
