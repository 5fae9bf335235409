"""The SQL of dispatches and of what is shown of their deliveries."""

import json
from collections.abc import Mapping
from datetime import date

from outreach_crm.dispatch.model import Count, Delivery, DeliveryState, Dispatch, Text, reasons
from outreach_crm.model import Entry, Ref, Reminder
from outreach_crm.storage import Row, Store

_COLUMNS = (
    "select p.id, p.uid, p.name, p.purpose, p.sector, p.channel, p.place, p.segment, p.ref_kind, p.ref_id, p.signed_up,"
    " p.policy, p.fields, p.reasons, p.follows, p.state, p.frozen_at, coalesce(a.name, '') as approved_by,"
    " p.approved_at, coalesce(h.name, '') as halted_by, p.halted_at, p.halted_because, p.change_id"
    " from dispatches p left join accounts a on a.id = p.approved_by left join accounts h on h.id = p.halted_by"
)
_ONE = f"{_COLUMNS} where p.id = :id"
_LIST = f"{_COLUMNS} where :all = 1 or p.state <> 'done' order by p.id desc limit :limit"
_NAMES = "select id, name from dispatches order by id desc"
_BY_KEY = "select id from dispatches where name_key = :key"
_FOLLOWING = "select id from dispatches where follows = :id order by id"
_TEXTS = "select language, subject, body from dispatch_texts where dispatch_id = :id order by id"
_TEXT_IDS = "select id, language, subject, body from dispatch_texts where dispatch_id = :id order by id"
_COUNTS = "select state, count(*) as n from deliveries where dispatch_id = :id group by state order by state"
_RULES = (
    "select rule, count(*) as n from deliveries where dispatch_id = :id and rule <> '' group by rule order by 2 desc, 1"
)
_DELIVERIES = (
    "select d.id, d.contact_id, c.name, d.channel, d.language, d.state, d.because, d.rule, d.detail, d.attempts,"
    " d.code, d.reply, d.settled_at from deliveries d join v_contacts c on c.id = d.contact_id and {visible(c)}"
    " where d.dispatch_id = :id and (:state = '' or d.state = :state) order by c.sort_name, d.id limit :limit"
)
_NAME = "select c.name from v_contacts c where c.id = :id and {visible(c)}"
_OF_CONTACT = (
    "select p.id, p.name, p.frozen_at, d.state, d.rule, d.detail, d.settled_at, d.channel, d.code,"
    " coalesce(a.name, '') as by_name"
    " from deliveries d join dispatches p on p.id = d.dispatch_id left join accounts a on a.id = p.approved_by"
    " join v_contacts c on c.id = d.contact_id and {visible(c)}"
    " where d.contact_id = :contact_id order by p.id desc, d.id desc limit :limit"
)
_CHANNELS = "select distinct channel from deliveries where dispatch_id = :id and state <> 'refused' order by 1"
_STANDING = (
    "select p.id, p.name, p.state, p.approved_by, p.frozen_at, p.halted_because,"
    " (select count(*) from deliveries d where d.dispatch_id = p.id"
    " and d.state in ('queued', 'deferred', 'claimed')) as unsent,"
    " (select count(*) from deliveries d where d.dispatch_id = p.id and d.state = 'in_doubt') as doubts"
    " from dispatches p where p.state <> 'done' and p.state <> 'draft'"
    # Somebody is at it.
    " and not exists (select 1 from deliveries d where d.dispatch_id = p.id and d.state in ('claimed', 'inflight')"
    " and d.lease_until >= :now) order by p.id"
)

RECEIVED = (
    "exists (select 1 from v_deliveries d where d.contact_id = c.id and d.dispatch_id = :dispatch_id"
    " and d.state in ('sent', 'in_doubt'))"
)
"""The predicate of the contacts that got a dispatch, or may have got it."""
MISSED = (
    "(exists (select 1 from v_deliveries d where d.contact_id = c.id and d.dispatch_id = :dispatch_id"
    " and d.state in ('failed', 'cancelled', 'refused')) and not exists (select 1 from v_deliveries d"
    " where d.contact_id = c.id and d.dispatch_id = :dispatch_id"
    " and d.state not in ('failed', 'cancelled', 'refused')))"
)
"""The predicate of the contacts that should have got a dispatch, and did not."""


def dispatch(store: Store, dispatch_id: int) -> Dispatch | None:
    """Return a dispatch with its texts."""
    row = store.one(_ONE, id=dispatch_id)
    return _dispatch(store, row) if row else None


def dispatches(store: Store, *, everything: bool, limit: int) -> list[Dispatch]:
    """Return dispatches, the latest first; those that are done only if asked."""
    return [_dispatch(store, row) for row in store.rows(_LIST, all=int(everything), limit=limit)]


