"""The SQL of what asks there are for the meeting of a group, and on which days asks and advice are due."""

import json
from collections.abc import Iterable

from outreach_crm.asks.queries.advice import SEEN
from outreach_crm.storage import Row, Store

_PUT_BY = (
    "exists (select 1 from ask_contacts p where p.ask_id = a.id and p.contact_id = :group_id and p.part = 'group')"
)
# What the group puts itself comes before what it advises on.
_MATTERS = (
    "select a.id, a.own, count(*) over () as of_all from (select k.id, k.due_on, k.contact_id,"
    f" case when {_PUT_BY.replace('a.id', 'k.id')} then 1 else 0 end as own from asks k where"
    " (k.state = 'planned' and k.due_on <= {days_after(cast(:on as text); cast(:prepare as {int}))})"
    " or (k.state in ('made', 'agreed') and k.due_on <= :on) or (k.state = 'made'"
    " and k.made_on <= {days_after(cast(:on as text); -cast(:patience as {int}))})) a"
    " join v_contacts c on c.id = a.contact_id where c.trashed_on is null and {visible(c)} and (a.own = 1 or exists"
    " (select 1 from v_sectors s where s.contact_id = a.contact_id and s.sector in {each_text(:sectors)}))"
    " order by a.own desc, a.due_on, a.id limit :most"
)
_ASKS_OF_DAYS = (
    "select a.id, a.contact_id, c.name, a.sentence, a.due_on, a.owner_id, p.contact_id as group_id"
    " from asks a join v_contacts c on c.id = a.contact_id"
    " left join ask_contacts p on p.ask_id = a.id and p.part = 'group'"
    " where a.state in ('planned', 'made', 'agreed') and a.due_on >= :start and a.due_on <= :end"
    " and c.trashed_on is null and {visible(c)} order by a.id, p.id"
)
_ADVICE_OF_DAYS = (
    "select d.id, d.question, d.due_on, d.owner_id, p.contact_id from advice d"
    " left join advice_contacts p on p.advice_id = d.id and p.part = 'adviser'"
    f" where d.answered_on is null and d.due_on >= :start and d.due_on <= :end and {SEEN} order by d.id, p.id"
)


def matters(
    store: Store, group_id: int, sectors: Iterable[str], on: str, *, prepare: int, patience: int, limit: int
) -> list[Row]:
    """Return the asks that wait on a day and that a group puts (``own``), or whose contact is of some sectors.

    Args:
        store: the store.
        group_id: the group's contact.
        sectors: the keys of the sectors on which it advises.
        on: the day (ISO 8601).
        prepare: how many days before it is due a planned one waits.
        patience: how many days after it was put one without an answer does.
        limit: how many at most; ``of_all`` says how many there are.
    """
    asked = {"prepare": prepare, "patience": patience, "most": limit, "sectors": json.dumps([*sectors])}
    return store.rows(_MATTERS, group_id=group_id, on=on, **asked)


def of_days(store: Store, start: str, end: str) -> list[Row]:
    """Return the open asks that are due on a day of a span; one that several groups put, once for each."""
    return store.rows(_ASKS_OF_DAYS, start=start, end=end)


def advice_of_days(store: Store, start: str, end: str) -> list[Row]:
    """Return advice that is waited for until a day of a span, with the adviser."""
    return store.rows(_ADVICE_OF_DAYS, start=start, end=end)
