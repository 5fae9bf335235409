"""The SQL of sharing out scarce attention: who may still get how many, and what the month still brings."""

from collections.abc import Iterable
from datetime import date

from outreach_crm.storage import Row, Store
from outreach_urgent_actions.queries.matching import fitting

_R = (
    "from {received} as r where r.contact_id = s.contact_id and r.kind = 'initial' and r.issue_id <> :issue_id"
    " and r.sent_on >= :since and r.sent_on <= :on"
)
_MONTH = "cast(substr(r.sent_on, 1, 4) as {int}) * 12 + cast(substr(r.sent_on, 6, 2) as {int})"
_CANDIDATES = (
    "select s.id, s.contact_id, f.facets, s.at_most, "
    f"(select count(*) {_R} and {_MONTH} > :month - s.months) as counted,"
    f" (select count(*) {_R} and {_MONTH} = :month) as served,"
    f" (select count(*) {_R}) as received, (select coalesce(max(r.sent_on), '') {_R}) as last_on,"
    " (select count(distinct h.issue_id) from ua_held h where h.contact_id = s.contact_id and h.held_on >= :since"
    " and h.rule in ('limit', 'kept-back')) as held"
    " from {fits} where {which} and s.at_most is not null"
    " and not exists (select 1 from ua_judged j where j.sign_up_id = s.id)"
)
_UNLIMITED = (
    "select count(distinct s.contact_id) as n from {fits} where {which} and s.at_most is null"
    " and not exists (select 1 from ua_judged j where j.sign_up_id = s.id)"
)
_GOT_IT = "select count(distinct contact_id) as n from ua_judged where rule = 'already-sent'"
_KEEP_BACK = (
    "insert into ua_judged (sign_up_id, contact_id, rule, detail) values (:id, :contact_id, 'kept-back', '')"
    " on conflict (sign_up_id) do nothing"
)
_ALLOWED = (
    "select coalesce(sum(cast(at_most as {real}) / months), 0) as n from ua_sign_ups s"
    " where s.wants = :wants and s.left_on is null and s.at_most is not null"
    " and (s.paused_until is null or s.paused_until <= :on)"
)
_SPENT = (
    "select count(*) as n from v_recipients d join ua_sent p on p.dispatch_id = d.dispatch_id"
    " where p.kind = 'initial' and p.sent_on >= :first and d.state not in ('failed', 'cancelled', 'refused')"
)
_ISSUES = "select count(*) as n from ua_issues where kind = 'initial' and issued_on > :since and issued_on <= :on"


def candidates(store: Store, received: str, *, due: bool, **of: object) -> list[Row]:
    """Return who fits, has a limit and has not reached it; parameters as those of a rule, and ``since``."""
    rows = []
    for sql in fitting(_CANDIDATES.replace("{received}", received), due=due):
        rows += store.rows(sql, **of)
    return rows


def without_limit(store: Store, *, due: bool, **of: object) -> int:
    """Return to how many it goes who set no limit."""
    return sum(int(store.value(sql, **of)) for sql in fitting(_UNLIMITED, due=due))


def got_it(store: Store) -> int:
    """Return how many of those who fit got it before."""
    return int(store.value(_GOT_IT))


def keep_back(store: Store, rows: Iterable[Row]) -> None:
    """Note for whom an issue is not: ``id`` of the sign-up and ``contact_id``."""
    store.execute_many(_KEEP_BACK, [{"id": one["id"], "contact_id": one["contact_id"]} for one in rows])


def left_this_month(store: Store, first: date, *, on: str, wants: str) -> int:
    """Return how many all limits together still allow in the month that begins on ``first``."""
    allowed = float(store.value(_ALLOWED, on=on, wants=wants))
    return max(0, round(allowed - int(store.value(_SPENT, first=first.isoformat()))))


def first_issues(store: Store, since: date, on: date) -> int:
    """Return how many first issues came after one day and until another."""
    return int(store.value(_ISSUES, since=since.isoformat(), on=on.isoformat()))
