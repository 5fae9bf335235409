"""The SQL of groups; records are loaded with the first row that becomes one."""

from __future__ import annotations

import json
from collections.abc import Iterable

from outreach_crm.groups import model
from outreach_crm.storage import Row, Store

_GROUP = (
    "select g.id, g.contact_id, c.name, g.structure, g.level, g.purpose, g.regions, g.capacity, g.meeting_days, g.fee,"
    " g.fee_paid_until, g.serviced_by, f.id as formed_from_id, coalesce(f.name, '') as formed_from,"
    " a.id as advises_id, coalesce(a.name, '') as advises, g.founded_on, g.ended_on, g.change_id"
    " from groups g join v_contacts c on c.id = g.contact_id and {visible(c)}"
    " left join v_contacts f on f.id = g.formed_from_id and {visible(f)}"
    " left join v_contacts a on a.id = g.advises_id and {visible(a)}"
    " where g.contact_id = :group_id"
)
_CONTACT_OF = "select contact_id from groups where id = :id"
_TERMS_OF_BOTH = (
    "select d.id as term, d.from_on, k.id as kept_term, k.from_on as kept_from from group_members d"
    " join group_members k on k.group_id = d.group_id and k.role = d.role and k.to_on is null"
    " where d.person_id = :dropped and k.person_id = :kept and d.to_on is null order by d.id"
)
# Joined "cross", which keeps SQLite from reading all contacts in their order to find the few that are groups.
_NAMES = (
    "select c.id, c.name from groups g cross join v_contacts c"
    " where c.id = g.contact_id and c.trashed_on is null and {visible(c)} order by c.sort_name, c.id"
)
_CONTACTS_WITHOUT = (
    "select c.id, c.name from v_contacts c where c.kind = 'group' and c.trashed_on is null and {visible(c)}"
    " and not exists (select 1 from groups g where g.contact_id = c.id) order by c.sort_name, c.id"
)
_LIST = (
    "select g.id, c.id as contact_id, c.name, g.structure, g.level, g.ended_on"
    " from groups g cross join v_contacts c where c.id = g.contact_id and c.trashed_on is null and {visible(c)}"
    " and (cast(:structure as text) is null or g.structure = :structure)"
    " and (cast(:level as text) is null or g.level = :level)"
    " and (cast(:sector as text) is null or exists"
    " (select 1 from v_sectors s where s.contact_id = c.id and s.sector = :sector))"
    " and (:ended = 1 or g.ended_on is null or g.ended_on > :today)"
    " order by c.sort_name, c.id limit :limit"
)
_SECTORS = "select contact_id, sector from v_sectors where contact_id in {each(:ids)} order by sector"
_MEMBER = (
    'select m.id, m.group_id, c.name as "group", m.person_id, p.name as person, m.role, m.from_on, m.to_on,'
    " m.change_id"
    " from group_members m join v_contacts c on c.id = m.group_id and {visible(c)}"
    " join v_contacts p on p.id = m.person_id and {visible(p)}"
    " where c.trashed_on is null and p.trashed_on is null"
)
_MEMBERS = f"{_MEMBER} and m.group_id = :group_id order by p.sort_name, m.from_on, m.id"
_MEMBERSHIPS = f"{_MEMBER} and m.person_id = :person_id order by m.from_on, m.id"
_OF_PERSON = f"{_MEMBER} and m.group_id = :group_id and m.person_id = :person_id order by m.from_on, m.id"
_PRESENT = (
    f"{_MEMBER} and m.group_id in {{each(:ids)}} and (m.to_on is null or m.to_on > :today)"
    " order by p.sort_name, m.from_on, m.id"
)
# All terms of a group, whoever may see them: they end with the group. No contact is answered.
_OPEN_TERMS = (
    "select m.id, m.from_on, m.to_on from group_members m"
    " where m.group_id = :group_id and (m.to_on is null or m.to_on > :on)"
)
_RELATIVES = (
    "select c.id as contact_id, c.name, case when g.advises_id = :group_id then 'advises it' else 'formed from it' end"
    " as how from groups g join v_contacts c on c.id = g.contact_id"
    " where (g.advises_id = :group_id or g.formed_from_id = :group_id) and c.trashed_on is null and {visible(c)}"
    " order by c.sort_name, c.id"
)
# How often a group stands among those another one was formed from; a circle of hidden groups counts too.
_DESCENDS = (
    "with recursive origins (id) as ("
    "select cast(:start as {int}) union select g.formed_from_id from groups g join origins o on o.id = g.contact_id"
    " where g.formed_from_id is not null"
    ") select count(*) as n from origins where id = :group_id"
)
_ACCOUNTS_OF = (
    "select n.name from group_accounts a join accounts n on n.id = a.account_id where a.group_id = :group_id"
    " order by n.name_key, n.id"
)
_ACCOUNT_OF = "select id from group_accounts where group_id = :group_id and account_id = :account_id"
_RESOURCES = (
    "select year, heading, planned, used, change_id from group_resources where group_id = :group_id"
    " and (cast(:year as {int}) is null or year = :year) order by year desc, id"
)
_RESOURCE = (
    "select id, planned, used from group_resources where group_id = :group_id and year = :year and heading = :heading"
)
_PLANNED = "select 1 as n from group_resources where group_id = :group_id and year >= :year and planned > 0 limit 1"
# There are few groups and many contacts: the order of a cross join is kept.
_LAPSED_FEES = (
    "select g.id, g.contact_id, c.name, c.holder_id, g.fee_paid_until from groups g"
    " cross join v_contacts c where c.id = g.contact_id and g.fee_paid_until < :today and c.trashed_on is null"
    " and (g.ended_on is null or g.ended_on > :today) and {visible(c)} order by g.fee_paid_until, c.sort_name, c.id"
)
_FEES_OF_DAYS = (
    "select g.id, g.contact_id, c.name, c.holder_id, g.fee, g.fee_paid_until from groups g"
    " cross join v_contacts c where c.id = g.contact_id and g.fee_paid_until >= :start and g.fee_paid_until <= :end"
    " and c.trashed_on is null and (g.ended_on is null or g.ended_on > g.fee_paid_until) and {visible(c)} order by g.id"
)
# The last term in a role that is over, where nobody (hidden or not) holds the role now or has it before them.
_VACANT = (
    "select max(m.id) as id, m.group_id, m.role, max(m.to_on) as to_on, c.name, c.sort_name, c.holder_id"
    " from group_members m cross join groups g cross join v_contacts c"
    " where g.contact_id = m.group_id and c.id = m.group_id and {visible(c)}"
    " and m.role in {each_text(:roles)} and m.to_on > m.from_on and c.trashed_on is null"
    " and (g.ended_on is null or g.ended_on > :today)"
    " and not exists (select 1 from group_members n where n.group_id = m.group_id and n.role = m.role"
    " and (n.to_on is null or n.to_on > :today))"
    " group by m.group_id, m.role, c.name, c.sort_name, c.holder_id order by to_on, c.sort_name, m.group_id, m.role"
)

