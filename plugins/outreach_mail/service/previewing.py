"""A message of a mailing as it would leave, read again as a mail program reads it."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.errors import InvalidInputError
from outreach_crm.privacy import service as privacy
from outreach_crm.text import say
from outreach_mail.composing import Composer
from outreach_mail.model import MailSettings, Seen

CANNOT_BE_LEFT = say("Nothing in it says how to leave: set [web] address, or [mail] return_path.")


def look(app: App, dispatch_id: int, contact_id: int | None = None) -> Seen:
    """Return the message of a mailing to a contact, or to the first recipient; nothing leaves.

    Args:
        app: the App.
        dispatch_id: which mailing; a draft, or what was sent.
        contact_id: for whom it is written.

    Raises:
        NotFoundError: there is no such mailing or contact.
        InvalidInputError: nobody would get it, or the contact has no address that a server takes.
        DeliveryError: the settings do not say who writes.
    """
    message = dispatch.sample(app, dispatch_id, contact_id, channel="email")
    if not message.address:
        raise InvalidInputError(say("{message} has no address for e-mail.", message=message.name))
    composer = Composer(app, dispatch.get(app, dispatch_id), international=True)
    made = composer.compose(message)
    read = message_from_bytes(made.data, policy=default)
    files = tuple(one.get_filename() or "" for one in read.iter_attachments())
    return Seen(
        sender=made.sender,
        recipient=made.recipient,
        headers=tuple((name, str(value)) for name, value in read.items()),
        text=_content(read, "plain"),
        html=_content(read, "html"),
        files=files,
        size=len(made.data),
        source=made.data.decode("utf-8", "replace"),
        can_be_left=composer.can_be_left,
    )


def advice(app: App) -> tuple[str, ...]:
    """Return what messages lack by the settings there are, in sentences."""
    can_be_left = privacy.public_links(app) or app.settings.of("mail", MailSettings).return_path
    return () if can_be_left else (CANNOT_BE_LEFT,)


def _content(read: EmailMessage, kind: str) -> str:
    body = read.get_body((kind,))
    return str(body.get_content()).replace("\r\n", "\n") if body is not None else ""
