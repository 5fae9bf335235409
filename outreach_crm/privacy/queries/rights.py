"""The SQL of access, erasure and retention."""

from collections.abc import Iterable

from outreach_crm.privacy.model import LegalHold
from outreach_crm.storage import Row, Store

# The contact and whoever was merged into it.
_OURS = (
    "with recursive ours (id) as (select c.id from v_contacts c where c.id = :contact_id and {visible(c)}"
    " union select m.id from v_contacts m join ours o on m.merged_into = o.id where {visible(m)})"
)
_ADDRESSES = (
    f"{_OURS} select p.kind, p.value, p.address_key, max(case when exists (select 1 from v_points q"
    " join v_contacts c on c.id = q.contact_id where q.address_key = p.address_key and c.trashed_on is null"
    " and c.id not in (select id from ours)) then 1 else 0 end) as shared"
    " from v_points p join ours o on o.id = p.contact_id where p.kind in ('email', 'phone')"
    " group by p.kind, p.value, p.address_key order by p.kind, p.value"
)
_POSTCODES = (
    f"{_OURS} select distinct c.name, a.postcode from v_addresses a join ours o on o.id = a.contact_id"
    " join v_contacts c on c.id = a.contact_id where a.postcode <> '' and {visible(c)} order by c.name, a.postcode"
)
_NOBODYS_WORDINGS = (
    "delete from consent_wordings where not exists (select 1 from consents c where c.wording = consent_wordings.digest)"
)
_OTHERS = "select c.id, c.kind, c.name from v_contacts c where {among(c.id; :ids)} and {visible(c)}"
_HOLD = (
    "select h.id, h.contact_id, c.name as contact, h.reason, h.until_on, h.change_id from legal_holds h"
    " cross join v_contacts c where c.id = h.contact_id and {visible(c)}"  # from the few holds to their contacts
)
_HOLDS = f"{_HOLD} and (h.until_on is null or h.until_on >= :today) order by c.sort_name, h.id"
_HOLDS_OF = (
    f"{_OURS} {_HOLD} and h.contact_id in (select id from ours) and (h.until_on is null or h.until_on >= :today)"
    " order by h.id"
)
# Who belongs to us is kept as long as that lasts; who is held for a law longer than that.
# What is the latest of each is gathered once for all: asked of each person, the view would be made as often.
_PERSONS = (
    "select p.id, p.name, p.trashed_on, p.last_on, coalesce((select {join(n.purpose; ' ')} from v_consents_now n"
    " where n.contact_id = p.id and n.state = 'granted'), '') as purposes from (select c.id, c.name, c.trashed_on,"
    " {greatest({greatest(c.added_on; coalesce(t.last_on, ''))}; coalesce(w.given_on, ''))} as last_on"
    " from v_contacts c left join v_last_contact t on t.contact_id = c.id"
    " left join (select n.contact_id, max(n.given_on) as given_on from consents n where n.own_word = 1"
    " group by n.contact_id) as w on w.contact_id = c.id"
    " where c.kind = 'person' and c.merged_into is null and {visible(c)}"
    " and (c.membership = '' or c.membership_to < :today)"
    " and not exists (select 1 from legal_holds h where h.contact_id = c.id"
    " and (h.until_on is null or h.until_on >= :today))) as p"
    " where p.last_on < cast(:before as text) order by p.last_on, p.id"
)
_SECTORS = "select s.contact_id, s.sector from v_sectors s where {among(s.contact_id; :ids)}"
_OWN_FIELDS = "select distinct f.contact_id, f.field from v_fields f where {among(f.contact_id; :ids)}"


def addresses_of(store: Store, contact_id: int) -> list[Row]:
    """Return kind, value, keyed digest of the addresses of a contact, and whether somebody else has them too."""
    return store.rows(_ADDRESSES, contact_id=contact_id)


def postcodes_of(store: Store, contact_id: int) -> list[Row]:
    """Return name and postcode of the postal addresses of a contact."""
    return store.rows(_POSTCODES, contact_id=contact_id)


def others(store: Store, contact_ids: Iterable[int]) -> dict[int, Row]:
    """Return kind and name of some contacts, of those the actor may see."""
    return {row["id"]: row for row in store.rows(_OTHERS, ids=store.numbers(contact_ids))}


def holds(store: Store) -> list[LegalHold]:
    """Return the legal holds in force, by name."""
    return [LegalHold(**row) for row in store.rows(_HOLDS)]


def holds_of(store: Store, contact_id: int) -> list[LegalHold]:
    """Return the legal holds in force for a contact and those merged into it."""
    return [LegalHold(**row) for row in store.rows(_HOLDS_OF, contact_id=contact_id)]


def persons_before(store: Store, day: str) -> list[Row]:
    """Return persons whom nothing was heard of since a day: id, name, when last, for what they are held, in the trash.

    Who belongs to the section or is under a legal hold is left out.
    """
    return store.rows(_PERSONS, before=day)


def sectors_of(store: Store, contact_ids: Iterable[int]) -> dict[int, set[str]]:
    """Return the sectors that some contacts belong to."""
    found: dict[int, set[str]] = {}
    for row in store.rows(_SECTORS, ids=store.numbers(contact_ids)):
        found.setdefault(row["contact_id"], set()).add(row["sector"])
    return found


def own_fields(store: Store, contact_ids: Iterable[int]) -> dict[int, set[str]]:
    """Return the own fields that some contacts have."""
    found: dict[int, set[str]] = {}
    for row in store.rows(_OWN_FIELDS, ids=store.numbers(contact_ids)):
        found.setdefault(row["contact_id"], set()).add(row["field"])
    return found


def drop_wordings(store: Store) -> int:
    """Remove the wordings that no entry of the ledger has any more; return how many."""
    with store.write():
        return store.execute(_NOBODYS_WORDINGS)
