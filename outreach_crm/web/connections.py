"""The App of a request: one connection in the name of whoever asks, kept for a later request when it is over.

To open a connection costs more than most pages do: it reads the schema, and knows no statement and no page of the file.
"""

import logging
from collections import deque
from time import monotonic
from weakref import finalize

from attrs import define, field
from flask import Flask, current_app, g

from outreach_crm.app import App
from outreach_crm.model import Actor
from outreach_crm.storage import Store

_LOG = logging.getLogger("outreach_crm.web")
_KEY = "outreach"
_IDLE = "outreach-idle"
# Seconds a connection may wait for its next request: a server that was started anew since would refuse it.
_FRESH = 30.0
_MOST = 16


@define
class Idle:
    """Connections that wait for a request; many threads take and give them."""

    stores: "deque[tuple[float, Store]]" = field(factory=deque)

    def take(self) -> Store | None:
        """Return the one that was given last, or None where none is fresh; those that are not are closed."""
        while self.stores:
            try:
                since, store = self.stores.pop()
            except IndexError:  # another thread took it
                return None
            if monotonic() - since < _FRESH:
                return store
            store.close()
        return None

    def give(self, store: Store) -> None:
        """Keep one that is as good as new, and close any other."""
        if len(self.stores) < _MOST and store.rest():
            self.stores.append((monotonic(), store))
        else:
            store.close()

    def close(self) -> None:
        """Close all of them."""
        while self.stores:
            self.stores.pop()[1].close()


def share(site: Flask, app: App) -> None:
    """Let requests find the App they are made from, and close what they open."""
    site.extensions[_KEY] = app
    site.extensions[_IDLE] = idle = Idle()
    finalize(site, idle.close)
    site.teardown_request(_close)


def shared() -> App:
    """Return the App that all requests share, for settings and keys only: many threads have it."""
    app: App = current_app.extensions[_KEY]
    return app


def acting(actor: Actor) -> App:
    """Return the App of this request in the name of somebody; in the name of another one it is the same connection.

    A plugin that raises is set aside for this request only: a server runs for months.
    """
    there: App | None = g.get(_KEY)
    if there is None:
        of_all = shared()
        store = current_app.extensions[_IDLE].take() or of_all.store.another()
        g.outreach = app = App.on(store, of_all.plugins.afresh(), of_all.settings, of_all.keyring, actor)
        return app
    return App.on(there.store, there.plugins, there.settings, there.keyring, actor)


def left_out() -> list[str]:
    """Return the names of the plugins that raised while this page was made."""
    app: App | None = g.get(_KEY)
    before = {one.name for one in shared().plugins.failed}
    return [one.name for one in app.plugins.failed if one.name not in before] if app else []


def _close(_: BaseException | None) -> None:
    for name in left_out():
        # What it raised may say something of whose page it is.
        _LOG.error("The plugin %s raised and was left out of a page.", name)
    app: App | None = g.pop(_KEY, None)
    if app is not None:
        current_app.extensions[_IDLE].give(app.store)
