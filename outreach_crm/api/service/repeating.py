"""A request that is sent twice is done once (draft-ietf-httpapi-idempotency-key-header).

What it led to is written in the change that adds the record, so that both are there or neither. What the record says is
not kept here: whoever is erased is gone. It is read anew for whoever asks again.
"""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

from attrs import frozen

from outreach_crm.api.model import Token, UnprovenError
from outreach_crm.api.queries import requests as queries
from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.errors import InvalidInputError
from outreach_crm.storage.digests import keyed
from outreach_crm.text import say

HOURS = 24
"""For so long a request may be sent again."""
# One that has led nowhere after so many seconds broke off, and is done anew.
_PATIENCE = 60
_LONGEST = 255


@frozen
class Request:
    """A request that may be sent again.

    Args:
        app: the App.
        mark: a digest of the token and of the key that the program gave it; empty where it gave none.
        body: a digest of all that is asked.
    """

    app: App
    mark: str
    body: str

    def led(self, number: int) -> None:
        """Write down to which record it led; call inside the change that adds it."""
        if self.mark:
            queries.led(self.app.store, self.mark, number)


def request(app: App, token: Token, key: str, asked: str) -> Request:
    """Return what a program asks as a request that may be sent again.

    Args:
        app: the App.
        token: whose.
        key: what the program calls it; empty for none.
        asked: all that tells it from others: where to and what.

    Raises:
        InvalidInputError: the key is too long.
    """
    if len(key) > _LONGEST:
        raise InvalidInputError(say("An Idempotency-Key has {n} letters at most.", n=_LONGEST))
    mark = sha256(f"{token.id} {key}".encode()).hexdigest() if key else ""
    return Request(app, mark, keyed(app.secret("api requests"), asked).hex())


def once(request: Request, do: Callable[[], int]) -> int:
    """Do what a request asks for, unless it was done before, and return the number of the record to which it led.

    Raises:
        InvalidInputError: another request had the same key.
        UnprovenError: it is still being done.
    """
    if not request.mark:
        return do()
    if (known := _before(request)) is not None:
        return known
    try:
        return do()
    except BaseException:
        with request.app.store.write():
            queries.drop(request.app.store, request.mark)
        raise


def forget_old(app: App) -> None:
    """Forget requests that are older than they may be sent again."""
    with app.store.write():
        queries.clear(app.store, timestamp(app.clock.now() - timedelta(hours=HOURS)))


def _before(request: Request) -> int | None:
    """Take a request, or return the record to which it led before."""
    app, now = request.app, request.app.clock.now()
    over, broken = timestamp(now - timedelta(hours=HOURS)), timestamp(now - timedelta(seconds=_PATIENCE))
    with app.store.write():
        if queries.take(app.store, request.mark, request.body, broken=broken, over=over):
            return None
        there = queries.sent(app.store, request.mark)
    if there is None or there["body"] != request.body:
        raise InvalidInputError(say("This Idempotency-Key was used for another request; give each one its own."))
    if there["record"] is None:
        raise UnprovenError(say("The same request is still being done; ask again in a moment."))
    return int(there["record"])
