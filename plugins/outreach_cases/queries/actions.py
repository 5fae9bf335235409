"""The SQL of letter-writing actions: which there are, which a group is offered, who takes what, who wrote on which."""

from collections.abc import Iterable, Sequence
from datetime import date

from outreach_cases.model.actions import Action, SignUp
from outreach_cases.queries import within
from outreach_crm.dispatch.model import DeliveryState
from outreach_crm.storage import Row, Selection, Store

_BEYOND = chr(0x10FFFF)
_OUT = ", ".join(f"'{one.value}'" for one in (DeliveryState.FAILED, DeliveryState.CANCELLED, DeliveryState.REFUSED))
_ACTION = (
    "select a.id, a.source, a.title, a.text, a.addressees, a.keyword_id, a.case_id, c.name as case_name, c.ref,"
    " a.group_id, a.meets_on, a.issued_on, a.until_on, a.change_id, coalesce(q.name, '') as \"group\""
    " from case_actions a left join cases c on c.id = a.case_id and {within(c)}"
    " left join v_contacts q on q.id = a.group_id and {visible(q)}"
)
_OF_OPEN = f"(a.case_id is null or {within.of('a.case_id')})"
_ITS_CASE = "(a.case_id is null or c.id is not null)"
# What is on a case that the actor may not see, or answers the request of such a group, stays hidden, too.
_SEEN = f"(a.group_id is null or q.id is not null) and {_ITS_CASE}"
_SOME = f"{_ACTION} where {_SEEN} and {{among(a.id; :ids)}} order by a.id"
_OPEN = "(a.issued_on <= :on and (a.until_on is null or a.until_on >= :on))"
_FIRST = "case when a.until_on is null then 1 else 0 end, a.until_on, a.issued_on desc, a.id"
_LISTED = (
    f"{_ACTION} where {_SEEN} and (:everything = 1 or a.until_on is null or a.until_on >= :on)"
    f" and (:source = '' or a.source = :source) order by {_FIRST} limit :limit offset :start"
)
_OF_CASE = "select a.id from case_actions a where a.case_id = :case_id order by a.id"
# What a group said last on or before a day: nothing that it said later of the same is there.
_LAST = (
    "s.said_on <= :on and not exists (select 1 from case_sign_ups n where n.group_id = s.group_id"
    " and n.source = s.source and n.said_on <= :on and n.id > s.id"
    " and (n.keyword_id = s.keyword_id or (n.keyword_id is null and s.keyword_id is null)))"
)
# An action is for a group: it asked for it, takes what comes from its source, or signed up to where it is of.
# Magazine and mailing come to every local group that did not say no.
_LOCAL = "case when g.structure in ('local', 'local-brief') then 1 else 0 end"
_FOR = (
    "((a.group_id = g.contact_id and (:coming = 1 or a.meets_on <= :on))"
    f" or (a.source in ('magazine', 'monthly mailing') and coalesce((select s.wants from case_sign_ups s"
    f" where s.group_id = g.contact_id and s.source = a.source and {_LAST}), {_LOCAL}) = 1)"
    " or (a.source = 'region' and exists (select 1 from v_keyword_closure x join case_sign_ups s"
    " on s.keyword_id = x.general_id and s.source = 'region' and s.wants = 1 where x.specific_id = a.keyword_id"
    f" and s.group_id = g.contact_id and {_LAST})))"
)
_UNWRITTEN = (
    "not exists (select 1 from case_action_letters l where l.action_id = a.id and l.group_id = g.contact_id"
    " and l.done_on < :on and l.letters > 0)"
)
# A case that a group holds is a matter of its own.
_UNHELD = (
    "not exists (select 1 from case_holdings h where h.case_id = a.case_id and h.group_id = g.contact_id"
    " and h.to_on is null)"
)
_OFFERED = (
    f"{_ACTION} join v_groups g on g.contact_id = :group_id join v_contacts p on p.id = g.contact_id and {{visible(p)}}"
    f" where {_ITS_CASE} and {_OPEN} and {_FOR} and {_UNWRITTEN} and {_UNHELD} order by {_FIRST}"
)
_GROUPS = (
    "from case_actions a cross join v_groups g join v_contacts p on p.id = g.contact_id and p.trashed_on is null"
    " and {visible(p)} left join case_terms t on t.group_id = g.contact_id where a.id = :action_id"
    f" and {_OF_OPEN}"
    f" and (g.ended_on is null or g.ended_on > :on) and {_FOR} and {_UNWRITTEN} and not exists (select 1"
    " from v_deliveries d where d.ref_kind = 'case_actions' and d.ref_id = a.id and d.contact_id = g.contact_id"
    f" and d.state not in ({_OUT}))"
)
_TO_SEND = (
    "select g.contact_id, case when t.paper = 'post' then :by_post else '' end as channel, :because as because"
    f" {_GROUPS}"
)
_MAILINGS = (
    "select p.id, p.state from v_dispatches p where p.ref_kind = 'case_actions' and p.ref_id = :action_id order by p.id"
)
_SAID = (
    "select s.source, s.keyword_id, s.wants, s.said_on from case_sign_ups s where s.group_id = :group_id"
    f" and {_LAST} order by s.source, s.id"
)
_USUAL = f"select {_LOCAL} as wants from v_groups g where g.contact_id = :group_id"
_LETTERS = (
    "select l.id, l.letters from case_action_letters l where l.action_id = :action_id and l.group_id = :group_id"
    " and l.done_on = :done_on"
)
_WRITTEN = (
    "select l.id, l.done_on, l.letters, a.id as action_id, a.title, a.source, a.case_id from case_action_letters l"
    " join case_actions a on a.id = l.action_id where l.group_id = :group_id and l.letters > 0"
    f" and {_OF_OPEN} order by l.done_on, l.id"
)
_WRITERS = (
    "select g.id as group_id, g.name, sum(l.letters) as letters, max(l.done_on) as last_on from case_action_letters l"
    " join v_contacts g on g.id = l.group_id and {visible(g)} where l.action_id = :action_id and l.letters > 0"
    " group by g.id, g.name, g.sort_name order by g.sort_name, g.id"
)
_HAS = "a.id in (select ref from words where tbl = 'case_actions' and word >= :first{n} and word < :last{n})"
_BEGUN = (
    f"select a.id from case_actions a where (a.until_on is null or a.until_on >= :on) and {_OF_OPEN} and {{has}}"
    " order by a.id desc limit :limit"
)


