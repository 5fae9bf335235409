"""The SQL of what leaves by e-mail."""

import json
from collections.abc import Collection, Mapping

from outreach_crm.storage import Row, Store

ADDRESSES = (
    "select s.contact_id, p.address_key, p.value as address, 1 - p.preferred as rank from selection s"
    " join v_points p on p.contact_id = s.contact_id and p.kind = 'email' and p.wrong_since is null"
    " and (p.valid_from is null or p.valid_from <= :today) and (p.valid_to is null or p.valid_to >= :today)"
)
"""How contacts are reached by e-mail: those of their addresses that are right today."""

_PACES = "select scope, due from mail_paces where scope in {each_text(:scopes)}"
_SET_PACE = (
    "insert into mail_paces (scope, due) values (:scope, :due) on conflict (scope) do update set due = excluded.due"
)
_FORGET_PACES = "delete from mail_paces where due < :before"


def paces(store: Store, scopes: Collection[str]) -> dict[str, float]:
    """Return when the next message is due, in seconds since 1970, of those limits that hold."""
    return {row["scope"]: row["due"] for row in store.rows(_PACES, scopes=json.dumps([*scopes]))}


def set_paces(store: Store, due: Mapping[str, float], *, before: float) -> None:
    """Write down when the next message is due, and forget limits that no longer hold."""
    store.execute(_FORGET_PACES, before=before)
    store.execute_many(_SET_PACE, [{"scope": scope, "due": moment} for scope, moment in due.items()])


# What is on its way or may still leave; a mailing that is halted has some too, and is not asked for.
_UNDER_WAY = (
    "select p.id from v_dispatches p where p.state = 'sending' and exists (select 1 from v_recipients r"
    " where r.dispatch_id = p.id and r.channel = 'email'"
    " and r.state in ('queued', 'claimed', 'inflight', 'deferred', 'in_doubt')) order by p.id"
)
_BEGUN = (
    "select p.id from v_dispatches p where p.state in ('sending', 'paused', 'stopped') and exists"
    " (select 1 from v_recipients r where r.dispatch_id = p.id and r.channel = 'email')"
)
_BY_MAIL = f"{_BEGUN} and {{told('dispatches'; p.id)}} order by p.id desc"
_ALL_BY_MAIL = f"{_BEGUN} order by p.id desc"
_SAID = (
    "select state, reply, count(*) as n from v_deliveries where dispatch_id = :dispatch_id and channel = 'email'"
    " and state in ('deferred', 'failed', 'in_doubt') group by state, reply order by n desc, state, reply limit :limit"
)


def under_way(store: Store) -> list[int]:
    """Return the dispatches that are being sent and have anything to do by e-mail, the oldest first."""
    return [row["id"] for row in store.rows(_UNDER_WAY)]


def by_mail(store: Store) -> list[int]:
    """Return the dispatches that have begun, are not done, go by e-mail and may be shown, the latest first."""
    return [row["id"] for row in store.rows(_BY_MAIL)]


def all_by_mail(store: Store) -> list[int]:
    """Return them all, also those about a record that a circle of others keeps to itself: to be stopped, not shown."""
    return [row["id"] for row in store.rows(_ALL_BY_MAIL)]


def said(store: Store, dispatch_id: int, limit: int) -> list[Row]:
    """Return what servers said of messages that were not taken: state, reply and how many, the most first."""
    return store.rows(_SAID, dispatch_id=dispatch_id, limit=limit)
