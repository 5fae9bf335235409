"""The SQL of requests that are like one: by their words, kind, sector, and the rules they met."""

import json
from collections.abc import Iterable, Sequence

from outreach_crm.storage import Store
from outreach_mutuality.model.requests import RequestKind

# Words are counted up to a number: what many requests have in common tells nothing.
_COMMON = (
    "select count(*) as n from (select 1 from words where tbl = 'mutuality_requests' and word = :word limit :most)"
    " as some_words"
)
_HAVING = "select ref from words where tbl = 'mutuality_requests' and word = :word order by ref desc limit :most"
_HOW_MANY = "select coalesce(max(id), 0) as n from mutuality_requests"
_OF_KIND = "select r.id from mutuality_requests r where r.kind = :kind order by r.id desc limit :most"
_OF_ORGANISATION = (
    "select r.id from mutuality_requests r where r.contact_id = :contact_id and r.kind <> :kind"
    " order by r.id desc limit :most"
)
_OF_SECTOR = (
    "select r.id from mutuality_requests r where r.kind = :kind and exists (select 1 from contact_sectors b"
    " join contact_sectors a on a.sector = b.sector where b.contact_id = r.contact_id and a.contact_id = :contact_id)"
    " and r.id in (select l.id from mutuality_requests l where l.kind = :kind order by l.id desc limit :most)"
)
_TOUCHED = (
    "select distinct f.request_id as id from mutuality_findings f where f.verdict <> 'yes'"
    " and f.rule in {each_text(:rules)} order by f.request_id desc limit :most"
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


def of_kind(store: Store, kind: RequestKind, most: int) -> list[int]:
    """Return the latest requests of a kind."""
    return [row["id"] for row in store.rows(_OF_KIND, kind=kind.value, most=most)]


def of_organisation(store: Store, kind: RequestKind, contact_id: int, most: int) -> list[int]:
    """Return the latest requests of an organisation that are of another kind."""
    return [row["id"] for row in store.rows(_OF_ORGANISATION, kind=kind.value, contact_id=contact_id, most=most)]


def of_sector(store: Store, kind: RequestKind, contact_id: int, most: int) -> list[int]:
    """Return those of the latest requests of a kind that came from a sector of an organisation."""
    return [row["id"] for row in store.rows(_OF_SECTOR, kind=kind.value, contact_id=contact_id, most=most)]


def touched_by(store: Store, rules: Iterable[str], most: int) -> list[int]:
    """Return the latest requests of which one of some rules said no, or was unclear."""
    return [row["id"] for row in store.rows(_TOUCHED, rules=json.dumps(sorted(rules)), most=most)]


def share_sector(store: Store, one: int, other: int) -> bool:
    """Return whether two contacts are of the same sector."""
    return store.value(_SHARE, one=one, other=other) is not None