def some(store: Store, ids: Iterable[int]) -> list[Action]:
    """Return actions by their numbers."""
    return [_action(row) for row in store.rows(_SOME, ids=store.numbers([*ids]))]


def listed(store: Store, on: str, *, source: str, everything: bool, start: int, limit: int) -> list[Action]:
    """Return actions, those that end first before the others: what ended before a day (ISO 8601) only if asked for."""
    asked = {"on": on, "source": source, "everything": int(everything), "start": start, "limit": limit}
    return [_action(row) for row in store.rows(_LISTED, **asked)]


def of_case(store: Store, case_id: int) -> list[int]:
    """Return the numbers of the actions on a case."""
    return [row["id"] for row in store.rows(_OF_CASE, case_id=case_id)]


def offered(store: Store, group_id: int, on: str) -> list[Action]:
    """Return the actions on which a group can write on a day (ISO 8601), those that end first before the others."""
    return [_action(row) for row in store.rows(_OFFERED, group_id=group_id, on=on, coming=0)]


def choose(chosen: Selection, action_id: int, on: str, by_post: str, because: str) -> int:
    """Select the groups that an action is for and that neither got it nor wrote on it, and return how many.

    Args:
        chosen: the open selection.
        action_id: the action.
        on: the day (ISO 8601).
        by_post: the channel for those who want papers by post; empty: the usual one.
        because: why they get it, as the selection takes it.
    """
    columns = ("contact_id", "channel", "because")
    return chosen.fill(
        _TO_SEND, columns=columns, action_id=action_id, on=on, coming=1, by_post=by_post, because=because
    )


def mailings(store: Store, action_id: int) -> list[Row]:
    """Return the mailings of an action: ``id`` and ``state``, the first one first."""
    return store.rows(_MAILINGS, action_id=action_id)


def said(store: Store, group_id: int, on: str) -> list[SignUp]:
    """Return what a group said last of each source and place on or before a day (ISO 8601)."""
    return [SignUp(**row) for row in store.rows(_SAID, group_id=group_id, on=on)]


def usual(store: Store, group_id: int) -> bool:
    """Return whether a group takes magazine and mailing though it never said so."""
    return bool(store.value(_USUAL, group_id=group_id))


def letters(store: Store, action_id: int, group_id: int, on: date) -> Row | None:
    """Return the row of the letters that a group wrote on an action on a day: ``id`` and ``letters``; None: none."""
    return store.one(_LETTERS, action_id=action_id, group_id=group_id, done_on=on.isoformat())


def written(store: Store, group_id: int) -> list[Row]:
    """Return on which actions a group wrote letters, when and how many, the earliest first."""
    return store.rows(_WRITTEN, group_id=group_id)


def writers(store: Store, action_id: int) -> list[Row]:
    """Return the groups that wrote on an action, as the actor may see them: ``name``, ``letters``, ``last_on``."""
    return store.rows(_WRITERS, action_id=action_id)


def begun(store: Store, prefixes: Sequence[str], on: str, limit: int) -> list[int]:
    """Return the latest actions not over by a day (ISO 8601), of whose titles each prefix begins a word."""
    has = " and ".join(_HAS.replace("{n}", str(n)) for n in range(len(prefixes)))
    ends = {f"first{n}": prefix for n, prefix in enumerate(prefixes)}
    ends |= {f"last{n}": prefix + _BEYOND for n, prefix in enumerate(prefixes)}
    return [row["id"] for row in store.rows(_BEGUN.replace("{has}", has), on=on, limit=limit, **ends)]


def _action(row: Row) -> Action:
    plain = {name: value for name, value in row.items() if name not in {"case_name", "ref"}}
    name = row["case_name"] or ""
    return Action(**plain, case=f"{name} ({row['ref']})" if row["ref"] else name)
