"""The SQL of a replay: its own book of who got what, in tables of the connection to the copy."""

from collections.abc import Iterable, Iterator

from outreach_crm.storage import Row, Store

# ua_run: what was run, in its order. ua_got: who got which of it; ua_lately: first issues among it, as far back as a
# limit can look. ua_month and ua_kept_back: who got and did not get what, by month. ua_hits: first issues that an
# interest met in a month, whatever limits and pauses then did. ua_origins: what each message follows.
_TABLES = (
    "create temp table ua_run (seq {int} primary key, issue_id {int} not null unique, kind {text} not null,"
    " sent_on {text} not null, life {int} not null)",
    "create temp table ua_got (seq {int} not null, contact_id {int} not null, primary key (seq, contact_id))"
    " {clustered}",
    "create temp table ua_lately (contact_id {int} not null, seq {int} not null, primary key (contact_id, seq))"
    " {clustered}",
    "create temp table ua_held_now (contact_id {int} not null, rule {text} not null)",
    "create temp table ua_month (contact_id {int} not null, month {text} not null, first {int} not null,"
    " followups {int} not null, other {int} not null, primary key (contact_id, month)) {clustered}",
    "create temp table ua_kept_back (contact_id {int} not null, month {text} not null, rule {text} not null,"
    " n {int} not null, primary key (contact_id, month, rule)) {clustered}",
    "create temp table ua_hits (interest_id {int} not null, month {text} not null, n {int} not null,"
    " primary key (interest_id, month)) {clustered}",
    "create temp table ua_origins (seq {int} not null, origin {int} not null, primary key (seq, origin)) {clustered}",
)
RECEIVED = "(select g.contact_id, u.issue_id, u.kind, u.sent_on from ua_lately g join ua_run u on u.seq = g.seq)"
"""Who got which issue lately in the replay, as limits ask for it."""

GOT = (
    "(select g.contact_id, 0 as dispatch_id, null as channel, null as language, null as variant, 1 as n"
    " from ua_run u cross join ua_got g where g.seq = u.seq and {among(u.issue_id; :issues)} group by g.contact_id)"
)
"""Who got any of some issues in the replay, as follow-ups ask for it."""

_FOLLOWS = "('followup', 'final', 'stop', 'correction')"
_RUN = (
    "select i.id, i.issued_on, i.kind from ua_issues i where i.kind <> 'publication'"
    " and i.issued_on >= :since and i.issued_on <= :until"
    " order by i.issued_on, i.id"
)
_UNDATED = "select count(*) as n from ua_issues where issued_on is null and kind <> 'publication'"
_SPAN = (
    "select min(issued_on) as since, max(issued_on) as until from ua_issues"
    " where issued_on <= :today and kind <> 'publication'"
)
_CASES = "select issue_id, case_id from ua_issue_cases order by id"
_NOTE = (
    "insert into ua_run (seq, issue_id, kind, sent_on, life)"
    " select :seq, i.id, i.kind, i.issued_on, i.life_at_risk from ua_issues i where i.id = :issue_id"
)
_SENT = "insert into ua_got (seq, contact_id) select :seq, s.contact_id from selection s order by s.contact_id"
_SENT_LATELY = "insert into ua_lately (contact_id, seq) select s.contact_id, :seq from selection s"
_HOLD_ALL = "insert into ua_held_now (contact_id, rule) select s.contact_id, :rule from selection s"
_HOLD_UNSENT = "insert into ua_held_now (contact_id, rule) select contact_id, rule from ua_not_sent"
_HOLD_ONE = "insert into ua_held_now (contact_id, rule) values (:contact_id, :rule)"
_HIT = (
    "insert into ua_hits (interest_id, month, n) select m.interest_id, cast(:month as text), 1 from ua_met m"
    " where m.excluded = 0 on conflict (interest_id, month) do update set n = ua_hits.n + 1"
)
_CLOSE = (
    "insert into ua_month (contact_id, month, first, followups, other) select g.contact_id, cast(:month as text),"
    f" sum(case when u.kind = 'initial' then 1 else 0 end), sum(case when u.kind in {_FOLLOWS} then 1 else 0 end),"
    f" sum(case when u.kind = 'other' then 1 else 0 end) from ua_got g join ua_run u on u.seq = g.seq"
    " where g.seq > :after group by g.contact_id"
)
_CLOSE_HELD = (
    "insert into ua_kept_back (contact_id, month, rule, n)"
    " select contact_id, cast(:month as text), rule, count(*) from ua_held_now group by contact_id, rule"
)
_FORGET_HELD = "delete from ua_held_now"
_FORGET_OLD = "delete from ua_lately where seq < (select min(u.seq) from ua_run u where u.sent_on >= :since)"
_MONTHS = "select contact_id, month, first, followups, other from ua_month order by contact_id, month"
_KEPT_BACK = "select contact_id, month, rule, n from ua_kept_back order by contact_id, month, rule"
_HITS = "select interest_id, month, n from ua_hits order by interest_id, month"
_OF_MONTH = (
    "select substr(sent_on, 1, 7) as month, count(*) as n from ua_run where kind = 'initial'"
    " group by substr(sent_on, 1, 7)"
)
_ORIGINS = (
    "insert into ua_origins (seq, origin) select distinct u.seq, e.seq from ua_run u"
    " join ua_issue_cases a on a.issue_id = u.issue_id join ua_issue_cases b on b.case_id = a.case_id"
    f" join ua_run e on e.issue_id = b.issue_id and e.seq < u.seq and e.kind not in {_FOLLOWS}"
    f" where u.kind in {_FOLLOWS}"
)
_FORGET_ORIGINS = "delete from ua_origins"
_BROKEN = {
    "followups_without_original": (
        f"select count(*) as n from ua_run u cross join ua_got g where g.seq = u.seq and u.kind in {_FOLLOWS}"
        " and not exists (select 1 from ua_origins o cross join ua_got h"
        " where o.seq = g.seq and h.seq = o.origin and h.contact_id = g.contact_id)"
    ),
    "sends_after_stop": (
        "select coalesce(sum((select count(*) from ua_got g where g.seq = u.seq)), 0) as n from ua_run u"
        " where u.kind in ('initial', 'followup', 'other') and exists (select 1 from ua_issue_cases a"
        " join ua_issue_cases b on b.case_id = a.case_id join ua_run e on e.issue_id = b.issue_id and e.seq < u.seq"
        " and e.kind = 'stop' where a.issue_id = u.issue_id)"
    ),
    "limits_exceeded": (
        "select count(*) as n from (select s.at_most, sum(m.n) over w as n, max(m.life) over w as life from ("
        "select g.contact_id, cast(substr(u.sent_on, 1, 4) as {int}) * 12 + cast(substr(u.sent_on, 6, 2) as {int})"
        " as month, count(*) as n, max(u.life) as life from ua_run u join ua_got g on g.seq = u.seq"
        " where u.kind = 'initial' group by 1, 2) m"
        " join ua_sign_ups s on s.contact_id = m.contact_id and s.at_most is not null and s.months = :months"
        " window w as (partition by m.contact_id order by m.month range between {before} preceding and current row))"
        " as lately where n > at_most + life"
    ),
    "sends_after_leaving": (
        "select count(*) as n from ua_run u cross join ua_got g cross join ua_sign_ups s where g.seq = u.seq"
        " and s.contact_id = g.contact_id and s.left_on < u.sent_on and u.kind not in ('stop', 'correction')"
    ),
}
_MONTHS_OF_LIMITS = "select distinct months from ua_sign_ups where at_most is not null order by months"


