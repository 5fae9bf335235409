"""Carries the thesaurus of a section into a database in which something is tried."""

from outreach_crm.app import App
from outreach_crm.keywords.service.preparing import prepare
from outreach_crm.keywords.tables import MIGRATIONS
from outreach_crm.storage.carrying import carry as carry_tables


def carry(app: App, to: App) -> None:
    """Copy all keywords with their ids, names and links into another database that has none yet.

    Args:
        app: the App they are of; its database is only read.
        to: the App of the other database.
    """
    with to.change("carry the thesaurus", final=True):
        carry_tables(app.store, to.store, [kept.table for kept in MIGRATIONS.kept])
    prepare(to)
