"""The SQL of e-mail."""

from collections.abc import Collection, Mapping

from outreach_crm.storage import Store

import json

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
