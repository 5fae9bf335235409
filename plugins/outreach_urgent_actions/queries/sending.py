"""The SQL of sending: which issues belong together, who got an earlier one, and what is not to leave."""

import json
from collections.abc import Iterable, Sequence

from outreach_crm.storage import Row, Selection, Store
from outreach_urgent_actions.model.sending import Follower, Pull

_DISPATCHES = (
    "select id, ref_id, name, state, frozen_at from v_dispatches where ref_kind = :kind and {among(ref_id; :ids)}"
    " order by id"
)
_UNDER_WAY = (
    "select p.name, count(*) as n from v_deliveries d join v_dispatches p on p.id = d.dispatch_id"
    " where d.ref_kind = 'ua_issues' and {among(d.ref_id; :ids)} and d.state in {each_text(:states)}"
    " group by p.id, p.name order by p.id"
)
_RECEIVED = (
    "(select d.contact_id, d.dispatch_id, d.channel, d.language, d.variant, d.name, d.settled_at, p.frozen_at,"
    " row_number() over (partition by d.contact_id order by d.id desc) as n"
    " from v_deliveries d join v_dispatches p on p.id = d.dispatch_id"
    " where d.ref_kind = 'ua_issues' and {among(d.ref_id; :issues)} and d.contact_id is not null"
    " and d.state in ({states}))"
)
HAD = _RECEIVED.replace("{states}", "'sent', 'in_doubt', 'inflight'")
"""Who got any of ``:issues``, or may have: they may write because of it; ``n`` 1 is the latest that each got."""
GOT = _RECEIVED.replace("{states}", "'sent', 'in_doubt', 'inflight', 'in_hand'")
"""The same with those whose letter is in somebody's hand: what goes on is for them too, a stop has it pulled."""

_SIGNED = "s.contact_id = g.contact_id and s.wants = 'urgent-actions'"
_RULES = {
    "left": (
        f"(select max(s.left_on) from ua_sign_ups s where {_SIGNED} having count(*) > 0"
        " and count(*) = count(s.left_on))"
    ),
    "paused": (
        f"(select min(s.paused_until) from ua_sign_ups s where {_SIGNED} and s.left_on is null having count(*) > 0"
        " and count(*) = sum(case when s.paused_until > :on then 1 else 0 end))"
    ),
}
"""What tells of somebody who got an earlier issue why they do not get a follow-up: its detail, null where it does."""
_FOLLOWERS = (
    "select g.contact_id, c.name as contact, g.name as got, coalesce(substr(g.settled_at, 1, 10), '') as on_day,"
    f" g.channel, {_RULES['left']} as left_on, {_RULES['paused']} as paused from {GOT} g"
    " join v_contacts c on c.id = g.contact_id and {visible(c)} where g.n = 1 order by c.sort_name, c.id"
)
_FILL = (
    "select g.contact_id, g.channel, g.language, g.variant, 'got:' || g.dispatch_id as because"
    " from {got} g where g.n = 1"
)
_UNTOLD = (
    " and not exists (select 1 from v_recipients t where t.contact_id = g.contact_id"
    " and t.dispatch_id > g.dispatch_id and {among(t.dispatch_id; :notices)})"
)
_WISHES = (
    "select distinct s.channel as got_by, coalesce((select max(u.channel) from ua_sign_ups u"
    " where u.contact_id = s.contact_id and u.wants = 'urgent-actions' and u.left_on is null), '') as wanted"
    " from selection s where s.because like 'got:%' order by 1, 2"
)
# Only whom the other channel reaches: what went as a file to be printed may be for somebody without e-mail.
_REDIRECT = (
    "update selection set channel = cast(:channel as text) where channel = :got_by and because like 'got:%'"
    " and coalesce((select max(u.channel) from ua_sign_ups u where u.contact_id = selection.contact_id"
    " and u.wants = 'urgent-actions' and u.left_on is null), '') = :wanted"
    " and contact_id in (select a.contact_id from ({addresses}) as a)"
)
_ONLY = "delete from selection where contact_id <> :contact_id"
_HELD = "select g.contact_id, {rule} as detail from {got} g where g.n = 1 and {rule} is not null"
_KEEP = (
    "insert into ua_held (issue_id, contact_id, rule, detail, held_on)"
    " values (:issue_id, :contact_id, :rule, :detail, :on)"
)
_HOW_MANY = "select count(*) as n from {got} g where g.n = 1"
_HIDDEN = (
    f"select count(*) as n from {HAD} g join v_contacts c on c.id = g.contact_id where g.n = 1 and not {{visible(c)}}"
)
_FIRST_SENT = f"select min(substr(g.frozen_at, 1, 10)) as day from {GOT} g"
# They signed up in time: what they did not get they were not meant to get.
_DROP_EARLIER = (
    "delete from selection where because not like 'got:%' and not exists (select 1 from ua_sign_ups s"
    " where s.contact_id = selection.contact_id and s.wants = 'urgent-actions' and s.left_on is null"
    " and s.signed_on >= :since)"
)
_MARK_LATE = (
    "update selection set variant = 'late:' || coalesce(variant, ''), because = 'late' where because not like 'got:%'"
)
_VARIANTS = "select distinct coalesce(variant, '') as variant from selection order by 1"
_REASONS = "select distinct because from selection where because like 'got:%' order by 1"
# What is in hand is found by where it lies, whoever sees its contact; of what somebody posted by their word there is
# nothing to pull. A file has the name of whom it is for.
_PULL = (
    "select c.id as contact_id, coalesce(c.name, '') as contact, d.name as dispatch, d.channel, d.state,"
    " case when d.state = 'in_hand' then d.made else d.reply end as what,"
    " coalesce(substr(d.settled_at, 1, 10), '') as on_day from v_deliveries d"
    " left join v_contacts c on c.id = d.contact_id and {visible(c)}"
    " where d.ref_kind = 'ua_issues' and {among(d.ref_id; :issues)} and d.channel in {each_text(:channels)}"
    " and (d.state = 'in_hand' or (c.id is not null and d.made = ''"
    " and d.state in ('claimed', 'inflight', 'in_doubt', 'sent'))) order by d.channel, coalesce(c.sort_name, ''), d.id"
)
_UNSENT = (
    "select count(*) as n from v_deliveries d where {among(d.dispatch_id; :ids)}"
    " and d.state in ('queued', 'claimed', 'deferred')"
)

