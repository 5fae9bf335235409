"""The SQL of what a newsletter can tell: Urgent Actions one can still write about, and publications, by keyword."""

from collections.abc import Iterable

from outreach_crm.storage import Store

_DAY = "coalesce({0}.issued_on, substr({0}.received_at, 1, 10), '')"
_SAYS = (
    "exists (select 1 from ua_issue_keywords w join v_keyword_closure x on x.specific_id = w.keyword_id"
    " where {among(x.general_id; :keywords)} and w.issue_id = {0})"
)
_ASKS = "{0}.kind in ('initial', 'followup') and {0}.audience = 'public'"
_LATER = (
    "exists (select 1 from ua_issue_cases m join ua_issues n on n.id = m.issue_id where m.case_id = l.case_id"
    f" and {_ASKS.replace('{0}', 'n')} and ({_DAY.replace('{0}', 'n')} > {_DAY.replace('{0}', 'i')}"
    f" or ({_DAY.replace('{0}', 'n')} = {_DAY.replace('{0}', 'i')} and n.id > i.id)))"
)
# A later issue of a case may have lost the keywords of the first: any of them brings it.
_OPEN = (
    f"select distinct i.id, {_DAY.replace('{0}', 'i')} as day from ua_issues i"
    " join ua_issue_cases l on l.issue_id = i.id join ua_cases c on c.id = l.case_id and c.state = 'open'"
    f" where {_ASKS.replace('{0}', 'i')} and not {_LATER}"
    f" and (i.deadline_on >= :today or (i.deadline_on is null and {_DAY.replace('{0}', 'i')} >= :since))"
    " and exists (select 1 from ua_issue_cases o where o.case_id = l.case_id and"
    f" {_SAYS.replace('{0}', 'o.issue_id')}) order by day desc, i.id desc limit :limit"
)
_PUBLICATIONS = (
    f"select i.id, {_DAY.replace('{0}', 'i')} as day from ua_issues i where i.kind = 'publication'"
    f" and i.audience = 'public' and {_DAY.replace('{0}', 'i')} >= :since and {_SAYS.replace('{0}', 'i.id')}"
    " order by day desc, i.id desc limit :limit"
)
_MOST = 40


def open_issues(store: Store, keywords: Iterable[int], since: str) -> list[int]:
    """Return the latest issue of each open case that somebody can still write about, the newest first."""
    rows = store.rows(_OPEN, keywords=store.numbers([*keywords]), since=since, limit=_MOST)
    return [row["id"] for row in rows]


def publications(store: Store, keywords: Iterable[int], since: str) -> list[int]:
    """Return the publications since a day, the newest first."""
    rows = store.rows(_PUBLICATIONS, keywords=store.numbers([*keywords]), since=since, limit=_MOST)
    return [row["id"] for row in rows]
