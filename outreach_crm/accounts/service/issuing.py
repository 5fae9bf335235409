"""Tokens that open one thing for whoever holds them, without an account: links of mails, addresses of bounces.

A token is what it points to, in plain letters, and a mark that only this database's key makes
(``contacts-17-f5eovymzgdyh5ftz5kyyopxzie``). Nothing is stored. It may stand in a URL and in the local part of a mail
address, whatever a server on the way does to its case.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from attrs import field, frozen

from outreach_crm.app import App
from outreach_crm.errors import NotFoundError
from outreach_crm.model import Ref
from outreach_crm.text import say

# A letter of base32 (RFC 4648, 6) for each of 26 bytes of the digest, by five of its bits: 130 bits in all.
_SIZE, _LETTERS = 26, b"abcdefghijklmnopqrstuvwxyz234567" * 8
_TOKEN = re.compile(r"([a-z][a-z0-9_]*)-([0-9a-f]{1,18})(?:-(\d{1,7}))?-[a-z2-7]{26}", re.ASCII)
_LONGEST = 100
_UNKNOWN = say("This link leads nowhere: it is not whole, or its time is over.")


@frozen
class Tokens:
    """The tokens of one purpose; those of another purpose mean nothing to it."""

    _mark: Callable[[str], bytes]
    _today: Callable[[], date] = field(repr=False)

    def issue(self, kind: str, key: int | str, until: int = 0) -> str:
        """Return the token of a record.

        Args:
            kind: the name of its table.
            key: its number; or its ``uid``, for tokens that outlive the restore of an older backup, which gives numbers
                a second time.
            until: the last day, as days since 1 January of year 1; 0 for none.
        """
        told = f"{kind}-{key}-{until}" if until else f"{kind}-{key}"
        return f"{told}-{self._mark(told).translate(_LETTERS).decode()}"

    def opened(self, token: str) -> tuple[str, str]:
        """Return kind and key of what a token points to, whatever its case.

        Raises:
            NotFoundError: it is not one of ours, was made for another purpose, or its time is over.
        """
        from outreach_crm.storage.digests import same

        given, (kind, key, until) = token.lower(), _parted(token)
        right = same(self.issue(kind, key, until), given)
        if not right or (until and until < self._today().toordinal()):
            raise NotFoundError(_UNKNOWN)
        return kind, key

    def redeem(self, token: str) -> Ref:
        """Return the record whose number a token holds; see :meth:`opened`."""
        return _ref(*self.opened(token))


def claimed(token: str) -> Ref:
    """Return what a token says it points to, whoever made it; for keys that only what it points to can tell.

    Raises:
        NotFoundError: it has not the form of one.
    """
    kind, key, _ = _parted(token)
    return _ref(kind, key)


def tokens(app: App, purpose: str) -> Tokens:
    """Return the tokens of a purpose, for whoever makes many; the key is read once."""
    from outreach_crm.storage.digests import marking

    return Tokens(marking(app.secret(f"token for {purpose}"), _SIZE), app.clock.today)


def issue_token(app: App, purpose: str, ref: Ref, *, days: int | None = None) -> str:
    """Return the token that opens a record for a purpose, to whoever holds it.

    Args:
        app: the App.
        purpose: what it is for; it is good for nothing else.
        ref: what it opens.
        days: for how many days it holds, today not counted; None for ever.
    """
    until = (app.clock.today() + timedelta(days=days)).toordinal() if days is not None else 0
    return tokens(app, purpose).issue(ref.kind, ref.id, until)


def _parted(token: str) -> tuple[str, str, int]:
    found = _TOKEN.fullmatch(token.lower()) if token.isascii() and len(token) <= _LONGEST else None
    if found is None:
        raise NotFoundError(_UNKNOWN)
    return found[1], found[2], int(found[3] or 0)


def _ref(kind: str, key: str) -> Ref:
    if not key.isdecimal():
        raise NotFoundError(_UNKNOWN)
    return Ref(kind, int(key))


def redeem(app: App, purpose: str, token: str) -> Ref:
    """Return what a token opens; see :meth:`Tokens.redeem`."""
    return tokens(app, purpose).redeem(token)
