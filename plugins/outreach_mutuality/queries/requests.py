"""The SQL of requests, of what is said of them, and of what was promised."""

import json
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from outreach_crm.storage import Row, Store
from outreach_mutuality.model.assessing import Decision, Finding, Promise
from outreach_mutuality.model.requests import DECLINED, OPEN, Outcome, Request, State
from outreach_mutuality.model.requests import MET as MET_BY

_ALL = 2**31 - 1


def _one_of(values: Iterable[StrEnum]) -> str:
    return "({})".format(", ".join(f"'{one.value}'" for one in values))


MET, ELSE, NOT = (_one_of(those) for those in (MET_BY, (Outcome.SOMETHING_ELSE,), DECLINED))
"""Decisions by which a request is met, answered by something else, and declined: what stands after ``in``."""
WITHOUT_ANSWER = _one_of(OPEN)
"""States of requests that have no answer yet."""

# Whoever looks after a request, and whoever is asked about it.
OF_ACCOUNT = (
    "(cast(:owner_id as {int}) is null or r.owner_id = :owner_id"
    " or exists (select 1 from mutuality_findings f where f.request_id = r.id and f.asked_id = :owner_id)"
    " or exists (select 1 from mutuality_decisions q where q.request_id = r.id and q.asked_id = :owner_id))"
)
"""Condition on a request: ``:owner_id`` has to do with it, or is none."""

FIELDS = (
    "r.id, r.contact_id, c.name as contact, p.contact_id as person_id, coalesce(h.name, '') as person, r.kind,"
    " r.text, r.received_on, r.came_by, r.deadline_on, r.country, r.amount, r.owner_id, coalesce(o.name, '') as owner,"
    " r.state, d.outcome, r.change_id"
)
"""What is read of a request, for :func:`read_request`."""
FROM = (
    "from mutuality_requests r join v_contacts c on c.id = r.contact_id"
    " left join mutuality_people p on p.request_id = r.id"
    " left join v_contacts h on h.id = p.contact_id and {visible(h)} left join accounts o on o.id = r.owner_id"
    " left join mutuality_decisions d on d.request_id = r.id"
)
"""From where :data:`FIELDS` are read."""
_COLUMNS = f"select {FIELDS} {FROM}"
_SOME = f"{_COLUMNS} where {{among(r.id; :ids)}} and {{visible(c)}} order by r.id"
_LIST = (
    f"{_COLUMNS} where {{visible(c)}} and c.trashed_on is null"
    " and (cast(:contact_id as {int}) is null or r.contact_id = :contact_id or p.contact_id = :contact_id)"
    f" and {OF_ACCOUNT}"
    " and (:all_states = 1 or r.state in {each_text(:states)})"
    " order by {order} limit :limit offset :start"
)
_BY_DAY = "case when r.deadline_on is null then 1 else 0 end, r.deadline_on, r.received_on, r.id"
_BY_NUMBER = "r.id desc"
_PERSON = "select id, contact_id from mutuality_people where request_id = :request_id order by id"
_FINDINGS = (
    "select f.rule, f.verdict, f.sentence, f.said_by, f.said_on, coalesce(a.name, '') as ask from mutuality_findings f"
    " left join accounts a on a.id = f.asked_id where f.request_id = :request_id order by f.id"
)
_FINDING = "select id from mutuality_findings where request_id = :request_id and rule = :rule"
_DECISION = (
    "select d.request_id, d.outcome, d.told, d.kept, d.rule, d.offered, d.decided_by, d.decided_on, d.departs,"
    " coalesce(a.name, '') as ask, d.change_id from mutuality_decisions d left join accounts a on a.id = d.asked_id"
    " where d.request_id = :request_id"
)
_DECISION_ID = "select id from mutuality_decisions where request_id = :request_id"
_PROMISE = "select id, request_id, what, due_on, done_on, change_id from mutuality_promises where id = :id"
_PROMISES = (
    "select id, request_id, what, due_on, done_on, change_id from mutuality_promises"
    " where request_id = :request_id order by due_on, id"
)
_NAMES = (
    "select r.id, c.name, r.text from mutuality_requests r join v_contacts c on c.id = r.contact_id"
    " where {visible(c)} and c.trashed_on is null order by r.id desc"
)


def some(store: Store, ids: Sequence[int]) -> list[Request]:
    """Return requests by their numbers, without those of somebody the actor may not see."""
    return [read_request(row) for row in store.rows(_SOME, ids=store.numbers(ids))]


def listed(
    store: Store,
    *,
    states: Sequence[State] | None = None,
    contact_id: int | None = None,
    owner_id: int | None = None,
    start: int = 0,
    limit: int | None = None,
) -> list[Request]:
    """Return requests: those of some states with the next deadline first, those of all states with the latest first."""
    asked: dict[str, Any] = {
        "all_states": int(states is None),
        "states": json.dumps([one.value for one in states or ()]),
        "contact_id": contact_id,
        "owner_id": owner_id,
        "start": start,
        "limit": _ALL if limit is None else limit,
    }
    order = _BY_NUMBER if states is None else _BY_DAY
    return [read_request(row) for row in store.rows(_LIST.replace("{order}", order), **asked)]


def read_request(row: Row) -> Request:
    """Return the request of a row of :data:`FIELDS`; of who asks, nothing where the actor may not see them."""
    if not row["person"]:
        row["person_id"] = None
    return Request(**row)


def people(store: Store, request_id: int) -> dict[int, int]:
    """Return the rows of who asks for an organisation, each with the contact, whoever may see them."""
    return {row["id"]: row["contact_id"] for row in store.rows(_PERSON, request_id=request_id)}


def findings(store: Store, request_id: int) -> dict[str, Finding]:
    """Return what the rules say of a request, by their keys."""
    return {
        row["rule"]: Finding(
            rule=row["rule"],
            verdict=row["verdict"],
            sentence=row["sentence"],
            by=row["said_by"],
            on=row["said_on"],
            ask=row["ask"],
        )
        for row in store.rows(_FINDINGS, request_id=request_id)
    }


def finding_id(store: Store, request_id: int, rule: str) -> int | None:
    """Return the row of what a rule says of a request."""
    found = store.value(_FINDING, request_id=request_id, rule=rule)
    return None if found is None else int(found)


def decision(store: Store, request_id: int) -> Decision | None:
    """Return what was decided on a request."""
    row = store.one(_DECISION, request_id=request_id)
    return Decision(**row) if row else None


def decision_id(store: Store, request_id: int) -> int | None:
    """Return the row of what was decided on a request."""
    found = store.value(_DECISION_ID, request_id=request_id)
    return None if found is None else int(found)


def promise(store: Store, promise_id: int) -> Promise | None:
    """Return a promise."""
    row = store.one(_PROMISE, id=promise_id)
    return Promise(**row) if row else None


def promises(store: Store, request_id: int) -> list[Promise]:
    """Return what was promised on a request, the next due first."""
    return [Promise(**row) for row in store.rows(_PROMISES, request_id=request_id)]


def names(store: Store) -> dict[int, str]:
    """Return what requests may be called by: whose they are, and what they ask."""
    return {row["id"]: f"{row['name']} {row['text']}" for row in store.rows(_NAMES)}
