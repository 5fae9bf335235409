"""Where a message comes back to: an address of the section's own that names the message, and how it is read again.

The token behind the plus (RFC 5233) is made with the key of the database: whoever has not got the message cannot say
that it bounced. A mail server may change its case. The key is that of one frozen dispatch: when an older backup is
restored, numbers are given a second time, and what comes back from before names nobody else's message.
"""

from attrs import field, frozen

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError, sentence_of
from outreach_crm.text import say
from outreach_mail.composing.addresses import Mailbox, read_mailbox
from outreach_mail.model import MailSettings
from outreach_mail.queries import returns as queries

_KIND = "deliveries"
# What stands before the @ has 64 letters at most (RFC 5321, 4.5.3.1.1); by then a section has sent a billion messages.
_LONGEST_LOCAL, _MANY = 64, 1_000_000_000


@frozen
class ReturnPath:
    """Makes the address that a message comes back to, and finds the token in it."""

    mailbox: Mailbox
    _ends: tuple[str, str] = field(init=False, repr=False)

    @_ends.default
    def _parted(self) -> tuple[str, str]:
        return f"{self.mailbox.local}+", f"@{self.mailbox.domain}"

    def of(self, tokens: accounts.Tokens, delivery_id: int) -> str:
        """Return the address a message comes back to, with a token of its dispatch."""
        local, domain = self._ends
        return local + tokens.issue(_KIND, delivery_id) + domain

    def token(self, address: str) -> str:
        """Return the token in an address, whoever made it; empty where it is none of these."""
        local, _, domain = address.strip().rpartition("@")
        begins, _, token = local.rpartition("+")
        if (begins.lower(), domain.lower()) != (self.mailbox.local.lower(), self.mailbox.domain.lower()):
            return ""
        return token


def tokens_of(app: App, uid: str, frozen_at: str | None) -> accounts.Tokens:
    """Return the tokens of the messages of a dispatch, as it was frozen at a moment."""
    return accounts.tokens(app, f"return {uid} {frozen_at or ''}")


def return_path(app: App) -> ReturnPath | None:
    """Return what makes and reads the addresses messages come back to; None where ``[mail] return_path`` is empty.

    Raises:
        InvalidInputError: the setting is no address, or so long that nothing fits behind it.
    """
    written = app.settings.of("mail", MailSettings).return_path
    if not written:
        return None
    path = ReturnPath(setting(written, "return_path"))
    over = len(path.of(tokens_of(app, "", None), _MANY).rpartition("@")[0]) - _LONGEST_LOCAL
    if over > 0:
        fit = len(path.mailbox.local) - over
        raise InvalidInputError(
            say("[mail] return_path: {fit} letters fit before the @, with what names each message.", fit=fit)
        )
    return path


def returned(app: App, address: str) -> int | None:
    """Return which delivery an address that something came back to names; None where it names none."""
    path = return_path(app)
    token = path.token(address) if path else ""
    try:
        about = queries.delivery(app.store, accounts.claimed(token).id)
        found = tokens_of(app, about["uid"], about["frozen_at"]).redeem(token) if about else None
    except NotFoundError:
        return None
    return found.id if found and found.kind == _KIND else None


def setting(text: str, name: str) -> Mailbox:
    """Return the address that a setting of ``[mail]`` holds.

    Raises:
        InvalidInputError: it holds none; the sentence names the setting.
    """
    try:
        found = read_mailbox(text)
    except InvalidInputError as error:
        raise InvalidInputError(say("[mail] {name}: {error}", name=name, error=sentence_of(error))) from None
    if not found.address.isascii():
        raise InvalidInputError(
            say("[mail] {name}: few servers take letters such as {local!r} before the @.", name=name, local=found.local)
        )
    return found
