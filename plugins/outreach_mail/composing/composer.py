"""Composes the messages of a dispatch: headers that say who writes and how to leave, and the text in its frame.

Headers are those of RFC 5322, 2919 (List-Id), 3282 (Content-Language), 3834 (Auto-Submitted) and 8058 (one click).
There is no Precedence: RFC 3834, 3.1.8 does not recommend it, and List-Id and Auto-Submitted say what it would.
"""

import re
from datetime import datetime, timedelta
from email.utils import format_datetime

from attrs import define, field

from outreach_crm.accounts.service import Tokens
from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.attachments.model import Attachment
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import LEAVE, Dispatch, Message, Text
from outreach_crm.errors import DeliveryError, InvalidInputError, StorageError, sentence_of
from outreach_crm.filling import fill, parts_of
from outreach_crm.privacy import service as privacy
from outreach_crm.text import say
from outreach_mail.composing.addresses import read_address
from outreach_mail.composing.bodies import base64_lines
from outreach_mail.composing.calendars import Invitation, is_invitation
from outreach_mail.composing.headers import mailbox, one_line, parameter, unstructured
from outreach_mail.composing.identities import Identity, identity
from outreach_mail.composing.leaving import last_line
from outreach_mail.composing.return_paths import tokens_of
from outreach_mail.composing.sheets import PLACE, Frame, Parts, Sheet, cleaned_parts
from outreach_mail.model import Composed, MailSettings

MEDIUM = "email"
"""By what mail reaches people, as consents and links know it."""

_MESSAGE_ID = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
_NO_LIST_LETTER = re.compile(r"[^a-z0-9-]+")
_PLAIN_LINE = re.compile(r"(?=.{1,61}\Z)[A-Za-z0-9][A-Za-z0-9,;:.()'!+*/_-]*(?: [A-Za-z0-9,;:.()'!+*/_-]+)*")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9'-]+(?: [A-Za-z0-9'-]+)*")
_SHORT, _SECOND = 68, timedelta(seconds=1)
_TEXT = b"Content-Type: text/%b; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
_FILE = b"Content-Type: %b%b\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment%b\r\n\r\n%b"


