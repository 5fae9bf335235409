"""The tables of what coordinators tell of a case, and of who has read it."""

from outreach_crm.storage import Kept, Owner

# A receipt is of whoever held a casefile when the update was sent; whoever holds it after them has one of their own.
SQL = """
create table case_updates (
    id {id},
    case_id {int} not null references cases (id),
    kind {text} not null check (kind in ('development', 'other addressees', 'advice')),
    text {text} not null,
    written_by {text} not null,
    written_on {text} not null,
    change_id {int} not null
) {strict};
create index case_updates_case on case_updates (case_id, written_on, id);
create table case_receipts (
    id {id},
    update_id {int} not null references case_updates (id),
    holder_id {int} not null references case_holders (id),
    dispatch_id {int} references dispatches (id),
    sent_on {text} not null,
    seen_on {text} check (seen_on >= sent_on),
    seen_by {text} not null default '' check (seen_by in ('', 'mail', 'their page', 'the office')),
    change_id {int} not null,
    unique (update_id, holder_id),
    check ((seen_on is null) = (seen_by = ''))
) {strict};
create index case_receipts_holder on case_receipts (holder_id, sent_on);
create index case_receipts_dispatch on case_receipts (dispatch_id) where dispatch_id is not null;
"""

KEPT = (
    Kept(table="case_updates", title="update on a case", owner=Owner("cases", "case_id")),
    Kept(table="case_receipts", title="who read an update on a case", owner=Owner("case_updates", "update_id")),
)
