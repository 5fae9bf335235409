"""The SQL of the board: cases by how far they are, who got them, what came back; and finding them by words."""

from collections.abc import Iterable, Sequence

from outreach_crm.storage import Row, Store

_DAY = "coalesce(i.issued_on, substr(i.received_at, 1, 10), '')"
_RUNNING = (
    "c.state = 'open' and coalesce(max(i.deadline_on), case when max(" + _DAY + ") >= :since then :today else '' end)"
    " >= :today"
)
_TABS = {
    "running": f"having {_RUNNING} order by coalesce(max(i.deadline_on), '9999'), 9 desc, c.id desc",
    "past": f"having c.state <> 'stopped' and not ({_RUNNING}) order by 9 desc, c.id desc",
    "stopped": "having c.state = 'stopped' order by coalesce(c.state_on, '') desc, c.id desc",
    "all": "order by 9 desc, c.id desc",
}
_CASES = (
    "select c.id, c.ref, c.variant, c.state, c.state_on, count(i.id) as issues,"
    " coalesce(min(case when i.kind = 'initial' then i.subject end), max(i.subject), '') as subject,"
    f" max(i.deadline_on) as deadline_on, max({_DAY}) as last_on"
    " from ua_cases c left join ua_issue_cases l on l.case_id = c.id left join ua_issues i on i.id = l.issue_id"
    " where cast(:keyword_id as {int}) is null or exists (select 1 from ua_issue_cases m"
    " join ua_issue_keywords w on w.issue_id = m.issue_id join v_keyword_closure x on x.specific_id = w.keyword_id"
    " where m.case_id = c.id and x.general_id = :keyword_id)"
    " group by c.id, c.ref, c.variant, c.state, c.state_on {tab} limit :limit offset :offset"
)
_SOME = _CASES.partition(" where ")[0] + (
    " where {among(c.id; :ids)} group by c.id, c.ref, c.variant, c.state, c.state_on order by 9 desc, c.id desc"
)
_GOT = (
    "select l.case_id, count(distinct case when d.state in ('sent', 'in_doubt', 'inflight') then d.contact_id end)"
    " as got, sum(case when d.state in ('queued', 'claimed', 'deferred', 'in_hand') then 1 else 0 end) as left_over"
    " from ua_issue_cases l join v_deliveries d on d.ref_kind = 'ua_issues' and d.ref_id = l.issue_id"
    " where {among(l.case_id; :ids)} group by l.case_id"
)
_WROTE = (
    "select case_id, count(distinct contact_id) as wrote,"
    " cast(sum(letters + emails + calls + unsorted) as {int}) as appeals"
    " from ua_responses where kind = 'appeals' and {among(case_id; :ids)} group by case_id"
)
_HELD = (
    "select l.case_id, count(distinct h.contact_id) as held from ua_issue_cases l"
    " join ua_held h on h.issue_id = l.issue_id where {among(l.case_id; :ids)} group by l.case_id"
)
_CHAINS = (
    f"select l.case_id, i.id, i.kind, i.ordinal, i.deadline_on, {_DAY} as day from ua_issue_cases l"
    " join ua_issues i on i.id = l.issue_id where {among(l.case_id; :ids)} order by 6, i.id"
)
_BY_WORDS = (
    "select i.id, i.kind, i.ordinal, i.subject from ua_issues i where i.id in (select ref from words"
    " where tbl = 'ua_issues' and word >= :first and word < :last)"
    " and {instr(i.words; :other1)} > 0 and {instr(i.words; :other2)} > 0 and {instr(i.words; :other3)} > 0"
    " order by coalesce(i.issued_on, substr(i.received_at, 1, 10), '') desc, i.id desc limit :limit"
)
_CASES_OF = "select distinct case_id from ua_issue_cases where {among(issue_id; :ids)}"
# Beyond every letter: words that begin with a prefix stand between it and it followed by this.
_END = chr(0x10FFFF)


def cases(store: Store, tab: str, *, keyword_id: int | None, since: str, limit: int, offset: int) -> list[Row]:
    """Return the cases of a tab; ``since`` is the day from which a case without a deadline still runs."""
    params = {"since": since} if tab in {"running", "past"} else {}
    sql = _CASES.replace("{tab}", _TABS[tab])
    return store.rows(sql, keyword_id=keyword_id, limit=limit, offset=offset, **params)


def some(store: Store, ids: Iterable[int]) -> list[Row]:
    """Return cases by their ids, the latest first."""
    return store.rows(_SOME, ids=store.numbers([*ids]))


def figures(store: Store, ids: Iterable[int]) -> dict[int, Row]:
    """Return for cases how many ``got`` one, are ``left_over``, were ``held``, ``wrote``, and their ``appeals``."""
    found: dict[int, Row] = {}
    numbers = store.numbers([*ids])
    for sql in (_GOT, _WROTE, _HELD):
        for row in store.rows(sql, ids=numbers):
            found.setdefault(row.pop("case_id"), {}).update({name: int(n or 0) for name, n in row.items()})
    return found


def chains(store: Store, ids: Iterable[int]) -> dict[int, list[Row]]:
    """Return the issues of cases in their order: ``id``, ``kind``, ``ordinal``, ``deadline_on``, ``day``."""
    found: dict[int, list[Row]] = {}
    for row in store.rows(_CHAINS, ids=store.numbers([*ids])):
        found.setdefault(row["case_id"], []).append(row)
    return found


def by_words(store: Store, prefixes: Sequence[str], limit: int) -> list[Row]:
    """Return issues whose words begin with each of one to four prefixes, the latest first."""
    others = {f"other{n}": f'"{one}' for n, one in enumerate((*prefixes[1:4], "", "", "")[:3], 1)}
    return store.rows(_BY_WORDS, first=prefixes[0], last=prefixes[0] + _END, limit=limit, **others)


def cases_of(store: Store, issue_ids: Iterable[int]) -> list[int]:
    """Return the cases that some issues belong to."""
    return [row["case_id"] for row in store.rows(_CASES_OF, ids=store.numbers([*issue_ids]))]
