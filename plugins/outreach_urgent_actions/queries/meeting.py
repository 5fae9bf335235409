"""The SQL by which an issue meets interests: its keywords, all that are more general, and what was asked for."""

import json
from collections.abc import Iterable

from outreach_crm.storage import Row, Store

_SAY = "insert into ua_says (keyword_id, told) values (:keyword_id, :told)"
_ISSUE = "select id, uid, kind, subject, audience, life_at_risk from ua_issues where id = :issue_id"
_SPOKEN = "select language from ua_texts where issue_id = :issue_id order by id"
_COUNTRIES = (
    "select distinct k.codes from ua_issue_keywords i join v_keywords k on k.id = i.keyword_id"
    " where i.issue_id = :issue_id and k.facet = 'country'"
)
# Of each keyword that is meant, the nearest one that the issue has.
_SAYS = (
    "select x.general_id, x.specific_id, x.depth from ua_issue_keywords i"
    " join v_keyword_closure x on x.specific_id = i.keyword_id where i.issue_id = :issue_id"
    " order by x.general_id, x.depth, x.specific_id"
)
_STEPS = "select specific_id, via_id from v_keyword_closure where general_id = :general and depth > 0"
EXCLUDED = (
    "exists (select 1 from ua_interest_terms x join ua_says n on n.keyword_id = x.keyword_id"
    " where x.interest_id = {0} and x.excluded = 1)"
)
"""The condition that an interest, ``{0}``, excludes something that the issue says."""

_MEET = (
    "insert into ua_met (interest_id, facets, excluded, because)"
    " with hit as (select t.interest_id, t.clause, t.facet, max(t.facets) as facets, min(n.told) as told"
    " from ua_says n cross join ua_interest_terms t where t.keyword_id = n.keyword_id and t.excluded = 0"
    " group by t.interest_id, t.clause, t.facet order by t.interest_id, t.clause, t.facet),"
    " told as (select interest_id, clause, facets, case when facet like 'sector:%'"
    ' then \'["sector",{"sector":"\' || substr(facet, 8) || \'",\' else \'["interest",{\' end'
    " || substr(told, 3) || '}]' as one from hit),"
    " whole as (select interest_id, clause, max(facets) as facets, '[' || {join(one; ',')} || ']' as because"
    " from told group by interest_id, clause having count(*) = max(facets)),"
    " best as (select interest_id, facets, because,"
    " row_number() over (partition by interest_id order by facets desc, clause) as n from whole)"
    f" select b.interest_id, b.facets, case when {EXCLUDED.replace('{0}', 'b.interest_id')} then 1 else 0 end,"
    " b.because from best b where b.n = 1"
    f" union all select i.id, 0, case when {EXCLUDED.replace('{0}', 'i.id')} then 1 else 0 end,"
    " '[[\"everything\",{}]]' from ua_interests i where i.clauses = 0"
)


def issue(store: Store, issue_id: int) -> Row | None:
    """Return what of an issue decides who gets it, or None."""
    return store.one(_ISSUE, issue_id=issue_id)


def languages(store: Store, issue_id: int) -> list[str]:
    """Return the languages of an issue's texts, the first one first."""
    return [row["language"] for row in store.rows(_SPOKEN, issue_id=issue_id)]


def countries(store: Store, issue_id: int) -> list[str]:
    """Return the codes (ISO 3166) of the countries an issue is about."""
    return sorted({code for row in store.rows(_COUNTRIES, issue_id=issue_id) for code in json.loads(row["codes"])})


def says(store: Store, issue_id: int) -> list[Row]:
    """Return ``general_id``, ``specific_id`` and ``depth`` of all that an issue's keywords answer, nearest first."""
    return store.rows(_SAYS, issue_id=issue_id)


def steps(store: Store, general: int) -> dict[int, int]:
    """Return from where each keyword below a general one is reached."""
    return {row["specific_id"]: row["via_id"] for row in store.rows(_STEPS, general=general)}


def meet(store: Store, told: Iterable[tuple[int, str]]) -> None:
    """Find the interests that an issue meets.

    Args:
        store: the store.
        told: each keyword that is answered: its id, and how near and how it is told.
    """
    store.execute_many(_SAY, [{"keyword_id": one, "told": text} for one, text in told])
    store.execute("analyze ua_says")
    store.execute(_MEET)
    store.execute("analyze ua_met")
