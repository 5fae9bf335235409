"""The SQL of upkeep."""

from outreach_crm.storage import Store


def row_count(store: Store, table: str) -> int:
    """Return how many rows a kept table has; its name comes from the store's own declarations."""
    return int(store.value(f"select count(*) as n from {table}"))
