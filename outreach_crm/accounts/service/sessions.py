"""Who is signed in: a token that only their browser has, of which the database knows a digest."""

import json
import secrets
from datetime import timedelta
from hashlib import sha256

from outreach_crm.accounts.model import Account, AccountSettings, Session
from outreach_crm.accounts.queries import sessions as queries
from outreach_crm.app import App
from outreach_crm.clock import timestamp

# A session that is over is remembered for so long: whose it was decides who may send again what came too late.
_DAYS = 30
_FORMS_DAYS = 2
# When somebody was last seen is written down once in so many seconds, not with each page.
_SEEN_EVERY = 60
# A form whose program broke off is taken anew after so many seconds: what takes longer is a job.
_PATIENCE = 60


def begin(app: App, account: Account, *, browser: str = "") -> str:
    """Sign somebody in and return the token of their session, which is nowhere stored.

    Args:
        app: the App.
        account: who.
        browser: what they come with, in a word or two.
    """
    token = secrets.token_urlsafe(32)
    now, settings = app.clock.now(), _settings(app)
    with app.store.write():
        queries.clear(app.store, timestamp(now - timedelta(days=_DAYS)), timestamp(now - timedelta(days=_FORMS_DAYS)))
        until = timestamp(now + timedelta(hours=settings.hours))
        queries.add_session(app.store, _mark(token), account.id, browser, timestamp(now), until)
    return token


def of_token(app: App, token: str) -> Session | None:
    """Return the session of a token; None where there is none, it is over, or its account is retired."""
    found = queries.session(app.store, _mark(token), _idle_since(app)) if token else None
    if found and found.seen_at < timestamp(app.clock.now() - timedelta(seconds=_SEEN_EVERY)):
        with app.store.write():
            queries.see(app.store, found.id)
    return found


def former(app: App, token: str) -> Session | None:
    """Return the session of a token, also where it is over; None where nobody knows of one."""
    return queries.former(app.store, _mark(token)) if token else None


def earlier(app: App, session: Session) -> list[Session]:
    """Return other sessions of whoever is signed in, also those that are over, the latest first."""
    return queries.earlier(app.store, session.account.id, session.mark)


def of_anybody(app: App) -> list[Session]:
    """Return the last sessions of all, also those that are over: in one of them a page was made that a form is of."""
    return queries.latest(app.store)


def sessions_of(app: App, account: Account) -> list[Session]:
    """Return where somebody is signed in, the last seen first."""
    return queries.sessions_of(app.store, account.id, _idle_since(app))


def end(app: App, mark: str) -> None:
    """Sign somebody out."""
    with app.store.write():
        queries.end_session(app.store, mark)


def end_all(app: App, account: Account, *, but: str = "") -> int:
    """Sign somebody out everywhere, but where the session of a mark is, and return in how many places."""
    with app.store.write():
        return queries.end_sessions(app.store, account.id, but)


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


def take_form(app: App, mark: str) -> str | None:
    """Return None to whoever sends a form first and has to do it; else where it led to, empty while that is not known.

    Args:
        app: the App.
        mark: a digest of the session, of the one-time mark of the form, and of all that was sent.
    """
    with app.store.write():
        return queries.take(app.store, mark, timestamp(app.clock.now() - timedelta(seconds=_PATIENCE)))


def form_led(app: App, mark: str) -> str | None:
    """Return where a form led to; empty where it is still being done, None where nothing came of it."""
    return queries.led(app.store, mark)


def form_leads(app: App, mark: str, path: str) -> None:
    """Write down where a form led to; an empty path where nothing came of it and it may be sent again."""
    with app.store.write():
        queries.leads(app.store, mark, path) if path else queries.drop(app.store, mark)


def _idle_since(app: App) -> str:
    return timestamp(app.clock.now() - timedelta(minutes=_settings(app).idle_minutes))


def _settings(app: App) -> AccountSettings:
    return app.settings.of("accounts", AccountSettings)


def _mark(token: str) -> str:
    return sha256(token.encode()).hexdigest()