# What can be asked of a contact: predicates over ``c``, a row of ``v_contacts``.
_PRESENT_IN = (
    "exists (select 1 from group_members m join v_contacts g on g.id = m.group_id where m.person_id = c.id"
    " and m.from_on <= :today and (m.to_on is null or m.to_on > :today) and g.trashed_on is null and {visible(g)}"
)
IN_GROUP = f"{_PRESENT_IN} and m.group_id = :group)"
IN_ROLE = f"{_PRESENT_IN} and m.role = :value)"
STRUCTURE = (
    "exists (select 1 from groups g where g.contact_id = c.id and g.structure = :value"
    " and (g.ended_on is null or g.ended_on > :today))"
)


def group(store: Store, group_id: int) -> model.Group | None:
    """Return the group of a contact that the actor may see, or None; its version is that of its own row."""
    row = store.one(_GROUP, group_id=group_id)
    return model.Group(**row) if row else None


def contact_of(store: Store, number: int) -> int | None:
    """Return the contact that a group is, by the group's own number."""
    found = store.value(_CONTACT_OF, id=number)
    return None if found is None else int(found)


def names(store: Store) -> dict[int, str]:
    """Return the names of all groups outside the trash, by contact id, in their order."""
    return {row["id"]: row["name"] for row in store.rows(_NAMES)}


def contacts_without(store: Store) -> dict[int, str]:
    """Return contacts of kind group that have no group yet (imported ones), by id."""
    return {row["id"]: row["name"] for row in store.rows(_CONTACTS_WITHOUT)}


