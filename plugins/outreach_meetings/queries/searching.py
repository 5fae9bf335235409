"""The SQL by which contacts are found by the meetings they were at, and meetings by who is invited or was there."""

from datetime import date

from outreach_crm.storage import Row, Store

_STARTS = "coalesce(t.starts, t.original)"
_THERE = "a.presence in ('present', 'came later')"
_WAS_AT = (
    "exists (select 1 from meeting_attendance a join meeting_sittings t on t.id = a.sitting_id"
    " join meeting_series s on s.id = t.series_id join v_contacts g on g.id = s.group_id"
    f" where a.contact_id = c.id and {_THERE} and g.trashed_on is null and {{visible(g)}} and {{which}})"
)
MET_WITH = _WAS_AT.replace("{which}", "s.group_id = :group")
"""Contacts that were at a meeting of a group."""
MET_SINCE = _WAS_AT.replace("{which}", f"{_STARTS} >= :day")
"""Contacts that were at a meeting on a day or after it."""

_GROUPS_OF = (
    "select distinct m.group_id from v_group_members m where m.person_id = :contact_id and m.from_on <= :on"
    " and (m.to_on is null or m.to_on > :on) order by m.group_id"
)
_GUEST_IN = "select distinct p.series_id from meeting_people p where p.contact_id = :contact_id order by p.series_id"
# What members do in their own group stands with the group.
_VISITED = (
    f'select t.id, {_STARTS} as starts, coalesce(t.title, s.title) as title, s.group_id, g.name as "group"'
    " from meeting_attendance a"
    " join meeting_sittings t on t.id = a.sitting_id join meeting_series s on s.id = t.series_id"
    " join v_contacts g on g.id = s.group_id and {visible(g)}"
    f" where a.contact_id = :contact_id and {_THERE} and g.trashed_on is null and not exists"
    " (select 1 from v_group_members m where m.group_id = s.group_id and m.person_id = a.contact_id"
    f" and m.from_on <= substr({_STARTS}, 1, 10) and (m.to_on is null or m.to_on > substr({_STARTS}, 1, 10)))"
    " order by t.id"
)
_SAID = (
    "select distinct a.sitting_id from meeting_attendance a where {among(a.sitting_id; :ids)}"
    " and a.presence in ('present', 'came later', 'absent')"
)


def groups_of(store: Store, contact_id: int, on: date) -> list[int]:
    """Return the groups that somebody is a member of on a day, by their contacts."""
    return [row["group_id"] for row in store.rows(_GROUPS_OF, contact_id=contact_id, on=on.isoformat())]


def parts_in(store: Store, contact_id: int) -> list[int]:
    """Return the series in which a contact has a part, be it in one meeting."""
    return [row["series_id"] for row in store.rows(_GUEST_IN, contact_id=contact_id)]


def visited(store: Store, contact_id: int) -> list[Row]:
    """Return the meetings at which a contact was who is no member of the group."""
    return [*store.rows(_VISITED, contact_id=contact_id)]


def said(store: Store, sitting_ids: list[int]) -> set[int]:
    """Return those of some meetings, by the rows of what differs, of which it is written down who was there."""
    return {row["sitting_id"] for row in store.rows(_SAID, ids=store.numbers(sitting_ids))}
