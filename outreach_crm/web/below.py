"""Pages below a path of a proxy, such as ``/crm``: inside, every path begins at the root; outside, below that path.

So it is the same whether a path is made by ``url_for``, stands in a template, comes from a feature or was kept in a
row: the way out is the one place that knows of the proxy.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from attrs import frozen
from flask import Flask, Response, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_KEY = "outreach.prefix"
# What a proxy says becomes part of each link, so it is nothing else than a path.
_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)+", re.ASCII)
# Of what somebody typed no quotation mark stands in a page as it is: pages escape it.
_LINKS = re.compile(r'(\s(?:href|src|action|formaction|hx-(?:get|post))=")(?=/(?!/))')
_HEADERS = ("Location", "HX-Redirect", "HX-Location", "HX-Push-Url", "HX-Replace-Url")


@frozen
class AtRoot:
    """Gives a site requests as if it stood at the root of its host."""

    site: "WSGIApplication"

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        path = environ.get("SCRIPT_NAME", "").rstrip("/")
        environ[_KEY] = path if _PATH.fullmatch(path) else ""
        environ["SCRIPT_NAME"] = ""
        return self.site(environ, start_response)


def stand_below(site: Flask) -> None:
    """Let all links of a site lead below the path at which people find it."""
    site.wsgi_app = AtRoot(site.wsgi_app)  # type: ignore[method-assign]
    site.after_request(_outwards)


def prefix() -> str:
    """Return the path below which people find the site, ``/crm``; empty where it is the root."""
    found: str = request.environ.get(_KEY, "")
    return found


def _outwards(response: Response) -> Response:
    if not (before := prefix()):
        return response
    for name in _HEADERS:
        if _is_path(response.headers.get(name, "")):
            response.headers[name] = before + response.headers[name]
    if response.mimetype == "text/html" and not response.is_streamed:
        response.set_data(_LINKS.sub(rf"\g<1>{before}", response.get_data(as_text=True)))
    return response


def _is_path(text: str) -> bool:
    return text.startswith("/") and not text.startswith("//")
