"""Signing in: by name or e-mail and a password, slowly for whoever guesses."""

import logging

from outreach_crm.accounts.model import Account, Session
from outreach_crm.accounts.queries import people, signing_in
from outreach_crm.accounts.service.passwords import hashed, is_old, verified
from outreach_crm.accounts.service.people import name_key
from outreach_crm.app import App
from outreach_crm.errors import RefusedError
from outreach_crm.limits import service as limits
from outreach_crm.limits.model import Limit
from outreach_crm.text import say

_LOG = logging.getLogger("outreach_crm.accounts")
_SECONDS = 15 * 60
# So many tries in that time: for a name from one network, for whatever names from it, for a name from everywhere. From
# a browser in which that somebody was signed in before only the first holds: others lock nobody out of their own.
_TOGETHER, _NETWORK, _NAME = 10, 50, 100
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
    both = _tries(_TOGETHER, "", before.mark) if before and own else _tries(_TOGETHER, who, network)
    others = () if before and own else (_tries(_NETWORK, "", network), _tries(_NAME, who))
    if limits.count(app, both, *others):
        _LOG.warning("A sign-in from %s was refused: too many tries.", network)
        raise RefusedError(FAILED)
    credential = signing_in.credential(app.store, account.id) if account and not account.retired_on else None
    known = credential.hash if credential else ""
    if not verified(app, known, password) or account is None:
        _LOG.warning("A sign-in from %s failed.", network)
        raise RefusedError(FAILED)
    with app.store.write():
        # What others try from the same network still counts.
        limits.forget(app, both, _tries(_NAME, who))
        if is_old(app, known):
            signing_in.set_hash(app.store, account.id, hashed(app, password), known)
    return account


def has_shown(app: App, account: Account, password: str) -> bool:
    """Return whether somebody who is signed in has shown their password; not after too many tries.

    Whoever finds a browser that somebody left has the session, and shall not find out the password too.
    """
    own = _tries(_TOGETHER, "", f"account {account.id}")
    credential = signing_in.credential(app.store, account.id)
    if limits.count(app, own) or not verified(app, credential.hash if credential else "", password):
        return False
    limits.forget(app, own)
    return True


def forget_tries(app: App, account: Account) -> None:
    """Let whoever has shown in another way who they are sign in, however often others tried."""
    limits.forget(app, _tries(_NAME, account.name), _tries(_NAME, account.email))


def _tries(times: int, who: str, network: str = "") -> Limit:
    return Limit(("sign in", name_key(who), network), times, _SECONDS)


def _by_email(app: App, who: str) -> Account | None:
    email = who.strip().casefold()
    return people.account_by_email(app.store, email) if "@" in email else None
