"""Mails on an IMAP server (RFC 3501): read over TLS and left as they are, remembered by their numbers."""

import imaplib
import re
import ssl
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

from attrs import define, evolve, field, frozen
from imap_tools import BaseMailBox, MailBox, MailBoxStartTls
from imap_tools.errors import ImapToolsError

from outreach_crm.errors import DeliveryError, InvalidInputError
from outreach_crm.text import say
from outreach_mail.model.returns import Item, Position

_PATIENCE, _BYTES, _MOST = 60, 20_000_000, 50
# How far back the first look goes: an office's inbox may hold years.
_FIRST_LOOK = timedelta(days=30)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ERRORS = (ImapToolsError, imaplib.IMAP4.error, OSError)
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")


@frozen
class ImapAddress:
    """Where a folder is: ``imaps://user@host/folder``, or ``imap://`` for a connection that is made secret at once."""

    host: str
    port: int
    user: str
    folder: str
    tls: bool

    @classmethod
    def read(cls, text: str) -> "ImapAddress":
        """Read an address; ``@`` in the name of the user is written ``%40``, or as it is.

        Raises:
            InvalidInputError: it has not that form.
        """
        told = urlsplit(text)
        if told.scheme not in {"imap", "imaps"} or not told.hostname or not told.username:
            raise InvalidInputError(
                say("{text!r} is no address of an inbox; write imaps://user@host/folder.", text=text)
            )
        if told.password:
            raise InvalidInputError(say("A password does not stand in the settings; see inbox_password_file."))
        try:
            port = told.port or (993 if told.scheme == "imaps" else 143)
        except ValueError:
            raise InvalidInputError(say("{text!r} names no port from 1 to 65535.", text=text)) from None
        folder = unquote(told.path.strip("/")) or "INBOX"
        return cls(told.hostname, port, unquote(told.username), folder, told.scheme == "imaps")

    def __str__(self) -> str:
        return f"imap{'s' * self.tls}://{self.user}@{self.host}:{self.port}/{self.folder}"


@define
class ImapFolder:
    """A folder of mails, opened for reading only: nothing in it is changed, not even what counts as seen."""

    place: str
    position: Position
    box: BaseMailBox
    numbers: list[int] = field(factory=list)

    @classmethod
    def open(cls, address: ImapAddress, password: str, position: Position, today: date) -> "ImapFolder":
        """Open a folder.

        Args:
            address: where it is.
            password: the user's.
            position: how far it was looked through.
            today: the day; the first look goes a month back.

        Raises:
            DeliveryError: the server cannot be reached, or does not let us in, or there is no such folder.
        """
        box: BaseMailBox | None = None
        try:
            kind = MailBox if address.tls else MailBoxStartTls
            # Without a context of ours the library takes any certificate.
            box = kind(address.host, address.port, timeout=_PATIENCE, ssl_context=ssl.create_default_context())
            box.login(address.user, password, None)
            box.folder.set(address.folder, readonly=True)
            validity = str(box.folder.status(address.folder, ["UIDVALIDITY"]).get("UIDVALIDITY", ""))
            if validity != position.validity:
                position = Position(validity=validity)
            opened = cls(str(address), position, box)
            opened.numbers = opened._waiting(today)
        except _ERRORS as error:
            if box is not None:
                box.client.shutdown()
            raise DeliveryError(
                say("The inbox {address} cannot be read: {said}", address=address, said=_said(error))
            ) from error
        return opened

    def count(self) -> int:
        """Return how many mails were not looked at."""
        return len(self.numbers)

    def items(self, largest: int) -> Iterator[Item]:
        """Yield mails that were not looked at, in the order they came in, each up to so many bytes.

        Raises:
            DeliveryError: the server does not answer any more.
        """
        try:
            for group in self._groups(largest):
                yield from self._fetched(group, largest)
        except _ERRORS as error:
            raise DeliveryError(
                say("The inbox {place} cannot be read any more: {said}", place=self.place, said=_said(error))
            ) from error

    def looked_at(self, items: Iterable[Item]) -> None:
        """Remember that mails were looked at."""
        self._note(items, again=False)

    def leave(self, items: Iterable[Item]) -> None:
        """Remember mails to be looked at once more."""
        self._note(items, again=True)

    def close(self) -> None:
        """Take leave of the server."""
        with suppress(*_ERRORS):
            self.box.logout()

    def _waiting(self, today: date) -> list[int]:
        since = today - _FIRST_LOOK
        first = f"SINCE {since.day}-{_MONTHS[since.month - 1]}-{since.year}"
        asked = f"UID {self.position.last + 1}:*" if self.position.last else first
        later = {int(one) for one in self.box.uids(asked, charset=None)}
        # "n:*" names the last mail even where its number is below n.
        return sorted({*(one for one in later if one > self.position.last), *self.position.again})

    def _groups(self, largest: int) -> Iterator[list[int]]:
        """Yield numbers of mails in groups that fit into memory."""
        group: list[int] = []
        room = _BYTES
        for begin in range(0, len(self.numbers), 500):
            asked = self.numbers[begin : begin + 500]
            sizes = {number: size for number, size, _ in self._asked(asked, "(UID RFC822.SIZE)")}
            for number in asked:
                size = min(sizes.get(number, 0), largest)
                if group and (size > room or len(group) == _MOST):
                    yield group
                    group, room = [], _BYTES
                group.append(number)
                room -= size
        if group:
            yield group

    def _fetched(self, group: list[int], largest: int) -> Iterator[Item]:
        there = self._asked(group, f"(UID BODY.PEEK[]<0.{largest}>)")
        # What somebody has removed meanwhile is not asked for for ever.
        gone = {*group} - {number for number, _, _ in there}
        self.position = evolve(self.position, again=[one for one in self.position.again if one not in gone])
        for number, _, content in there:
            if content is not None:
                yield Item(key=str(number), content=content)

    def _asked(self, numbers: list[int], what: str) -> list[tuple[int, int, bytes | None]]:
        """Return number, size and bytes of mails, as far as they were asked for; those that are gone are left out."""
        state, answer = self.box.client.uid("FETCH", ",".join(map(str, numbers)), what)
        if state != "OK":
            raise imaplib.IMAP4.error(str(answer))
        found = []
        for line, content in _lines(answer):
            number, size = _UID.search(line), _SIZE.search(line)
            if number:
                found.append((int(number[1]), int(size[1]) if size else 0, content))
        return sorted(found)

    def _note(self, items: Iterable[Item], *, again: bool) -> None:
        numbers = {int(item.key) for item in items}
        left = {*self.position.again} | numbers if again else {*self.position.again} - numbers
        last = max([self.position.last, *numbers])
        self.position = evolve(self.position, last=last, again=sorted(left))


def _lines(answer: Iterable[Any]) -> Iterator[tuple[bytes, bytes | None]]:
    """Yield what a server says of each mail, with its bytes: what follows a literal belongs to the line before it."""
    line, content = b"", None
    for part in answer:
        if isinstance(part, tuple):
            line, content = part[0], part[1]
        elif isinstance(part, bytes):
            yield line + part, content
            line, content = b"", None


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
