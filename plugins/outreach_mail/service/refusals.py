"""What a server says of an address as a message is handed over."""

from outreach_crm.app import App


def note_refusal(app: App, delivery_id: int, *, code: str, reply: str) -> None:
    """Mark the address of a delivery as wrong, since the server says that nobody is there."""
