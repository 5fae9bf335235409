"""The SQL of tokens."""

from collections.abc import Mapping
from typing import Any

from outreach_crm.api.model import Token
from outreach_crm.storage import Row, Store

_TOKENS = (
    "select t.id, t.name, t.prefix, t.account_id, a.name as account, t.actions as only, t.made_at, t.until_at,"
    " t.used_at, t.revoked_at from api_tokens t join accounts a on a.id = t.account_id"
)
_ALL = f"{_TOKENS} where (cast(:account_id as {{int}}) is null or t.account_id = :account_id) order by t.id"
_ONE = f"{_TOKENS} where t.id = :id"
_GOOD = f"{_TOKENS} where t.digest = :digest and t.until_at > :now and t.revoked_at is null and a.retired_on is null"
_USE = "update api_tokens set used_at = :now where id = :id"
_REVOKE = "update api_tokens set revoked_at = :now where id = :id"
_REVOKED = "select digest, revoked_at from api_tokens where revoked_at is not null and until_at > :now order by id"
_REVOKE_AGAIN = (
    "update api_tokens set revoked_at = cast(:revoked_at as text) where digest = :digest and revoked_at is null"
)


def add(store: Store, values: Mapping[str, Any]) -> int:
    """Write down a token and return its number."""
    return store.insert("api_tokens", values)


def listed(store: Store, account_id: int | None) -> list[Token]:
    """Return the tokens of an account, or all of them, the oldest first."""
    return [Token(**row) for row in store.rows(_ALL, account_id=account_id)]


def token(store: Store, token_id: int) -> Token | None:
    """Return a token by its number."""
    row = store.one(_ONE, id=token_id)
    return Token(**row) if row else None


def good(store: Store, digest: str) -> Token | None:
    """Return the token of a digest, if it is good now and its account is in use."""
    row = store.one(_GOOD, digest=digest)
    return Token(**row) if row else None


def use(store: Store, token_id: int) -> None:
    """Write down that a token is used now."""
    store.execute(_USE, id=token_id)


def revoke(store: Store, token_id: int) -> None:
    """Write down that a token is taken back now."""
    store.execute(_REVOKE, id=token_id)


def revoked(store: Store) -> list[Row]:
    """Return the digests of tokens that are taken back and would be good else, each with when."""
    return store.rows(_REVOKED)


def revoke_again(store: Store, digest: str, revoked_at: str) -> None:
    """Write down that the token of a digest was taken back, where it is here and was not."""
    store.execute(_REVOKE_AGAIN, digest=digest, revoked_at=revoked_at)
