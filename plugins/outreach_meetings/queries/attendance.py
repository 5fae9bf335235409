"""The SQL of who is invited to a meeting and who was there."""

from datetime import date

from outreach_crm.storage import Row, Store

_MEMBERS = (
    "select m.person_id as contact_id, c.name, m.role from v_group_members m"
    " join v_contacts c on c.id = m.person_id and {visible(c)}"
    " where m.group_id = :group_id and m.from_on <= :on and (m.to_on is null or m.to_on > :on)"
    " and c.trashed_on is null order by c.sort_name, c.id"
)
_PRESENCE = (
    "select a.id, a.contact_id, c.name, a.presence, a.note, a.change_id from meeting_attendance a"
    " join v_contacts c on c.id = a.contact_id and {visible(c)}"
    " where a.sitting_id = :sitting_id and c.trashed_on is null order by c.sort_name, c.id"
)


def members(store: Store, group_id: int, on: date) -> dict[int, Row]:
    """Return the members of a group on a day by their numbers, each with name and role, by name."""
    found: dict[int, Row] = {}
    for row in store.rows(_MEMBERS, group_id=group_id, on=on.isoformat()):
        found.setdefault(row["contact_id"], row)
    return found


def presence(store: Store, sitting_id: int) -> dict[int, Row]:
    """Return what is known of the presence of contacts, by their numbers."""
    return {row["contact_id"]: row for row in store.rows(_PRESENCE, sitting_id=sitting_id)}
