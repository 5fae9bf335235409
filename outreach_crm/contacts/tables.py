"""The tables of contacts, and what other features may read of them."""

from outreach_crm.storage import Kept, MigrationSet, Owner

_M001 = """
create table contacts (
    id {id},
    uid {text} not null unique,
    kind {text} not null check (kind in ('person', 'organisation', 'group')),
    name {text} not null,
    also {text} not null default '',
    given {text} not null default '',
    family {text} not null default '',
    name_order {text} not null default 'given-first',
    sort_name {text} not null,
    words {text} not null,
    organisation_kind {text} not null default '',
    level {text} not null default '',
    language {text} not null default '',
    languages {text} not null default '',
    country {text} not null default '',
    gender {text} not null default '',
    pronouns {text} not null default '',
    membership {text} not null default '',
    membership_from {text},
    membership_to {text},
    brought_by {text} not null default '',
    holder_id {int} references accounts (id),
    met {text} not null default '',
    rhythm_days {int},
    can_do {text} not null default '',
    concerns_now {text} not null default '',
    remarks {text} not null default '',
    circle_id {int} references circles (id),
    trashed_on {text},
    merged_into {int} references contacts (id),
    added_on {text} not null,
    change_id {int} not null
) {strict};
create index contacts_sort on contacts (sort_name, id);
create index contacts_country on contacts (country) where country <> '';
create index contacts_holder on contacts (holder_id) where holder_id is not null;
create index contacts_rhythm on contacts (rhythm_days) where rhythm_days is not null;
create index contacts_merged on contacts (merged_into) where merged_into is not null;
create index contacts_circle on contacts (circle_id) where circle_id is not null;
create table contact_points (
    id {id},
    contact_id {int} not null references contacts (id),
    kind {text} not null check (kind in ('email', 'phone', 'web')),
    value {text} not null,
    address_key {text} not null,
    label {text} not null default '',
    preferred {int} not null default 0,
    valid_from {text},
    valid_to {text},
    wrong_since {text},
    change_id {int} not null,
    unique (contact_id, kind, address_key)
) {strict};
create index contact_points_address on contact_points (address_key);
create table contact_addresses (
    id {id},
    contact_id {int} not null references contacts (id),
    lines {text} not null,
    postcode {text} not null default '',
    town {text} not null default '',
    region {text} not null default '',
    country {text} not null default '',
    label {text} not null default '',
    preferred {int} not null default 0,
    valid_from {text},
    valid_to {text},
    wrong_since {text},
    change_id {int} not null
) {strict};
create index contact_addresses_contact on contact_addresses (contact_id);
create table contact_ids (
    id {id},
    contact_id {int} not null references contacts (id),
    system {text} not null,
    external_id {text} not null,
    change_id {int} not null,
    unique (system, external_id)
) {strict};
create index contact_ids_contact on contact_ids (contact_id);
create table contact_sectors (
    id {id},
    contact_id {int} not null references contacts (id),
    sector {text} not null,
    change_id {int} not null,
    unique (contact_id, sector)
) {strict};
create index contact_sectors_sector on contact_sectors (sector);
create table contact_keywords (
    id {id},
    contact_id {int} not null references contacts (id),
    keyword_id {int} not null references keywords (id),
    change_id {int} not null,
    unique (contact_id, keyword_id)
) {strict};
create index contact_keywords_keyword on contact_keywords (keyword_id);
create table contact_roles (
    id {id},
    person_id {int} not null references contacts (id),
    organisation_id {int} not null references contacts (id),
    title {text} not null default '',
    from_on {text},
    to_on {text},
    answers_for_rights {int} not null default 0,
    right_person_for {text} not null default '',
    verified_on {text},
    change_id {int} not null,
    check (person_id <> organisation_id)
) {strict};
create index contact_roles_person on contact_roles (person_id);
create index contact_roles_organisation on contact_roles (organisation_id);
create table contact_relations (
    id {id},
    from_id {int} not null references contacts (id),
    to_id {int} not null references contacts (id),
    kind {text} not null,
    from_on {text},
    to_on {text},
    note {text} not null default '',
    verified_on {text},
    change_id {int} not null,
    check (from_id <> to_id)
) {strict};
create index contact_relations_from on contact_relations (from_id);
create index contact_relations_to on contact_relations (to_id);
create table contact_fields (
    id {id},
    contact_id {int} not null references contacts (id),
    field {text} not null,
    value {text} not null,
    change_id {int} not null,
    unique (contact_id, field)
) {strict};
create table contact_distinct (
    id {id},
    one_id {int} not null references contacts (id),
    other_id {int} not null references contacts (id),
    said_on {text} not null,
    change_id {int} not null,
    unique (one_id, other_id),
    check (one_id <> other_id)
) {strict};
create index contact_distinct_other on contact_distinct (other_id);
create table contact_match_keys (
    match_key {int} not null,
    contact_id {int} not null references contacts (id) on delete cascade,
    primary key (match_key, contact_id)
) {clustered};
create index contact_match_keys_contact on contact_match_keys (contact_id);
create table contact_pairs (
    one_id {int} not null references contacts (id) on delete cascade,
    other_id {int} not null references contacts (id) on delete cascade,
    score {real} not null,
    primary key (one_id, other_id)
) {clustered};
create index contact_pairs_other on contact_pairs (other_id);
create table contact_pairs_looked (
    id {id},
    looked_at {text} not null
) {strict};
"""

