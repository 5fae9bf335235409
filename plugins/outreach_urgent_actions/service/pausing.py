"""Pausing, resuming and leaving: of one sign-up, of those for a sector, or of all that somebody has."""

from collections.abc import Iterable, Mapping
from datetime import date

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.text import say
from outreach_urgent_actions.model import FOR_GOOD, SignUp
from outreach_urgent_actions.service.signing import get, of_contact


def pause(
    app: App,
    contact_id: int,
    *,
    until: date | None = None,
    sector: str | None = None,
    only: int | None = None,
    because: str = "",
) -> list[SignUp]:
    """Let nothing go to somebody before a day, or until they resume; return what pauses.

    Args:
        app: the App.
        contact_id: whom.
        until: the day from which it goes on; None until somebody resumes.
        sector: only the sign-up for this sector, empty for the one without; None for all of them.
        only: only the sign-up of this number.
        because: why.

    Raises:
        NotFoundError: they are signed up for nothing.
        InvalidInputError: the day is not in the future.
    """
    if until is not None and until <= app.clock.today():
        raise InvalidInputError(say("{until} is not in the future.", until=until))
    values = {"paused_until": until.isoformat() if until else FOR_GOOD}
    with app.change("pause Urgent Actions", because=because):
        return _set(app, _current(app, contact_id, sector, only), values)


def resume(
    app: App, contact_id: int, *, sector: str | None = None, only: int | None = None, because: str = ""
) -> list[SignUp]:
    """Let it go on for somebody who paused; return what goes on.

    Raises:
        NotFoundError: they are signed up for nothing.
        ConflictError: nothing of theirs is paused.
    """
    with app.change("resume Urgent Actions", because=because):
        today = app.clock.today().isoformat()
        found = _current(app, contact_id, sector, only)
        paused = [one for one in found if one.paused_until and one.paused_until > today]
        if not paused:
            raise ConflictError(say("Nothing is paused for {contact}.", contact=found[0].contact))
        return _set(app, paused, {"paused_until": None})


def leave(
    app: App, contact_id: int, *, sector: str | None = None, only: int | None = None, because: str = ""
) -> list[SignUp]:
    """End the sign-ups of somebody from today on, or the one for a sector; the others stay. Return what ended.

    Raises:
        NotFoundError: they are signed up for nothing.
    """
    with app.change("leave Urgent Actions", because=because):
        return _set(app, _current(app, contact_id, sector, only), {"left_on": app.clock.today().isoformat()})


def _current(app: App, contact_id: int, sector: str | None, only: int | None) -> list[SignUp]:
    contact = contacts.get(app, contact_id)
    there = [one for one in of_contact(app, contact_id) if not one.left_on and only in {None, one.id}]
    found = [one for one in there if sector in {None, one.sector}]
    if not found:
        whole = say(" for the sector {sector}", sector=sector) if sector else ""
        raise NotFoundError(
            say("{contact} is not signed up{whole}; outreach ua sign-up does it.", contact=contact.name, whole=whole)
        )
    return found


def _set(app: App, sign_ups: Iterable[SignUp], values: Mapping[str, object]) -> list[SignUp]:
    ids = [one.id for one in sign_ups]
    for one in ids:
        app.store.update("ua_sign_ups", one, values)
    return [get(app, one) for one in ids]
