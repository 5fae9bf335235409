"""The table of jobs."""

from outreach_crm.storage import MigrationSet

# Not kept: what a job does is in the journal, under the change it makes.
_M001 = """
create table jobs (
    id {id},
    work {text} not null,
    title {text} not null,
    arguments {text} not null,
    account_id {int} references accounts (id),
    actor {text} not null,
    via {text} not null,
    role {text} not null,
    state {text} not null default 'waiting',
    done {int} not null default 0,
    total {int},
    sentence {text} not null default '',
    path {text} not null default '',
    change_id {int},
    attempts {int} not null default 0,
    stopping {int} not null default 0,
    owner {text} not null default '',
    lease_until {text} not null default '',
    made_at {text} not null,
    started_at {text},
    ended_at {text},
    called {text} not null default '',
    said {text} not null default ''
) {strict};
create index jobs_open on jobs (id) where ended_at is null;
create index jobs_ended on jobs (ended_at) where ended_at is not null;
create index jobs_account on jobs (account_id) where account_id is not null;
"""

MIGRATIONS = MigrationSet(feature="jobs", steps={"m001_jobs": _M001})
