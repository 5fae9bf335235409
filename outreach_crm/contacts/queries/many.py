"""The SQL of many contacts at once: who has these numbers, addresses and names, and all that belongs to them."""

import json
from collections.abc import Collection, Iterable, Iterator

from outreach_crm.contacts.model import OURS
from outreach_crm.storage import Row, Store

# Of one that was merged into another, that other one.
_HOLDERS = (
    "select i.external_id, c.id, c.trashed_on, case when {visible(c)} then 1 else 0 end as visible"
    " from contact_ids i join contacts o on o.id = i.contact_id join contacts c on c.id = coalesce(o.merged_into, o.id)"
    " where i.system = :system and i.external_id in {each_text(:numbers)}"
)
# Our own numbers, as our exports write them.
_OURS = (
    "select o.uid as external_id, c.id, c.trashed_on, case when {visible(c)} then 1 else 0 end as visible"
    " from contacts o join contacts c on c.id = coalesce(o.merged_into, o.id) where o.uid in {each_text(:numbers)}"
)
_REACHED = (
    "select p.address_key, c.id, c.kind, c.sort_name from contact_points p join contacts c on c.id = p.contact_id"
    " where p.address_key in {each_text(:keys)} and c.trashed_on is null and {visible(c)} order by c.id"
)
_CALLED = (
    "select c.id, c.kind, c.sort_name, c.country from contacts c"
    " where c.sort_name in {each_text(:names)} and c.trashed_on is null and {visible(c)} order by c.id"
)
_ALSO_CALLED = (
    "select c.id, c.also, c.country from contacts c"
    " where c.also <> '' and c.kind <> 'person' and c.trashed_on is null and {visible(c)} order by c.id"
)
_CONTACTS = "select c.* from contacts c where c.id in {each(:ids)} and {visible(c)} order by c.id"
_PARTS = "select t.* from {table} t where t.contact_id in {each(:ids)} order by t.id"
_PRESENT_ROLES = (
    "select r.id, r.person_id as contact_id, r.organisation_id, r.title from contact_roles r"
    " where r.person_id in {each(:ids)} and (r.to_on is null or r.to_on >= :today) order by r.id"
)
_IN_SECTOR = (
    "select s.contact_id as id from contact_sectors s join contacts c on c.id = s.contact_id and {visible(c)}"
    " where s.sector = :sector order by s.contact_id"
)
_NEWEST = "select coalesce(max(c.id), 0) as n from contacts c"
_MADE = "select c.id, c.uid from contacts c where c.id > :newest"


def holders(store: Store, numbers: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Row]:
    """Return by system and number who has them: ``id``, ``trashed_on``, and whether the actor may see them."""
    systems: dict[str, list[str]] = {}
    for system, number in numbers:
        systems.setdefault(system, []).append(number)
    found = {
        (system, row["external_id"]): row
        for system, wanted in systems.items()
        for row in store.rows(_HOLDERS, system=system, numbers=json.dumps(wanted))
    }
    ours = store.rows(_OURS, numbers=json.dumps(systems[OURS])) if OURS in systems else ()
    return found | {(OURS, row["external_id"]): row for row in ours}


def reached(store: Store, keys: Collection[str]) -> list[Row]:
    """Return the contacts reached at addresses, by key: ``address_key``, ``id``, ``kind``, ``sort_name``."""
    return store.rows(_REACHED, keys=json.dumps([*keys])) if keys else []


def called(store: Store, sort_names: Collection[str]) -> list[Row]:
    """Return the contacts of sort names: ``id``, ``kind``, ``sort_name``, ``country``."""
    return store.rows(_CALLED, names=json.dumps([*sort_names])) if sort_names else []


def also_called(store: Store) -> list[Row]:
    """Return what organisations and groups are also called: ``id``, ``also``, ``country``."""
    return store.rows(_ALSO_CALLED)


def stored(store: Store, ids: Collection[int]) -> list[Row]:
    """Return whole rows of contacts."""
    return store.rows(_CONTACTS, ids=json.dumps([*ids]))


def stored_parts(store: Store, table: str, ids: Collection[int]) -> Iterator[tuple[int, Row]]:
    """Yield rows of a table of what belongs to contacts, each with its contact; the table is named by our code."""
    for row in store.rows(_PARTS.replace("{table}", table), ids=json.dumps([*ids])):
        yield row.pop("contact_id"), row


def present_roles(store: Store, ids: Collection[int]) -> list[Row]:
    """Return the present roles of persons: ``id``, ``contact_id``, ``organisation_id``, ``title``."""
    return store.rows(_PRESENT_ROLES, ids=json.dumps([*ids]))


def in_sector(store: Store, sector: str) -> list[int]:
    """Return the numbers of the contacts of a sector, by its key, that the actor may see."""
    return [row["id"] for row in store.rows(_IN_SECTOR, sector=sector)]


def newest(store: Store) -> int:
    """Return the highest number of a contact."""
    return int(store.value(_NEWEST))


def made_since(store: Store, number: int) -> dict[str, int]:
    """Return the numbers of the contacts made after one, by uid. Call inside the ``write()`` that made them."""
    return {row["uid"]: row["id"] for row in store.rows(_MADE, newest=number)}
