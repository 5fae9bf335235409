"""The SQL of the balance with organisations, all of them in one go."""

import json
from collections.abc import Sequence

from outreach_crm.storage import Row, Store
from outreach_mutuality.model.requests import RequestKind
from outreach_mutuality.queries.requests import ELSE, MET, NOT, WITHOUT_ANSWER

_ALL = 2**31 - 1
# Of what was put to them; a no may be thanked for, and told of, and what was given up may be put again.
_ASKS = (
    "select a.contact_id, count(*) as we_asked, count(a.done_on) as they_did,"
    " sum(case when a.done_on is null and a.state in ('declined', 'thanked', 'reported back') then 1 else 0 end)"
    " as they_declined,"
    " sum(case when a.done_on is null and a.state in ('planned', 'made', 'agreed') then 1 else 0 end) as asks_open,"
    " sum(case when a.done_on is null and a.state = 'given up' then 1 else 0 end) as asks_given_up,"
    " sum(case when a.done_on is null and a.state in ('planned', 'made', 'agreed', 'given up') then 1 else 0 end)"
    " as unreturned, min(a.made_on) as first_asked"
    " from v_asks a where a.made_on is not null group by a.contact_id"
)
_REQUESTS = (
    "select r.contact_id, count(*) as they_asked,"
    f" sum(case when d.outcome in {MET} then 1 else 0 end) as we_did,"
    f" sum(case when d.outcome in {ELSE} then 1 else 0 end) as we_offered,"
    f" sum(case when d.outcome in {NOT} then 1 else 0 end) as we_declined,"
    f" max(case when d.outcome in {ELSE} or d.outcome in {NOT} then d.decided_on end) as not_met_on,"
    " sum(case when coalesce(d.outcome, 'consult') = 'consult' then 1 else 0 end) as requests_open,"
    f" min(case when r.state in {WITHOUT_ANSWER} then r.received_on end) as waits_since"
    " from mutuality_requests r left join mutuality_decisions d on d.request_id = r.id group by r.contact_id"
)
_PROMISES = (
    "select r.contact_id, min(p.due_on) as promised_by from mutuality_promises p"
    " join mutuality_requests r on r.id = p.request_id where p.done_on is null group by r.contact_id"
)
_BALANCE = (
    "select c.id as contact_id, c.name, coalesce(a.we_asked, 0) as we_asked, coalesce(a.they_did, 0) as they_did,"
    " coalesce(a.they_declined, 0) as they_declined, coalesce(a.asks_open, 0) as asks_open,"
    " coalesce(a.asks_given_up, 0) as asks_given_up, coalesce(a.unreturned, 0) as unreturned, a.first_asked,"
    " coalesce(r.they_asked, 0) as they_asked, coalesce(r.we_did, 0) as we_did,"
    " coalesce(r.we_offered, 0) as we_offered, r.not_met_on, coalesce(r.we_declined, 0) as we_declined,"
    " coalesce(r.requests_open, 0) as requests_open, r.waits_since,"
    f" p.promised_by from v_contacts c left join ({_ASKS}) a on a.contact_id = c.id"
    f" left join ({_REQUESTS}) r on r.contact_id = c.id left join ({_PROMISES}) p on p.contact_id = c.id"
    " where c.kind = 'organisation' and c.trashed_on is null and c.merged_into is null and {visible(c)}"
    " and (a.contact_id is not null or r.contact_id is not null)"
    " and (cast(:contact_id as {int}) is null or c.id = :contact_id)"
    " and (cast(:sector as text) is null or exists (select 1 from v_sectors s where s.contact_id = c.id"
    " and s.sector = :sector)) order by c.sort_name, c.id"
)
_SECTORS = (
    "select s.contact_id, s.sector from v_sectors s where {among(s.contact_id; :ids)} order by s.contact_id, s.sector"
)
_DECIDED = (
    "from mutuality_requests r join mutuality_decisions d on d.request_id = r.id and d.outcome <> 'consult'"
    " join v_contacts c on c.id = r.contact_id and c.trashed_on is null and {visible(c)}"
)
_COUNTED = (
    f"sum(case when d.outcome in {MET} then 1 else 0 end) as met,"
    f" sum(case when d.outcome in {ELSE} then 1 else 0 end) as offered,"
    f" sum(case when d.outcome in {NOT} then 1 else 0 end) as declined"
)
_TREATED = (
    f"select r.kind, '' as sector, {_COUNTED} {_DECIDED} group by r.kind"
    f" union all select r.kind, s.sector, {_COUNTED} {_DECIDED} join v_sectors s on s.contact_id = c.id"
    f" group by r.kind, s.sector order by 1, 2"
)
_SHARES = (
    f"select r.kind, r.contact_id, c.name as contact, {_COUNTED}, count(*) over (partition by r.kind) as organisations,"
    " row_number() over (partition by r.kind order by max(d.decided_on) desc, r.contact_id) as place"
    f" {_DECIDED} where r.kind in {{each_text(:kinds)}}"
    " group by r.kind, r.contact_id, c.name"
)
_WHO_GOT = f"select * from ({_SHARES}) as shares where place <= :most order by kind, place"
_DEPARTED = (
    "select r.id as request_id, r.contact_id, c.name as contact, r.kind, d.outcome, d.departs, d.decided_by,"
    f" d.decided_on {_DECIDED} where d.departs <> ''"
    " order by d.decided_on desc, r.id desc limit :most"
)
_WAITING = (
    "select r.id as request_id, r.contact_id, c.name as contact, substr(r.text, 1, 1000) as text, r.received_on,"
    f" r.state from mutuality_requests r join v_contacts c on c.id = r.contact_id where r.state in {WITHOUT_ANSWER}"
    " and r.received_on < :before and c.trashed_on is null and {visible(c)} order by r.received_on, r.id"
)
_ASKED_LATELY = (
    "select max(a.made_on) as made_on from v_asks a where a.contact_id = :contact_id and a.owner_id = :actor_id"
    " and a.made_on > {days_after(cast(:today as text); -cast(:days as {int}))} and a.made_on <= :today"
)