def _dispatch(store: Store, row: Row) -> Dispatch:
    kind, number = row.pop("ref_kind"), row.pop("ref_id")
    for name in ("fields", "reasons"):
        row[name] = json.loads(row[name])
    texts = tuple(Text(**text) for text in store.rows(_TEXTS, id=row["id"]))
    return Dispatch(**row, ref=Ref(kind, number) if kind else None, texts=texts)


def following(store: Store, dispatch_id: int) -> list[int]:
    """Return the dispatches for those who missed one, in order."""
    return [row["id"] for row in store.rows(_FOLLOWING, id=dispatch_id)]


def text_ids(store: Store, dispatch_id: int) -> list[tuple[int, Text]]:
    """Return the texts of a dispatch, each with the id of its row."""
    return [(row.pop("id"), Text(**row)) for row in store.rows(_TEXT_IDS, id=dispatch_id)]


def names(store: Store) -> dict[int, str]:
    """Return the names of all dispatches by id, the latest first."""
    return {row["id"]: row["name"] for row in store.rows(_NAMES)}


def by_key(store: Store, key: str) -> int | None:
    """Return the id of the dispatch with a folded name."""
    found = store.value(_BY_KEY, key=key)
    return None if found is None else int(found)


def counts(store: Store, dispatch_id: int) -> list[Count]:
    """Return how many deliveries have which state."""
    return [Count(**row) for row in store.rows(_COUNTS, id=dispatch_id)]


def channels_of(store: Store, dispatch_id: int) -> list[str]:
    """Return the channels by which a dispatch goes."""
    return [row["channel"] for row in store.rows(_CHANNELS, id=dispatch_id)]


def rules(store: Store, dispatch_id: int) -> dict[str, int]:
    """Return how many are left out, by rule."""
    return {row["rule"]: row["n"] for row in store.rows(_RULES, id=dispatch_id)}


def deliveries(store: Store, dispatch_id: int, state: str, limit: int, told: Mapping[str, str]) -> list[Delivery]:
    """Return deliveries by name of the contact.

    Args:
        store: the store.
        dispatch_id: of which dispatch.
        state: only those in this one; empty means all.
        limit: how many at most.
        told: sentences of reasons and rules, by key.
    """
    rows = store.rows(_DELIVERIES, id=dispatch_id, state=state, limit=limit)
    return [
        Delivery(
            why=reasons(row.pop("because"), told), left_out=left_out(store, row["rule"], row.pop("detail"), told), **row
        )
        for row in rows
    ]


def left_out(store: Store, rule: str, detail: str, told: Mapping[str, str]) -> str:
    """Return why somebody is left out as a sentence; empty where nobody is."""
    if rule == "shared-address" and detail:
        detail = store.value(_NAME, id=int(detail)) or "somebody else"
    return told.get(rule, rule).replace("{detail}", detail)


def of_contact(store: Store, contact_id: int, limit: int) -> list[Row]:
    """Return the dispatches a contact stands in, the latest first."""
    return store.rows(_OF_CONTACT, contact_id=contact_id, limit=limit)


def entry(row: Row, contact_id: int) -> Entry:
    """Return a delivery that left, or may have left, as a line of the history."""
    doubt = "" if row["state"] == DeliveryState.SENT else "in doubt whether it arrived"
    return Entry(
        on=date.fromisoformat(str(row["settled_at"] or row["frozen_at"])[:10]),
        kind="mailing",
        title=row["name"],
        ref=Ref("dispatches", row["id"]),
        contact_id=contact_id,
        detail=doubt,
        by=row["by_name"],
    )


def standing(store: Store) -> list[Reminder]:
    """Return the dispatches that wait for somebody: approved and not sent, halted, or in doubt."""
    return [reminder for row in store.rows(_STANDING) for reminder in _standing(row)]


def _standing(row: Row) -> list[Reminder]:
    found = []
    if row["doubts"]:
        verb = "is" if row["doubts"] == 1 else "are"
        found.append((f"{row['doubts']} {verb} in doubt", f"outreach mailings doubt {row['id']}"))
    if row["unsent"]:
        halted = f" ({row['halted_because']})" if row["halted_because"] and row["state"] != "sending" else ""
        verb = "resume" if row["state"] in {"paused", "stopped"} else "send"
        state = {"paused": "paused", "stopped": "stopped"}.get(row["state"], "approved")
        found.append((f"{row['unsent']} not sent, {state}{halted}", f"outreach mailings {verb} {row['id']}"))
    return [
        Reminder(
            due_on=date.fromisoformat(row["frozen_at"][:10]),
            sentence=f"{row['name']}: {what}",
            command=command,
            group="Mailings",
            owner_id=row["approved_by"],
            ref=Ref("dispatches", row["id"]),
        )
        for what, command in found
    ]