_OWNED = Owner("contacts", "contact_id")

MIGRATIONS = MigrationSet(
    feature="contacts",
    steps={"m001_contacts": _M001},
    kept=(
        Kept(
            table="contacts",
            title="contact",
            about=("id",),
            words=True,
            names=("name", "also"),
            name_parts=("given", "family"),
        ),
        Kept(
            table="contact_points",
            title="e-mail, phone or web address",
            about=("contact_id",),
            owner=_OWNED,
            names=("value",),
        ),
        Kept(table="contact_addresses", title="postal address", about=("contact_id",), owner=_OWNED),
        Kept(table="contact_ids", title="number in another system", about=("contact_id",), owner=_OWNED),
        Kept(table="contact_sectors", title="sector", about=("contact_id",), owner=_OWNED),
        Kept(table="contact_keywords", title="interest", about=("contact_id",), owner=_OWNED),
        Kept(table="contact_roles", title="role in an organisation", about=("person_id", "organisation_id")),
        Kept(table="contact_relations", title="relationship", about=("from_id", "to_id")),
        Kept(table="contact_fields", title="own field", about=("contact_id",), owner=_OWNED),
        Kept(table="contact_distinct", title="two that are not the same", about=("one_id", "other_id")),
    ),
    views={
        "v_contacts": (
            "select id, uid, kind, name, sort_name, language, country, level, membership, holder_id, rhythm_days,"
            " circle_id, trashed_on, merged_into, added_on, organisation_kind, languages, membership_from,"
            " membership_to, given, family from contacts"
        ),
        "v_points": (
            "select contact_id, kind, value, address_key, label, preferred, valid_from, valid_to, wrong_since"
            " from contact_points"
        ),
        "v_addresses": (
            "select contact_id, lines, postcode, town, region, country, label, preferred, valid_from, valid_to,"
            " wrong_since from contact_addresses"
        ),
        "v_roles": (
            "select id, person_id, organisation_id, title, from_on, to_on, answers_for_rights, right_person_for,"
            " verified_on from contact_roles"
        ),
        "v_relations": "select id, from_id, to_id, kind, from_on, to_on, verified_on from contact_relations",
        "v_sectors": "select contact_id, sector from contact_sectors",
        "v_fields": "select contact_id, field, value from contact_fields",
        "v_interests": "select contact_id, keyword_id from contact_keywords",
    },
)