def listed(
    store: Store, *, structure: str | None, level: str | None, sector: str | None, ended: bool, limit: int
) -> list[model.Listed]:
    """Return groups by name, narrowed by what is not None; those that have ended only if asked."""
    rows = store.rows(_LIST, structure=structure, level=level, sector=sector, ended=int(ended), limit=limit)
    ids = json.dumps([row["contact_id"] for row in rows])
    sectors: dict[int, list[str]] = {}
    for row in store.rows(_SECTORS, ids=ids):
        sectors.setdefault(row["contact_id"], []).append(row["sector"])
    members: dict[int, list[Row]] = {}
    for row in store.rows(_PRESENT, ids=ids):
        members.setdefault(row["group_id"], []).append(row)
    return [_listed(row, sectors.get(row["contact_id"], ()), members.get(row["contact_id"], ())) for row in rows]


def _listed(row: Row, sectors: Iterable[str], members: Iterable[Row]) -> model.Listed:
    people = {one["person_id"] for one in members}
    coordinators = ", ".join(one["person"] for one in members if one["role"] == model.COORDINATOR)
    return model.Listed(**row, sectors=tuple(sectors), coordinator=coordinators, members=len(people))


def sectors(store: Store, group_id: int) -> tuple[str, ...]:
    """Return the keys of a group's sectors."""
    return tuple(row["sector"] for row in store.rows(_SECTORS, ids=json.dumps([group_id])))


def members(store: Store, group_id: int) -> list[model.Member]:
    """Return all terms in a group that the actor may see, past ones too."""
    return [model.Member(**row) for row in store.rows(_MEMBERS, group_id=group_id)]


def memberships(store: Store, person_id: int) -> list[model.Member]:
    """Return all terms of a person in groups that the actor may see, past ones too."""
    return [model.Member(**row) for row in store.rows(_MEMBERSHIPS, person_id=person_id)]


def terms(store: Store, group_id: int, person_id: int) -> list[model.Member]:
    """Return all terms of a person in one group, earliest first."""
    return [model.Member(**row) for row in store.rows(_OF_PERSON, group_id=group_id, person_id=person_id)]


def open_terms(store: Store, group_id: int, on: str) -> list[Row]:
    """Return id and span of the terms in a group that are not over on a day, hidden persons' too."""
    return store.rows(_OPEN_TERMS, group_id=group_id, on=on)


def relatives(store: Store, group_id: int) -> list[model.Relative]:
    """Return the groups that were formed from one, or advise it."""
    return [model.Relative(**row) for row in store.rows(_RELATIVES, group_id=group_id)]


def descends(store: Store, start: int, group_id: int) -> bool:
    """Return whether a group is ``group_id`` or was formed, at whatever remove, from it."""
    return bool(store.value(_DESCENDS, start=start, group_id=group_id))


def resources(store: Store, group_id: int, year: int | None = None) -> list[model.Resource]:
    """Return what a group may use and used, latest year first."""
    return [model.Resource(**row) for row in store.rows(_RESOURCES, group_id=group_id, year=year)]


def resource(store: Store, group_id: int, year: int, heading: str) -> Row | None:
    """Return id, planned and used of one heading in one year, or None."""
    return store.one(_RESOURCE, group_id=group_id, year=year, heading=heading)


def is_planned(store: Store, group_id: int, year: int) -> bool:
    """Return whether resources are planned for a group in a year or later."""
    return store.value(_PLANNED, group_id=group_id, year=year) is not None


def lapsed_fees(store: Store, today: str) -> list[Row]:
    """Return the groups whose fee was paid until a day before ``today``."""
    return store.rows(_LAPSED_FEES, today=today)


def fees_of_days(store: Store, start: str, end: str) -> list[Row]:
    """Return the groups whose fee is paid until a day of a span."""
    return store.rows(_FEES_OF_DAYS, start=start, end=end)


def vacant(store: Store, roles: Iterable[str], today: str) -> list[Row]:
    """Return the roles in groups that somebody held until ``today`` or before, and nobody after."""
    return store.rows(_VACANT, roles=json.dumps([*roles]), today=today)


def terms_of_both(store: Store, kept: int, dropped: int) -> list[Row]:
    """Return the terms without an end that two people hold in one role of one group."""
    return store.rows(_TERMS_OF_BOTH, kept=kept, dropped=dropped)


def accounts_of(store: Store, group_id: int) -> list[Row]:
    """Return the names of the accounts that belong to a group, in order."""
    return store.rows(_ACCOUNTS_OF, group_id=group_id)


def account_of(store: Store, group_id: int, account_id: int) -> int | None:
    """Return the number of the row by which an account belongs to a group; None where it does not."""
    found = store.value(_ACCOUNT_OF, group_id=group_id, account_id=account_id)
    return None if found is None else int(found)
