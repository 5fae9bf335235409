"""The SQL of contacts and what belongs to them."""

import json
from collections.abc import Sequence

from outreach_crm.contacts.model import Address, Contact, ExternalId, Found, Point, Relation, Role
from outreach_crm.storage import Row, Store

_CONTACT_COLUMNS = (
    "c.id, c.uid, c.kind, c.name, c.also, c.given, c.family, c.name_order, c.organisation_kind, c.level, c.language,"
    " c.languages, c.country, c.gender, c.pronouns, c.membership, c.membership_from, c.membership_to, c.brought_by,"
    " c.holder_id, c.met, c.rhythm_days, c.can_do, c.concerns_now, c.remarks, c.circle_id, c.trashed_on, c.merged_into,"
    " c.added_on, c.change_id"
)
_CONTACT = f"select {_CONTACT_COLUMNS} from contacts c where c.id = :id and {{visible(c)}}"
_NUMBER = "select c.id from contacts c where c.uid = :uid"
_POINTS = (
    "select id, contact_id, kind, value, label, preferred, valid_from, valid_to, wrong_since from contact_points"
    " where contact_id = :id order by kind, preferred desc, id"
)
_ADDRESSES = (
    "select id, contact_id, lines, postcode, town, region, country, label, preferred, valid_from, valid_to,"
    " wrong_since from contact_addresses where contact_id = :id order by preferred desc, id"
)
_RIGHT_POINTS = "select id, contact_id from contact_points where address_key = :key and wrong_since is null order by id"
_ROLES = (
    "select r.id, r.person_id, r.organisation_id, r.title, r.from_on, r.to_on, r.answers_for_rights,"
    " r.right_person_for, r.verified_on, p.name as person, o.name as organisation, r.change_id from contact_roles r"
    " join contacts p on p.id = r.person_id and {visible(p)}"
    " join contacts o on o.id = r.organisation_id and {visible(o)}"
    " where (r.person_id = :id or r.organisation_id = :id)"
    " and (p.id = :id or p.trashed_on is null) and (o.id = :id or o.trashed_on is null)"
    " order by case when r.to_on is null or r.to_on >= :today then 0 else 1 end, r.id"
)
_RELATIONS = (
    "select r.id, r.kind, r.from_id, r.from_on, r.to_on, r.note, r.verified_on, r.change_id, c.id as other_id,"
    " c.name as other, c.kind as other_kind"
    " from contact_relations r join contacts c on c.id = case when r.from_id = :id then r.to_id else r.from_id end"
    " and {visible(c)} where (r.from_id = :id or r.to_id = :id) and c.trashed_on is null"
    " order by case when r.to_on is null or r.to_on >= :today then 0 else 1 end, c.sort_name, r.id"
)
_SECTORS = "select sector from contact_sectors where contact_id = :id order by sector"
_INTERESTS = "select keyword_id from contact_keywords where contact_id = :id order by id"
_FIELDS = "select field, value from contact_fields where contact_id = :id order by field"
_LIST = (
    "select c.id, c.kind, c.name, c.country from contacts c where {visible(c)}"
    " and case when c.trashed_on is null then 0 else 1 end = :trashed and c.merged_into is null"
    " and (cast(:kind as text) is null or c.kind = :kind)"
    " and (cast(:country as text) is null or c.country = :country)"
    " and (cast(:sector as text) is null or exists"
    " (select 1 from contact_sectors s where s.contact_id = c.id and s.sector = :sector))"
    " order by c.sort_name, c.id limit :limit"
)
_SOME = "select c.id, c.kind, c.name, c.country from contacts c where c.id in {each(:ids)} and {visible(c)}"
_ABOUT = (
    "select r.person_id, r.title, o.name as organisation from contact_roles r"
    " join contacts o on o.id = r.organisation_id and o.trashed_on is null and {visible(o)}"
    " where r.person_id in {each(:ids)} and (r.to_on is null or r.to_on >= :today) order by r.id desc"
)
_TOWNS = (
    "select a.contact_id, a.town from contact_addresses a where a.contact_id in {each(:ids)} and a.town <> ''"
    " order by a.preferred, a.id desc"
)
_SECTORS_OF = "select contact_id, sector from contact_sectors where contact_id in {each(:ids)} order by sector"
_ROW = "select id from {table} where contact_id = :contact_id and {column} = :value order by id"
_PREFERRED = (
    "select 'contact_points' as tbl, kind, id from contact_points where contact_id = :id and preferred = 1"
    " union all select 'contact_addresses', '', id from contact_addresses where contact_id = :id and preferred = 1"
    " order by 1, 2, 3"
)
_RELATION_FROM = "select from_on from contact_relations where id = :id"
_IDS = "select system, external_id from contact_ids where contact_id = :id order by system, external_id"
_EXTERNAL_ID = "select contact_id from contact_ids where system = :system and external_id = :external_id"
_VALIDITY = "select valid_from, valid_to from {table} where id = :id"


def contact(store: Store, contact_id: int) -> Contact | None:
    """Return a contact the actor may see, or None."""
    row = store.one(_CONTACT, id=contact_id)
    return Contact(**row) if row else None


