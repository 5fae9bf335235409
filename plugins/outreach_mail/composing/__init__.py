"""Messages as bytes: an envelope and what goes into it."""

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.dispatch.model import Dispatch, Message


@frozen(kw_only=True)
class Composed:
    """A message as it goes out."""

    id: int
    sender: str
    recipient: str
    data: bytes


class Composer:
    """Makes the messages of one dispatch. A stand-in."""

    def __init__(self, app: App, dispatch: Dispatch) -> None:
        self.sender = "office@example.org"

    def compose(self, message: Message) -> Composed:
        """Make one."""
        text = (
            f"From: {self.sender}\nTo: {message.address}\nSubject: {message.subject}\n"
            f"Message-ID: <{message.message_id}@example.org>\n\n{message.body}\n"
        )
        data = text.encode("ascii", "replace").replace(b"\n", b"\r\n")
        return Composed(id=message.id, sender=self.sender, recipient=message.address, data=data)
