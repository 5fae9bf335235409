"""The SQL that finds who is to get an issue, and who is not although it fits.

An issue meets interests, not people: two million sign-ups are some thousand interests. Only the sign-ups of interests
that were met are looked at, in one covering index; only their limits are asked. What is found stands in tables of the
connection, so that a preview and what is sent are one and the same.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from outreach_crm.storage import Selection, Store
from outreach_urgent_actions.queries.meeting import EXCLUDED

# ua_says: what an issue says, its keywords and all that are more general; place is how near, then how it is told.
# ua_met: the interests it meets. ua_due: sign-ups to which more was promised than their own keywords brought.
# ua_judged: sign-ups that fit, with a rule why nothing goes to them, or why something does in spite of a limit.
_TABLES = (
    "create temp table if not exists ua_says (keyword_id {int} primary key, told {text} not null)",
    "create temp table if not exists ua_met (interest_id {int} primary key, facets {int} not null,"
    " excluded {int} not null, because {text} not null)",
    "create temp table if not exists ua_due (sign_up_id {int} primary key, facets {int} not null,"
    " because {text} not null)",
    "create temp table if not exists ua_judged (sign_up_id {int} primary key, contact_id {int} not null,"
    " rule {text} not null, detail {text} not null)",
    "create temp table if not exists ua_not_sent (contact_id {int} primary key, rule {text} not null,"
    " detail {text} not null)",
    "create temp table if not exists ua_sent (dispatch_id {int} primary key, issue_id {int} not null,"
    " kind {text} not null, sent_on {text} not null)",
    "create temp table if not exists ua_ways (wanted {text} primary key, channel {text} not null)",
)
_EMPTY = tuple(
    f"delete from {name}" for name in ("ua_says", "ua_met", "ua_due", "ua_judged", "ua_not_sent", "ua_sent", "ua_ways")
)

_LEFT = "d.state not in ('failed', 'cancelled', 'refused')"
# The number of a dispatch leads to what it was; numbers grow, so whatever was frozen lately has none below the first.
RECEIVED = (
    "(select d.contact_id, p.issue_id, p.kind, p.sent_on from v_recipients d cross join ua_sent p"
    f" where p.dispatch_id = d.dispatch_id and {_LEFT}"
    " and d.dispatch_id >= (select min(q.dispatch_id) from ua_sent q))"
)
"""Who received which issue lately: ``contact_id``, ``issue_id``, ``kind``, ``sent_on``; see :func:`look_back`."""

_SENT = (
    "insert into ua_sent (dispatch_id, issue_id, kind, sent_on)"
    " select p.id, p.ref_id, i.kind, substr(p.frozen_at, 1, 10) from v_dispatches p join ua_issues i on i.id = p.ref_id"
    " where p.ref_kind = 'ua_issues' and p.frozen_at >= :since"
)
_RECIPIENTS = (
    f"(select d.contact_id, d.ref_id as issue_id from v_deliveries d where d.ref_kind = 'ua_issues' and {_LEFT})"
)
_WAY = "insert into ua_ways (wanted, channel) values (:wanted, :channel)"
_SIGNED = "s.wants = cast(:wants as text) and s.left_on is null and s.signed_on <= :on"
# The sign-ups that an issue fits, in two parts; every statement with {fits}, or {back}, and {which} runs over both. A
# cross join is read in the order in which it is written: from the few that were found to their sign-ups.
_OF_MET = f"s.interest_id = f.interest_id and f.excluded = 0 and {_SIGNED}"
_OF_DUE = f"s.id = f.sign_up_id and {_SIGNED}"
_MET = {"fits": "ua_met f cross join ua_sign_ups s", "back": "ua_sign_ups s cross join ua_met f", "which": _OF_MET}
_DUE = {"fits": "ua_due f cross join ua_sign_ups s", "back": "ua_sign_ups s cross join ua_due f", "which": _OF_DUE}


def _shut(rule: str, detail: str, when: str, *, beside: str = "") -> str:
    """Return the statement of a rule: for which of those who fit, beside what else."""
    return (
        f"insert into ua_judged (sign_up_id, contact_id, rule, detail) select s.id, s.contact_id, {rule}, {detail}"
        f" from {{fits}} {beside} where {{which}} and {when} on conflict (sign_up_id) do nothing"
    )


# Months are counted by the calendar: one every other month is at most one in this month and the one before.
_MONTH = "cast(substr(r.sent_on, 1, 4) as {int}) * 12 + cast(substr(r.sent_on, 6, 2) as {int})"
# What a limit and a promise count: first issues, or publications.
_COUNTED = "r.kind = case cast(:wants as text) when 'publications' then 'publication' else 'initial' end"
_CONTACT = "cross join v_contacts c"
RULES: Mapping[str, str] = {
    "already-sent": _shut(
        "'already-sent'",
        "''",
        "s.contact_id in (select r.contact_id from {received} as r where r.issue_id = :issue_id)",
    ),
    "members-only": _shut(
        "'members-only'",
        "''",
        "c.id = s.contact_id and (c.membership <> 'member' or c.membership_from > :on or c.membership_to < :on)",
        beside=_CONTACT,
    ),
    "own-country": _shut(
        "'own-country'",
        "''",
        "c.id = s.contact_id and coalesce(nullif(c.country, ''), cast(:home as text)) in {each_text(:countries)}",
        beside=_CONTACT,
    ),
    # Few pause: they are looked up first, and then what they asked for.
    "paused": (
        "insert into ua_judged (sign_up_id, contact_id, rule, detail)"
        " select s.id, s.contact_id, 'paused', s.paused_until from {back} where {which}"
        " and s.paused_until is not null and s.paused_until > :on on conflict (sign_up_id) do nothing"
    ),
    "language-missing": _shut(
        "'language-missing'",
        "s.language",
        "s.any_language = 0 and substr(s.language || '-', 1, {instr(s.language || '-'; '-')} - 1)"
        " not in {each_text(:spoken)}",
    ),
    # In the order of contacts, in which deliveries lie: to look them up one beside the other is twice as fast.
    "limit": (
        "insert into ua_judged (sign_up_id, contact_id, rule, detail)"
        " with limited as materialized (select s.id, s.contact_id, s.at_most, s.months from {fits}"
        " where {which} and s.at_most is not null order by s.contact_id),"
        " counted as materialized (select s.id, s.contact_id, s.at_most, (select count(*) from {received} as r"
        f" where r.contact_id = s.contact_id and {_COUNTED} and r.issue_id <> :issue_id"
        f" and r.sent_on <= :on and {_MONTH} > :month - s.months) as n from limited s)"
        " select id, contact_id, case when :life = 1 and n = at_most then 'over-limit' else 'limit' end,"
        " cast(n as text) from counted where n >= at_most on conflict (sign_up_id) do nothing"
    ),
}
"""Why nothing goes to somebody whom an issue fits: rule to statement, in the order in which they are asked."""

_LONGEST = "select coalesce(max(months), 1) as n from ua_sign_ups where months > 1"
_PROMISES = "select distinct months from ua_sign_ups where at_least is not null order by months"
# Whoever was promised more than their keywords bring gets what they did not exclude, from the places they asked for.
_PROMISED = (
    "insert into ua_due (sign_up_id, facets, because) select s.id, 0, '[[\"at-least\",{}]]' from ua_sign_ups s"
    f" where {_SIGNED} and s.at_least is not null and s.months = :months and s.signed_on <= :since"
    " and s.interest_id not in (select m.interest_id from ua_met m)"
    f" and not {EXCLUDED.replace('{0}', 's.interest_id')}"
    " and (not exists (select 1 from ua_interest_terms t where t.interest_id = s.interest_id and t.facet = 'where'"
    " and t.excluded = 0) or exists (select 1 from ua_interest_terms t join ua_says n on n.keyword_id = t.keyword_id"
    " where t.interest_id = s.interest_id and t.facet = 'where' and t.excluded = 0))"
    " and (select count(distinct r.issue_id) from {received} as r where r.contact_id = s.contact_id"
    f" and {_COUNTED} and r.sent_on > :since and r.sent_on <= :on) < s.at_least"
)
_CHOSEN = (
    "select s.contact_id, w.channel, nullif(s.language, '') as language, s.capacity || ':' || s.sector as variant,"
    " case when j.rule is null then f.because"
    " else substr(f.because, 1, length(f.because) - 1) || ',[\"over-limit\",{}]]' end as because"
    " from {fits} left join ua_judged j on j.sign_up_id = s.id left join ua_ways w on w.wanted = s.channel"
    " where {which} and (j.rule is null or j.rule = 'over-limit') order by s.contact_id, f.facets desc, s.id"
)
_NOT_SENT = (
    "insert into ua_not_sent (contact_id, rule, detail) select j.contact_id, j.rule, j.detail from ua_judged j"
    " where j.rule <> 'over-limit' and not exists (select 1 from selection s where s.contact_id = j.contact_id)"
    " order by j.contact_id, j.sign_up_id on conflict (contact_id) do nothing"
)
_TALLY = "select rule, count(*) as n from ua_not_sent group by rule order by rule"
_KEEP = (
    "insert into ua_held (issue_id, contact_id, rule, detail, held_on)"
    " select cast(:issue_id as {int}), contact_id, rule, detail, cast(:on as text) from ua_not_sent"
    " where rule <> 'already-sent' order by contact_id"
)


def begin(store: Store, ways: Mapping[str, str]) -> None:
    """Make the tables of a match where this connection has none yet, and empty them. Needs an open selection.

    Args:
        store: the store.
        ways: the channel by which each way that people can ask for is gone.
    """
    for sql in (*_TABLES, *_EMPTY):
        store.execute(sql)
    store.execute_many(_WAY, [{"wanted": wanted, "channel": channel} for wanted, channel in sorted(ways.items())])


def promise(store: Store, since: Mapping[int, date], received: str, **of: object) -> int:
    """Find the sign-ups to which more was promised than their keywords brought since a day, by months.

    Returns:
        How many there are.
    """
    due = 0
    for months, day in since.items():
        due += store.execute(_PROMISED.replace("{received}", received), months=months, since=day.isoformat(), **of)
    return due


def promises(store: Store) -> list[int]:
    """Return over how many months something is promised."""
    return [row["months"] for row in store.rows(_PROMISES)]


def look_back(store: Store, since: date) -> None:
    """Find what was sent since a day, for ``RECEIVED``."""
    store.execute(_SENT, since=since.isoformat())
    store.execute("analyze ua_sent")


def longest(store: Store) -> int:
    """Return over how many months the longest limit counts."""
    return int(store.value(_LONGEST))


def judge(store: Store, rule: str, /, *, due: bool, received: str = "", **of: object) -> None:
    """Find those who fit and to whom nothing goes by one rule; what an earlier rule found stays.

    Args:
        store: the store.
        rule: one of ``RULES``.
        due: whether more was promised to anybody.
        received: the relation of who received what.
        of: the parameters of the rule, among them ``wants`` and ``on``.
    """
    if rule == "already-sent" and received == RECEIVED:
        received = _RECIPIENTS
    for sql in fitting(RULES[rule].replace("{received}", received), due=due):
        store.execute(sql, **of)


def choose(store: Store, selection: Selection, *, due: bool, **of: object) -> int:
    """Fill the selection with who gets it, and the table of those who do not; return how many get it."""
    columns = ("contact_id", "channel", "language", "variant", "because")
    chosen = sum(selection.fill(sql, columns=columns, **of) for sql in fitting(_CHOSEN, due=due))
    store.execute(_NOT_SENT)
    return chosen


def held(store: Store) -> dict[str, int]:
    """Return how many of those who fit do not get it, by rule."""
    return {row["rule"]: row["n"] for row in store.rows(_TALLY)}


def keep(store: Store, issue_id: int, on: date) -> int:
    """Write down who did not get an issue although it fitted; return how many. Call inside a change."""
    return store.execute(_KEEP, issue_id=issue_id, on=on.isoformat())


def fitting(sql: str, *, due: bool) -> Iterator[str]:
    """Yield a statement over those whose interests are met, and over those to whom more was promised, if any.

    Args:
        sql: with ``{fits}`` (or ``{back}``) where it reads sign-ups ``s``, and ``{which}`` among its conditions.
        due: whether more was promised to anybody.
    """
    for part in (_MET, _DUE) if due else (_MET,):
        filled = sql
        for name, text in part.items():
            filled = filled.replace(f"{{{name}}}", text)
        yield filled
