"""The SQL of passwords."""

from outreach_crm.accounts.model import Credential
from outreach_crm.storage import Store

_CREDENTIAL = "select account_id, hash, mark, set_at from credentials where account_id = :account_id"
_NONE_YET = "select 1 from credentials where hash <> '' limit 1"
_SET = (
    "insert into credentials (account_id, hash, mark, set_at) values (:account_id, :hash, :mark, :now)"
    " on conflict (account_id) do update set hash = excluded.hash, mark = excluded.mark, set_at = excluded.set_at"
)
_SET_HASH = "update credentials set hash = :hash where account_id = :account_id and hash = :before"


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
