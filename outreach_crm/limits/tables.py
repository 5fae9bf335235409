"""The table of what is counted."""

from outreach_crm.storage import MigrationSet

# Not kept: who tried what from where is nobody's history. It is gone when its time is over.
_M001 = """
create table limits (
    what {text} primary key,
    times {int} not null,
    until_at {text} not null
) {strict};
create index limits_until on limits (until_at);
"""

MIGRATIONS = MigrationSet(feature="limits", steps={"m001_limits": _M001})
