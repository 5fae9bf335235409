"""A message as it leaves: bytes, and the envelope round them."""

from attrs import frozen


@frozen(kw_only=True)
class Composed:
    """A message that is ready for the wire (RFC 5321, RFC 5322).

    Args:
        id: the delivery.
        sender: the address in its envelope: where it comes back to, naming the message.
        recipient: the one address it goes to.
        data: the message, its lines parted by CRLF, with one at its end. None begins with a dot, so that none needs
            another one before it (RFC 5321, 4.5.2); none has more than 998 letters, and none of these is 8-bit unless
            the address of the recipient is.
        international: whether the address has other letters than ASCII: only servers with SMTPUTF8 (RFC 6531) take it.
    """

    id: int
    sender: str
    recipient: str
    data: bytes
    international: bool = False


@frozen(kw_only=True)
class Seen:
    """A message as it is shown to whoever wants to see it before it leaves.

    Args:
        sender: the address in its envelope.
        recipient: the address it goes to.
        headers: names and values, as a mail program reads them.
        text: its plain text.
        html: its HTML; empty where it has none.
        files: names of the files with it.
        size: bytes in all.
        source: as it goes over the wire.
        can_be_left: whether it says how to leave.
    """

    sender: str
    recipient: str
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str
    files: tuple[str, ...]
    size: int
    source: str
    can_be_left: bool
