"""Tells how far we have come with organisations, and takes what only we can say of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.asks.model.ladder import SAID, Rung, Standing
from outreach_crm.asks.queries import ladder as queries
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, Kind
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.sectors import service as sectors
from outreach_crm.text import either, say


def ladder(app: App, sector: str = "") -> list[Standing]:
    """Return how far we have come with each organisation, or with those of a sector.

    Args:
        app: the App.
        sector: its key; empty: all.

    Raises:
        NotFoundError: there is no such sector.
    """
    key = sectors.get(app, sector).key if sector.strip() else None
    return [*queries.standings(app.store, *_days(app), sector=key)]


def counted(standings: Iterable[Standing]) -> Mapping[Rung, int]:
    """Return how many stand on each rung, from the lowest."""
    found = Counter(one.rung for one in standings)
    return {rung: found[rung] for rung in Rung}


def standing(app: App, contact_id: int) -> Standing | None:
    """Return how far we have come with an organisation; None for anybody else: people have no rung.

    Raises:
        NotFoundError: there is no such contact.
    """
    contact = contacts.get(app, contact_id)
    counts = contact.kind is Kind.ORGANISATION and not contact.trashed_on
    return _of(app, contact_id) if counts else None


def say_rung(app: App, contact_id: int, rung: Rung | None, *, because: str) -> Standing:
    """Say that an organisation mobilises others or plans with us; None: what is counted holds again.

    Args:
        app: the App.
        contact_id: which organisation.
        rung: one of the two that only we can say.
        because: what they do that shows it; they may read it one day.

    Raises:
        NotFoundError: there is no such contact.
        InvalidInputError: it is no organisation, the rung is one that is counted, or there is no reason.
        ConflictError: it is in the trash.
    """
    contact = contacts.get(app, contact_id)
    _check_sayable(contact, rung, because)
    with app.change("say level of contact", because=because):
        values = {
            "contact_id": contact_id,
            "rung": rung.value if rung else "",
            "said_on": app.clock.today().isoformat(),
            "because": because.strip(),
        }
        app.store.insert("contact_rungs", values)
        return _of(app, contact_id)


def _check_sayable(contact: Contact, rung: Rung | None, because: str) -> None:
    if contact.kind is not Kind.ORGANISATION:
        raise InvalidInputError(
            say("{contact} is no organisation: nobody says of a person how far we have come.", contact=contact.name)
        )
    if contact.trashed_on:
        raise ConflictError(
            say(
                "{contact} is in the trash: outreach contacts restore {contact_id} brings them back.",
                contact=contact.name,
                contact_id=contact.id,
            )
        )
    if rung is not None and rung not in SAID:
        raise InvalidInputError(
            say(
                "{rung} is counted from asks and the history; say {names}.",
                rung=rung.label,
                names=either(one.label for one in SAID),
            )
        )
    if not because.strip():
        raise InvalidInputError(say("Say what they do that shows it (--because)."))


def _of(app: App, contact_id: int) -> Standing:
    """Return how far we have come with an organisation that is there."""
    found = next(queries.standings(app.store, *_days(app), contact_id=contact_id))
    return evolve(found, **(queries.said(app.store, contact_id) or {})) if found.rung in SAID else found


def _days(app: App) -> tuple[str, str]:
    today = app.clock.today()
    return today.isoformat(), (today - timedelta(days=365)).isoformat()
