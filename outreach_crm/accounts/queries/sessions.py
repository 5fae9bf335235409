"""The SQL of who is signed in, and of the forms they have sent."""

from outreach_crm.accounts.model import Account, Session
from outreach_crm.storage import Row, Store

_SESSIONS = (
    "select s.id, s.mark, s.browser, s.made_at, s.seen_at, s.until_at, a.id as account_id, a.name, a.retired_on,"
    " a.role, a.email, a.language from sessions s join accounts a on a.id = s.account_id"
)
_OPEN = "s.until_at > :now and s.seen_at > :idle_since and a.retired_on is null"
_SESSION = f"{_SESSIONS} where s.mark = :mark and {_OPEN}"
_FORMER = f"{_SESSIONS} where s.mark = :mark and a.retired_on is null"
_OF = f"{_SESSIONS} where s.account_id = :account_id and {_OPEN} order by s.seen_at desc, s.id desc"
_EARLIER = f"{_SESSIONS} where s.account_id = :account_id and s.mark <> :mark order by s.id desc limit 100"
_LATEST = f"{_SESSIONS} where a.retired_on is null order by s.id desc limit 1000"
_SEE = "update sessions set seen_at = :now where id = :id"
_END = "update sessions set until_at = :now where mark = :mark and until_at > :now"
_END_ALL = "update sessions set until_at = :now where account_id = :account_id and mark <> :mark and until_at > :now"
_CLEAR = "delete from sessions where until_at < :before"
_WORD = "select word from sessions where mark = :mark"
_SET_WORD = "update sessions set word = :word where mark = :mark"

_TAKE = "insert into sent_forms (mark, sent_at) values (:mark, :now) on conflict (mark) do nothing"
_TAKE_OVER = "update sent_forms set sent_at = :now where mark = :mark and path = '' and sent_at < :before"
_SENT = "select path from sent_forms where mark = :mark"
_LED = "update sent_forms set path = :path where mark = :mark"
_DROP = "delete from sent_forms where mark = :mark"
_CLEAR_FORMS = "delete from sent_forms where sent_at < :before"


def add_session(store: Store, mark: str, account_id: int, browser: str, now: str, until_at: str) -> None:
    """Write down that somebody is signed in."""
    values = {"mark": mark, "account_id": account_id, "browser": browser, "made_at": now, "seen_at": now}
    store.insert("sessions", {**values, "until_at": until_at})


def session(store: Store, mark: str, idle_since: str) -> Session | None:
    """Return the session of a mark, unless it is over or its account is retired."""
    row = store.one(_SESSION, mark=mark, idle_since=idle_since)
    return _session(row) if row else None


def former(store: Store, mark: str) -> Session | None:
    """Return the session of a mark, also where it is over, unless its account is retired."""
    row = store.one(_FORMER, mark=mark)
    return _session(row) if row else None


def sessions_of(store: Store, account_id: int, idle_since: str) -> list[Session]:
    """Return where somebody is signed in, the last seen first."""
    return [_session(row) for row in store.rows(_OF, account_id=account_id, idle_since=idle_since)]


def earlier(store: Store, account_id: int, mark: str) -> list[Session]:
    """Return the last hundred other sessions of an account, also those that are over, the latest first."""
    return [_session(row) for row in store.rows(_EARLIER, account_id=account_id, mark=mark)]


def latest(store: Store) -> list[Session]:
    """Return the last thousand sessions of everybody, also those that are over, the latest first."""
    return [_session(row) for row in store.rows(_LATEST)]


def see(store: Store, session_id: int) -> None:
    """Write down that somebody was there now."""
    store.execute(_SEE, id=session_id)


def end_session(store: Store, mark: str) -> None:
    """Let a session be over."""
    store.execute(_END, mark=mark)


def end_sessions(store: Store, account_id: int, but: str) -> int:
    """Let all sessions of an account be over but one, and return how many those were."""
    return store.execute(_END_ALL, account_id=account_id, mark=but)


def clear(store: Store, sessions_before: str, forms_before: str) -> None:
    """Remove what nobody will come back for."""
    store.execute(_CLEAR, before=sessions_before)
    store.execute(_CLEAR_FORMS, before=forms_before)


def word(store: Store, mark: str) -> str:
    """Return what is to be said on the next page of a session."""
    return str(store.value(_WORD, mark=mark) or "")


def set_word(store: Store, mark: str, text: str) -> None:
    """Write down what is to be said on the next page of a session."""
    store.execute(_SET_WORD, mark=mark, word=text)


def take(store: Store, mark: str, before: str) -> str | None:
    """Write down that a form is being done, and return None; or where one led to that was sent before.

    Args:
        store: inside ``write()``.
        mark: of the form and what is in it.
        before: whoever began before then and did not end has broken off.
    """
    if store.execute(_TAKE, mark=mark) or store.execute(_TAKE_OVER, mark=mark, before=before):
        return None
    return str(store.value(_SENT, mark=mark) or "")


def led(store: Store, mark: str) -> str | None:
    """Return where a form led to; empty where it is still being done, None where nothing came of it."""
    found = store.value(_SENT, mark=mark)
    return None if found is None else str(found)


def leads(store: Store, mark: str, path: str) -> None:
    """Write down where a form led to."""
    store.execute(_LED, mark=mark, path=path)


def drop(store: Store, mark: str) -> None:
    """Forget a form of which nothing came: it may be sent again."""
    store.execute(_DROP, mark=mark)


def _session(row: Row) -> Session:
    account = Account(
        id=row.pop("account_id"),
        name=row.pop("name"),
        retired_on=row.pop("retired_on"),
        role=row.pop("role"),
        email=row.pop("email"),
        language=row.pop("language"),
        can_sign_in=True,
    )
    return Session(account=account, **row)
