"""The SQL of passwords, and of tries to guess them."""

from outreach_crm.accounts.model import Credential
from outreach_crm.storage import Store

_CREDENTIAL = "select account_id, hash, mark, set_at from credentials where account_id = :account_id"
_NONE_YET = "select 1 from credentials where hash <> '' limit 1"
_SET = (
    "insert into credentials (account_id, hash, mark, set_at) values (:account_id, :hash, :mark, :now)"
    " on conflict (account_id) do update set hash = excluded.hash, mark = excluded.mark, set_at = excluded.set_at"
)
_SET_HASH = "update credentials set hash = :hash where account_id = :account_id and hash = :before"
_TRIES = "select who, tries from sign_in_tries where who in {each_text(:keys)} and since_at > :since"
_TRY = (
    "insert into sign_in_tries (who, tries, since_at) values (:who, 1, :now) on conflict (who) do update set"
    " tries = case when sign_in_tries.since_at > :since then sign_in_tries.tries + 1 else 1 end,"
    " since_at = case when sign_in_tries.since_at > :since then sign_in_tries.since_at else excluded.since_at end"
)
_FORGET = "delete from sign_in_tries where who in {each_text(:keys)}"
_CLEAR = "delete from sign_in_tries where since_at <= :since"


def credential(store: Store, account_id: int) -> Credential | None:
    """Return what shows that somebody is who they say."""
    row = store.one(_CREDENTIAL, account_id=account_id)
    return Credential(**row) if row else None


def nobody_can_sign_in(store: Store) -> bool:
    """Return whether nobody has chosen a password yet."""
    return store.value(_NONE_YET) is None


def set_credential(store: Store, account_id: int, hash_: str, mark: str) -> None:
    """Write down a password's hash, empty for none yet, and the mark of links to choose the next one."""
    store.execute(_SET, account_id=account_id, hash=hash_, mark=mark)


def set_hash(store: Store, account_id: int, hash_: str, before: str) -> None:
    """Write down another hash of the same password, unless another one was chosen in the meantime."""
    store.execute(_SET_HASH, account_id=account_id, hash=hash_, before=before)


def tries(store: Store, keys: str, since: str) -> dict[str, int]:
    """Return how often it was tried since then, by key."""
    return {row["who"]: row["tries"] for row in store.rows(_TRIES, keys=keys, since=since)}


def count_try(store: Store, who: str, since: str) -> None:
    """Count a try; one after a longer rest is the first again."""
    store.execute(_TRY, who=who, since=since)


def forget_tries(store: Store, keys: str) -> None:
    """Count from the beginning again."""
    store.execute(_FORGET, keys=keys)


def clear_tries(store: Store, since: str) -> None:
    """Remove what no longer counts."""
    store.execute(_CLEAR, since=since)
