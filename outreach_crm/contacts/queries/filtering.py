"""The SQL of what can be asked of contacts, and of the texts there are to compare with.

Each predicate is over ``c``, a row of ``v_contacts``. What another table knows is asked with ``exists``: PostgreSQL
makes joins of it, also where the opposite is meant, and SQLite reads one index along the contacts. What few have is
asked with ``{given(…)}``: SQLite looks it up once.
"""

from outreach_crm.storage import Store

KIND = "c.kind = :value"
LEVEL = "c.level = :value"
COUNTRY = "c.country in {each_text(:countries)}"
ORGANISATION_KIND = "c.organisation_kind in {each_text(:texts)}"
ADDED_SINCE = "c.added_on >= :day"
HELD = "c.holder_id is not null"
HOLDER = "coalesce(c.holder_id, 0) = :account"
# Tags stand between blanks; a language is meant with all its regional forms.
LANGUAGE = (
    "({instr(' ' || c.language || ' ' || c.languages || ' '; ' ' || :tag || ' ')} > 0"
    " or {instr(' ' || c.language || ' ' || c.languages; ' ' || :tag || '-')} > 0)"
)
MEMBERSHIP = (
    "(c.membership = :value and coalesce(c.membership_from, :today) <= :today"
    " and coalesce(c.membership_to, :today) >= :today)"
)
SECTOR = "exists (select 1 from contact_sectors s where s.contact_id = c.id and s.sector = :value)"
KEYWORD = (
    "{given(c.id; select k.contact_id from contact_keywords k"
    " join v_keyword_closure l on l.specific_id = k.keyword_id where l.general_id = :keyword)}"
)
_NOW = "p.wrong_since is null and coalesce(p.valid_from, :today) <= :today and coalesce(p.valid_to, :today) >= :today"
_POINT = f"exists (select 1 from contact_points p where p.contact_id = c.id and {_NOW} and p.kind ="
EMAIL, PHONE, WEB = f"{_POINT} 'email')", f"{_POINT} 'phone')", f"{_POINT} 'web')"
_ADDRESS = f"exists (select 1 from contact_addresses p where p.contact_id = c.id and {_NOW}"
POST = f"{_ADDRESS})"
TOWN = f"{_ADDRESS} and p.town in {{each_text(:texts)}})"
# A role at an organisation one may not see is not seen either.
_ROLE = (
    "exists (select 1 from contact_roles r join contacts o on o.id = r.organisation_id where r.person_id = c.id"
    " and coalesce(r.from_on, :today) <= :today and coalesce(r.to_on, :today) >= :today"
    " and o.trashed_on is null and {visible(o)}"
)
ROLE = f"{_ROLE} and r.title in {{each_text(:texts)}})"
AT = f"{_ROLE} and r.organisation_id = :organisation)"
FIELD = (
    "exists (select 1 from contact_fields f where f.contact_id = c.id and f.field = :field"
    " and (:filled = 1 or f.value in {each_text(:texts)}))"
)

_ORGANISATION_KINDS = "select distinct organisation_kind as text from contacts c where {visible(c)}"
_ROLE_TITLES = "select distinct title as text from contact_roles"
_TOWNS = "select distinct town as text from contact_addresses"
_VALUES_OF = "select distinct value as text from contact_fields where field = :field"


def organisation_kinds(store: Store) -> list[str]:
    """Return the kinds of organisation there are."""
    return [row["text"] for row in store.rows(_ORGANISATION_KINDS)]


def role_titles(store: Store) -> list[str]:
    """Return the titles of all roles, present and past."""
    return [row["text"] for row in store.rows(_ROLE_TITLES)]


def towns(store: Store) -> list[str]:
    """Return the towns of all addresses."""
    return [row["text"] for row in store.rows(_TOWNS)]


def values_of(store: Store, field: str) -> list[str]:
    """Return the values that one of the section's own fields has anywhere."""
    return [row["text"] for row in store.rows(_VALUES_OF, field=field)]
