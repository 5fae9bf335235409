"""The SQL of whether any sheet or call waits for somebody: what is asked each morning."""

from outreach_crm.storage import Store

_OPEN = "select 1 as n from post_sheets h where h.posted_at is null and h.pulled_at is null limit 1"


def anything(store: Store) -> bool:
    """Return whether there is any sheet of which nobody has said that it was posted or pulled."""
    return store.value(_OPEN) is not None