def number_of(store: Store, uid: str) -> int | None:
    """Return the number of a contact by its uid, whoever may see it."""
    found = store.value(_NUMBER, uid=uid)
    return None if found is None else int(found)


def points(store: Store, contact_id: int) -> list[Point]:
    """Return e-mails, phones and web addresses, preferred ones first."""
    return [Point(**row) for row in store.rows(_POINTS, id=contact_id)]


def addresses(store: Store, contact_id: int) -> list[Address]:
    """Return postal addresses, the preferred one first."""
    return [Address(**row) for row in store.rows(_ADDRESSES, id=contact_id)]


def roles(store: Store, contact_id: int) -> list[Role]:
    """Return the roles of a person, or in an organisation; present ones first."""
    return [Role(**row) for row in store.rows(_ROLES, id=contact_id)]


def relations(store: Store, contact_id: int, labels: dict[str, tuple[str, str]]) -> list[Relation]:
    """Return the relationships of a contact, each labelled as seen from it."""
    found = []
    for row in store.rows(_RELATIONS, id=contact_id):
        forward = row.pop("from_id") == contact_id
        label = labels.get(row["kind"], (row["kind"], row["kind"]))[0 if forward else 1]
        found.append(Relation(**row, label=label))
    return found


def sectors(store: Store, contact_id: int) -> tuple[str, ...]:
    """Return the keys of a contact's sectors."""
    return tuple(row["sector"] for row in store.rows(_SECTORS, id=contact_id))


def interests(store: Store, contact_id: int) -> tuple[int, ...]:
    """Return the keyword ids a contact is interested in."""
    return tuple(row["keyword_id"] for row in store.rows(_INTERESTS, id=contact_id))


def fields(store: Store, contact_id: int) -> dict[str, str]:
    """Return a contact's own fields, by key."""
    return {row["field"]: row["value"] for row in store.rows(_FIELDS, id=contact_id)}


def external_ids(store: Store, contact_id: int) -> list[ExternalId]:
    """Return the numbers a contact has in other systems."""
    return [ExternalId(**row) for row in store.rows(_IDS, id=contact_id)]


def has_external_id(store: Store, system: str, external_id: str) -> int | None:
    """Return the id of the contact with a number in another system, whoever may see it."""
    found = store.value(_EXTERNAL_ID, system=system, external_id=external_id)
    return None if found is None else int(found)


def validity(store: Store, table: str, row_id: int) -> tuple[str | None, str | None]:
    """Return from when and until when an address is right; the table comes from this feature's code."""
    row = store.one(_VALIDITY.replace("{table}", table), id=row_id) or {}
    return row.get("valid_from"), row.get("valid_to")


def listed(
    store: Store, *, kind: str | None, country: str | None, sector: str | None, trashed: bool, limit: int
) -> list[Found]:
    """Return contacts by name, in the trash or not, narrowed by what is not None."""
    rows = store.rows(_LIST, kind=kind, country=country, sector=sector, trashed=int(trashed), limit=limit)
    return with_about(store, rows)


def some(store: Store, ids: Sequence[int]) -> list[Found]:
    """Return some contacts in the order given."""
    rows = {row["id"]: row for row in store.rows(_SOME, ids=json.dumps([*ids]))}
    return with_about(store, [rows[number] for number in ids if number in rows])


def right_points(store: Store, key: str) -> list[Row]:
    """Return whose an e-mail, phone or web address is by its key, where nobody found that it does not work."""
    return store.rows(_RIGHT_POINTS, key=key)


def row_ids(store: Store, table: str, contact_id: int, column: str, value: object) -> list[int]:
    """Return the ids of rows of a contact that hold a value; table and column come from this feature's code."""
    sql = _ROW.replace("{table}", table).replace("{column}", column)
    return [row["id"] for row in store.rows(sql, contact_id=contact_id, value=value)]


def with_about(store: Store, rows: list[Row]) -> list[Found]:
    """Add to each row what tells one Ana Ruiz from another: role and organisation, else town; and sectors."""
    ids = json.dumps([row["id"] for row in rows])
    about = {row["contact_id"]: row["town"] for row in store.rows(_TOWNS, ids=ids)}
    for row in store.rows(_ABOUT, ids=ids):
        about[row["person_id"]] = ", ".join(part for part in (row["title"], row["organisation"]) if part)
    sectors_of: dict[int, list[str]] = {}
    for row in store.rows(_SECTORS_OF, ids=ids):
        sectors_of.setdefault(row["contact_id"], []).append(row["sector"])
    return [
        Found(
            id=row["id"],
            kind=row["kind"],
            name=row["name"],
            country=row["country"],
            about=about.get(row["id"], ""),
            sectors=tuple(sectors_of.get(row["id"], ())),
        )
        for row in rows
    ]


def preferred(store: Store, contact_id: int) -> list[tuple[str, str, int]]:
    """Return the preferred addresses of a contact: table, kind and row."""
    return [(row["tbl"], row["kind"], row["id"]) for row in store.rows(_PREFERRED, id=contact_id)]


def relation_from(store: Store, relation_id: int) -> str | None:
    """Return since when a relationship is, if that is known."""
    found = store.value(_RELATION_FROM, id=relation_id)
    return None if found is None else str(found)
