"""One open connection that never blocks: bytes go in, whole replies come out, and whatever is wrong ends it."""

import re
import ssl
from contextlib import suppress
from socket import socket

from attrs import frozen

# RFC 5321, 4.2: three digits, then a blank, a hyphen where more lines follow, or the end.
_LINE = re.compile(rb"([2-5][0-9]{2})(?:([ -])(.*?))?\r?", re.DOTALL)
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?= |$)")
_NOT_NOW = (BlockingIOError, InterruptedError, ssl.SSLWantReadError, ssl.SSLWantWriteError)
# Bytes of one reply at most: ten times what RFC 5321, 4.5.3.1.5 asks of us, in each of many lines.
_LONGEST_REPLY = 65_536


@frozen
class Reply:
    """What a server answered: its code, and its text with all lines in one."""

    code: int
    text: str

    @property
    def status(self) -> str:
        """The enhanced status code (RFC 3463), such as ``5.1.1``; empty where it gives none."""
        found = _STATUS.match(self.text)
        return found[0] if found else ""

    @property
    def is_good(self) -> bool:
        """Whether what was asked is done."""
        return 200 <= self.code < 300


class Line:
    """A connection after its welcome. ``fault`` says why it can be used no more; nothing here raises.

    Args:
        sock: the connected socket, whose waiting is turned off here.
        pipelining: whether several commands may go in one write (RFC 2920).
        sizes: whether the server wants to know how large a message is (RFC 1870).
        utf8: whether addresses may hold letters beyond ASCII (RFC 6531).
    """

    __slots__ = ("_got", "_texts", "_unsent", "fault", "pipelining", "served", "sizes", "sock", "utf8")

    def __init__(self, sock: socket, *, pipelining: bool = False, sizes: bool = False, utf8: bool = False) -> None:
        sock.setblocking(False)
        self.sock = sock
        self.pipelining, self.sizes, self.utf8 = pipelining, sizes, utf8
        self.fault = ""
        # How many messages it took; servers close a connection after some.
        self.served = 0
        self._unsent = memoryview(b"")
        self._got = b""
        self._texts: list[bytes] = []

    def fileno(self) -> int:
        """Return the number by which the system knows it."""
        return self.sock.fileno()

    @property
    def has_more(self) -> bool:
        """Whether something still waits to be written."""
        return bool(self._unsent)

    def write(self, data: bytes) -> None:
        """Write bytes after whatever still waits to be written, as far as they go at once."""
        self._unsent = memoryview(bytes(self._unsent) + data if self._unsent else data)
        self.flush()

    def flush(self) -> None:
        """Write as much of what waits as goes at once."""
        try:
            while self._unsent and not self.fault:
                self._unsent = self._unsent[self.sock.send(self._unsent) :]
        except _NOT_NOW:
            return
        except (OSError, ValueError) as error:
            self.fault = _why(error)

    def read(self) -> list[Reply]:
        """Return the replies that are whole by now; those that came before a fault are among them."""
        try:
            while data := self.sock.recv(_LONGEST_REPLY):
                self._got += data
                if len(self._got) > _LONGEST_REPLY or not self._holds_more():
                    break
            else:
                self.fault = self.fault or "the server closed the connection"
        except _NOT_NOW:
            pass
        except (OSError, ValueError) as error:
            self.fault = self.fault or _why(error)
        return self._whole()

    def _holds_more(self) -> bool:
        """Return whether decrypted bytes wait of which the system knows nothing."""
        return isinstance(self.sock, ssl.SSLSocket) and self.sock.pending() > 0

    def _whole(self) -> list[Reply]:
        replies: list[Reply] = []
        *lines, self._got = self._got.split(b"\n")
        for line in lines:
            found = _LINE.fullmatch(line)
            if not found:
                return self._ended(replies)
            code, more, text = found.groups()
            self._texts.append(text or b"")
            if more != b"-":
                replies.append(Reply(int(code), _plain(b" ".join(self._texts))))
                self._texts = []
        if len(self._got) + sum(map(len, self._texts)) > _LONGEST_REPLY:
            return self._ended(replies)
        return replies

    def _ended(self, replies: list[Reply]) -> list[Reply]:
        self.fault = "the server answered what no mail server answers"
        return replies

    def close(self, *, politely: bool = False) -> None:
        """Close it; ``politely`` says so to the server first, which must not be in the middle of a message."""
        with suppress(OSError, ValueError):
            if politely and not self.fault:
                self.sock.send(b"QUIT\r\n")
        self.fault = self.fault or "it was closed"
        with suppress(OSError):
            self.sock.close()


def _plain(text: bytes) -> str:
    """Return what a server said as one line that is safe to show."""
    told = text.decode("utf-8", "replace")
    if not told.isprintable():
        told = "".join(one if one.isprintable() else " " for one in told)
    return told.strip()


def _why(error: Exception) -> str:
    return f"the connection broke: {getattr(error, 'strerror', '') or error}"
