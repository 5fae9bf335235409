"""Signing in: by name or e-mail and a password, slowly for whoever guesses."""

import hmac
import json
import logging
from datetime import timedelta

from outreach_crm.accounts.model import Account, Session
from outreach_crm.accounts.queries import people, signing_in
from outreach_crm.accounts.service.passwords import hashed, is_old, verified
from outreach_crm.accounts.service.people import name_key
from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.errors import RefusedError
from outreach_crm.text import say

_LOG = logging.getLogger("outreach_crm.accounts")
_MINUTES = 15
# So many tries in that time: for a name from one network, for whatever names from it, for a name from everywhere. From
# a browser in which that somebody was signed in before only the first holds: others lock nobody out of their own.
_LIMITS = (10, 50, 100)
FAILED = say(
    "That did not work. Name and password do not belong together, or there were too many tries: then wait a quarter of"
    " an hour. An administrator can give you a link to choose another password."
)
"""What whoever cannot sign in is told, for whatever reason."""


def sign_in(app: App, who: str, password: str, network: str, before: Session | None = None) -> Account:
    """Return the account of a name or e-mail address and a password.

    Args:
        app: the App.
        who: what was written as the name.
        password: what was written as the password.
        network: where it comes from.
        before: the session that the same browser had before; None for none.

    Raises:
        RefusedError: they do not belong together, nobody is called so, they retired, or it was tried too often; the
            sentence is the same, and so is the work but where it was tried too often.
    """
    account = people.account(app.store, name_key(who)) or _by_email(app, who)
    own = before is not None and account is not None and before.account.id == account.id
    keys = [_key(app, "", before.mark)] if before and own else _keys(app, who, network)
    if not _counted(app, keys):
        _LOG.warning("A sign-in from %s was refused: too many tries.", network)
        raise RefusedError(FAILED)
    credential = signing_in.credential(app.store, account.id) if account and not account.retired_on else None
    known = credential.hash if credential else ""
    if not verified(app, known, password) or account is None:
        _LOG.warning("A sign-in from %s failed.", network)
        raise RefusedError(FAILED)
    with app.store.write():
        # What others try from the same network still counts.
        signing_in.forget_tries(app.store, json.dumps([keys[0], _key(app, who)]))
        if is_old(app, known):
            signing_in.set_hash(app.store, account.id, hashed(app, password), known)
    return account


def has_shown(app: App, account: Account, password: str) -> bool:
    """Return whether somebody who is signed in has shown their password; not after too many tries.

    Whoever finds a browser that somebody left has the session, and shall not find out the password too.
    """
    keys = [_key(app, "", f"account {account.id}")]
    credential = signing_in.credential(app.store, account.id)
    if not _counted(app, keys) or not verified(app, credential.hash if credential else "", password):
        return False
    with app.store.write():
        signing_in.forget_tries(app.store, json.dumps(keys))
    return True


def forget_tries(app: App, account: Account) -> None:
    """Let whoever has shown in another way who they are sign in, however often others tried."""
    with app.store.write():
        signing_in.forget_tries(app.store, json.dumps([_key(app, name) for name in (account.name, account.email)]))


def _counted(app: App, keys: list[str]) -> bool:
    """Count a try, and return whether it is not one too many; those that are too many are not counted further."""
    since = timestamp(app.clock.now() - timedelta(minutes=_MINUTES))
    with app.store.write():
        there = signing_in.tries(app.store, json.dumps(keys), since)
        if any(there.get(key, 0) >= limit for key, limit in zip(keys, _LIMITS, strict=False)):
            return False
        signing_in.clear_tries(app.store, since)
        for key in keys:
            signing_in.count_try(app.store, key, since)
    return True


def _keys(app: App, who: str, network: str) -> list[str]:
    return [_key(app, who, network), _key(app, "", network), _key(app, who)]


def _key(app: App, who: str, network: str = "") -> str:
    """Return a digest: who tried from where is nobody's business, and what stands there may be a password."""
    told = json.dumps([name_key(who), network])
    return hmac.digest(app.secret("tries to sign in"), told.encode(), "sha256").hex()[:32]


def _by_email(app: App, who: str) -> Account | None:
    email = who.strip().casefold()
    return people.account_by_email(app.store, email) if "@" in email else None
