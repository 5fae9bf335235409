"""The SQL of requests and promises on which a group advises, and of the days by which they are due."""

import json
from collections.abc import Iterable

from outreach_crm.storage import Row, Store
from outreach_mutuality.queries.requests import WITHOUT_ANSWER

_OF_SECTORS = (
    "exists (select 1 from v_sectors s where s.contact_id = r.contact_id and s.sector in {each_text(:sectors)})"
)
_SEEN = "c.trashed_on is null and {visible(c)}"
_REQUESTS = (
    "select r.id, count(*) over () as of_all from mutuality_requests r join v_contacts c on c.id = r.contact_id"
    f" where r.state in ('unclear', 'in consultation') and r.received_on <= :on and {_OF_SECTORS} and {_SEEN}"
    " order by coalesce(r.deadline_on, '9999'), r.received_on, r.id limit :most"
)
_PROMISES = (
    "select p.id, p.what, p.due_on, p.request_id, c.name, coalesce(o.name, '') as owner, count(*) over () as of_all"
    " from mutuality_promises p join mutuality_requests r on r.id = p.request_id"
    " join v_contacts c on c.id = r.contact_id left join accounts o on o.id = r.owner_id"
    f" where p.done_on is null and p.due_on <= :on and {_OF_SECTORS} and {_SEEN} order by p.due_on, p.id limit :most"
)
_DEADLINES = (
    "select r.id, r.contact_id, c.name, substr(r.text, 1, 1000) as text, r.deadline_on, r.owner_id"
    " from mutuality_requests r join v_contacts c on c.id = r.contact_id"
    f" where r.state in {WITHOUT_ANSWER} and r.deadline_on >= :start and r.deadline_on <= :end and {_SEEN}"
    " order by r.id"
)
# Open ones and kept ones stand in an index of their own.
_PROMISED = (
    "select p.id, p.what, p.due_on, p.done_on, r.contact_id, c.name, r.owner_id from mutuality_promises p"
    " join mutuality_requests r on r.id = p.request_id join v_contacts c on c.id = r.contact_id"
    f" where p.done_on {{state}} and p.due_on >= :start and p.due_on <= :end and {_SEEN} order by p.id"
)


def requests(store: Store, sectors: Iterable[str], on: str, limit: int) -> list[Row]:
    """Return the requests of some sectors that wait for advice on a day: their numbers, and ``of_all``."""
    return store.rows(_REQUESTS, sectors=json.dumps([*sectors]), on=on, most=limit)


def promises(store: Store, sectors: Iterable[str], on: str, limit: int) -> list[Row]:
    """Return the promises to organisations of some sectors that are due by a day, and ``of_all``."""
    return store.rows(_PROMISES, sectors=json.dumps([*sectors]), on=on, most=limit)


def deadlines(store: Store, start: str, end: str) -> list[Row]:
    """Return the requests without an answer that need one by a day of a span."""
    return store.rows(_DEADLINES, start=start, end=end)


def promised(store: Store, start: str, end: str) -> list[Row]:
    """Return the promises that are due on a day of a span, kept ones too."""
    return [
        row
        for state in ("is null", "is not null")
        for row in store.rows(_PROMISED.replace("{state}", state), start=start, end=end)
    ]
