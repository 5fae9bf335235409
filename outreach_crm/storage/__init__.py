"""The store: one set of promises on SQLite and PostgreSQL; the only package that knows either engine."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.storage.bound import Bound, Row, values_of
    from outreach_crm.storage.masking import Mask
    from outreach_crm.storage.migrations import feature_tables, migrate
    from outreach_crm.storage.opening import open_store
    from outreach_crm.storage.schema import Held, Kept, MigrationSet, Moves, OnErase, Owner
    from outreach_crm.storage.selection import Selection
    from outreach_crm.storage.sqlite import read_fact
    from outreach_crm.storage.store import Store

__all__ = [
    "Bound",
    "Held",
    "Kept",
    "Mask",
    "MigrationSet",
    "Moves",
    "OnErase",
    "Owner",
    "Row",
    "Selection",
    "Store",
    "feature_tables",
    "migrate",
    "open_store",
    "read_fact",
    "values_of",
]

__getattr__ = names_from(
    __name__,
    {
        "outreach_crm.storage.migrations": "feature_tables migrate",
        "outreach_crm.storage.opening": "open_store",
        "outreach_crm.storage.masking": "Mask",
        "outreach_crm.storage.schema": "Held Kept MigrationSet Moves OnErase Owner",
        "outreach_crm.storage.selection": "Selection",
        "outreach_crm.storage.sqlite": "read_fact",
        "outreach_crm.storage.bound": "Bound Row values_of",
        "outreach_crm.storage.store": "Store",
    },
)
