"""What holds for every page: headers, sizes, and who may send forms."""

from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from typing import TypeVar

from flask import Flask, Response, abort, current_app, request
from werkzeug.exceptions import Forbidden

MOST_BYTES = 64 * 1024
"""How large a form may be."""
_MOST_PARTS = 1_000
_MARKS = "outreach-marks"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
"""What every response says: nothing from elsewhere, nothing inline, no frames, no copies, no address passed on."""

SECURE_ONLY = "max-age=31536000"
"""What every response over https says: for a year this host is asked for nothing in the open (RFC 6797)."""

ASKED_AGAIN = "private, no-cache"
"""What an answer says that its reader alone may keep, as long as it still holds (``ETag``)."""
# A file is found by an address that has a part of its digest, so that a browser may keep it and still gets a new one.
_KEPT = "public, max-age=31536000, immutable"

View = TypeVar("View", bound=Callable[..., object])
_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_OWN = frozenset({"same-origin", "none"})


def protect(site: Flask) -> None:
    """Set limits and headers for all pages of a site."""
    site.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        MAX_FORM_PARTS=_MOST_PARTS,
        PROPAGATE_EXCEPTIONS=False,
    )
    # A path is what it is: to correct one by a redirect is how open redirects begin.
    site.url_map.merge_slashes = False
    site.url_map.strict_slashes = False
    site.before_request(_check)
    site.after_request(_with_headers)
    marks = _marks(site)
    site.url_defaults(partial(_with_mark, marks))
    site.extensions[_MARKS] = marks


def from_anywhere(view: View) -> View:
    """Let a view take what was not sent by a page of ours, such as the POST of a mail program (RFC 8058)."""
    view.from_anywhere = True  # type: ignore[attr-defined]
    return view


def takes(view: View, most_bytes: int) -> View:
    """Let a view take more than a form usually has, such as a file."""
    view.most_bytes = most_bytes  # type: ignore[attr-defined]
    return view


def asked_again(view: View) -> View:
    """Let whoever is answered keep that, and ask each time whether it still holds (RFC 9111, 5.2.2.4)."""
    view.asked_again = True  # type: ignore[attr-defined]
    return view


def _check() -> None:
    """Refuse what is too large, and what the page of another site sends in somebody's name."""
    view = current_app.view_functions.get(request.endpoint or "")
    most = getattr(view, "most_bytes", MOST_BYTES)
    if (request.content_length or 0) > most:
        abort(413)
    request.max_content_length = request.max_form_memory_size = most
    if request.method in _WRITES and not getattr(view, "from_anywhere", False) and _is_foreign():
        raise Forbidden


def _is_foreign() -> bool:
    """Return whether another site sends a form; a browser says so, and one that is old says from where.

    Our pages pass no address on, so their forms come from ``null``.
    """
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site not in _OWN
    origin = request.headers.get("Origin", "null")
    return origin not in {"null", request.host_url.rstrip("/")}


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = SECURE_ONLY
    if request.endpoint == "static" and response.status_code < 400 and _is_current():
        response.headers["Cache-Control"] = _KEPT
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "asked_again", False) and response.status_code < 400:
        response.headers["Cache-Control"] = ASKED_AGAIN
    return response


def _marks(site: Flask) -> dict[str, str]:
    """Return a part of the digest of each file that pages use."""
    folder = Path(site.static_folder or "")
    files = [path for path in folder.iterdir() if path.is_file()]
    return {path.name: sha256(path.read_bytes()).hexdigest()[:12] for path in files}


def _with_mark(marks: Mapping[str, str], endpoint: str, values: dict[str, object]) -> None:
    if endpoint == "static" and (mark := marks.get(str(values.get("filename")))):
        values["v"] = mark


def _is_current() -> bool:
    mark = current_app.extensions[_MARKS].get((request.view_args or {}).get("filename"))
    return bool(mark) and request.args.get("v") == mark


def network(address: str) -> str:
    """Return what belongs to one customer: an IPv4 address, or the first half of one of IPv6."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(int(found) >> 64)
    return str(getattr(found, "ipv4_mapped", None) or found)
