"""What tests of composing begin with: a section that sends mail, a letter, and the same letter as Python makes it."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, default
from typing import Any

from attrs import evolve, frozen

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import LEAVE, Dispatch, Draft, Message, Text
from outreach_crm.filling import parts_of
from outreach_mail.composing import Composer
from outreach_mail.composing.bodies import cleaned
from outreach_mail.composing.headers import one_line
from outreach_mail.composing.leaving import last_line
from outreach_mail.composing.paragraphs import as_html
from tests.builders import with_settings

SENDER, NOW = "office@example.org", datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
MAIL: dict[str, Any] = {"sender": f"Section Example <{SENDER}>", "return_path": "bounces@example.org"}
WEB = {"address": "https://pages.example.org"}
# Without it Python folds the header that says how to leave into encoded words, which no mail program understands.
POLICY = SMTP.clone(max_line_length=998, cte_type="7bit")


def a_section(app: App, **mail: Any) -> App:
    """Return the App with settings of mail and of pages."""
    return with_settings(app, mail=MAIL | mail, web=WEB)


def a_letter(app: App, body: str = "{salutation},\n\nthe law is out.\n", subject: str = "News") -> Dispatch:
    """Draft a dispatch with one text."""
    text = Text(language="en", subject=subject, body=body)
    return dispatch.draft(app, Draft(name="Spring letter", purpose="mailings", texts=(text,)))


def a_composer(app: App, body: str = "The law is out.", **mail: Any) -> Composer:
    """Return what composes a letter of a section."""
    section = a_section(app, **mail)
    return Composer(section, a_letter(section, body))


def a_message(letter: Dispatch, text: Text | None = None, **given: Any) -> Message:
    """Return a message of a dispatch to Ana Ruiz."""
    fields = {"name": "Ana Ruiz", "salutation": "Dear Ana Ruiz", "given_name": "Ana", "organisation": ""}
    known: dict[str, Any] = {
        "id": 17,
        "dispatch_id": letter.id,
        "message_id": f"{letter.uid}.17.0123456789abcdef01234567",
        "contact_id": 5,
        "contact_uid": "00c0ffee00c0ffee",
        "name": "Ana Ruiz",
        "address": "ana@example.net",
        "language": "en",
        "text": text or letter.texts[0],
        "fields": fields,
    }
    return Message(**(known | given))


def rewritten(composer: Composer, subject: str, body: str, fields: Mapping[str, str], **given: Any) -> Message:
    """Return a message whose text nobody has checked, such as one that was stored by another program."""
    letter = composer.dispatch
    text = evolve(letter.texts[0], subject=subject, body=body)
    return a_message(letter, text, fields=fields, **given)


def body_of(message: Message, link: str = "") -> str:
    """Return the body as it is to be read, in whatever way it is joined, over the page of whoever gets it."""
    pieces = [(cleaned(plain), cleaned(message.fields.get(name, ""))) for plain, name in parts_of(message.text.body)]
    body = "".join(part for pair in pieces for part in pair)
    if not link:
        return body
    line = "".join(plain + {LEAVE: link}.get(name, "") for plain, name in last_line(message.language))
    return _without_last_lines(body, pieces) + line


def _without_last_lines(body: str, pieces: list[tuple[str, str]]) -> str:
    """Return a body without the empty lines that its text ends with; those of a field are kept."""
    last, value = pieces[-1] if pieces else ("", "")
    return body if value else body[: len(body) - len(last) + len(last.rstrip("\n"))]


@frozen
class File:
    """A file of a letter."""

    name: str
    kind: str
    data: bytes


def as_python_makes_it(
    message: Message, headers: Mapping[str, str], files: Iterable[File] = (), *, html: bool = True
) -> bytes:
    """Return the message that the standard library makes of the same text."""
    made = EmailMessage(policy=POLICY)
    if "to" not in headers:
        made["To"] = Address(display_name=one_line(message.name), addr_spec=message.address)
        made["Subject"] = one_line(message.subject)
    link = headers.get("List-Unsubscribe", "").strip("<>")
    body = body_of(message, link if link.startswith("http") else "")
    made.set_content(body)
    if html:
        made.add_alternative(as_html(body, message.language), subtype="html")
    for file in files:
        maintype, _, subtype = file.kind.partition("/")
        made.add_attachment(file.data, maintype, subtype, filename=file.name)
    for header, value in headers.items():  # last, or those of the content would move into its first part
        if header not in made:
            made[header] = value
    return bytes(made)


def parsed(data: bytes) -> EmailMessage:
    """Return a message as a mail program reads it."""
    read = message_from_bytes(data, policy=default)
    assert isinstance(read, EmailMessage)
    return read


def told(data: bytes, *others: str) -> tuple[list[tuple[str, str]], list[tuple[str, str, str | None, object]]]:
    """Return all that a message says: its headers but some, and of each part its kind, file name and content."""
    read = parsed(data)
    parts = []
    for part in read.walk():
        content = None if part.is_multipart() else part.get_content()
        parts.append((part.get_content_type(), part.get_content_charset("") or "", part.get_filename(), content))
    skipped = {"content-type", "content-transfer-encoding", *others}
    return sorted((name, str(read[name])) for name in read if name.lower() not in skipped), parts
