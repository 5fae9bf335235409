"""The SQL of what is counted."""

from outreach_crm.storage import Store

_THERE = "select what, times, until_at from limits where what in {each_text(:keys)} and until_at > :now"
_COUNT = (
    "insert into limits (what, times, until_at) values (:what, :times, :until_at) on conflict (what) do update set"
    " times = limits.times + excluded.times"
)
_FORGET = "delete from limits where what in {each_text(:keys)}"
_CLEAR = "delete from limits where until_at <= :now"


def there(store: Store, keys: str) -> dict[str, tuple[int, str]]:
    """Return how often something was done, and until when that counts (ISO 8601 in UTC), by its digest."""
    return {row["what"]: (row["times"], row["until_at"]) for row in store.rows(_THERE, keys=keys)}


def count(store: Store, what: str, times: int, until_at: str) -> None:
    """Count something; what is counted already counts until when it did."""
    store.execute(_COUNT, what=what, times=times, until_at=until_at)


def forget(store: Store, keys: str) -> None:
    """Count from the beginning again."""
    store.execute(_FORGET, keys=keys)


def clear(store: Store) -> None:
    """Remove what no longer counts."""
    store.execute(_CLEAR)
