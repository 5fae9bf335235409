"""Who writes, where answers go and where comes back what cannot be delivered: read once, before anything leaves."""

from attrs import frozen

from outreach_crm.accounts.service import Tokens
from outreach_crm.app import App
from outreach_crm.errors import DeliveryError, InvalidInputError, sentence_of
from outreach_crm.text import say
from outreach_mail.composing.addresses import Mailbox
from outreach_mail.composing.headers import one_line
from outreach_mail.composing.return_paths import ReturnPath, return_path, setting
from outreach_mail.model import MailSettings

NOBODY = "sender-is-not-set@example.invalid"
"""An address that there cannot be (RFC 2606)."""


@frozen
class Identity:
    """Who writes; ``replies`` and ``return_path`` are None where both go to whoever writes."""

    sender: Mailbox
    replies: Mailbox | None
    return_path: ReturnPath | None

    def envelope(self, tokens: Tokens, delivery_id: int) -> str:
        """Return the sender in the envelope of a message, with a token of its dispatch."""
        return self.return_path.of(tokens, delivery_id) if self.return_path else self.sender.address


def answers_to(app: App) -> str:
    """Return the address that answers come to: that of ``[mail] reply_to``, else of whoever writes.

    Raises:
        DeliveryError: the settings do not say who writes.
    """
    found = identity(app)
    return (found.replies or found.sender).address


def identity(app: App) -> Identity:
    """Return who writes, as the settings say.

    While there is no server, nobody needs to: messages are files to be looked at, from an address that there cannot be.

    Raises:
        DeliveryError: they do not say it, or in a way that no server takes.
    """
    settings = app.settings.of("mail", MailSettings)
    if not settings.sender and not settings.server:
        return Identity(Mailbox(one_line(app.section.name), NOBODY), None, None)
    if not settings.sender:
        raise DeliveryError(say('The settings do not say who writes: sender = "Section <office@…>" under [mail].'))
    try:
        return Identity(
            sender=setting(settings.sender, "sender"),
            replies=setting(settings.reply_to, "reply_to") if settings.reply_to else None,
            return_path=return_path(app),
        )
    except InvalidInputError as error:
        raise DeliveryError(sentence_of(error)) from None
