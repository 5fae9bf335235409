"""The tables of the API: digests of tokens, and what requests led to that may be sent again."""

from outreach_crm.storage import MigrationSet

# Neither is kept: a digest in the journal would be there for ever. What a request led to is where it is, and not what
# it says, so that nobody who is erased stays here.
_M001 = """
create table api_tokens (
    id {id},
    digest {text} not null unique,
    prefix {text} not null,
    name {text} not null,
    account_id {int} not null references accounts (id),
    actions {text} not null,
    made_at {text} not null,
    until_at {text} not null,
    used_at {text},
    revoked_at {text}
) {strict};
create index api_tokens_account on api_tokens (account_id);
create table api_requests (
    mark {text} primary key,
    body {text} not null,
    record {int},
    sent_at {text} not null
) {strict};
create index api_requests_sent on api_requests (sent_at);
"""

MIGRATIONS = MigrationSet(feature="api", steps={"m001_api": _M001})
