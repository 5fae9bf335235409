"""Addresses as they may stand in an envelope: one, plain, and nothing a server could read in two ways.

Python's ``smtplib`` and many servers repair what they do not understand, so that ``a@example.org, b@example.net`` or
``"a b"@example.org`` reaches somebody else. Here it is refused (RFC 5321, 4.1.2, without quoted and literal forms).
"""

import re

from attrs import frozen

from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?=.{{1,253}}\Z)(?:{_LABEL}\.)+(?!\d+\Z){_LABEL}")
_MAILBOX = re.compile(r'\s*(?:"(?P<quoted>[^"\\]*)"|(?P<plain>[^"<>]*))\s*<(?P<address>[^<>]*)>\s*')
_LOCAL_LETTERS = re.compile(r"[^\x00-\x20\x7f-\x9f\"(),:;<>@\[\\\]\s]+")


@frozen
class Mailbox:
    """An address and whose it is; the name may be empty."""

    name: str
    address: str

    @property
    def local(self) -> str:
        """What stands before the @."""
        return self.address.rpartition("@")[0]

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.address.rpartition("@")[2]


def read_address(text: str) -> str:
    """Return the one address a text is, its domain in ASCII (RFC 5890).

    Raises:
        InvalidInputError: it is no address, or more than one, or none that goes through every server.
    """
    if _ADDRESS.fullmatch(text):
        return text
    local, at, domain = text.rpartition("@")
    if not at or (text.isascii() and domain.isascii()):
        raise InvalidInputError(say("{shown} is not one plain e-mail address.", shown=_shown(text)))
    try:
        plain = f"{local}@{_in_ascii(domain)}"
        # A local part with other letters is as long as its bytes, and has none that means something else.
        stands_in = plain if local.isascii() else f"{'x' * len(local.encode())}@{plain.rpartition('@')[2]}"
        sound = _ADDRESS.fullmatch(stands_in) and (local.isascii() or _is_local(local))
    except UnicodeError:
        sound = None
    if not sound:
        raise InvalidInputError(say("{shown} is not one plain e-mail address.", shown=_shown(text)))
    return plain


def read_mailbox(text: str) -> Mailbox:
    """Return an address that may have a name before it: ``Section Example <office@example.org>``.

    Raises:
        InvalidInputError: it is not one, or its name does not stand in one line.
    """
    found = _MAILBOX.fullmatch(text)
    name, address = (found["quoted"] or found["plain"] or "", found["address"]) if found else ("", text)
    if not "".join(name.split(" ")).isprintable():
        raise InvalidInputError(say("The name in {shown} does not stand in one line.", shown=_shown(text)))
    return Mailbox(" ".join(name.split()), read_address(address.strip(" ")))


def _in_ascii(domain: str) -> str:
    """Return a domain as servers know it.

    Raises:
        UnicodeError: there cannot be such a domain.
    """
    import idna

    return idna.encode(domain, uts46=True).decode("ascii")


def _is_local(local: str) -> bool:
    return all(_LOCAL_LETTERS.fullmatch(one) for one in local.split(".")) and local.isprintable()


def _shown(text: str) -> str:
    """Return what somebody wrote so that it can stand in a sentence, or in a log."""
    return repr(text if len(text) <= 80 else f"{text[:77]}...")
