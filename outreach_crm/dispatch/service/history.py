"""What was sent to one contact, and the dispatches that wait for somebody: what daily commands ask of mailings."""

from collections.abc import Iterable, Sequence

from outreach_crm.app import App
from outreach_crm.dispatch.model.states import DeliveryState
from outreach_crm.dispatch.queries import history
from outreach_crm.dispatch.service import drafting
from outreach_crm.meaning import begins
from outreach_crm.model import Entry, Hit, Panel, Ref, Reminder
from outreach_crm.storage import Row
from outreach_crm.text import say, words

_LIMIT, _HITS = 500, 10
_COLUMNS = (say("Day"), say("Mailing"), say("By"), "", "")
# What a state means to whoever looks at one contact.
STATES = {
    DeliveryState.QUEUED: say("not sent yet"),
    DeliveryState.CLAIMED: say("not sent yet"),
    DeliveryState.DEFERRED: say("not taken yet, tried again"),
    DeliveryState.INFLIGHT: say("leaving now"),
    DeliveryState.IN_HAND: say("made, not handed over yet"),
    DeliveryState.SENT: say("sent"),
    DeliveryState.FAILED: say("failed"),
    DeliveryState.IN_DOUBT: say("in doubt"),
    DeliveryState.CANCELLED: say("cancelled"),
    DeliveryState.REFUSED: say("left out"),
}


def entries(app: App, contact_id: int) -> Iterable[Entry]:
    """Return what left for a contact, as lines of its history."""
    rows = history.of_contact(app.store, contact_id, _LIMIT)
    return [
        history.entry(row, contact_id)
        for row in rows
        if row["state"] in {DeliveryState.SENT, DeliveryState.IN_DOUBT, DeliveryState.INFLIGHT}
    ]


def panel(app: App, contact_id: int) -> Panel:
    """Return the mailings a contact stands in, with what became of each."""
    found = history.of_contact(app.store, contact_id, 20)
    why = _left_out(app, [row for row in found if row["rule"]])
    rows = (
        (
            str(row["settled_at"] or row["frozen_at"])[:10],
            row["name"],
            row["channel"],
            say("came back") if row["returned"] else STATES[DeliveryState(row["state"])],
            row["returned"] or why.get(row["delivery_id"]) or _said(row),
        )
        for row in found
    )
    refs = tuple(Ref("dispatches", row["id"]) for row in found)
    return Panel(title=say("Mailings"), columns=_COLUMNS, rows=tuple(rows), rank=60, refs=refs)


def _said(row: Row) -> str:
    """Return what the other side said of a message that it has not taken."""
    return str(row["reply"]) if row["state"] in {DeliveryState.FAILED, DeliveryState.DEFERRED} else ""


def _left_out(app: App, rows: Sequence[Row]) -> dict[int, str]:
    """Return why deliveries are not made, by their ids."""
    if not rows:
        return {}
    from outreach_crm.dispatch.queries import records
    from outreach_crm.dispatch.service.clearing import rules

    told = rules(app)
    return {row["delivery_id"]: records.left_out(app.store, row["rule"], row["detail"], told) for row in rows}


def reminders(app: App) -> list[Reminder]:
    """Return the dispatches that wait for somebody."""
    return history.standing(app.store)


def hits(app: App, text: str) -> list[Hit]:
    """Return the latest mailings in whose name each word of a text begins a word."""
    named = drafting.list_names(app)
    found = [number for number, name in named.items() if begins(text, name)] if words(text) else []
    return [Hit(ref=Ref("dispatches", one), title=named[one], detail=say("mailing")) for one in found[:_HITS]]
