"""The SQL of a trial: which first issues of the past an interest meets."""

import json
from collections.abc import Iterable

from outreach_crm.storage import Row, Store

_WITH = (
    "select distinct i.issue_id from ua_issue_keywords i join v_keyword_closure x on x.specific_id = i.keyword_id"
    " where x.general_id in {each(:ids)}"
)
_FIRST = (
    "select i.id as issue_id, i.issued_on, i.subject, coalesce({join(c.ref; ', ')}, '') as cases from ua_issues i"
    " left join ua_issue_cases l on l.issue_id = i.id left join ua_cases c on c.id = l.case_id"
    " where i.kind = 'initial' and i.issued_on >= :since and i.issued_on <= :until"
    " group by i.id, i.issued_on, i.subject order by i.issued_on, i.id"
)
_LAST = "select max(issued_on) as on_day from ua_issues where kind = 'initial' and issued_on <= :today"
_EARLIEST = "select min(issued_on) as on_day from ua_issues where kind = 'initial'"


def with_any(store: Store, ids: Iterable[int]) -> set[int]:
    """Return the issues with one of some keywords, or one more specific."""
    return {row["issue_id"] for row in store.rows(_WITH, ids=json.dumps([*ids]))}


def first_issues(store: Store, since: str, until: str) -> list[Row]:
    """Return the first issues of a time, in order: ``issue_id``, ``issued_on``, ``subject``, ``cases``."""
    return store.rows(_FIRST, since=since, until=until)


def last_day(store: Store) -> str | None:
    """Return the day of the last first issue there is."""
    found = store.value(_LAST)
    return None if found is None else str(found)


def first_day(store: Store) -> str | None:
    """Return the day of the earliest first issue there is."""
    found = store.value(_EARLIEST)
    return None if found is None else str(found)
