"""Proving that past entries of the journal were not altered."""

from outreach_crm.app import App
from outreach_crm.changes import queries
from outreach_crm.changes.model import Verdict
from outreach_crm.storage.journal import broken_entries


def verify(app: App) -> Verdict:
    """Check every closed entry against its keyed link and digests."""
    problems = tuple(f"change {number}: {sentence}" for number, sentence in broken_entries(app.store, app.journal.key))
    return Verdict(entries=queries.sealed(app.store), problems=problems)
