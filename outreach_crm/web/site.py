"""Makes the site: the pages of all features in one layout, with one set of rules."""

import logging
from pathlib import Path
from pkgutil import resolve_name

from flask import Blueprint, Flask, redirect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from outreach_crm.app import App
from outreach_crm.model import Pages
from outreach_crm.text import say
from outreach_crm.web import below, connections, counting, links, lists, packing, safety, telling, visiting, wording
from outreach_crm.web.hosts import check_hosts
from outreach_crm.web.model import WebSettings
from outreach_crm.web.paths import AsMeant

_LOG = logging.getLogger("outreach_crm.web")
_HERE = Path(__file__).parent
# Features that pages know by name only.
_GATE = "outreach_crm.accounts.web.gate:stand"
_START = "/today"


def make_site(app: App, *, public_only: bool, guest: str = "") -> Flask:
    """Return the site as a WSGI application.

    Args:
        app: on the database whose pages these are; requests open connections of their own.
        public_only: only pages for whoever has a link.
        guest: in whose name whoever comes may look round, as in a demo; empty for nobody's.
    """
    site = Flask("outreach_crm.web", root_path=str(_HERE))
    site.jinja_env.undefined = StrictUndefined
    site.jinja_env.trim_blocks = site.jinja_env.lstrip_blocks = True
    site.jinja_env.globals["guest"] = guest
    settings = app.settings.of("web", WebSettings)
    connections.share(site, app)
    if not public_only:
        check_hosts(site, settings, here_only=bool(guest))
    safety.protect(site)
    packing.pack(site)
    telling.tell(site)
    counting.teach(site)
    wording.teach(site)
    lists.teach(site)
    visiting.teach(site)
    app.secret("pages")  # the key is looked for now: later many threads would
    offered = [pages for pages in app.plugins.blueprints() if pages.public or not public_only]
    if not public_only:
        # Without the gate nothing of the office is served: this is not guarded as the pages of features are.
        resolve_name(_GATE)(site, guest)
        site.add_url_rule("/", "start", lambda: redirect(_START))
    links.teach(site, [pages for pages in offered if _is_added(site, pages)])
    site.wsgi_app = AsMeant(site.wsgi_app, [pages.prefix for pages in offered if pages.public])  # type: ignore[method-assign]
    below.stand_below(site)
    if hops := settings.proxies:
        site.wsgi_app = ProxyFix(site.wsgi_app, x_for=hops, x_proto=hops, x_host=hops, x_prefix=hops)  # type: ignore[method-assign]
    return site


def _is_added(site: Flask, pages: Pages) -> bool:
    """Add the pages of a feature; those of one that cannot be loaded are named and left out, the others stand."""
    try:
        found = resolve_name(pages.target)
        if not isinstance(found, Blueprint):
            raise TypeError(say("{target} is no blueprint", target=pages.target))
        site.register_blueprint(found, url_prefix=pages.prefix)
    except Exception as error:
        _LOG.error(
            "The pages of %s were left out: %s", pages.target, " ".join(f"{type(error).__name__}: {error}".split())
        )
        return False
    return True
