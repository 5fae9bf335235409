"""The SQL of sign-ups and interests."""

from collections.abc import Iterable, Mapping

from outreach_crm.storage import Row, Store

_INTEREST = "select id from ua_interests where digest = :digest"
_TERMS = (
    "select interest_id, clause, facet, keyword_id, excluded from ua_interest_terms where {among(interest_id; :ids)}"
    " order by interest_id, excluded, clause, facet, keyword_id"
)
_COLUMNS = (
    "select s.id, s.contact_id, c.name as contact, s.wants, s.interest_id, s.sector, s.capacity, s.channel,"
    " s.language, s.any_language, s.at_most, s.at_least, s.months, s.paused_until, s.signed_on, s.left_on, s.change_id"
    " from ua_sign_ups s join v_contacts c on c.id = s.contact_id and {visible(c)}"
)
_OF_CONTACT = f"{_COLUMNS} where s.contact_id = :contact_id order by s.wants, s.sector, s.id"
_OF_CONTACTS = f"{_COLUMNS} where {{among(s.contact_id; :ids)}} order by s.id"
_ONE = f"{_COLUMNS} where s.id = :id"
_LIST = (
    f"{_COLUMNS} where s.wants = :wants and (s.left_on is null or cast(:everybody as {{int}}) = 1)"
    " and (cast(:sector as text) = '' or s.sector = :sector) and c.trashed_on is null"
    " and s.id > :after order by s.id limit :limit"
)
SIGNED_UP = (
    "exists (select 1 from v_ua_sign_ups s where s.contact_id = c.id and s.wants = 'urgent-actions'"
    " and s.left_on is null and (cast(:sector as text) = '' or s.sector = cast(:sector as text)))"
)
"""The condition that somebody is signed up, for ``:sector`` or, where it is empty, for anything."""

_INTERESTS = "select keyword_id from v_interests where contact_id = :contact_id"
_SECTORS = "select sector from v_sectors where contact_id = :contact_id"
_TO_SIGN_UP = (
    "select t.contact_id from selection t where not exists (select 1 from ua_sign_ups s"
    " where s.contact_id = t.contact_id and s.wants = :wants and s.sector = :sector"
    " and (s.left_on is not null or s.paused_until > :on)) order by t.contact_id"
)
_OVER = (
    "select c.uid, s.wants, s.sector, s.left_on, s.paused_until from ua_sign_ups s"
    " join contacts c on c.id = s.contact_id or c.merged_into = s.contact_id"
    " where s.left_on is not null or s.paused_until > :today order by s.id, c.id"
)
_GOING_ON = (
    "select id from ua_sign_ups where contact_id = :contact_id and wants = :wants and sector = :sector"
    " and left_on is null and (cast(:left_on as text) is not null or coalesce(paused_until, '') < :paused_until)"
)
_SAME = "select id from ua_sign_ups where contact_id = :contact_id and wants = :wants and sector = :sector"


def interest_id(store: Store, digest: str) -> int | None:
    """Return the id of an interest by its digest."""
    found = store.value(_INTEREST, digest=digest)
    return None if found is None else int(found)


def terms(store: Store, ids: Iterable[int]) -> dict[int, list[Row]]:
    """Return the terms of some interests: ``clause``, ``facet``, ``keyword_id``, ``excluded``."""
    found: dict[int, list[Row]] = {}
    for row in store.rows(_TERMS, ids=store.numbers(ids)):
        found.setdefault(row["interest_id"], []).append(row)
    return found


def of_contact(store: Store, contact_id: int) -> list[Row]:
    """Return the sign-ups of a contact, those that have ended too."""
    return store.rows(_OF_CONTACT, contact_id=contact_id)


def of_contacts(store: Store, contacts: Iterable[int]) -> list[Row]:
    """Return the sign-ups of some contacts in the order in which they were made."""
    return store.rows(_OF_CONTACTS, ids=store.numbers(contacts))


def one(store: Store, sign_up_id: int) -> Row | None:
    """Return a sign-up."""
    return store.one(_ONE, id=sign_up_id)


def some(store: Store, *, wants: str, sector: str, everybody: bool, after: int, limit: int) -> list[Row]:
    """Return sign-ups behind a number, in order; those that have ended only if asked for everybody's."""
    return store.rows(_LIST, wants=wants, sector=sector, everybody=int(everybody), after=after, limit=limit)


def same(store: Store, contact_id: int, wants: str, sector: str) -> int | None:
    """Return the sign-up that a contact has already in place of a new one."""
    found = store.value(_SAME, contact_id=contact_id, wants=wants, sector=sector)
    return None if found is None else int(found)


def to_sign_up(store: Store, wants: str, sector: str, on: str) -> list[int]:
    """Return the contacts of the open selection who did not leave and do not pause, in order."""
    return [row["contact_id"] for row in store.rows(_TO_SIGN_UP, wants=wants, sector=sector, on=on)]


def interests_of(store: Store, contact_id: int) -> set[int]:
    """Return the keywords that a contact is interested in, whatever they are signed up for."""
    return {row["keyword_id"] for row in store.rows(_INTERESTS, contact_id=contact_id)}


def sectors_of(store: Store, contact_id: int) -> set[str]:
    """Return the sectors that a contact belongs to."""
    return {row["sector"] for row in store.rows(_SECTORS, contact_id=contact_id)}


def over(store: Store) -> list[Row]:
    """Return the sign-ups that are over or paused, by the uid of each contact, whoever may see them."""
    return store.rows(_OVER)


def going_on(store: Store, contact_id: int, over: Mapping[str, str | None]) -> list[int]:
    """Return the sign-up that goes on here, or is paused for less time, and is over or paused elsewhere."""
    return [row["id"] for row in store.rows(_GOING_ON, contact_id=contact_id, **over)]
