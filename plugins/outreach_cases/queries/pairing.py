"""The SQL of what decides which case fits which group: who can take cases on, what cases are, who works on them."""

import json
from collections.abc import Iterable, Mapping, Sequence

from outreach_cases.queries import within
from outreach_crm.storage import Row, Store

# There are few groups and many contacts: the order of a cross join is kept.
_GROUP = (
    "select g.contact_id as group_id, p.name, p.country, coalesce(t.capacity, g.capacity, 1) as places,"
    " coalesce(nullif(t.languages, ''), p.language || ' ' || p.languages) as languages, g.ended_on, p.trashed_on"
    " from v_groups g cross join v_contacts p left join case_terms t on t.group_id = p.id"
    " where p.id = g.contact_id and {visible(p)}"
)
_ONE = f"{_GROUP} and g.contact_id = :group_id"
_WILLING = (
    f"{_GROUP} and p.trashed_on is null and (g.ended_on is null or g.ended_on > :today) and (t.id is not null"
    " or exists (select 1 from case_wishes w where w.group_id = g.contact_id)"
    f" or exists (select 1 from case_holdings h where h.group_id = g.contact_id and {within.of('h.case_id')}))"
    " order by p.sort_name, p.id"
)
_STANDINGS = (
    "select h.case_id, sum(case when h.to_on is null then 1 else 0 end) as groups, max(h.to_on) as last_on"
    f" from case_holdings h where {within.of('h.case_id')} group by h.case_id"
)
_HELD = (
    f"select h.group_id, h.case_id from case_holdings h where h.to_on is null and {within.of('h.case_id')}"
    " order by h.group_id, h.id"
)
_LAST = (
    "select h.group_id, h.fit, h.to_on from case_holdings h where {among(h.group_id; :ids)}"
    f" and {within.of('h.case_id')} order by h.group_id, h.from_on, h.id"
)
_HELD_BY = (
    "select h.case_id from case_holdings h where h.group_id = :group_id and h.to_on is null"
    f" and {within.of('h.case_id')} order by h.id"
)
_LIMITS = "select c.id, c.least, c.most from cases c where {among(c.id; :ids)} and {within(c)}"
_ISSUES = (
    "select w.case_id, x.general_id from case_keywords w join v_keyword_closure x on x.specific_id = w.keyword_id"
    " where {among(w.case_id; :ids)}"
)
_AROUND = (
    "select s.key, x.general_id from v_keywords s join v_keyword_closure x on x.specific_id = s.id"
    " where s.scheme = 'countries' and s.facet = 'country' and s.key in {each_text(:keys)}"
)
# Who of a group could hold a casefile: whoever has that role, else whoever coordinates it, or holds another one.
_LEADS = (
    "select m.group_id, m.person_id, p.name, m.role from v_group_members m join v_contacts p on p.id = m.person_id"
    " and p.trashed_on is null and {visible(p)} where (m.role in ('casefile holder', 'coordinator') or exists"
    " (select 1 from case_holdings h join case_holders o on o.holding_id = h.id where h.group_id = m.group_id"
    f" and h.to_on is null and o.contact_id = m.person_id and o.to_on is null and {within.of('h.case_id')}))"
    " and m.from_on <= :today and (m.to_on is null or m.to_on > :today) and {among(m.group_id; :ids)}"
    " order by m.group_id, case m.role when 'casefile holder' then 0 when 'coordinator' then 1 else 2 end,"
    " m.from_on, m.person_id"
)
_MEMBERS = (
    "select p.id, p.name from v_contacts p where p.trashed_on is null and {visible(p)} and exists (select 1"
    " from v_group_members m where m.group_id = :group_id and m.person_id = p.id and m.from_on <= :today"
    " and (m.to_on is null or m.to_on > :today)) order by p.sort_name, p.id"
)


def group(store: Store, group_id: int) -> Row | None:
    """Return what of a group decides on its cases: name, country, places, languages, whether it is there."""
    return store.one(_ONE, group_id=group_id)


def willing(store: Store, today: str) -> list[Row]:
    """Return the groups that take cases on: those of which wishes, needs or holdings are written down, by name."""
    return store.rows(_WILLING, today=today)


def standings(store: Store) -> dict[int, Row]:
    """Return by case how many ``groups`` hold it, and until when the last one did that let go of it (``last_on``)."""
    return {row["case_id"]: row for row in store.rows(_STANDINGS)}


def held(store: Store) -> dict[int, list[int]]:
    """Return by group the cases it holds."""
    found: dict[int, list[int]] = {}
    for row in store.rows(_HELD):
        found.setdefault(row["group_id"], []).append(row["case_id"])
    return found


def held_by(store: Store, group_id: int) -> list[int]:
    """Return the cases that a group holds."""
    return [row["case_id"] for row in store.rows(_HELD_BY, group_id=group_id)]


def last(store: Store, group_ids: Iterable[int]) -> dict[int, Row]:
    """Return by group how its last case fitted, and whether it let go of it."""
    return {row["group_id"]: row for row in store.rows(_LAST, ids=store.numbers([*group_ids]))}


def limits(store: Store, case_ids: Iterable[int]) -> Mapping[int, Row]:
    """Return by case how many groups shall and may work on it, null where nothing is said."""
    return {row["id"]: row for row in store.rows(_LIMITS, ids=store.numbers([*case_ids]))}


def issues(store: Store, case_ids: Iterable[int]) -> dict[int, set[int]]:
    """Return by case its keywords with all that are more general; the closure is there already."""
    found: dict[int, set[int]] = {}
    for row in store.rows(_ISSUES, ids=store.numbers([*case_ids])):
        found.setdefault(row["case_id"], set()).add(row["general_id"])
    return found


def around(store: Store, countries: Sequence[str]) -> dict[str, set[int]]:
    """Return by country (ISO 3166) its keyword with those of the regions it is in; the closure is there already."""
    found: dict[str, set[int]] = {}
    for row in store.rows(_AROUND, keys=json.dumps([one.lower() for one in countries])):
        found.setdefault(row["key"].upper(), set()).add(row["general_id"])
    return found


def leads(store: Store, group_ids: Iterable[int], today: str) -> dict[int, Row]:
    """Return by group who could hold a casefile: ``person_id`` and ``name``; of several the first."""
    found: dict[int, Row] = {}
    for row in store.rows(_LEADS, ids=store.numbers([*group_ids]), today=today):
        found.setdefault(row["group_id"], row)
    return found


def members(store: Store, group_id: int, today: str) -> dict[int, str]:
    """Return who is in a group on a day, outside the trash, by their numbers."""
    return {row["id"]: row["name"] for row in store.rows(_MEMBERS, group_id=group_id, today=today)}
