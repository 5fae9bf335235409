"""Looking at what came back: the list, one mail, counts."""

from collections.abc import Mapping

from outreach_crm.app import App
from outreach_crm.errors import NotFoundError
from outreach_crm.text import say
from outreach_mail.model.returns import Looked, Return
from outreach_mail.queries import returns as queries


def list_returns(
    app: App,
    *,
    kind: str = "",
    dispatch_id: int = 0,
    unread: bool = False,
    marked: bool = False,
    before: int = 0,
    limit: int = 50,
) -> list[Return]:
    """Return what came back, the latest first.

    Args:
        app: the App.
        kind: only of this kind.
        dispatch_id: only of this mailing; 0 for all.
        unread: only replies that nobody has read.
        marked: only those for which an address was marked as wrong.
        before: only those with a smaller number; 0: all.
        limit: how many at most.
    """
    return queries.listed(
        app.store, kind=kind, dispatch_id=dispatch_id, unread=unread, marked=marked, before=before, limit=limit
    )


def get_return(app: App, number: int) -> Return:
    """Return a mail that came back.

    Raises:
        NotFoundError: there is none of that number, or the actor may not see whom it is from.
    """
    found = queries.one(app.store, number)
    if found is None:
        raise NotFoundError(say("There is no mail {number} that came back; see outreach mail returns.", number=number))
    return found


def read_return(app: App, number: int) -> Return:
    """Return a mail that came back; it counts as read from now on. See :func:`get_return`."""
    found = get_return(app, number)
    with app.store.write():
        queries.read(app.store, number)
    return found


def inboxes(app: App) -> list[Looked]:
    """Return the inboxes that were looked into, and when."""
    return [Looked(place=row["place"], at=row["looked_at"] or "") for row in queries.inboxes(app.store)]


def counts(app: App, dispatch_id: int = 0) -> Mapping[str, int]:
    """Return how many mails came back by kind, of one mailing or of all, and as ``forged`` those that name none."""
    found = queries.counts(app.store, dispatch_id)
    forged = sum(row["forged"] for row in queries.inboxes(app.store))
    return {**found, "forged": forged} if forged and not dispatch_id else found
