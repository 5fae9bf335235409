"""The SQL of requests that may be sent again."""

from outreach_crm.storage import Row, Store

_TAKE = "insert into api_requests (mark, body, sent_at) values (:mark, :body, :now) on conflict (mark) do nothing"
_TAKE_OVER = (
    "update api_requests set body = :body, sent_at = :now"
    " where mark = :mark and record is null and body = :body and sent_at < :broken"
)
_SENT = "select body, record from api_requests where mark = :mark"
_LED = "update api_requests set record = :record where mark = :mark"
_DROP = "delete from api_requests where mark = :mark and record is null"
_CLEAR = "delete from api_requests where sent_at < :over"


def take(store: Store, mark: str, body: str, *, broken: str, over: str) -> bool:
    """Return whether this is the first request of a mark, or the one before it broke off or is long over.

    Args:
        store: the store.
        mark: a digest of the token and the key of the request.
        body: a digest of all that is asked.
        broken: what was begun before this moment and came to nothing broke off.
        over: what was sent before this moment is long over.
    """
    if store.execute(_TAKE, mark=mark, body=body):
        return True
    store.execute(_CLEAR, over=over)
    return bool(
        store.execute(_TAKE, mark=mark, body=body) or store.execute(_TAKE_OVER, mark=mark, body=body, broken=broken)
    )


def sent(store: Store, mark: str) -> Row | None:
    """Return what the first request of a mark asked (``body``), and the number of the ``record`` it led to."""
    return store.one(_SENT, mark=mark)


def led(store: Store, mark: str, record: int) -> None:
    """Write down to which record a request led."""
    store.execute(_LED, mark=mark, record=record)


def drop(store: Store, mark: str) -> None:
    """Forget a request that came to nothing."""
    store.execute(_DROP, mark=mark)


def clear(store: Store, over: str) -> None:
    """Forget requests sent before a moment."""
    store.execute(_CLEAR, over=over)
