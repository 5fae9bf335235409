"""How often a page is opened by its link, and links are tried that lead nowhere: both have a limit, for all processes.

A link that is right is let through whoever else guesses: it is counted by itself. Behind a proxy that the settings do
not tell of, all the world has one address.
"""

from collections import OrderedDict
from math import ceil
from threading import Lock
from time import monotonic

from attrs import define, field
from flask import Flask, current_app, request
from werkzeug.exceptions import TooManyRequests

from outreach_crm.app import App
from outreach_crm.errors import StorageError
from outreach_crm.limits import service as limits
from outreach_crm.limits.model import Limit
from outreach_crm.web.connections import shared
from outreach_crm.web.model import WebSettings
from outreach_crm.web.safety import network

_KEY = "outreach-counter"
_MINUTE, _TEN_MINUTES = 60, 600
_STEP = 10
"""So many visits are counted in the memory of a process before they are written down: most pages cost no write."""
_MOST = 10_000


@define
class Counter:
    """Counts visits of a site; what others count in other processes and before a restart stands in the table.

    ``pages`` and ``wrong`` are how many are taken in a minute and in ten minutes.
    """

    pages: int
    wrong: int
    _seen: "OrderedDict[tuple[str, ...], tuple[float, int]]" = field(factory=OrderedDict, init=False, repr=False)
    _lock: Lock = field(factory=Lock, init=False, repr=False)

    def visit(self, app: App, *what: str) -> int:
        """Count that a page is asked for, and return in how many seconds it may be again; 0 where it may be now."""
        now = monotonic()
        with self._lock:
            since, times = self._seen.pop(what, (now, 0))
            if now - since >= _MINUTE:
                since, times = now, 0
            self._seen[what] = since, times + 1
            if len(self._seen) > _MOST:
                self._seen.popitem(last=False)
        if times >= self.pages:
            return max(1, ceil(since + _MINUTE - now))
        step = min(_STEP, self.pages)
        if (times + 1) % step:
            return 0
        if wait := _counted(app, Limit(what, self.pages, _MINUTE), step):
            with self._lock:
                self._seen[what] = now + wait - _MINUTE, self.pages
        return wait

    def guess(self, app: App, *what: str) -> int:
        """Count a link that leads nowhere; see :meth:`visit`."""
        return _counted(app, Limit(what, self.wrong, _TEN_MINUTES), 1)


def teach(site: Flask) -> None:
    """Let a site count."""
    with site.app_context():
        given = shared().settings.of("web", WebSettings)
    site.extensions[_KEY] = Counter(given.pages_a_minute, given.wrong_links)


def check_visit(app: App, *link: str) -> None:
    """Count that whoever asks has a link that is right: what they read and what they send, each by itself.

    Raises:
        TooManyRequests: that was too often.
    """
    way = "send" if request.method == "POST" else "open"
    _check(_counter().visit(app, way, *link, whence()))


def check_guess(app: App) -> None:
    """Count that whoever asks has a link that leads nowhere.

    Raises:
        TooManyRequests: that was too often.
    """
    _check(_counter().guess(app, "wrong link", whence()))


def whence() -> str:
    """Return the network from which the request comes, as far as the settings tell of the proxies before us."""
    return network(request.remote_addr or "")


def _counter() -> Counter:
    found: Counter = current_app.extensions[_KEY]
    return found


def _check(wait: int) -> None:
    if wait:
        raise TooManyRequests(retry_after=wait)


def _counted(app: App, limit: Limit, times: int) -> int:
    try:
        return limits.count(app, limit, times=times)
    except StorageError:  # a database that can be read only keeps nobody from reading
        return 0
