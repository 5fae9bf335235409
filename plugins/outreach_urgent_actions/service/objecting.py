"""Whoever left or paused Urgent Actions, carried into an older copy of the database."""

from collections.abc import Iterable, Iterator

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import NotFoundError
from outreach_crm.model import Objection
from outreach_urgent_actions.queries import sign_ups as queries

_TABLE = "ua_sign_ups"


def objections(app: App) -> Iterator[Objection]:
    """Return the sign-ups that are over or paused: of whom, for what, and since or until when."""
    for row in queries.over(app.store):
        yield Objection(table=_TABLE, uid=row["uid"], values={name: row[name] for name in row if name != "uid"})


def object_again(app: App, given: Iterable[Objection]) -> None:
    """End and pause those sign-ups where this database knows them as going on."""
    with app.change("leave Urgent Actions"):
        for one in given:
            if one.table != _TABLE:
                continue
            try:
                number = contacts.number_of(app, one.uid)
            except NotFoundError:  # the copy is older than the contact
                continue
            for sign_up in queries.going_on(app.store, number, one.values):
                app.store.update(_TABLE, sign_up, {name: one.values[name] for name in ("left_on", "paused_until")})
