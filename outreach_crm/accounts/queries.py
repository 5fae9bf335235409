"""The SQL of accounts and circles."""

from outreach_crm.accounts.model import Account, Circle, Session
from outreach_crm.model import Ref
from outreach_crm.storage import Store

_ACCOUNTS = "select id, name, retired_on, role from accounts order by name_key, id"
_ACCOUNT = "select id, name, retired_on, role from accounts where name_key = :key"
_ACCOUNT_BY_ID = "select id, name, retired_on, role from accounts where id = :id"
_CIRCLES = "select id, name from circles order by name_key, id"
_CIRCLE = "select id, name from circles where name_key = :key"
_MEMBERS = (
    "select m.circle_id, a.name from circle_members m join accounts a on a.id = m.account_id order by a.name_key, a.id"
)
_AGREED = (
    "select g.id, g.account_id, a.name from agreements g join accounts a on a.id = g.account_id"
    " where g.ref_kind = :kind and g.ref_id = :ref_id and g.digest = :digest order by g.id"
)
_SESSION = (
    "select s.mark, s.until_at, a.id, a.name, a.retired_on, a.role from sessions s"
    " join accounts a on a.id = s.account_id where s.mark = :mark and s.until_at > :now and a.retired_on is null"
)
_WORD = "select word from sessions where mark = :mark"
_SET_WORD = "update sessions set word = :word where mark = :mark"
_END = "delete from sessions where mark = :mark"
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


def membership(store: Store, circle_id: int, account_id: int) -> int | None:
    """Return the id of the row that makes an account a member of a circle."""
    found = store.value(_MEMBERSHIP, circle_id=circle_id, account_id=account_id)
    return None if found is None else int(found)


def agreed(store: Store, ref: Ref, digest: str) -> dict[int, str]:
    """Return who agreed to a record as a digest says it was: account to name, the first one first."""
    return {row["account_id"]: row["name"] for row in store.rows(_AGREED, kind=ref.kind, ref_id=ref.id, digest=digest)}


def add_session(store: Store, mark: str, account_id: int, now: str, until_at: str) -> None:
    """Write down that somebody is signed in."""
    values = {"mark": mark, "account_id": account_id, "made_at": now, "seen_at": now, "until_at": until_at}
    store.insert("sessions", values)


def session(store: Store, mark: str) -> Session | None:
    """Return the session of a mark, unless it is over or its account is retired."""
    row = store.one(_SESSION, mark=mark)
    if row is None:
        return None
    account = Account(id=row["id"], name=row["name"], retired_on=row["retired_on"], role=row["role"])
    return Session(mark=row["mark"], account=account, until_at=row["until_at"])


def end_session(store: Store, mark: str) -> None:
    """Remove a session."""
    store.execute(_END, mark=mark)


def word(store: Store, mark: str) -> str:
    """Return what is to be said on the next page of a session."""
    return str(store.value(_WORD, mark=mark) or "")


def set_word(store: Store, mark: str, text: str) -> None:
    """Write down what is to be said on the next page of a session."""
    store.execute(_SET_WORD, mark=mark, word=text)
