"""Stopping all that leaves by e-mail, at once: for whoever sees that something goes wrong and not yet what."""

from collections.abc import Iterable

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch, State
from outreach_crm.policy import Action
from outreach_mail import queries

_LEAVES = frozenset({State.SENDING, State.PAUSED})


def leaving(app: App) -> list[Dispatch]:
    """Return the mailings of which something may still leave by e-mail, as far as the actor may see them."""
    return _leaving(app, queries.by_mail(app.store))


def stop_all(app: App, *, because: str) -> list[Dispatch]:
    """Stop every mailing of which something may still leave by e-mail, and return those the actor may see.

    Each can be resumed on its own.

    Raises:
        InvalidInputError: no reason was given.
    """
    with app.change("stop all mail", because=because, final=True, action=Action.SEND):
        shown = {one.id for one in leaving(app)}
        every = _leaving(app, queries.all_by_mail(app.store))
        stopped = [dispatch.stop(app, one.id, because=because) for one in every]
    return [one for one in stopped if one.id in shown]


def _leaving(app: App, ids: Iterable[int]) -> list[Dispatch]:
    found = (dispatch.get(app, one) for one in ids)
    return [one for one in found if one.state in _LEAVES]
