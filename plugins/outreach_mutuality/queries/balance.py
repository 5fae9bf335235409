"""The SQL of the balance with organisations, all of them in one go."""

from outreach_crm.storage import Row, Store

_MET = "('accept', 'accept in part', 'offer something else')"
_NOT = "('decline', 'refer')"
_OPEN = "('received', 'unclear', 'assessed', 'decided')"
_ASKS = (
    "select a.contact_id, count(a.made_on) as we_asked, count(a.done_on) as they_did,"
    " sum(case when a.state = 'declined' then 1 else 0 end) as they_declined,"
    " sum(case when a.state in ('made', 'agreed') then 1 else 0 end) as asks_open,"
    " sum(case when a.made_on is not null and a.done_on is null and a.reported_on is null and a.state <> 'declined'"
    " then 1 else 0 end) as unreturned from v_asks a group by a.contact_id"
)
_REQUESTS = (
    "select r.contact_id, count(*) as they_asked,"
    f" sum(case when d.outcome in {_MET} then 1 else 0 end) as we_did,"
    f" sum(case when d.outcome in {_NOT} then 1 else 0 end) as we_declined,"
    " sum(case when coalesce(d.outcome, 'consult') = 'consult' then 1 else 0 end) as requests_open,"
    f" min(case when r.state in {_OPEN} then r.received_on end) as waits_since"
    " from mutuality_requests r left join mutuality_decisions d on d.request_id = r.id group by r.contact_id"
)
_PROMISES = (
    "select r.contact_id, min(p.due_on) as promised_by from mutuality_promises p"
    " join mutuality_requests r on r.id = p.request_id where p.done_on is null group by r.contact_id"
)
_BALANCE = (
    "select c.id as contact_id, c.name, coalesce(a.we_asked, 0) as we_asked, coalesce(a.they_did, 0) as they_did,"
    " coalesce(a.they_declined, 0) as they_declined, coalesce(a.asks_open, 0) as asks_open,"
    " coalesce(a.unreturned, 0) as unreturned, coalesce(r.they_asked, 0) as they_asked,"
    " coalesce(r.we_did, 0) as we_did, coalesce(r.we_declined, 0) as we_declined,"
    " coalesce(r.requests_open, 0) as requests_open, r.waits_since,"
    f" p.promised_by from contacts c left join ({_ASKS}) a on a.contact_id = c.id"
    f" left join ({_REQUESTS}) r on r.contact_id = c.id left join ({_PROMISES}) p on p.contact_id = c.id"
    " where c.trashed_on is null and c.merged_into is null and {visible(c)}"
    " and (a.contact_id is not null or r.contact_id is not null)"
    " and (cast(:contact_id as {int}) is null or c.id = :contact_id)"
    " and (cast(:sector as text) is null or exists (select 1 from contact_sectors s where s.contact_id = c.id"
    " and s.sector = :sector)) order by c.sort_name, c.id"
)
_TREATED = (
    "select r.kind, coalesce(s.sector, '') as sector,"
    f" sum(case when d.outcome in {_MET} then 1 else 0 end) as met,"
    f" sum(case when d.outcome in {_NOT} then 1 else 0 end) as declined"
    " from mutuality_requests r join mutuality_decisions d on d.request_id = r.id"
    " join contacts c on c.id = r.contact_id left join contact_sectors s on s.contact_id = c.id"
    " where {visible(c)} and d.outcome <> 'consult' group by r.kind, coalesce(s.sector, '') order by 1, 2"
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


def treated(store: Store) -> list[Row]:
    """Return how requests of each kind were decided, by sector."""
    return store.rows(_TREATED)
