"""The cookie that holds the token of a session."""

import re

from flask import Response, request

COOKIE = "outreach"
"""Its name; behind https ``__Host-`` stands before it: no other site of the domain can then set one (RFC 6265bis)."""
_HOST = "__Host-"
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    *(("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows")),
    *(("Mac OS", "Mac"), ("Linux", "Linux")),
)


def token() -> str:
    """Return the token that a browser brings; empty for none."""
    return request.cookies.get(_name(), "")


def give(response: Response, given: str) -> None:
    """Let a browser keep a token until it is closed; no script reads it, and no other site sends it along."""
    response.set_cookie(_name(), given, path="/", httponly=True, samesite="Lax", secure=request.is_secure)


def browser() -> str:
    """Return what somebody comes with, as they would call it: ``Firefox, Linux``."""
    said = request.headers.get("User-Agent", "")
    found = [next((name for sign, name in some if re.search(sign, said)), "") for some in (_BROWSERS, _SYSTEMS)]
    return ", ".join(one for one in found if one)


def _name() -> str:
    return f"{_HOST}{COOKIE}" if request.is_secure else COOKIE
