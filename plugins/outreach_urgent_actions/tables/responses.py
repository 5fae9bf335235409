"""What came back: appeals sent, replies of authorities, thanks."""

from outreach_crm.storage import Kept, OnErase

# Counted appeals have a month or a day; contact_id is null where nobody was named, as in a count by month. written is
# the case as it was reported, for one that is not in the book; countries are codes, topics as reported, parted by bars.
# A reported row is found again by its digest: its source and all it says but the figures, which may be put right later.
SQL = """
create table ua_responses (
    id {id},
    case_id {int} references ua_cases (id),
    issue_id {int} references ua_issues (id),
    contact_id {int} references contacts (id),
    kind {text} not null check (kind in ('appeals', 'reply', 'thanks', 'mail')),
    on_date {text},
    month {text} not null default '',
    letters {int} not null default 0,
    emails {int} not null default 0,
    calls {int} not null default 0,
    unsorted {int} not null default 0,
    sender {text} not null default '',
    written {text} not null default '',
    year {int},
    countries {text} not null default '',
    topics {text} not null default '',
    campaign {text} not null default '',
    page {text} not null default '',
    result {text} not null default '',
    note {text} not null default '',
    source {text} not null default '',
    digest {text},
    change_id {int} not null,
    unique (digest)
) {strict};
create index ua_responses_case on ua_responses (case_id) where case_id is not null;
create index ua_responses_issue on ua_responses (issue_id) where issue_id is not null;
create index ua_responses_contact on ua_responses (contact_id) where contact_id is not null;
create index ua_responses_month on ua_responses (month);
"""

KEPT = (
    Kept(
        table="ua_responses",
        title="response to an Urgent Action",
        about=("contact_id",),
        on_erase=OnErase.CLEAR,
        clears=("note", "sender"),
    ),
)
VIEWS = {
    "v_ua_responses": (
        "select id, case_id, issue_id, contact_id, kind, on_date, month, letters, emails, calls, unsorted, result,"
        " countries, topics, campaign, page"
        " from ua_responses"
    ),
}
