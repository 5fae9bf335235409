"""The SQL of rounds and plans for the meeting of a group, and of the days on which rounds close and plans are due."""

import json
from collections.abc import Iterable

from outreach_crm.storage import Row, Store

# A round is for the group that was asked, for one of whom a sheet is out, and for one that knows a sector in it.
_ROUNDS = (
    "select a.id, a.title, a.due_on, case when a.group_id = :group_id then 1 else 0 end as own,"
    " count(*) over () as of_all from priority_assessments a"
    " where a.state = 'open' and a.opened_on <= :on and exists (select 1 from v_contacts c where c.id = :group_id"
    " and c.trashed_on is null and {visible(c)}) and (a.group_id = :group_id or exists"
    " (select 1 from priority_sheets h where h.assessment_id = a.id and h.round = a.round and h.state = 'asked'"
    " and (h.adviser_id = :group_id or h.adviser_id in (select m.person_id from v_group_members m"
    " where m.group_id = :group_id and m.from_on <= :on and (m.to_on is null or m.to_on > :on))))"
    " or exists (select 1 from priority_subjects s left join v_contacts k on k.id = s.contact_id"
    " where s.assessment_id = a.id and s.withdrawn_on is null and s.sector in {each_text(:sectors)}"
    " and (s.contact_id is null or {visible(k)})))"
    " order by a.due_on, a.id limit :most"
)
_SEEN = "(s.contact_id is null or c.id is not null)"
_CURRENT = (
    "v_priority_plans v join priority_subjects s on s.assessment_id = v.assessment_id and s.key = v.key"
    " left join v_contacts c on c.id = s.contact_id and c.trashed_on is null and {visible(c)}"
)
_PLANS = (
    f"select v.id, s.title, v.level, v.review_on, count(*) over () as of_all from {_CURRENT}"
    " join v_contacts g on g.id = v.group_id and g.trashed_on is null and {visible(g)}"
    f" where v.group_id = :group_id and v.level <> 'none' and v.review_on <= :on and {_SEEN}"
    " order by v.review_on, v.id limit :most"
)
_ROUNDS_OF_DAYS = (
    "select a.id, a.title, a.due_on, g.id as group_id from priority_assessments a"
    " left join v_contacts g on g.id = a.group_id and g.trashed_on is null and {visible(g)}"
    " where a.state = 'open' and a.due_on >= :start and a.due_on <= :end order by a.id"
)
_ASKED = (
    "select h.assessment_id, h.adviser_id from priority_sheets h join priority_assessments a on a.id = h.assessment_id"
    " and a.round = h.round join v_contacts c on c.id = h.adviser_id and c.trashed_on is null and {visible(c)}"
    " where h.state = 'asked' and {among(h.assessment_id; :ids)} order by h.assessment_id, h.seat"
)
_PLANS_OF_DAYS = (
    f"select v.id, s.title, v.level, v.review_on, g.id as group_id from {_CURRENT}"
    " left join v_contacts g on g.id = v.group_id and g.trashed_on is null and {visible(g)}"
    f" where v.level <> 'none' and v.review_on >= :start and v.review_on <= :end and {_SEEN} order by v.id"
)


def rounds(store: Store, group_id: int, sectors: Iterable[str], on: str, limit: int) -> list[Row]:
    """Return the open rounds that a group has to do with, the first to close first; ``own`` is that it was asked."""
    return store.rows(_ROUNDS, group_id=group_id, sectors=json.dumps([*sectors]), on=on, most=limit)


def plans(store: Store, group_id: int, on: str, limit: int) -> list[Row]:
    """Return the plans a group is responsible for that are to be looked at again by a day."""
    return store.rows(_PLANS, group_id=group_id, on=on, most=limit)


def rounds_of_days(store: Store, start: str, end: str) -> list[Row]:
    """Return the open rounds that close on a day of a span, with the group that was asked."""
    return store.rows(_ROUNDS_OF_DAYS, start=start, end=end)


def asked(store: Store, rounds: Iterable[int]) -> dict[int, list[int]]:
    """Return of whom sheets are out, by assessment."""
    found: dict[int, list[int]] = {}
    for row in store.rows(_ASKED, ids=store.numbers([*rounds])):
        found.setdefault(row["assessment_id"], []).append(row["adviser_id"])
    return found


def plans_of_days(store: Store, start: str, end: str) -> list[Row]:
    """Return the plans that are to be looked at again on a day of a span, with the group that is responsible."""
    return store.rows(_PLANS_OF_DAYS, start=start, end=end)
