"""The tables of accounts beside the kernel's own: passwords, sessions, and what keeps doubles out."""

from outreach_crm.storage import MigrationSet

# None is kept: a hash in the journal would be there for ever, and when somebody came and went is nobody's history.
_M001 = """
create table credentials (
    account_id {int} primary key references accounts (id),
    hash {text} not null default '',
    mark {text} not null,
    set_at {text} not null
) {strict};
create table sessions (
    id {id},
    mark {text} not null unique,
    account_id {int} not null references accounts (id),
    browser {text} not null default '',
    made_at {text} not null,
    seen_at {text} not null,
    until_at {text} not null,
    word {text} not null default ''
) {strict};
create index sessions_account on sessions (account_id);
create table sent_forms (
    mark {text} primary key,
    path {text} not null default '',
    sent_at {text} not null
) {strict};
create index sent_forms_at on sent_forms (sent_at);
"""

MIGRATIONS = MigrationSet(feature="accounts", steps={"m001_accounts": _M001})
