"""The tables of e-mail."""

from outreach_crm.storage import MigrationSet

# When the next message is due, in seconds since 1970: in all (the empty scope), and for a domain, by a keyed digest.
# Rows whose moment has passed say nothing any more and are removed.
_M001 = """
create table mail_paces (
    scope {text} primary key,
    due {real} not null
) {strict};
"""

MIGRATIONS = MigrationSet(feature="outreach_mail", steps={"m001_paces": _M001})
