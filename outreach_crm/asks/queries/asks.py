"""The SQL of asks."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from outreach_crm.asks.model import Ask, State, Taking
from outreach_crm.storage import Row, Store

_ALL = 2**31 - 1

_COLUMNS = (
    "select a.id, a.contact_id, c.name as contact, a.sentence, a.why, a.due_on, a.kind, a.country, a.owner_id,"
    " coalesce(o.name, '') as owner, a.how, a.given, a.copied, a.follow_up, a.state, a.made_on, a.answered_on,"
    " a.done_on, a.reported_on, a.thanked_on, a.reason, a.result, a.batch, a.change_id"
    " from asks a join contacts c on c.id = a.contact_id left join accounts o on o.id = a.owner_id"
)
_SOME = f"{_COLUMNS} where {{among(a.id; :ids)}} and {{visible(c)}} order by a.id"
# Of a list only what may be seen; a contact in the trash has its asks again when it comes back.
_LIST = (
    f"{_COLUMNS} where {{visible(c)}} and c.trashed_on is null"
    " and (cast(:contact_id as {int}) is null or a.contact_id = :contact_id or exists (select 1 from ask_contacts p"
    " where p.ask_id = a.id and p.contact_id = :contact_id))"
    " and (cast(:owner_id as {int}) is null or a.owner_id = :owner_id)"
    " and (cast(:batch as text) is null or a.batch = :batch)"
    " and (cast(:country as text) is null or a.country = :country)"
    " and (:all_states = 1 or a.state in {each_text(:states)})"
    " and (cast(:before as {int}) is null or a.id < :before)"
    " order by {order} limit :limit"
)
_BY_DAY, _BY_NUMBER = "a.due_on, a.id", "a.id desc"
# What is due by a day: each state from a day of its own; nobody is called to mind for ever that thanks are owed.
_WAITING = (
    f"{_COLUMNS} where {{visible(c)}} and c.trashed_on is null and ("
    "(a.state = 'planned' and a.due_on <= {days_after(cast(:until as text); cast(:prepare as {int}))})"
    " or (a.state = 'made' and (a.due_on <= :until or a.made_on <="
    " {days_after(cast(:until as text); -cast(:patience as {int}))}))"
    " or (a.state = 'agreed' and a.due_on <= :until)"
    " or (a.state in ('done', 'reported back') and a.thanked_on is null"
    " and a.done_on >= {days_after(cast(:until as text); -cast(:thanks as {int}))} and a.done_on < :until))"
    " order by a.due_on, a.id"
)
_TAKING = (
    "select p.ask_id, p.contact_id, case when {visible(c)} then c.name else '' end as name, p.part, p.because"
    " from ask_contacts p join contacts c on c.id = p.contact_id where {among(p.ask_id; :ids)} order by p.id"
)
_PARTS = "select id, contact_id, part, because from ask_contacts where ask_id = :ask_id order by id"
_ENTRIES = "select entry_id, state from ask_entries where ask_id = :ask_id order by id"
_NAMES = (
    "select a.id, a.sentence, c.name from asks a join contacts c on c.id = a.contact_id"
    " where {visible(c)} and c.trashed_on is null and (:anybody = 1 or {among(a.contact_id; :ids)} or exists"
    " (select 1 from ask_contacts p where p.ask_id = a.id and {among(p.contact_id; :ids)})) order by a.id desc"
)
_CHOSEN = (
    "select s.contact_id from selection s join contacts c on c.id = s.contact_id"
    " where c.kind <> 'group' and c.trashed_on is null and {visible(c)} order by c.sort_name, c.id"
)
# What can be asked of a contact: predicates over ``c``, a row of ``v_contacts``.
ASKED_SINCE = "exists (select 1 from asks a where a.contact_id = c.id and a.made_on >= :day)"
IN_STATE = "exists (select 1 from asks a where a.contact_id = c.id and a.state = :value)"


def chosen(store: Store) -> list[int]:
    """Return the contacts of the open selection that can be asked something, by name: no group of ours."""
    return [row["contact_id"] for row in store.rows(_CHOSEN)]


def some(store: Store, ids: Sequence[int]) -> list[Ask]:
    """Return asks by their numbers, without those about somebody the actor may not see."""
    return _asks(store, store.rows(_SOME, ids=store.numbers(ids)))


def listed(
    store: Store,
    *,
    states: Sequence[State] | None = None,
    contact_id: int | None = None,
    owner_id: int | None = None,
    batch: str | None = None,
    country: str | None = None,
    before: int | None = None,
    limit: int | None = None,
) -> list[Ask]:
    """Return asks: those of some states with the next due first, those of all states with the latest first."""
    asked: dict[str, Any] = {
        "all_states": int(states is None),
        "states": json.dumps([one.value for one in states or ()]),
        "contact_id": contact_id,
        "owner_id": owner_id,
        "batch": batch,
        "country": country,
        "before": before,
        "limit": _ALL if limit is None else limit,
    }
    order = _BY_NUMBER if states is None else _BY_DAY
    return _asks(store, store.rows(_LIST.replace("{order}", order), **asked))


def waiting(store: Store, until: str, *, prepare: int, patience: int, thanks: int) -> list[Ask]:
    """Return asks that wait for one of us on a day.

    Args:
        store: the store.
        until: the day (ISO 8601).
        prepare: how many days before it is due a planned one does.
        patience: how many days after it was put one without an answer does.
        thanks: for how many days one that was done waits for thanks.
    """
    asked = {"until": until, "prepare": prepare, "patience": patience, "thanks": thanks}
    return _asks(store, store.rows(_WAITING, **asked))


def _asks(store: Store, rows: Iterable[Row]) -> list[Ask]:
    found = list(rows)
    taking: dict[int, list[Taking]] = {}
    for row in store.rows(_TAKING, ids=store.numbers([one["id"] for one in found])) if found else ():
        taking.setdefault(row.pop("ask_id"), []).append(Taking(**row))
    return [Ask(**row, taking=tuple(taking.get(row["id"], ()))) for row in found]


def parts(store: Store, ask_id: int) -> list[Row]:
    """Return the rows of those who have to do with an ask, whoever may see them."""
    return store.rows(_PARTS, ask_id=ask_id)


def entries(store: Store, ask_id: int) -> dict[int, State | None]:
    """Return the entries of the history that belong to an ask, in order, each with the state it led to, if to one."""
    rows = store.rows(_ENTRIES, ask_id=ask_id)
    return {row["entry_id"]: State(row["state"]) if row["state"] else None for row in rows}


def names(store: Store, among: Sequence[int] = ()) -> Mapping[int, str]:
    """Return what asks may be called by: whom, and what they are asked.

    Args:
        store: the store.
        among: only those that one of these contacts has to do with; none: all.
    """
    rows = store.rows(_NAMES, anybody=int(not among), ids=store.numbers(among))
    return {row["id"]: f"{row['name']} {row['sentence']}" for row in rows}
