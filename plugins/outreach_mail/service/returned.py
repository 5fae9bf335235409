"""Looking at what came back: the list, one mail, counts, and what waits for somebody."""

from collections.abc import Iterator, Mapping
from datetime import date

from outreach_crm.app import App
from outreach_crm.errors import NotFoundError
from outreach_crm.model import Ref, Reminder
from outreach_mail.model.returns import Return
from outreach_mail.queries import returns as queries

_GROUP = "Mail"


def list_returns(
    app: App, *, kind: str = "", dispatch_id: int = 0, unread: bool = False, limit: int = 50
) -> list[Return]:
    """Return what came back, the latest first.

    Args:
        app: the App.
        kind: only of this kind.
        dispatch_id: only of this mailing; 0 for all.
        unread: only replies that nobody has read.
        limit: how many at most.
    """
    return queries.listed(app.store, kind=kind, dispatch_id=dispatch_id, unread=unread, limit=limit)


def read_return(app: App, number: int) -> Return:
    """Return a mail that came back; it counts as read from now on.

    Raises:
        NotFoundError: there is none of that number, or the actor may not see whom it is from.
    """
    found = queries.one(app.store, number)
    if found is None:
        raise NotFoundError(f"There is no mail {number} that came back; see outreach mail returns.")
    with app.store.write():
        queries.read(app.store, number)
    return found


def counts(app: App, dispatch_id: int = 0) -> Mapping[str, int]:
    """Return how many mails came back by kind, of one mailing or of all, and as ``forged`` those that name none."""
    found = queries.counts(app.store, dispatch_id)
    forged = sum(row["forged"] for row in queries.inboxes(app.store))
    return {**found, "forged": forged} if forged and not dispatch_id else found


def reminders(app: App) -> Iterator[Reminder]:
    """Yield replies that nobody has read, and contacts without another address than one that was found wrong."""
    for row in queries.unread(app.store):
        yield Reminder(
            due_on=date.fromisoformat(row["came_at"][:10]),
            sentence=f"{row['name']} replied to {row['mailing']}",
            command=f"outreach mail read {row['id']}",
            group=_GROUP,
            owner_id=row["holder_id"],
            ref=Ref("contacts", row["contact_id"]),
            summary="{n} replies not read: outreach mail returns --unread",
        )
    for row in queries.wrong(app.store):
        yield Reminder(
            due_on=date.fromisoformat(row["came_at"][:10]),
            sentence=f"{row['name']}: the e-mail address does not work, and there is no other",
            command=f"outreach contacts show {row['contact_id']}",
            group=f"{_GROUP}: wrong addresses",
            owner_id=row["holder_id"],
            ref=Ref("contacts", row["contact_id"]),
            summary="{n} contacts without an e-mail address that works: outreach mail returns --kind hard",
        )