_MEMBER = (
    "c.membership = 'member' and coalesce(c.membership_from, :today) <= :today"
    " and coalesce(c.membership_to, :today) >= :today"
)
# The issue first: where it is for everybody, or its cases go on, nobody is looked at (a cross join keeps its order).
NO_MEMBER = (
    "select s.contact_id, '' as detail from ua_issues i cross join selection s join v_contacts c on c.id = s.contact_id"
    " where cast(:ref_kind as text) = 'ua_issues' and i.id = :ref_id and i.audience = 'members'"
    f" and not ({_MEMBER})"
)
"""The statement of clearance that keeps what is for members from everybody else."""
STOPPED = (
    "select s.contact_id, min(c.ref || ', ' || coalesce(c.state_on, '')) as detail from ua_issues i"
    " join ua_issue_cases l on l.issue_id = i.id join ua_cases c on c.id = l.case_id and c.state = 'stopped'"
    " cross join selection s where cast(:ref_kind as text) = 'ua_issues' and i.id = :ref_id"
    " and i.kind not in ('stop', 'final') group by s.contact_id"
)
"""The statement of clearance that lets nothing leave about a case that was stopped, but that it was."""


def dispatches(store: Store, kind: str, ids: Iterable[int]) -> list[Row]:
    """Return the dispatches about some issues (``ua_issues``) or cases (``ua_cases``), in order."""
    return store.rows(_DISPATCHES, kind=kind, ids=store.numbers([*ids]))


def under_way(store: Store, issues: Iterable[int], states: Sequence[str]) -> dict[str, int]:
    """Return how many messages of some issues have one of some states, by dispatch."""
    rows = store.rows(_UNDER_WAY, ids=store.numbers([*issues]), states=json.dumps(states))
    return {row["name"]: row["n"] for row in rows}


def followers(store: Store, issues: Iterable[int], on: str) -> list[Row]:
    """Return who got any of some issues, by name, with since when they left and until when they pause, if they do."""
    return store.rows(_FOLLOWERS, issues=store.numbers([*issues]), on=on)


def follower(row: Row, rule: str, why_not: str) -> Follower:
    """Return a follower as a record."""
    known = {name: row[name] for name in ("contact_id", "contact", "got", "channel")}
    return Follower(on=row["on_day"], rule=rule, why_not=why_not, **known)


