"""Who asked for what, and who did not get an issue although it fitted."""

from outreach_crm.storage import Held, Kept, OnErase, Owner

# Interests are interned: equal ones are one row, so that two million sign-ups meet an issue as some thousand interests.
# A term belongs to a clause (OR between clauses) and, in it, to a facet (AND between facets, OR inside one); a term
# with excluded = 1 takes away whatever matched. An interest without clauses is in everything. A facet is the question
# a keyword answers (what, who, gender, where), or sector:KEY for all that a sector watches, whatever it answers.
SQL = """
create table ua_interests (
    id {id},
    digest {text} not null unique,
    clauses {int} not null,
    exclusions {int} not null default 0,
    change_id {int} not null
) {strict};
create table ua_interest_terms (
    id {id},
    interest_id {int} not null references ua_interests (id),
    clause {int} not null,
    facet {text} not null,
    facets {int} not null,
    keyword_id {int} not null references keywords (id),
    excluded {int} not null default 0,
    change_id {int} not null,
    unique (interest_id, excluded, clause, facet, keyword_id)
) {strict};
create index ua_interests_everything on ua_interests (id) where clauses = 0;
create index ua_interest_terms_keyword on ua_interest_terms (keyword_id, excluded, interest_id, clause, facet, facets);
create table ua_sign_ups (
    id {id},
    contact_id {int} not null references contacts (id),
    wants {text} not null default 'urgent-actions' check (wants in ('urgent-actions', 'publications')),
    interest_id {int} not null references ua_interests (id),
    sector {text} not null default '',
    capacity {text} not null default 'anyone' check (capacity in ('anyone', 'professional', 'colleagues')),
    channel {text} not null default '',
    language {text} not null default '',
    any_language {int} not null default 1,
    at_most {int},
    months {int} not null default 1,
    at_least {int},
    paused_until {text},
    signed_on {text} not null,
    left_on {text},
    change_id {int} not null,
    unique (contact_id, wants, sector)
) {strict};
create index ua_sign_ups_match on ua_sign_ups (interest_id, wants, left_on, contact_id, signed_on, channel, language,
    any_language, at_most, months, paused_until, capacity, sector);
create index ua_sign_ups_paused on ua_sign_ups (paused_until) where paused_until is not null;
create index ua_sign_ups_months on ua_sign_ups (months) where months > 1;
create index ua_sign_ups_at_least on ua_sign_ups (wants, months, interest_id, contact_id) where at_least is not null;
create table ua_held (
    id {id},
    issue_id {int} not null references ua_issues (id),
    contact_id {int} references contacts (id),
    rule {text} not null,
    detail {text} not null default '',
    held_on {text} not null
) {strict};
create index ua_held_issue on ua_held (issue_id);
create index ua_held_contact on ua_held (contact_id, held_on) where contact_id is not null;
"""

KEPT = (
    Kept(table="ua_interests", title="interest"),
    Kept(table="ua_interest_terms", title="keyword of an interest", owner=Owner("ua_interests", "interest_id")),
    Kept(
        table="ua_sign_ups",
        title="sign-up for Urgent Actions",
        about=("contact_id",),
        owner=Owner("contacts", "contact_id"),
    ),
)
HELD = (
    Held(
        table="ua_held",
        title="Urgent Action held back",
        about=("contact_id",),
        owner=Owner("ua_issues", "issue_id"),
        on_erase=OnErase.CLEAR,
        clears=("detail",),
    ),
)
VIEWS = {
    "v_ua_sign_ups": (
        "select id, contact_id, wants, interest_id, sector, capacity, channel, language, at_most, months, at_least,"
        " paused_until, signed_on, left_on from ua_sign_ups"
    ),
}