@define(eq=False, repr=False)
class Composer:
    """Composes the messages of one dispatch, from claim to claim.

    Args:
        app: the App.
        dispatch: which one.
        international: whether whoever takes them on knows addresses in letters other than ASCII (RFC 6531).

    Raises:
        DeliveryError: the settings do not say who writes, or say it in a way that no server takes.
    """

    app: App
    dispatch: Dispatch
    international: bool = False
    _identity: Identity = field(init=False)
    _returns: Tokens = field(init=False)
    _links: privacy.PublicLinks | None = field(init=False)
    _sheets: dict[Text, tuple[Sheet, Invitation | None]] = field(factory=dict, init=False)
    _latest: tuple[Text | None, tuple[Sheet, Invitation | None] | None] = field(default=(None, None), init=False)
    _date: tuple[datetime | None, bytes] = field(default=(None, b""), init=False)

    def __attrs_post_init__(self) -> None:
        self._identity = identity(self.app)
        self._returns = tokens_of(self.app, self.dispatch.uid, self.dispatch.frozen_at)
        self._links = privacy.public_links(self.app)

    @property
    def can_be_left(self) -> bool:
        """Whether messages say how to leave; not so without ``[web] address`` and without ``[mail] return_path``."""
        return bool(self._links or self._identity.return_path)

    def compose(self, message: Message) -> Composed:
        """Return the message of one recipient.

        Raises:
            InvalidInputError: it cannot be written: the address is none; the sentence says so.
            DeliveryError: none can be written: a file of the dispatch is damaged.
        """
        address = read_address(message.address)
        if not (self.international or address.isascii()):
            raise InvalidInputError(
                say("Few servers take letters such as {address!r} has before the @.", address=message.address)
            )
        if not _MESSAGE_ID.fullmatch(message.message_id):
            raise InvalidInputError(say("{message_id!r} cannot stand in a Message-ID.", message_id=message.message_id))
        sender, link = self._identity.envelope(self._returns, message.id), self._link(message.contact_uid)
        fields = {**message.fields, LEAVE: link} if link else message.fields
        headers = (
            _to(message.name, address),
            _subject(message),
            self._now(),
            message.message_id.encode(),
            *self._leaving(link, sender),
        )
        sheet, invitation = self._sheet(message.text)
        calendar = (invitation.content({**fields, "address": address}),) * 2 if invitation else ()
        return Composed(
            id=message.id,
            sender=sender,
            recipient=address,
            data=sheet.joined(headers, fields, calendar),
            international=not address.isascii(),
        )

    @property
    def _is_one_click(self) -> bool:
        return self._links is not None and self._links.address.startswith("https://")

    @property
    def _settings(self) -> MailSettings:
        return self.app.settings.of("mail", MailSettings)

    def _sheet(self, text: Text) -> tuple[Sheet, Invitation | None]:
        latest, sheet = self._latest
        if latest is not text or sheet is None:
            if text not in self._sheets:
                parts = cleaned_parts(parts_of(text.body))
                if self._links and LEAVE not in {name for _, name in parts}:
                    parts = [*_ended(parts), *last_line(text.language)]
                invitation = self._invitation(text)
                self._sheets[text] = Sheet(self._frame(text, invitation), parts), invitation
            sheet = self._sheets[text]
            self._latest = text, sheet
        return sheet

    def _now(self) -> bytes:
        """Return the moment in seconds (RFC 5322, 3.3)."""
        now, (second, written) = self.app.clock.now(), self._date
        if second is None or not second <= now < second + _SECOND:
            second = now.replace(microsecond=0)
            written = format_datetime(second).encode()
            self._date = second, written
        return written

    def _link(self, contact_uid: str) -> str:
        """Return the page of a contact; empty where there are none."""
        return self._links.leave(contact_uid, self.dispatch.purpose, MEDIUM) if self._links else ""

    def _leaving(self, link: str, sender: str) -> tuple[bytes, ...]:
        """Return where somebody leaves, as it stands in its header; nothing where there is none."""
        if link:
            return (link.encode(),)
        return (f"mailto:{sender}?subject=leave".encode(),) if self.can_be_left else ()

    def _invitation(self, text: Text) -> Invitation | None:
        """Return the invitation that goes with a text; a message has one at most."""
        files = dispatch.files(self.app, self.dispatch.id, text.language)
        return next((Invitation.of(one, self._content(one)) for one in files if is_invitation(one)), None)

    def _frame(self, text: Text, invitation: Invitation | None) -> Frame:
        mark = f"=_{self.dispatch.uid}".encode()  # no text in quoted-printable or base64 has "=_"
        there = dispatch.files(self.app, self.dispatch.id, text.language)
        files = [b"\r\n--%b_m\r\n%b" % (mark, self._part(one)) for one in there if not is_invitation(one)]
        before, between, after = _TEXT % b"plain", b"", [b""]
        if self._settings.html:
            between = b"\r\n--%b_a\r\n%b" % (mark, _TEXT % b"html")
        if invitation:
            after = [b"\r\n--%b_a\r\n%b" % (mark, invitation.beside), b""]
        if between or invitation:
            first = b'Content-Type: multipart/alternative; boundary="%b_a"\r\n\r\n--%b_a\r\n' % (mark, mark)
            before, after[-1] = first + before, b"\r\n--%b_a--\r\n" % mark
        if invitation:
            after[-1] += b"\r\n--%b_m\r\n%b" % (mark, invitation.file)
            after.append(b"")
        if files or invitation:
            first = b'Content-Type: multipart/mixed; boundary="%b_m"\r\n\r\n--%b_m\r\n' % (mark, mark)
            before, after[-1] = first + before, b"".join([after[-1], *files, b"\r\n--%b_m--\r\n" % mark])
        head = self._headers(text) + before
        return Frame(before=head, between=between, after=tuple(after), language=text.language)

    def _headers(self, text: Text) -> bytes:
        """Return all headers but those of the body, with places for what differs from one recipient to the next."""
        purpose = _NO_LIST_LETTER.sub("-", self.dispatch.purpose.lower()).strip("-")
        sender, replies = self._identity.sender, self._identity.replies
        lines = [
            b"From: " + mailbox(sender.name, sender.address, 6),
            b"To: " + PLACE,
            b"Subject: " + PLACE,
            b"Date: " + PLACE,
            b"Message-ID: <" + PLACE + f"@{sender.domain}>".encode(),
            *([b"Reply-To: " + mailbox(replies.name, replies.address, 10)] if replies else []),
            f"List-Id: <{purpose}.{sender.domain}>".encode(),
            *([b"List-Unsubscribe: <" + PLACE + b">"] if self.can_be_left else []),  # RFC 2369, 3.2
            # The one click is for secure pages only (RFC 8058, 3.1).
            *([b"List-Unsubscribe-Post: List-Unsubscribe=One-Click"] if self._is_one_click else []),
            b"Auto-Submitted: auto-generated",
            b"Content-Language: " + text.language.encode(),
            b"MIME-Version: 1.0",
        ]
        return b"".join(line + b"\r\n" for line in lines)

    def _part(self, file: Attachment) -> bytes:
        kind, *parameters = file.media_type.split("; ")
        told = b"".join(parameter(*one.split("=", 1)) for one in parameters)
        data = base64_lines(self._content(file))
        return _FILE % (kind.encode(), told, parameter("filename", file.name), data)

    def _content(self, file: Attachment) -> bytes:
        try:
            return attachments.content(self.app, file.id)
        except StorageError as error:
            raise DeliveryError(sentence_of(error)) from None


def _ended(parts: Parts) -> Parts:
    """Return the parts of a text without the empty lines after its last one."""
    *others, (plain, name) = parts or [("", "")]
    return [*others, (plain if name else plain.rstrip("\n"), name)]


def _to(name: str, address: str) -> bytes:
    if _PLAIN_NAME.fullmatch(name) and len(name) + len(address) < _SHORT:
        return f"{name} <{address}>".encode()
    return mailbox(one_line(name), address, 4)


def _subject(message: Message) -> bytes:
    text = fill(message.text.subject, message.fields)
    return text.encode() if _PLAIN_LINE.fullmatch(text) else unstructured(one_line(message.subject), 9)
