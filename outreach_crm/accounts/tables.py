"""The tables of accounts beside the kernel's own: who is signed in."""

from outreach_crm.storage import MigrationSet

# Neither is kept: when somebody came and went is nobody's history.
_M001 = """
create table sessions (
    id {id},
    mark {text} not null unique,
    account_id {int} not null references accounts (id),
    made_at {text} not null,
    seen_at {text} not null,
    until_at {text} not null,
    word {text} not null default ''
) {strict};
create index sessions_account on sessions (account_id);
"""

MIGRATIONS = MigrationSet(feature="accounts", steps={"m001_accounts": _M001})
