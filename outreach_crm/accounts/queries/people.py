"""The SQL of accounts, circles, and what two people agree to."""

from outreach_crm.accounts.model import Account, Circle
from outreach_crm.model import Ref
from outreach_crm.storage import Store

_COLUMNS = (
    "select a.id, a.name, a.retired_on, a.role, a.email, a.language,"
    " case when p.hash <> '' then 1 else 0 end as can_sign_in"
    " from accounts a left join credentials p on p.account_id = a.id"
)
_ACCOUNTS = f"{_COLUMNS} order by a.name_key, a.id"
_ACCOUNT = f"{_COLUMNS} where a.name_key = :key"
_ACCOUNT_BY_ID = f"{_COLUMNS} where a.id = :id"
_ACCOUNT_BY_EMAIL = f"{_COLUMNS} where a.email = :email"
_OTHER_ADMINISTRATORS = (
    "select count(*) from accounts where role = 'administrator' and retired_on is null and id <> :id"
)
_CIRCLES = "select id, name from circles order by name_key, id"
_CIRCLE = "select id, name from circles where name_key = :key"
_CIRCLE_NAME = "select name from circles where id = :id"
_MEMBERS = (
    "select m.circle_id, a.name from circle_members m join accounts a on a.id = m.account_id order by a.name_key, a.id"
)
_OF_CIRCLE = "select id, account_id from circle_members where circle_id = :circle_id order by id"
_AGREED = (
    "select g.id, g.account_id, a.name from agreements g join accounts a on a.id = g.account_id"
    " where g.ref_kind = :kind and g.ref_id = :ref_id and g.digest = :digest order by g.id"
)
_MEMBERSHIP = "select id from circle_members where circle_id = :circle_id and account_id = :account_id"


def accounts(store: Store) -> list[Account]:
    """Return all accounts by name."""
    return [Account(**row) for row in store.rows(_ACCOUNTS)]


def account(store: Store, key: str) -> Account | None:
    """Return the account of a folded name."""
    row = store.one(_ACCOUNT, key=key)
    return Account(**row) if row else None


def account_by_id(store: Store, account_id: int) -> Account | None:
    """Return an account by its id."""
    row = store.one(_ACCOUNT_BY_ID, id=account_id)
    return Account(**row) if row else None


def circles(store: Store) -> list[Circle]:
    """Return all circles by name, with the names of their members."""
    members: dict[int, list[str]] = {}
    for row in store.rows(_MEMBERS):
        members.setdefault(row["circle_id"], []).append(row["name"])
    return [Circle(**row, members=tuple(members.get(row["id"], ()))) for row in store.rows(_CIRCLES)]


def circle_id(store: Store, key: str) -> int | None:
    """Return the id of the circle with a folded name."""
    row = store.one(_CIRCLE, key=key)
    return int(row["id"]) if row else None


def circle_name(store: Store, circle_id: int) -> str:
    """Return the name of a circle."""
    return str(store.value(_CIRCLE_NAME, id=circle_id) or "")


def membership(store: Store, circle_id: int, account_id: int) -> int | None:
    """Return the id of the row that makes an account a member of a circle."""
    found = store.value(_MEMBERSHIP, circle_id=circle_id, account_id=account_id)
    return None if found is None else int(found)


def members(store: Store, circle_id: int) -> dict[int, int]:
    """Return the accounts in a circle, each with the row that makes it a member."""
    return {row["account_id"]: row["id"] for row in store.rows(_OF_CIRCLE, circle_id=circle_id)}


def agreed(store: Store, ref: Ref, digest: str) -> dict[int, str]:
    """Return who agreed to a record as a digest says it was: account to name, the first one first."""
    return {row["account_id"]: row["name"] for row in store.rows(_AGREED, kind=ref.kind, ref_id=ref.id, digest=digest)}


def account_by_email(store: Store, email: str) -> Account | None:
    """Return the account of an e-mail address as it is kept."""
    row = store.one(_ACCOUNT_BY_EMAIL, email=email)
    return Account(**row) if row else None


def other_administrators(store: Store, account_id: int) -> int:
    """Return how many administrators there are besides one account."""
    return int(store.value(_OTHER_ADMINISTRATORS, id=account_id))
