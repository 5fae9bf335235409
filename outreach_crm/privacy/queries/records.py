"""The SQL of suppressions and of the log of access."""

import json
from collections.abc import Iterable
from typing import Any

from outreach_crm.privacy.model import Access, Suppression
from outreach_crm.storage import Store
from outreach_crm.text import recalled, written

_COLUMNS = "select id, kind, channel, purpose, reason, since, change_id from suppressions"
_SUPPRESSIONS = f"{_COLUMNS} order by since desc, id desc limit :limit"
_SUPPRESSION = f"{_COLUMNS} where address_key = :key and channel = :channel and purpose = :purpose"
_AMONG = "select distinct address_key from suppressions where address_key in {each_text(:keys)}"
_OF_KEY = f"{_COLUMNS} where address_key = :key order by id"
_OF_CONTACT = (
    f"{_COLUMNS.replace(' from suppressions', '')} from suppressions where address_key in"
    " (select p.address_key from v_points p where p.contact_id = :contact_id) order by since desc, id desc"
)
_LOG = (
    "insert into access_log (account_id, actor, at, what, purpose, count, contact_id, said, said_for)"
    " values (:actor_id, :actor, :now, :what, :purpose, :count, :contact_id, :said, :said_for)"
)
# Of whom somebody may not see, nobody tells that they were looked at.
_ACCESS = (
    "select l.id, l.at, l.actor as by_name, l.what, l.purpose, l.count, l.contact_id,"
    " coalesce(c.name, '') as name, l.said, l.said_for from access_log l"
    " left join v_contacts c on c.id = l.contact_id where (c.id is null or {visible(c)})"
    " and (cast(:contact_id as {int}) is null or l.contact_id = :contact_id)"
    " and l.at >= :since order by l.id desc limit :limit"
)


def suppressions(store: Store, limit: int) -> list[Suppression]:
    """Return the latest suppressions, newest first."""
    return [Suppression(**row) for row in store.rows(_SUPPRESSIONS, limit=limit)]


def suppression(store: Store, key: str, channel: str, purpose: str) -> Suppression | None:
    """Return the suppression of a digest for a channel and purpose."""
    row = store.one(_SUPPRESSION, key=key, channel=channel, purpose=purpose)
    return Suppression(**row) if row else None


def suppressions_of(store: Store, key: str) -> list[Suppression]:
    """Return all suppressions of a digest."""
    return [Suppression(**row) for row in store.rows(_OF_KEY, key=key)]


def suppressed_among(store: Store, keys: Iterable[str]) -> set[str]:
    """Return those of some digests that are suppressed for any channel or purpose."""
    return {row["address_key"] for row in store.rows(_AMONG, keys=json.dumps(sorted(set(keys))))}


def suppressed_of(store: Store, contact_id: int) -> list[Suppression]:
    """Return the suppressions that hold for an e-mail, phone or web address of a contact."""
    return [Suppression(**row) for row in store.rows(_OF_CONTACT, contact_id=contact_id)]


def log(store: Store, *, actor: str, what: str, purpose: str, count: int, contact_id: int | None) -> None:
    """Write a line of the log of access."""
    told = {"what": str(what), "purpose": str(purpose), "said": written(what), "said_for": written(purpose)}
    store.execute(_LOG, actor=actor, count=count, contact_id=contact_id, **told)


def accesses(store: Store, *, contact_id: int | None, since: str, limit: int) -> list[Access]:
    """Return the log of access, newest first, without lines about a contact the actor may not see."""
    rows = store.rows(_ACCESS, contact_id=contact_id, since=since, limit=limit)
    return [_access(**row) for row in rows]


def _access(*, by_name: str, what: str, purpose: str, said: str, said_for: str, **row: Any) -> Access:
    return Access(by=by_name, what=recalled(said, what), purpose=recalled(said_for, purpose), **row)
