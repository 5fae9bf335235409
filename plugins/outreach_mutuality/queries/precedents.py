"""The SQL of requests that are like one: by their words, their kind and the sectors of who asks."""

from collections.abc import Sequence

from outreach_crm.storage import Store
from outreach_mutuality.model.requests import RequestKind

# Words are counted up to a number: what many requests have in common tells nothing.
_COMMON = (
    "select count(*) as n from (select 1 from words where tbl = 'mutuality_requests' and word = :word limit :most)"
    " as some_words"
)
_HAVING = "select ref from words where tbl = 'mutuality_requests' and word = :word order by ref desc limit :most"
_HOW_MANY = "select coalesce(max(id), 0) as n from mutuality_requests"
_SAME = (
    "select r.id from mutuality_requests r where r.kind = :kind or r.contact_id = :contact_id"
    " order by case when r.contact_id = :contact_id then 0 else 1 end, r.id desc limit :most"
)
_SHARE = (
    "select 1 as n from contact_sectors a join contact_sectors b on b.sector = a.sector"
    " where a.contact_id = :one and b.contact_id = :other limit 1"
)


def how_common(store: Store, words: Sequence[str], most: int) -> dict[str, int]:
    """Return how many requests have each of some words, counted up to a number; those that nobody has are left out."""
    counts = {word: int(store.value(_COMMON, word=word, most=most)) for word in words}
    return {word: n for word, n in counts.items() if n}


def having(store: Store, word: str, most: int) -> list[int]:
    """Return the latest requests that have a word."""
    return [row["ref"] for row in store.rows(_HAVING, word=word, most=most)]


def how_many(store: Store) -> int:
    """Return about how many requests there are."""
    return int(store.value(_HOW_MANY))


def same(store: Store, kind: RequestKind, contact_id: int, most: int) -> list[int]:
    """Return the latest requests of the same organisation, then of the same kind."""
    return [row["id"] for row in store.rows(_SAME, kind=kind.value, contact_id=contact_id, most=most)]


def share_sector(store: Store, one: int, other: int) -> bool:
    """Return whether two contacts are of the same sector."""
    return store.value(_SHARE, one=one, other=other) is not None
