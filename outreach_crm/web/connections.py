"""The App of a request: one connection in the name of whoever asks, closed when the request is over."""

import logging

from attrs import evolve
from flask import Flask, current_app, g

from outreach_crm.app import App
from outreach_crm.model import Actor

_LOG = logging.getLogger("outreach_crm.web")
_KEY = "outreach"


def share(site: Flask, app: App) -> None:
    """Let requests find the App they are made from, and close what they open."""
    site.extensions[_KEY] = app
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
        app = shared().as_actor(actor)
        g.outreach = app = evolve(app, plugins=app.plugins.afresh())
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
        app.close()
