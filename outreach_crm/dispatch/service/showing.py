"""Showing what became of a dispatch: by state and reason, contact by contact, on a contact's page, and what stands."""

from collections.abc import Iterable

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.dispatch.model import Count, Delivery, DeliveryState, Dispatch, Tally, of_several
from outreach_crm.dispatch.queries import outbox, records
from outreach_crm.dispatch.service import drafting
from outreach_crm.dispatch.service.clearing import sentences
from outreach_crm.model import Entry, Panel, Ref, Reminder
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import Confirmation

_LIMIT = 500
# What a state means to whoever looks at one contact.
STATES = {
    DeliveryState.QUEUED: "not sent yet",
    DeliveryState.CLAIMED: "not sent yet",
    DeliveryState.DEFERRED: "not taken yet, tried again",
    DeliveryState.INFLIGHT: "leaving now",
    DeliveryState.SENT: "sent",
    DeliveryState.FAILED: "failed",
    DeliveryState.IN_DOUBT: "in doubt",
    DeliveryState.CANCELLED: "cancelled",
    DeliveryState.REFUSED: "left out",
}


@frozen(kw_only=True)
class Shown:
    """A dispatch as it stands: its deliveries by state and by the reason they are not made, and some of them."""

    dispatch: Dispatch
    segment: str
    counts: tuple[Count, ...]
    left_out: tuple[Tally, ...]
    confirmed: tuple[Confirmation, ...]
    next_try: str
    deliveries: tuple[Delivery, ...]


def show(app: App, dispatch_id: int, *, state: str = "", limit: int = 20) -> Shown:
    """Return how a dispatch stands, with the first deliveries by name.

    Args:
        app: the App.
        dispatch_id: which one.
        state: only deliveries in this state.
        limit: how many deliveries at most.

    Raises:
        NotFoundError: there is no such dispatch.
    """
    found = drafting.get(app, dispatch_id)
    told = sentences(app, found)
    return Shown(
        dispatch=found,
        segment=_segment(app, found),
        counts=tuple(records.counts(app.store, dispatch_id)),
        left_out=tuple(
            Tally(key=rule, sentence=of_several(told.get(rule, rule), rule), n=n)
            for rule, n in records.rules(app.store, dispatch_id).items()
        ),
        confirmed=tuple(privacy.confirmed(app, Ref("dispatches", dispatch_id))),
        next_try=outbox.next_try(app.store, dispatch_id),
        deliveries=tuple(records.deliveries(app.store, dispatch_id, state, limit, told)),
    )


def _segment(app: App, dispatch: Dispatch) -> str:
    """Return the name of its segment; empty where it has none, or it is gone."""
    if not dispatch.segment:
        return ""
    from outreach_crm.errors import NotFoundError
    from outreach_crm.segments import service as segments

    try:
        return segments.get(app, dispatch.segment).name
    except NotFoundError:
        return ""


def entries(app: App, contact_id: int) -> Iterable[Entry]:
    """Return what left for a contact, as lines of its history."""
    rows = records.of_contact(app.store, contact_id, _LIMIT)
    return [
        records.entry(row, contact_id)
        for row in rows
        if row["state"] in {DeliveryState.SENT, DeliveryState.IN_DOUBT, DeliveryState.INFLIGHT}
    ]


def panel(app: App, contact_id: int) -> Panel:
    """Return the mailings a contact stands in, with what became of each."""
    rows = []
    for row in records.of_contact(app.store, contact_id, 20):
        why = ""
        if row["rule"]:
            told = sentences(app, drafting.get(app, row["id"]))
            why = records.left_out(app.store, row["rule"], row["detail"], told)
        day = str(row["settled_at"] or row["frozen_at"])[:10]
        rows.append((day, row["name"], STATES[DeliveryState(row["state"])], why))
    return Panel(title="Mailings", columns=("Day", "Mailing", "", ""), rows=tuple(rows), rank=60)


def reminders(app: App) -> list[Reminder]:
    """Return the dispatches that wait for somebody."""
    return records.standing(app.store)
