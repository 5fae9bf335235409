"""The SQL of a preview: everybody who is signed up, with what becomes of an issue for them and why.

It is read after a match and a rehearsal of the dispatch on the same connection, whose tables (``ua_met``,
``ua_not_sent``, ``dispatch_plan``) say all of it.
"""

from collections.abc import Iterable, Iterator

from outreach_crm.storage import Row, Store

_NOT_SENT = (
    "insert into ua_not_sent (contact_id, rule, detail) values (:contact_id, :rule, :detail)"
    " on conflict (contact_id) do nothing"
)
_TABLE = (
    "create temp table if not exists ua_seen (contact_id {int} primary key, decision {text} not null,"
    " rule {text} not null, detail {text} not null, channel {text} not null, language {text} not null,"
    " sector {text} not null, because {text} not null)"
)
_COLUMNS = "insert into ua_seen (contact_id, decision, rule, detail, channel, language, sector, because)"
_DECISION = "case when {0}.rule = '' then 'send' when {0}.rule in {each_text(:holding)} then 'hold' else 'no' end"
_PLANNED = (
    f"{_COLUMNS} select p.contact_id, {_DECISION.replace('{0}', 'p')}, p.rule, p.detail, p.channel, p.language,"
    " substr(p.variant, {instr(p.variant; ':')} + 1), p.because from dispatch_plan p"
)
_SIGNED = "s.wants = cast(:wants as text) and s.left_on is null and s.signed_on <= :on"
_HELD = (
    f"{_COLUMNS} select n.contact_id, {_DECISION.replace('{0}', 'n')}, n.rule, n.detail, '', '', '', coalesce((select"
    " m.because from ua_sign_ups s join ua_met m on m.interest_id = s.interest_id and m.excluded = 0"
    f" where s.contact_id = n.contact_id and {_SIGNED} order by m.facets desc, s.id limit 1), '')"
    " from ua_not_sent n join v_contacts c on c.id = n.contact_id and {visible(c)}"
    " where 1 = 1 on conflict (contact_id) do nothing"
)
# Excluded comes before no-keyword: of two sign-ups the one that came nearer is told.
_OTHERS = (
    f"{_COLUMNS} select s.contact_id, 'no',"
    " min(case when m.excluded = 1 then 'excluded' else cast(:other as text) end), '', '', '', '', ''"
    " from ua_sign_ups s join v_contacts c on c.id = s.contact_id and {visible(c)}"
    f" left join ua_met m on m.interest_id = s.interest_id where {_SIGNED} and c.trashed_on is null"
    " group by s.contact_id on conflict (contact_id) do nothing"
)
_RULES = "select decision, rule, count(*) as n from ua_seen group by decision, rule order by 3 desc, 1, 2"
_COUNTS = (
    "select {column} as key, count(*) as n from ua_seen t join v_contacts c on c.id = t.contact_id and {visible(c)}"
    " where t.decision = 'send' group by {column} order by 2 desc, 1"
)
_ROWS = (
    "select t.contact_id, c.name as contact, t.decision, t.rule, coalesce(r.name, t.detail) as detail, t.because,"
    " t.channel, t.language from ua_seen t join v_contacts c on c.id = t.contact_id and {visible(c)}"
    " left join v_contacts r on t.rule = 'shared-address'"
    " and r.id = cast(case when t.rule = 'shared-address' then t.detail end as {int})"
)
_PAGE = f"{_ROWS} where t.contact_id > :after order by t.contact_id limit :limit"
_SOME = (
    f"{_ROWS} where t.decision = :decision and t.rule = :rule and t.contact_id > :after"
    " order by t.contact_id limit :limit"
)
_THESE = f"{_ROWS} where {{among(t.contact_id; :ids)}} order by c.sort_name, t.contact_id"
_A_PAGE = 5_000
BY = {"sector": "t.sector", "country": "c.country", "channel": "t.channel", "language": "t.language"}
"""By what recipients are counted: name to column."""


def hold(store: Store, rule: str, kept: Iterable[Row]) -> None:
    """Note who does not get an issue by a rule: ``contact_id`` and ``detail``; what an earlier rule said stays."""
    store.execute_many(_NOT_SENT, [{**row, "rule": rule} for row in kept])


def see(store: Store, *, holding: str, wants: str, on: str, other: str) -> None:
    """Write down what becomes of an issue for everybody who is signed up.

    Args:
        store: the store.
        holding: the rules that only hold back, as a JSON array.
        wants: of which sign-ups.
        on: the day (ISO 8601).
        other: the rule of all the others.
    """
    for sql in (_TABLE, "delete from ua_seen", _PLANNED, _HELD, _OTHERS):
        store.execute(sql, holding=holding, wants=wants, on=on, other=other)


def rules(store: Store) -> list[Row]:
    """Return how many there are of each ``decision`` and ``rule``."""
    return store.rows(_RULES)


def counts(store: Store, by: str) -> list[Row]:
    """Return ``key`` and ``n`` of recipients by one of ``BY``."""
    return store.rows(_COUNTS.replace("{column}", BY[by]))


def some(store: Store, decision: str, rule: str, limit: int, after: int = 0) -> list[Row]:
    """Return the first contacts of a decision and rule behind a number."""
    return store.rows(_SOME, decision=decision, rule=rule, limit=limit, after=after)


def these(store: Store, ids: Iterable[int]) -> list[Row]:
    """Return some contacts, by name."""
    return store.rows(_THESE, ids=store.numbers([*ids]))


def everybody(store: Store) -> Iterator[Row]:
    """Yield everybody who is signed up, by number, a page at a time."""
    after = 0
    while page := store.rows(_PAGE, after=after, limit=_A_PAGE):
        yield from page
        after = page[-1]["contact_id"]
