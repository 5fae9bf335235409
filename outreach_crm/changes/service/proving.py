"""Proving that past entries of the journal were not altered."""

from outreach_crm.app import App
from outreach_crm.changes import queries
from outreach_crm.changes.model import Verdict
from outreach_crm.storage.journal import broken_entries
from outreach_crm.text import say

# Entries that are checked in about a second.
_AT_ONCE = 5_000


def verify(app: App) -> Verdict:
    """Check every closed entry against its keyed link and digests."""
    broken = broken_entries(app.store, app.journal.key)
    problems = tuple(
        say("change {number}: {sentence}", number=number, sentence=sentence) for number, sentence in broken
    )
    return Verdict(entries=queries.sealed(app.store), problems=problems)


def is_long(app: App) -> bool:
    """Return whether the journal is too long to be proven while somebody waits."""
    return queries.sealed(app.store) > _AT_ONCE
