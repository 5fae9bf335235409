"""The store: one set of promises on SQLite and PostgreSQL; the only package that knows either engine."""

from outreach_crm.storage.migrate import feature_tables, migrate
from outreach_crm.storage.opening import open_store
from outreach_crm.storage.schema import Kept, MigrationSet, OnErase, Owner
from outreach_crm.storage.selection import Selection
from outreach_crm.storage.store import Bound, Row, Store

__all__ = [
    "Bound",
    "Kept",
    "MigrationSet",
    "OnErase",
    "Owner",
    "Row",
    "Selection",
    "Store",
    "feature_tables",
    "migrate",
    "open_store",
]
