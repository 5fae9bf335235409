"""Cases, their issues, and what stands on the sheets."""

from outreach_crm.storage import Kept, Owner

# A case is a chain of issues. Two that were printed under one number are two cases: variant tells them apart.
# A number or year that no sheet gave is null, never guessed; ref then has a question mark in its place.
# issued_written: what the source gave as the day of issue, where that cannot be right and another day was inferred.
# A mapping is what was said of the columns of files with one header: header to field, both as JSON.
SQL = """
create table ua_cases (
    id {id},
    ref {text} not null,
    series {text} not null default '',
    number {int},
    year {int},
    variant {int} not null default 1,
    state {text} not null default 'open' check (state in ('open', 'closed', 'stopped')),
    state_on {text},
    state_because {text} not null default '',
    change_id {int} not null,
    unique (ref, variant)
) {strict};
create index ua_cases_number on ua_cases (number, year);
create table ua_issues (
    id {id},
    uid {text} not null unique,
    kind {text} not null
        check (kind in ('initial', 'followup', 'final', 'stop', 'correction', 'other', 'publication')),
    ordinal {int},
    subject {text} not null,
    concerns {text} not null default '',
    issued_on {text},
    issued_inferred {int} not null default 0,
    issued_written {text} not null default '',
    deadline_on {text},
    received_at {text},
    index_number {text} not null default '',
    audience {text} not null default 'public' check (audience in ('public', 'members')),
    write_in {text} not null default '',
    action {text} not null default '',
    life_at_risk {int} not null default 0,
    source {text} not null default '',
    external_id {text} not null default '',
    digest {text} not null unique,
    sort_name {text} not null,
    words {text} not null,
    change_id {int} not null
) {strict};
create index ua_issues_issued on ua_issues (issued_on);
create index ua_issues_deadline on ua_issues (deadline_on) where deadline_on is not null;
create index ua_issues_index on ua_issues (index_number) where index_number <> '';
create index ua_issues_publications on ua_issues (id) where kind = 'publication';
create index ua_issues_received on ua_issues (received_at) where received_at is not null;
create index ua_issues_external on ua_issues (source, external_id);
create table ua_issue_cases (
    id {id},
    issue_id {int} not null references ua_issues (id),
    case_id {int} not null references ua_cases (id),
    change_id {int} not null,
    unique (issue_id, case_id)
) {strict};
create index ua_issue_cases_case on ua_issue_cases (case_id);
create table ua_issue_keywords (
    id {id},
    issue_id {int} not null references ua_issues (id),
    written {text} not null,
    keyword_id {int} references keywords (id),
    origin {text} not null check (origin in ('issued', 'place', 'added')),
    change_id {int} not null,
    unique (issue_id, written, origin)
) {strict};
create index ua_issue_keywords_keyword on ua_issue_keywords (keyword_id, issue_id) where keyword_id is not null;
create table ua_texts (
    id {id},
    issue_id {int} not null references ua_issues (id),
    language {text} not null,
    subject {text} not null,
    body {text} not null,
    change_id {int} not null,
    unique (issue_id, language)
) {strict};
create table ua_addressees (
    id {id},
    issue_id {int} not null references ua_issues (id),
    position {int} not null,
    copy {int} not null default 0,
    name {text} not null,
    salutation {text} not null default '',
    lines {text} not null default '',
    email {text} not null default '',
    fax {text} not null default '',
    change_id {int} not null,
    unique (issue_id, copy, position)
) {strict};
create table ua_people (
    id {id},
    case_id {int} not null references ua_cases (id),
    kind {text} not null check (kind in ('person', 'group', 'community')),
    name {text} not null,
    gender {text} not null default '',
    age {int},
    occupation {text} not null default '',
    people {int},
    outcome {text} not null default '',
    outcome_on {text},
    outcome_note {text} not null default '',
    change_id {int} not null,
    unique (case_id, name)
) {strict};
create table ua_mappings (
    id {id},
    header {text} not null unique,
    fields {text} not null,
    change_id {int} not null
) {strict};
"""

_OF_ISSUE = Owner("ua_issues", "issue_id")
KEPT = (
    Kept(table="ua_cases", title="case"),
    Kept(table="ua_issues", title="Urgent Action", words=True),
    Kept(table="ua_issue_cases", title="case of an Urgent Action", owner=_OF_ISSUE),
    Kept(table="ua_issue_keywords", title="keyword of an Urgent Action", owner=_OF_ISSUE),
    Kept(table="ua_texts", title="text of an Urgent Action", owner=_OF_ISSUE),
    Kept(table="ua_addressees", title="addressee of appeals", owner=_OF_ISSUE),
    Kept(table="ua_people", title="person named in a case", owner=Owner("ua_cases", "case_id")),
    Kept(table="ua_mappings", title="mapping of a log of Urgent Actions"),
)
VIEWS = {
    "v_ua_cases": "select id, ref, series, number, year, variant, state, state_on from ua_cases",
    # issued_inferred: the date was taken from the neighbours in a log.
    "v_ua_issues": (
        "select i.id, l.case_id, i.uid, i.kind, i.ordinal, i.subject, i.issued_on, i.issued_inferred, i.deadline_on,"
        " i.received_at, i.index_number, i.audience from ua_issues i join ua_issue_cases l on l.issue_id = i.id"
    ),
}
