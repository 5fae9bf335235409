"""The SQL of alarms: what was met month by month, what was written, who got what and when."""

from collections.abc import Iterable

from outreach_crm.storage import Row, Store

_TIME = "i.kind = 'initial' and i.issued_on >= :since and i.issued_on < :until"
_MONTH = "substr(i.issued_on, 1, 7)"
# The interests that most people share; with equal numbers the oldest.
_SIGNED = (
    "select s.interest_id, count(*) as n, min(c.name) as one from ua_sign_ups s"
    " join v_contacts c on c.id = s.contact_id and c.trashed_on is null and {visible(c)}"
    " join ua_interests t on t.id = s.interest_id and t.clauses > 0"
    " where s.wants = 'urgent-actions' and s.left_on is null group by s.interest_id"
    " order by count(*) desc, s.interest_id limit :limit"
)
_WATCHED = (
    "select distinct t.keyword_id, substr(t.facet, 8) as sector from ua_interest_terms t"
    " where t.facet like 'sector:%' and exists (select 1 from ua_sign_ups s where s.interest_id = t.interest_id"
    " and s.wants = 'urgent-actions' and s.left_on is null) order by t.keyword_id, 2"
)
_MET = (
    "select w.interest_id as id, w.month, count(distinct w.issue_id) as n from"
    f" (select t.interest_id, t.clause, i.id as issue_id, {_MONTH} as month from ua_interest_terms t"
    " join v_keyword_closure x on x.general_id = t.keyword_id join ua_issue_keywords k on k.keyword_id = x.specific_id"
    f" join ua_issues i on i.id = k.issue_id and {_TIME} where t.excluded = 0 and {{among(t.interest_id; :ids)}}"
    " group by t.interest_id, t.clause, i.id, i.issued_on having count(distinct t.facet) = max(t.facets)) w"
    " where not exists (select 1 from ua_interest_terms e join v_keyword_closure x on x.general_id = e.keyword_id"
    " join ua_issue_keywords k on k.keyword_id = x.specific_id where e.interest_id = w.interest_id and e.excluded = 1"
    " and k.issue_id = w.issue_id) group by w.interest_id, w.month"
)
_WITH = (
    f"select x.general_id as id, {_MONTH} as month, count(distinct i.id) as n from v_keyword_closure x"
    f" join ua_issue_keywords k on k.keyword_id = x.specific_id join ua_issues i on i.id = k.issue_id and {_TIME}"
    f" where {{among(x.general_id; :ids)}} group by x.general_id, {_MONTH}"
)
_FIRST = f"select {_MONTH} as month, count(*) as n from ua_issues i where {_TIME} group by {_MONTH}"
_WRITTEN = (
    f"select k.issue_id, k.written, k.keyword_id, {_MONTH} as month from ua_issue_keywords k"
    f" join ua_issues i on i.id = k.issue_id and {_TIME} where k.origin = 'issued' order by k.id"
)
_FEW = (
    "select i.id, i.subject, min(substr(p.frozen_at, 1, 10)) as on_day, count(d.id) as n from v_dispatches p"
    " join ua_issues i on i.id = p.ref_id and i.kind = 'initial' left join v_deliveries d on d.dispatch_id = p.id"
    " and d.state not in ('failed', 'cancelled', 'refused')"
    " where p.ref_kind = 'ua_issues' and p.frozen_at >= :since and p.frozen_at < :until"
    " group by i.id, i.subject having count(d.id) < :few order by i.id"
)
_TIMES = (
    "select i.id, i.subject, i.received_at, i.deadline_on, (select min(d.settled_at) from v_deliveries d"
    " where d.ref_kind = 'ua_issues' and d.ref_id = i.id and d.state = 'sent') as first_at from ua_issues i"
    " where i.received_at >= :since and i.received_at < :until order by i.received_at, i.id"
)
# What can be late, have gone to few, or be told to too few.
_LATELY = (
    "select 1 as n from ua_issues i where i.received_at >= :since"
    " union all select 1 from v_dispatches p where p.ref_kind = 'ua_issues' and p.frozen_at >= :since"
    " union all select 1 from ua_cases c where c.state = 'stopped' and c.state_on >= :since limit 1"
)


def lately(store: Store, since: str) -> bool:
    """Return whether an issue came, was to be sent, or a case was stopped, since a day."""
    return store.value(_LATELY, since=since) is not None


_UNTOLD = (
    "select c.id, c.ref, c.state_on, count(distinct d.contact_id) as n from ua_cases c"
    " join ua_issue_cases l on l.case_id = c.id join ua_issues i on i.id = l.issue_id and i.kind <> 'stop'"
    " join v_deliveries d on d.ref_kind = 'ua_issues' and d.ref_id = i.id and d.state in ('sent', 'in_doubt')"
    " and substr(d.settled_at, 1, 10) >= c.state_on"
    " join v_contacts p on p.id = d.contact_id and {visible(p)}"
    " where c.state = 'stopped' and c.state_on >= :since and not exists (select 1 from v_deliveries t"
    " where t.contact_id = d.contact_id and t.dispatch_id > d.dispatch_id and ((t.ref_kind = 'ua_cases'"
    " and t.ref_id = c.id) or (t.ref_kind = 'ua_issues' and t.ref_id in (select x.issue_id from ua_issue_cases x"
    " join ua_issues y on y.id = x.issue_id and y.kind = 'stop' where x.case_id = c.id))))"
    " group by c.id, c.ref, c.state_on order by c.id"
)


def untold(store: Store, since: str) -> list[Row]:
    """Return the cases stopped since a day of which somebody got an issue later and was not told: ``ref``, ``n``."""
    return store.rows(_UNTOLD, since=since)


def signed(store: Store, limit: int) -> list[Row]:
    """Return what people are signed up for, but for everything: ``interest_id``, how many and the name of one."""
    return store.rows(_SIGNED, limit=limit)


def watched(store: Store) -> list[Row]:
    """Return the keywords that people get as like a sector: ``keyword_id``, ``sector``."""
    return store.rows(_WATCHED)


def met(store: Store, interests: Iterable[int], since: str, until: str) -> dict[int, dict[str, int]]:
    """Return how many first issues of a time interests met, by month."""
    return _by_month(store.rows(_MET, ids=store.numbers(interests), since=since, until=until))


def with_keyword(store: Store, keywords: Iterable[int], since: str, until: str) -> dict[int, dict[str, int]]:
    """Return how many first issues of a time have a keyword or a more specific one, by month."""
    return _by_month(store.rows(_WITH, ids=store.numbers(keywords), since=since, until=until))


def first_issues(store: Store, since: str, until: str) -> dict[str, int]:
    """Return how many first issues there were, by month."""
    return {row["month"]: row["n"] for row in store.rows(_FIRST, since=since, until=until)}


def written(store: Store, since: str, until: str) -> list[Row]:
    """Return the keywords of first issues as issued: ``issue_id``, ``written``, ``keyword_id``, ``month``."""
    return store.rows(_WRITTEN, since=since, until=until)


def few(store: Store, since: str, until: str, takers: int) -> list[Row]:
    """Return the first issues sent in a time that fewer got: ``id``, ``subject``, ``on_day``, ``n``."""
    return store.rows(_FEW, since=since, until=until, few=takers)


def times(store: Store, since: str, until: str) -> list[Row]:
    """Return when what came in a time came and first left: ``received_at``, ``first_at``, ``deadline_on``."""
    return store.rows(_TIMES, since=since, until=until)


def _by_month(rows: Iterable[Row]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["id"], {})[row["month"]] = int(row["n"])
    return found
