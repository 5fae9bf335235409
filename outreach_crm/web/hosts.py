"""By which names pages are to be had: no page of another site becomes one of ours by its name (DNS rebinding)."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, Response, request

from outreach_crm.web.model import WebSettings
from outreach_crm.web.telling import misdirected

_LOCAL = "localhost"


def check_hosts(site: Flask, settings: WebSettings, *, here_only: bool) -> None:
    """Answer only who asks for the pages by a name of theirs, or by a number, which no other site can have.

    Args:
        site: the site.
        settings: where pages are found from outside, and where the program listens.
        here_only: whether only this machine may ask.
    """
    known = {_LOCAL, (urlsplit(settings.address).hostname or _LOCAL).lower(), settings.host.lower()}

    def check() -> Response | None:
        name = _name(request.host)
        fits = _is_here(name) if here_only else name in known or _is_number(name)
        return None if fits else misdirected(name)

    site.before_request(check)


def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _is_here(name: str) -> bool:
    return name == _LOCAL or (_is_number(name) and ip_address(name).is_loopback)
