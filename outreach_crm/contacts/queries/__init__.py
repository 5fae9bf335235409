"""The SQL of contacts."""

from outreach_crm.contacts.queries.filtering import organisation_kinds, role_titles, towns, values_of
from outreach_crm.contacts.queries.finding import find, named
from outreach_crm.contacts.queries.links import in_country, neighbours, ours, relation_id
from outreach_crm.contacts.queries.records import (
    addresses,
    contact,
    external_ids,
    fields,
    has_external_id,
    interests,
    listed,
    points,
    preferred,
    relation_from,
    relations,
    roles,
    row_ids,
    sectors,
    some,
    validity,
    with_about,
)

__all__ = [
    "addresses",
    "contact",
    "external_ids",
    "fields",
    "find",
    "has_external_id",
    "in_country",
    "interests",
    "listed",
    "named",
    "neighbours",
    "organisation_kinds",
    "ours",
    "points",
    "preferred",
    "relation_from",
    "relation_id",
    "relations",
    "role_titles",
    "roles",
    "row_ids",
    "sectors",
    "some",
    "towns",
    "validity",
    "values_of",
    "with_about",
]
