"""The SQL of what was sent to one contact, and of the dispatches that wait for somebody."""

from datetime import date

from outreach_crm.dispatch.model.states import DeliveryState
from outreach_crm.dispatch.queries import records
from outreach_crm.model import Entry, Ref, Reminder, Step
from outreach_crm.storage import Row, Store
from outreach_crm.text import count, say

_OF_CONTACT = (
    "select d.id as delivery_id, p.id, p.name, p.frozen_at, d.state, d.rule, d.detail, d.settled_at, d.channel, d.code,"
    " d.reply, d.returned, coalesce(a.name, '') as by_name"
    " from deliveries d join dispatches p on p.id = d.dispatch_id left join accounts a on a.id = p.approved_by"
    " join v_contacts c on c.id = d.contact_id and {visible(c)}"
    " where d.contact_id = :contact_id and {told('dispatches'; p.id)} order by p.id desc, d.id desc limit :limit"
)
_STANDING = (
    "select p.id, p.name, p.state, p.approved_by, p.frozen_at, p.halted_because,"
    " (select count(*) from deliveries d where d.dispatch_id = p.id"
    " and d.state in ('queued', 'deferred', 'claimed')) as unsent,"
    " (select count(*) from deliveries d where d.dispatch_id = p.id and d.state = 'in_doubt') as doubts"
    " from dispatches p where p.state <> 'done' and p.frozen_at is not null"
    f" and {records.TOLD}"
    # Somebody is at it.
    " and not exists (select 1 from deliveries d where d.dispatch_id = p.id and d.state in ('claimed', 'inflight')"
    " and d.lease_until >= :now) order by p.id"
)


def of_contact(store: Store, contact_id: int, limit: int) -> list[Row]:
    """Return the dispatches a contact stands in, the latest first."""
    return store.rows(_OF_CONTACT, contact_id=contact_id, limit=limit)


def entry(row: Row, contact_id: int) -> Entry:
    """Return a delivery that left, or may have left, as a line of the history."""
    doubt = "" if row["state"] == DeliveryState.SENT else say("in doubt whether it arrived")
    doubt = say("came back: {why}", why=row["returned"]) if row["returned"] else doubt
    return Entry(
        on=date.fromisoformat(str(row["settled_at"] or row["frozen_at"])[:10]),
        kind="mailing",
        title=row["name"],
        ref=Ref("dispatches", row["id"]),
        contact_id=contact_id,
        detail=doubt,
        by=row["by_name"],
    )


_UNSENT = {"paused": say("paused"), "stopped": say("stopped"), "draft": say("waiting to be approved")}


def standing(store: Store) -> list[Reminder]:
    """Return the dispatches that wait for somebody: approved and not sent, halted, or in doubt."""
    return [reminder for row in store.rows(_STANDING) for reminder in _standing(row)]


def _standing(row: Row) -> list[Reminder]:
    found = []
    if row["doubts"]:
        step = Step(label=say("Settle it"), path=f"/mailings/{row['id']}/doubt")
        what = count(row["doubts"], "{n} is in doubt", "{n} are in doubt")
        found.append((what, f"outreach mailings doubt {row['id']}", step))
    if row["unsent"]:
        verb = "resume" if row["state"] in {"paused", "stopped"} else "send"
        what = say("{n} not sent, {state}", n=row["unsent"], state=_UNSENT.get(row["state"], say("approved")))
        if row["halted_because"] and row["state"] != "sending":
            what = say("{what} ({why})", what=what, why=row["halted_because"])
        found.append(
            (what, f"outreach mailings {verb} {row['id']}", Step(label=say("Go on"), path=f"/mailings/{row['id']}"))
        )
    return [
        Reminder(
            due_on=date.fromisoformat(row["frozen_at"][:10]),
            sentence=say("{mailing}: {what}", mailing=row["name"], what=what),
            command=command,
            group="Mailings",
            owner_id=row["approved_by"],
            ref=Ref("dispatches", row["id"]),
            step=step,
        )
        for what, command, step in found
    ]