def fill(
    store: Store, selection: Selection, issues: Iterable[int], rules: Sequence[str], on: str, received: str = GOT
) -> int:
    """Fill the selection with who got any of some issues and is kept back by none of some rules; return how many.

    ``received`` is the relation of who got them.
    """
    kept = "".join(f" and {_RULES[rule]} is null" for rule in rules)
    columns = ("contact_id", "channel", "language", "variant", "because")
    sql = f"{_FILL}{kept}".replace("{got}", received)
    return selection.fill(sql, columns=columns, issues=store.numbers([*issues]), **_day(rules, on))


def only(store: Store, contact_id: int) -> None:
    """Leave nobody in the selection but one contact."""
    store.execute(_ONLY, contact_id=contact_id)


def wishes(store: Store) -> list[Row]:
    """Return by which channels those in the selection got an issue, each with the way asked for now, or nothing."""
    return store.rows(_WISHES)


def redirect(store: Store, wish: Row, channel: str, addresses: str) -> int:
    """Let those of one wish go by another channel, as far as its statement of addresses reaches them."""
    return store.execute(_REDIRECT.replace("{addresses}", addresses), **wish, channel=channel)


def fill_untold(store: Store, selection: Selection, issues: Iterable[int], notices: Iterable[int]) -> int:
    """Fill the selection with who had any of some issues and stands in no notice since; return how many."""
    columns = ("contact_id", "channel", "language", "variant", "because")
    given = {"issues": store.numbers([*issues]), "notices": store.numbers([*notices])}
    return selection.fill(f"{_FILL}{_UNTOLD}".replace("{got}", HAD), columns=columns, **given)


def held(store: Store, issues: Iterable[int], rule: str, on: str, received: str = GOT) -> list[Row]:
    """Return ``contact_id`` and ``detail`` of those who got any of some issues and are kept back by a rule."""
    sql = _HELD.replace("{rule}", _RULES[rule]).replace("{got}", received)
    return store.rows(sql, issues=store.numbers([*issues]), **_day([rule], on))


def _day(rules: Sequence[str], on: str) -> dict[str, str]:
    return {"on": on} if "paused" in rules else {}


def keep(store: Store, issue_id: int, rule: str, rows: Iterable[Row], on: str) -> None:
    """Write down who got an earlier issue and not this one. Call inside a change."""
    values = [{**row, "issue_id": issue_id, "rule": rule, "on": on} for row in rows]
    store.execute_many(_KEEP, values)


def how_many(store: Store, issues: Iterable[int], received: str = GOT) -> int:
    """Return how many got any of some issues; ``received`` is the relation of who did."""
    return int(store.value(_HOW_MANY.replace("{got}", received), issues=store.numbers([*issues])))


def hidden(store: Store, issues: Iterable[int]) -> int:
    """Return how many got any of some issues and are seen by another circle only."""
    return int(store.value(_HIDDEN, issues=store.numbers([*issues])))


def first_sent(store: Store, issues: Iterable[int]) -> str:
    """Return the day on which any of some issues was first sent; empty where none was."""
    return str(store.value(_FIRST_SENT, issues=store.numbers([*issues])) or "")


def only_late(store: Store, since: str) -> None:
    """Leave in the selection, beside those who got an issue, only who signed up since a day; mark them as late."""
    store.execute(_DROP_EARLIER, since=since)
    store.execute(_MARK_LATE)


def variants(store: Store) -> list[str]:
    """Return the variants in the selection."""
    return [row["variant"] for row in store.rows(_VARIANTS)]


def got(store: Store) -> list[int]:
    """Return the dispatches because of which somebody stands in the selection."""
    return [int(row["because"].partition(":")[2]) for row in store.rows(_REASONS)]


def pulls(store: Store, issues: Iterable[int], channels: str) -> list[Pull]:
    """Return what of some issues was handed to somebody by channels (JSON) and may not be posted yet."""
    rows = store.rows(_PULL, issues=store.numbers([*issues]), channels=channels)
    return [Pull(on=row.pop("on_day"), in_hand=row.pop("state") in {"claimed", "in_hand"}, **row) for row in rows]


def unsent(store: Store, ids: Iterable[int]) -> int:
    """Return how many messages of some dispatches have not left."""
    return int(store.value(_UNSENT, ids=store.numbers([*ids])))
