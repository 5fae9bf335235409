"""The link that stands in every letter: a page for whoever got it, and an address that takes them off the list.

Whoever holds a link speaks for the contact it was made for: it stands in a letter to them, and nobody can make one.
It holds their ``uid`` and not their number: when an older backup is restored, numbers are given a second time.
"""

from attrs import field, frozen

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.errors import NotFoundError
from outreach_crm.text import say
from outreach_crm.web.model import WebSettings

PREFIX = "/you"
"""Below which path the pages stand."""
_KIND = "contacts"


@frozen
class PublicLinks:
    """Makes links; the key is read once for each purpose and channel."""

    app: App
    address: str
    _starts: dict[tuple[str, str], tuple[str, accounts.Tokens]] = field(factory=dict, init=False, repr=False)

    def leave(self, uid: str, purpose: str, channel: str) -> str:
        """Return where a contact takes themself off what is sent for a purpose by a channel.

        Opened in a browser (GET) it is a page with a button; a mail program takes them off by a POST (RFC 8058).
        """
        scope = purpose, channel
        if scope not in self._starts:
            start = f"{self.address}{PREFIX}/{purpose}/{channel}/"
            self._starts[scope] = start, _tokens(self.app, *scope)
        start, made = self._starts[scope]
        return start + made.issue(_KIND, uid)


def public_links(app: App) -> PublicLinks | None:
    """Return what makes links, or None where the settings do not say how pages are reached (``[web] address``)."""
    address = app.settings.of("web", WebSettings).address
    return PublicLinks(app, address) if address else None


def whose_link(app: App, purpose: str, channel: str, token: str) -> str:
    """Return the uid of the contact for whom a link was made, whether they are still there or not.

    Args:
        app: the App.
        purpose: what was sent, as it stands in the link.
        channel: by what.
        token: the last part of the link.

    Raises:
        NotFoundError: nobody was given that link.
    """
    kind, uid = _tokens(app, purpose, channel).opened(token)
    if kind != _KIND:
        raise NotFoundError(say("A link to {kind} is nobody's.", kind=kind))
    return uid


def _tokens(app: App, purpose: str, channel: str) -> accounts.Tokens:
    return accounts.tokens(app, f"leave {purpose} {channel}")
