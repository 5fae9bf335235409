"""The settings of pages."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from attrs import Attribute, field, frozen, validators

from outreach_crm.text import say


def _without_end(address: str) -> str:
    return address.strip().rstrip("/")


def _is_address(_: object, __: "Attribute[str]", address: str) -> None:
    """Accept where pages are found from outside: a whole URL, without what only one page of it has."""
    if not address:
        return
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        sound = parts.scheme == "https" or (parts.scheme == "http" and _is_inside(host))
        sound = sound and bool(host) and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound or parts.query or parts.fragment or parts.username or not address.isascii() or " " in address:
        raise ValueError(
            say("{address!r} is not where pages are found; write https://pages.example.org", address=address)
        )


def _is_inside(host: str) -> bool:
    """Return whether a name is this machine's, or a number of a network that is not everybody's."""
    try:
        return host == "localhost" or ip_address(host).is_private
    except ValueError:
        return False


@frozen(kw_only=True)
class WebSettings:
    """Settings of pages: where people find them, where the program listens, and how many proxies stand before it.

    Args:
        address: how pages are reached from outside, as it stands in letters, by https; by http only this machine, or
            a number of its own network; empty: nobody outside reaches them, and no letter has a link.
        host: where the program listens; the machine itself only, unless this says otherwise.
        port: at which port.
        proxies: how many proxies stand before it and say in ``X-Forwarded-For``, ``-Proto``, ``-Host`` and ``-Prefix``
            who asks, and how; 0: whoever asks is believed nothing.
        pages_a_minute: how often somebody may open a page by their link in a minute; so often may they send it, too.
        wrong_links: how many links that lead nowhere may be tried from one address in ten minutes.
        texts: a folder with texts in further languages, or other words than ours: ``fr.po``, made from our
            ``outreach.pot``.
    """

    address: str = field(default="", converter=_without_end, validator=_is_address)
    host: str = "127.0.0.1"
    port: int = field(default=8080, validator=[validators.ge(1), validators.le(65_535)])
    proxies: int = field(default=0, validator=[validators.ge(0), validators.le(9)])
    pages_a_minute: int = field(default=60, validator=validators.ge(1))
    wrong_links: int = field(default=20, validator=validators.ge(1))
    texts: str = ""
