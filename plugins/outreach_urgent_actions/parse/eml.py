"""Urgent Actions that arrive as e-mail (RFC 5322, MIME): their subject, date and plain text."""

import re
from datetime import date
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser

from attrs import frozen

from outreach_crm.errors import ImportRejectedError

_LARGEST, _MOST_PARTS, _LONGEST_TEXT = 20_000_000, 200, 400_000
_BREAKS = {"p", "div", "br", "li", "tr", "table", "h1", "h2", "h3", "h4", "ul", "ol", "blockquote", "hr", "td"}
_UNSEEN = {"script", "style", "head", "title"}
_REFUSED = "{} Save the message anew as .eml, or paste its text."


@frozen(kw_only=True)
class Mail:
    """An e-mail as text; ``sent`` is the day of its Date header, in the sender's time, None where it has none."""

    subject: str
    text: str
    sent: date | None = None


def read_eml(content: bytes) -> Mail:
    """Return an e-mail as text; plain text goes before HTML, attachments are left out.

    Args:
        content: the bytes of the ``.eml`` file.

    Raises:
        ImportRejectedError: it is larger than 20 MB, nested without end, or holds no text.
    """
    if len(content) > _LARGEST:
        raise ImportRejectedError(_REFUSED.format("The e-mail is larger than 20 MB."))
    try:
        message = message_from_bytes(content)
        parts = [part for _, part in zip(range(_MOST_PARTS), message.walk(), strict=False)]
    except (RecursionError, ValueError, LookupError, TypeError):
        raise ImportRejectedError(_REFUSED.format("This is not an e-mail that can be read.")) from None
    text = next(filter(None, (_text(part, kind) for kind in ("plain", "html") for part in parts)), "")
    if not text:
        raise ImportRejectedError(_REFUSED.format("There is no text in the e-mail."))
    return Mail(subject=_header(message, "subject"), text=text, sent=_sent(message))


def _header(message: Message, name: str) -> str:
    raw = str(message.get(name) or "")[:5_000]
    try:
        return " ".join(str(make_header(decode_header(raw))).split())
    except (ValueError, LookupError, MessageError):
        return " ".join(raw.split())


def _sent(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(str(message["date"] or "")[:200]).date()
    except (ValueError, OverflowError):
        return None


def _text(part: Message, kind: str) -> str:
    if part.get_content_type() != f"text/{kind}" or part.get_filename() or part.is_multipart():
        return ""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    content = content[:_LONGEST_TEXT]
    try:
        text = content.decode(part.get_content_charset("utf-8"))
    except (LookupError, ValueError):
        # Latin-1 reads any byte; a wrong letter is better than no text.
        text = content.decode("latin-1")
    return (_shown(text) if kind == "html" else text).replace("\0", "").strip()


class _Shown(HTMLParser):
    """Keeps what a reader of a page would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in _UNSEEN
        if tag in _BREAKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(0, self.unseen - (tag in _UNSEEN))
        if tag in _BREAKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.pieces.append(re.sub(r"\s+", " ", data))


def _shown(page: str) -> str:
    parser = _Shown()
    parser.feed(page)
    parser.close()
    text = "".join(parser.pieces)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]*\n[ \t]*", "\n", text))
