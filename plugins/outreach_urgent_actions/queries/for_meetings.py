"""The SQL of what groups can still write about on a day, by what they are signed up for, and of deadlines."""

from collections.abc import Iterable

from outreach_crm.storage import Row, Store

_DAY = "coalesce(i.issued_on, substr(i.received_at, 1, 10), '')"
# The latest issue of each open case that asks for letters: what it says counts, also where it came without a deadline.
_ASKED = (
    "asked as materialized (select n.case_id, n.issue_id, n.deadline_on, n.audience from (select l.case_id,"
    f" i.id as issue_id, i.deadline_on, i.audience, {_DAY} as day,"
    f" row_number() over (partition by l.case_id order by {_DAY} desc, i.id desc) as place"
    " from ua_cases c join ua_issue_cases l on l.case_id = c.id join ua_issues i on i.id = l.issue_id"
    " where c.state = 'open' and i.kind in ('initial', 'followup')) n where n.place = 1 and {when})"
)
_STILL_OPEN = "(n.deadline_on >= :on or (n.deadline_on is null and n.day >= :since))"
_IN_SPAN = "n.deadline_on >= :start and n.deadline_on <= :end"
# Who of them is a member, and where each is at home: the same is asked of whoever gets an issue.
_WRITERS = (
    "c.id as contact_id, coalesce(nullif(c.country, ''), cast(:home as text)) as country, case when"
    " c.membership = 'member' and coalesce(c.membership_from, '') <= :on and coalesce(c.membership_to, '9999') >= :on"
    " then 1 else 0 end as member"
)
_SIGNED = (
    f"writers as materialized (select {_WRITERS}, s.interest_id from ua_sign_ups s join v_contacts c"
    " on c.id = s.contact_id where s.wants = 'urgent-actions' and s.left_on is null and s.signed_on <= :on"
    " and coalesce(s.paused_until, '') <= :on and c.trashed_on is null and {visible(c)} and {whose})"
)
_GROUPS = "c.kind = 'group'"
# What any issue of a case says counts: a later one may have lost the keywords of the first.
_SAYS = "ua_issue_cases l on l.case_id = a.case_id join ua_issue_keywords w on w.issue_id = l.issue_id"
_MET = (
    "terms as materialized (select t.interest_id, t.clause, t.facet, t.facets, t.excluded, x.specific_id as keyword_id"
    " from ua_interest_terms t join v_keyword_closure x on x.general_id = t.keyword_id"
    " where t.interest_id in (select interest_id from writers)),"
    " said as materialized (select distinct t.interest_id, t.clause, t.facet, t.facets, t.excluded, a.case_id"
    f" from asked a join {_SAYS} join terms t on t.keyword_id = w.keyword_id),"
    " met as materialized (select interest_id, case_id from said where excluded = 0"
    " group by interest_id, clause, case_id having count(*) = max(facets)"
    " union select i.id, a.case_id from ua_interests i cross join asked a"
    " where i.clauses = 0 and i.id in (select interest_id from writers)),"
    " shut as materialized (select distinct interest_id, case_id from said where excluded = 1)"
)
_MAY_WRITE = (
    "(a.audience = 'public' or w.member = 1) and (:own_country = 1 or not exists (select 1 from ua_issue_keywords p"
    " join v_keywords k on k.id = p.keyword_id where p.issue_id = a.issue_id and k.facet = 'country'"
    " and {instr(k.codes; '\"' || w.country || '\"')} > 0))"
)
_PAIRS = (
    "pairs as materialized (select distinct w.contact_id, a.case_id, a.issue_id, a.deadline_on from writers w"
    " join met m on m.interest_id = w.interest_id"
    " join asked a on a.case_id = m.case_id"
    " left join shut x on x.interest_id = m.interest_id and x.case_id = m.case_id"
    f" where x.case_id is null and {_MAY_WRITE})"
)
_FOUND = (
    " select p.case_id, p.issue_id, p.deadline_on, count(*) over () as of_all from pairs p"
    " order by coalesce(p.deadline_on, '9999'), p.case_id limit :most"
)
_OF_GROUP = (
    f"with {_ASKED.replace('{when}', _STILL_OPEN)}, {_SIGNED.replace('{whose}', 's.contact_id = :group_id')},"
    f" {_MET}, {_PAIRS}{_FOUND}"
)
# A group that never signed up for anything: by what it is interested in, and what its sectors watch.
_OF_KEYWORDS = (
    f"with {_ASKED.replace('{when}', _STILL_OPEN)}, writers as (select {_WRITERS} from v_contacts c"
    " where c.id = :group_id and c.trashed_on is null and {visible(c)}),"
    " pairs as (select w.contact_id, a.case_id, a.issue_id, a.deadline_on from writers w cross join asked a"
    " where exists (select 1 from ua_issue_cases l join ua_issue_keywords s on s.issue_id = l.issue_id"
    " join v_keyword_closure x on x.specific_id = s.keyword_id"
    " where l.case_id = a.case_id and {among(x.general_id; :keywords)})"
    f" and {_MAY_WRITE}){_FOUND}"
)
_OF_DAYS = (
    f"with {_ASKED.replace('{when}', _IN_SPAN)}, {_SIGNED.replace('{whose}', _GROUPS)},"
    f" {_MET}, {_PAIRS} select p.case_id, k.ref, k.variant, i.subject, p.deadline_on, p.contact_id from"
    " (select contact_id, case_id, issue_id, deadline_on from pairs"
    " union all select null, case_id, issue_id, deadline_on from asked) p"
    " join ua_cases k on k.id = p.case_id join ua_issues i on i.id = p.issue_id"
    " order by p.deadline_on, p.case_id, p.contact_id"
)
_EVER = "select 1 as n from ua_sign_ups where contact_id = :group_id and wants = 'urgent-actions' limit 1"


def ever_signed_up(store: Store, group_id: int) -> bool:
    """Return whether a contact signed up for Urgent Actions, though it left or pauses."""
    return store.value(_EVER, group_id=group_id) is not None


def of_sign_ups(store: Store, group_id: int, on: str, **asked: object) -> list[Row]:
    """Return the open cases a group can write about on a day by its sign-ups, the first to end first.

    Args:
        store: the store.
        group_id: the group's contact.
        on: the day (ISO 8601).
        asked: ``since``, the day from which a case without a deadline still runs; ``home``, the section's country;
            ``own_country``, whether groups write about their own; ``most``, how many at most.
    """
    return store.rows(_OF_GROUP, group_id=group_id, on=on, **asked)


def of_keywords(store: Store, group_id: int, keywords: Iterable[int], on: str, **asked: object) -> list[Row]:
    """Return the open cases that say one of some keywords; see :func:`of_sign_ups`."""
    return store.rows(_OF_KEYWORDS, group_id=group_id, keywords=store.numbers([*keywords]), on=on, **asked)


def of_days(store: Store, start: str, end: str, on: str, **asked: object) -> list[Row]:
    """Return the open cases that end on a day of a span: once, and once more for each group that is signed up to it."""
    return store.rows(_OF_DAYS, start=start, end=end, on=on, **asked)