def begin(store: Store) -> None:
    """Make the book of a replay."""
    for sql in _TABLES:
        store.execute(sql)


def to_run(store: Store, since: str, until: str) -> list[Row]:
    """Return what is to be run, in its order: ``id``, ``issued_on``, ``kind``."""
    return store.rows(_RUN, since=since, until=until)


def undated(store: Store) -> int:
    """Return how many issues have no day."""
    return int(store.value(_UNDATED))


def span(store: Store) -> tuple[str | None, str | None]:
    """Return the first and the last day of the log."""
    row = store.one(_SPAN) or {}
    return row.get("since"), row.get("until")


def cases(store: Store) -> dict[int, list[int]]:
    """Return the cases of every issue."""
    found: dict[int, list[int]] = {}
    for row in store.rows(_CASES):
        found.setdefault(row["issue_id"], []).append(row["case_id"])
    return found


def note(store: Store, seq: int, issue_id: int) -> None:
    """Note that an issue is run next."""
    store.execute(_NOTE, seq=seq, issue_id=issue_id)


def sent(store: Store, seq: int, *, first: bool) -> None:
    """Note that all in the selection got what is run; ``first`` is what limits count."""
    store.execute(_SENT, seq=seq)
    if first:
        store.execute(_SENT_LATELY, seq=seq)


def hold_selection(store: Store, rule: str) -> None:
    """Note that all in the selection do not get what is run, by a rule."""
    store.execute(_HOLD_ALL, rule=rule)


def hold_unsent(store: Store) -> None:
    """Note whom the last match found to fit and left out."""
    store.execute(_HOLD_UNSENT)


def hold(store: Store, rule: str, contacts: Iterable[int]) -> None:
    """Note that some do not get what is run, by a rule."""
    store.execute_many(_HOLD_ONE, [{"contact_id": one, "rule": rule} for one in contacts])


def hit(store: Store, month: str) -> None:
    """Note which interests the last match met."""
    store.execute(_HIT, month=month)


def close_month(store: Store, month: str, *, after: int, since: str) -> None:
    """Add a month up.

    Args:
        store: the store.
        month: which one.
        after: what was run last before it.
        since: the first day that limits of the next month can ask for.
    """
    store.execute(_CLOSE, month=month, after=after)
    store.execute(_CLOSE_HELD, month=month)
    store.execute(_FORGET_HELD)
    store.execute(_FORGET_OLD, since=since)


def months(store: Store) -> list[Row]:
    """Return what everybody got by month."""
    return store.rows(_MONTHS)


def kept_back(store: Store) -> list[Row]:
    """Return what everybody did not get by month and rule."""
    return store.rows(_KEPT_BACK)


def hits(store: Store) -> dict[int, dict[str, int]]:
    """Return how many first issues each interest met by month."""
    found: dict[int, dict[str, int]] = {}
    for row in store.rows(_HITS):
        found.setdefault(row["interest_id"], {})[row["month"]] = row["n"]
    return found


def first_issues(store: Store) -> dict[str, int]:
    """Return how many first issues were run by month."""
    return {row["month"]: row["n"] for row in store.rows(_OF_MONTH)}


def broken(store: Store) -> dict[str, int]:
    """Return how often each promise was broken."""
    store.execute(_FORGET_ORIGINS)
    store.execute(_ORIGINS)
    return {promise: sum(int(store.value(sql, **of)) for sql, of in _asked(store, promise)) for promise in _BROKEN}


def _asked(store: Store, promise: str) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield the statements that count breaches; of limits, one for each number of months."""
    sql = _BROKEN[promise]
    if "{before}" not in sql:
        yield sql, {}
        return
    for row in store.rows(_MONTHS_OF_LIMITS):
        yield sql.replace("{before}", str(row["months"] - 1)), {"months": row["months"]}
