"""The SQL of the links between contacts, and of the ways along them."""

import json
from collections.abc import Iterable

from outreach_crm.storage import Row, Store

_RELATION = (
    "select id from contact_relations where from_id = :from_id and to_id = :to_id and kind = :kind"
    " and (to_on is null or to_on >= :today) order by id"
)
_NEIGHBOURS = (
    "select l.a, l.b, l.role_id, l.title, l.kind, l.forward, l.verified_on, c.name,"
    " c.kind as contact_kind, c.country, c.holder_id from ("
    "select person_id as a, organisation_id as b, id as role_id, title, '' as kind, 1 as forward, from_on, to_on,"
    " verified_on from contact_roles where person_id in {each(:ids)}"
    " union all select organisation_id, person_id, id, title, '', 0, from_on, to_on, verified_on from contact_roles"
    " where organisation_id in {each(:ids)}"
    " union all select from_id, to_id, null, '', kind, 1, from_on, to_on, verified_on from contact_relations"
    " where from_id in {each(:ids)}"
    " union all select to_id, from_id, null, '', kind, 0, from_on, to_on, verified_on from contact_relations"
    " where to_id in {each(:ids)}"
    ") as l join contacts c on c.id = l.b where c.trashed_on is null and {visible(c)}"
    " and (l.from_on is null or l.from_on <= :today) and (l.to_on is null or l.to_on >= :today)"
    " order by case when l.verified_on is null then 1 else 0 end, l.verified_on desc, c.sort_name, c.id limit 5000"
)
_IN_COUNTRY = (
    "select c.id, c.name, c.kind as contact_kind, c.country, c.holder_id from contacts c"
    " where c.country = :country and c.trashed_on is null and {visible(c)}"
    " and (cast(:sector as text) is null or exists"
    " (select 1 from contact_sectors s where s.contact_id = c.id and s.sector = :sector))"
    " order by c.sort_name, c.id limit 2000"
)
# A body that works across borders is nobody we know because it has no country.
_OURS = (
    "select c.id from contacts c where c.id in {each(:ids)} and {visible(c)} and (c.holder_id is not null"
    " or c.country = :home or (c.country = '' and c.level <> 'international'))"
)


def relation_id(store: Store, *, from_id: int, to_id: int, kind: str) -> int | None:
    """Return the id of the present relationship of a kind between two contacts."""
    found = store.value(_RELATION, from_id=from_id, to_id=to_id, kind=kind)
    return None if found is None else int(found)


def neighbours(store: Store, ids: Iterable[int]) -> list[Row]:
    """Return the present links of some contacts to others, the latest verified first."""
    return store.rows(_NEIGHBOURS, ids=json.dumps([*ids]))


def in_country(store: Store, country: str, sector: str | None) -> list[Row]:
    """Return the contacts of a country, and of a sector if one is given."""
    return store.rows(_IN_COUNTRY, country=country, sector=sector)


def ours(store: Store, ids: Iterable[int], home: str) -> set[int]:
    """Return those of some contacts that one of us holds, or that are in our own country as far as we know."""
    return {row["id"] for row in store.rows(_OURS, ids=json.dumps([*ids]), home=home)}
