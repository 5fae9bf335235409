"""Who is signed in: a token that only their browser has, of which the database knows a digest."""

import json
import secrets
from datetime import timedelta
from hashlib import sha256

from outreach_crm.accounts import queries
from outreach_crm.accounts.model import Account, Session
from outreach_crm.app import App
from outreach_crm.clock import timestamp

_HOURS = 12


def begin(app: App, account: Account) -> str:
    """Sign somebody in and return the token of their session, which is nowhere stored."""
    token = secrets.token_urlsafe(32)
    now = app.clock.now()
    with app.store.write():
        queries.add_session(
            app.store, _mark(token), account.id, timestamp(now), timestamp(now + timedelta(hours=_HOURS))
        )
    return token


def of_token(app: App, token: str) -> Session | None:
    """Return the session of a token; None where there is none, it is over, or its account is retired."""
    return queries.session(app.store, _mark(token)) if token else None


def end(app: App, mark: str) -> None:
    """Sign somebody out."""
    with app.store.write():
        queries.end_session(app.store, mark)


def leave_word(app: App, mark: str, sentence: str, change_id: int | None) -> None:
    """Keep what is to be said on the next page of a session."""
    with app.store.write():
        queries.set_word(app.store, mark, json.dumps([sentence, change_id]))


def take_word(app: App, mark: str) -> tuple[str, int | None] | None:
    """Return what is to be said now, once."""
    if not (told := queries.word(app.store, mark)):
        return None
    with app.store.write():
        queries.set_word(app.store, mark, "")
    sentence, change_id = json.loads(told)
    return sentence, change_id


def _mark(token: str) -> str:
    return sha256(token.encode()).hexdigest()