def asked_lately(store: Store, contact_id: int, today: str, days: int) -> str:
    """Return when the actor asked an organisation for something last, within some days; empty: not lately."""
    return str(store.value(_ASKED_LATELY, contact_id=contact_id, today=today, days=days) or "")


def balances(store: Store, *, contact_id: int | None = None, sector: str | None = None) -> list[Row]:
    """Return asks and requests with organisations between whom and us there was any, by name."""
    return store.rows(_BALANCE, contact_id=contact_id, sector=sector)


def sectors(store: Store, contact_ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the keys of the sectors of contacts that have any, by contact."""
    found: dict[int, list[str]] = {}
    for row in store.rows(_SECTORS, ids=store.numbers(contact_ids)):
        found.setdefault(row["contact_id"], []).append(row["sector"])
    return found


def treated(store: Store) -> list[Row]:
    """Return how requests of each kind were decided: over all, with an empty sector, and by sector."""
    return store.rows(_TREATED)


def who_got(store: Store, kinds: Sequence[RequestKind], most: int | None) -> list[Row]:
    """Return what organisations got of requests of some kinds; of each kind, those decided on last, so many at most."""
    return store.rows(_WHO_GOT, kinds=json.dumps([one.value for one in kinds]), most=_ALL if most is None else most)


def departed(store: Store, most: int | None) -> list[Row]:
    """Return decisions that departed from those on like requests, the latest first."""
    return store.rows(_DEPARTED, most=_ALL if most is None else most)


def waiting(store: Store, before: str) -> list[Row]:
    """Return requests without an answer that came before a day (ISO 8601), the oldest first."""
    return store.rows(_WAITING, before=before)
