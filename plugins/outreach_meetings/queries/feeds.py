"""The SQL of calendars at a secret address, and of what belongs into one."""

from collections.abc import Collection, Sequence

from outreach_crm.storage import Row, Store
from outreach_meetings.model.feeds import Feed, Whose

_COLUMNS = (
    "select f.id, f.uid, f.group_id, f.account_id, coalesce(g.name, a.name) as name, f.made_on, f.revoked_on,"
    " f.change_id"
    " from meeting_feeds f left join v_contacts g on g.id = f.group_id left join accounts a on a.id = f.account_id"
    " where (g.id is null or {visible(g)})"
)
_BY_UID = f"{_COLUMNS} and f.uid = :uid"
_ONE = f"{_COLUMNS} and f.id = :id"
_LIVE = f"{_COLUMNS} and f.revoked_on is null and g.trashed_on is null order by f.account_id, name, f.id"
_OF = (
    f"{_COLUMNS} and (f.group_id = cast(:group_id as {{int}}) or f.account_id = cast(:account_id as {{int}}))"
    " order by case when f.revoked_on is null then 0 else 1 end, f.id desc limit 1"
)
_REVOKED = "select uid, revoked_on from meeting_feeds where revoked_on is not null order by id"
_GOOD = "select id from meeting_feeds where uid = :uid and revoked_on is null"
# Whose groups are of somebody of the office: those they look after, and those in which a person with their address is.
_GROUPS = (
    "select g.contact_id as id from v_groups g join v_contacts c on c.id = g.contact_id and {visible(c)}"
    " where c.trashed_on is null and (c.holder_id = :account_id or exists (select 1 from v_group_members m"
    " join v_points p on p.contact_id = m.person_id and p.kind = 'email' and p.address_key = :address_key"
    " where m.group_id = g.contact_id and m.from_on <= :today and (m.to_on is null or m.to_on > :today)))"
)
_OPEN = "select c.id from v_contacts c where {among(c.id; :ids)} and c.circle_id is null and {visible(c)}"
_MEMBERS = "select distinct m.person_id as id from v_group_members m where m.group_id = :group_id"
_NAMES = "select c.id, c.name from v_contacts c where {among(c.id; :ids)} and {visible(c)}"
_TAKEN_ON = (
    "select d.task_id from meeting_duties d join meeting_sittings t on t.id = d.sitting_id"
    " join meeting_series s on s.id = t.series_id where s.group_id = :group_id and d.task_id is not null"
)


def by_uid(store: Store, uid: str) -> Feed | None:
    """Return a calendar by what stands in its address, revoked or not."""
    row = store.one(_BY_UID, uid=uid)
    return Feed(**row) if row else None


def one(store: Store, feed_id: int) -> Feed | None:
    """Return a calendar by its number."""
    row = store.one(_ONE, id=feed_id)
    return Feed(**row) if row else None


def live(store: Store) -> list[Feed]:
    """Return the calendars whose address is good, those of groups by name, then those of accounts."""
    found = [Feed(**row) for row in store.rows(_LIVE)]
    return [*(feed for feed in found if feed.group_id), *(feed for feed in found if feed.account_id)]


def of(store: Store, whose: Whose) -> Feed | None:
    """Return the calendar of a group or an account: that whose address is good, else the one that was good last."""
    row = store.one(_OF, group_id=whose.group_id, account_id=whose.account_id)
    return Feed(**row) if row else None


def revoked(store: Store) -> list[Row]:
    """Return the calendars whose address leads nowhere any more, each with since when."""
    return store.rows(_REVOKED)


def good(store: Store, uid: str) -> int | None:
    """Return the number of a calendar whose address is good."""
    found = store.value(_GOOD, uid=uid)
    return None if found is None else int(found)


def groups(store: Store, account_id: int, address_key: str) -> set[int]:
    """Return the groups, as contacts, that somebody of the office looks after or is in."""
    return {row["id"] for row in store.rows(_GROUPS, account_id=account_id, address_key=address_key)}


def taken_on(store: Store, group_id: int) -> frozenset[int]:
    """Return the tasks that people took on at meetings of a group, whomever these are about."""
    return frozenset(row["task_id"] for row in store.rows(_TAKEN_ON, group_id=group_id))


def restricted(store: Store, ids: Collection[int]) -> set[int]:
    """Return which contacts only some of us may see: all but those of no circle."""
    return {*ids} - {row["id"] for row in store.rows(_OPEN, ids=store.numbers(sorted(ids)))}


def members(store: Store, group_id: int) -> set[int]:
    """Return who is or was in a group, as contacts."""
    return {row["id"] for row in store.rows(_MEMBERS, group_id=group_id)}


def names(store: Store, ids: Sequence[int]) -> dict[int, str]:
    """Return the names of contacts."""
    return {row["id"]: row["name"] for row in store.rows(_NAMES, ids=store.numbers(ids))}
