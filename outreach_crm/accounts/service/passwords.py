"""Passwords: which are too easily guessed, and their hashes (argon2id, RFC 9106)."""

import unicodedata
from functools import cache
from threading import Semaphore
from typing import TYPE_CHECKING

from outreach_crm.accounts.model import Account, AccountSettings
from outreach_crm.accounts.service.guessing import is_guessed
from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, StorageError
from outreach_crm.model import Problem
from outreach_crm.text import say

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_LONGEST = 200
_NO_ARGON = say("Accounts need one more package: pip install 'outreach-crm[web]'.")
# A password takes memory to be tried; many at once must not take all there is.
_AT_ONCE = Semaphore(2)


def hashed(app: App, password: str) -> str:
    """Return the hash of a password, with its own salt and how it was made."""
    with _AT_ONCE:
        return _hasher(_memory(app)).hash(_normal(password))


def verified(app: App, hash_: str, password: str) -> bool:
    """Return whether a hash is of a password; where there is no hash it takes as long, and is False."""
    from argon2.exceptions import InvalidHashError, VerifyMismatchError

    hasher, text = _hasher(_memory(app)), _normal(password)
    # What is longer than any password is none, and takes no longer than one.
    known = hash_ if len(text) <= _LONGEST else ""
    with _AT_ONCE:
        try:
            return hasher.verify(known or _nobodys(_memory(app)), text[:_LONGEST]) and bool(known)
        except (VerifyMismatchError, InvalidHashError):
            return False


def is_old(app: App, hash_: str) -> bool:
    """Return whether a hash was made with less work than is usual now."""
    return _hasher(_memory(app)).check_needs_rehash(hash_)


def check_password(app: App, account: Account, password: str, *, field: str = "password") -> None:
    """Refuse a password that is too short, too long, or among the first that somebody would guess.

    Raises:
        InvalidInputError: it is; nothing is asked of the kinds of letters in it (NIST SP 800-63B, 3.1.1.2).
    """
    least = app.settings.of("accounts", AccountSettings).shortest_password
    text = _normal(password)
    if len(text) < least:
        said = say("A password has {least} letters or more: three or four words make a good one.", least=least)
    elif len(text) > _LONGEST:
        said = say("A password has {most} letters at most.", most=_LONGEST)
    elif is_guessed(text, (account.name, account.email, app.section.name)):
        said = say("That is among the first that somebody would guess. Three or four words make a good one.")
    else:
        return
    raise InvalidInputError(said, (Problem(sentence=said, field=field),))


def _normal(password: str) -> str:
    """Return a password as it is, however the keyboard put its accents together."""
    return unicodedata.normalize("NFC", password)


def _memory(app: App) -> int:
    return app.settings.of("accounts", AccountSettings).hash_memory


@cache
def _hasher(memory: int) -> "PasswordHasher":
    try:
        from argon2 import PasswordHasher
    except ImportError:
        raise StorageError(_NO_ARGON) from None
    return PasswordHasher(memory_cost=memory)


@cache
def _nobodys(memory: int) -> str:
    """Return the hash of a password that nobody has."""
    import secrets

    return _hasher(memory).hash(secrets.token_hex(16))
