"""Small facts about a database: by key, as text."""

from outreach_crm.storage.store import Store

_GET = "select value from meta where key = :key"
_SET = "insert into meta (key, value) values (:key, :value) on conflict (key) do update set value = excluded.value"


def get_meta(store: Store, key: str) -> str:
    """Return a fact, or an empty text."""
    return str(store.value(_GET, key=key) or "")


def set_meta(store: Store, key: str, value: str) -> None:
    """Write a fact. Call inside ``write()``."""
    store.execute(_SET, key=key, value=value)
