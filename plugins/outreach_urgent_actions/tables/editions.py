"""Publications that come again and again, and the cases that stand in each edition of them."""

from outreach_crm.storage import Kept, Owner

# A case in an edition is no issue of the case: who got the magazine gets no update.
SQL = """
create table ua_editions (
    id {id},
    issue_id {int} not null unique references ua_issues (id),
    series {text} not null,
    change_id {int} not null
) {strict};
create table ua_edition_cases (
    id {id},
    edition_id {int} not null references ua_editions (id),
    case_id {int} not null references ua_cases (id),
    change_id {int} not null,
    unique (edition_id, case_id)
) {strict};
create index ua_edition_cases_case on ua_edition_cases (case_id);
"""

KEPT = (
    Kept(table="ua_editions", title="edition", owner=Owner("ua_issues", "issue_id")),
    Kept(table="ua_edition_cases", title="case in an edition", owner=Owner("ua_editions", "edition_id")),
)
