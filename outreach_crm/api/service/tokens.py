"""Tokens: made for an account and shown once, known again by a digest, never good for more than the account itself."""

import secrets
from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from hashlib import sha256

from outreach_crm.accounts import service as accounts
from outreach_crm.api.model import Issued, Token
from outreach_crm.api.queries import tokens as queries
from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.model import Actor, Objection, Via
from outreach_crm.policy import Action
from outreach_crm.text import say

DAYS = 90
"""For so many days a token is good where nobody said how many."""
MOST_DAYS = 366
# It says what it is to whoever finds it in a file, and to programs that look for what should not be there.
_BEGINS, _SHOWN, _LONGEST_NAME = "outreach_", 16, 100
_TOKENS = "api_tokens"
# When a token was last used is written down once in so many seconds.
_USED_EVERY = 60


def add_token(
    app: App, account: str, *, name: str, only: Collection[Action] = (Action.LOOK,), days: int = DAYS
) -> Issued:
    """Make a token.

    Args:
        app: the App.
        account: for whom it acts, by name.
        name: what it is for.
        only: what it leaves of what they may do.
        days: for how many it is good, 1 to 366.

    Raises:
        NotFoundError: nobody here has that name.
        ConflictError: they retired.
        RefusedError: they are somebody else, and whoever asks is no administrator.
        InvalidInputError: it has no name, leaves nothing, or is to be good for too long.
    """
    name = " ".join(name.split())
    _check_wanted(name, only, days)
    text = _BEGINS + secrets.token_urlsafe(32)
    owner = accounts.find_account(app, account)
    with app.change("add token", final=True, action=_needed(app, owner.id)):
        if owner.retired_on:
            raise ConflictError(say("{name} is retired since {day}.", name=owner.name, day=owner.retired_on))
        now = app.clock.now()
        values = {
            "digest": _digest(text),
            "prefix": text[:_SHOWN],
            "name": name,
            "account_id": owner.id,
            "actions": ",".join(sorted(only)),
            "made_at": timestamp(now),
            "until_at": timestamp(now + timedelta(days=days)),
        }
        return Issued(token=of_number(app, queries.add(app.store, values)), text=text)


def list_tokens(app: App, account: str = "") -> list[Token]:
    """Return the tokens of an account, by its name, or all of them.

    Raises:
        NotFoundError: nobody here has that name.
    """
    return queries.listed(app.store, accounts.find_account(app, account).id if account else None)


def of_number(app: App, token_id: int) -> Token:
    """Return a token by its number.

    Raises:
        NotFoundError: there is none.
    """
    found = queries.token(app.store, token_id)
    if found is None:
        raise NotFoundError(say("There is no token {n}; see outreach api token list.", n=token_id))
    return found


def revoke_token(app: App, token_id: int) -> Token:
    """Take a token back: it is good for nothing from now on.

    Raises:
        NotFoundError: there is none of that number.
        ConflictError: it was taken back before.
        RefusedError: it acts for somebody else, and whoever asks is no administrator.
    """
    found = of_number(app, token_id)
    with app.change("revoke token", final=True, action=_needed(app, found.account_id)):
        if found.revoked_at:
            raise ConflictError(say("Token {n} was taken back before.", n=token_id))
        queries.revoke(app.store, token_id)
        return of_number(app, token_id)


def objections(app: App) -> Iterator[Objection]:
    """Return which tokens were taken back."""
    return (Objection(table=_TOKENS, values=dict(row)) for row in queries.revoked(app.store))


def object_again(app: App, given: Iterable[Objection]) -> None:
    """Take tokens back again in an older copy; see the hook of that name. Call inside a change."""
    for one in given:
        if one.table == _TOKENS:
            queries.revoke_again(app.store, one.values["digest"], one.values["revoked_at"])


def token_of(app: App, text: str) -> Token | None:
    """Return the token of a text, if it is good now; None for any other text."""
    found = queries.good(app.store, _digest(text)) if text.startswith(_BEGINS) else None
    if found and (found.used_at or "") < timestamp(app.clock.now() - timedelta(seconds=_USED_EVERY)):
        with app.store.write():
            queries.use(app.store, found.id)
    return found


def actor_of(app: App, token: Token) -> Actor:
    """Return who acts by a token: its account, as what it is here for now, and of that only what the token leaves."""
    owner = accounts.of_number(app, token.account_id)
    return Actor(name=owner.name, account_id=owner.id, via=Via.API, role=owner.role, only=token.only)


def _check_wanted(name: str, only: Collection[Action], days: int) -> None:
    if not name or len(name) > _LONGEST_NAME:
        raise InvalidInputError(say("Say what the token is for, in {n} letters at most.", n=_LONGEST_NAME))
    if not only:
        raise InvalidInputError(say("A token that leaves nothing is good for nothing; say what it may do."))
    if not 1 <= days <= MOST_DAYS:
        raise InvalidInputError(say("A token is good for 1 to {most} days.", most=MOST_DAYS))


def _needed(app: App, account_id: int) -> Action:
    """Return what whoever sees to a token of an account must be allowed to do: of their own, not more than it is."""
    return Action.LOOK if account_id == app.actor.account_id else Action.ADMINISTER


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
