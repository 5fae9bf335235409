"""What is said on one connection: the envelope, the body, and the dot; each message ends in exactly one way.

The dot is a step of its own: before it nothing has left, whatever happens to the connection (RFC 5321, 4.1.1.4); after
it only the reply tells. So whoever drives a talk writes down that a message leaves when the talk is ready, then lets it
go on with ``finish``.
"""

import re
from collections import deque
from enum import StrEnum

from attrs import define, field, frozen

from outreach_mail.smtp.line import Line, Reply

BEFORE_DOT, LAST_ANSWER = 120.0, 600.0
"""Seconds from MAIL until all but the dot is over, and for the reply to it (RFC 5321, 4.5.3.2.6)."""

# An address as it may stand between angle brackets: what is more than ASCII is asked for by SMTPUTF8.
_ADDRESS = re.compile(r"[^\s<>\x00-\x1f\x7f]+@[^\s<>@\x00-\x1f\x7f]+")
_GO_AHEAD, _CLOSING = 354, 421


class Step(StrEnum):
    """What a server is asked, in order; ``untried`` is what came to no answer on a connection that served before."""

    UNTRIED = "untried"
    RESET = "RSET"
    MAIL = "MAIL"
    RECIPIENT = "RCPT"
    DATA = "DATA"
    BODY = "body"
    DOT = "dot"


@frozen
class Letter:
    """A message as it goes over the wire; ``data`` ends with CRLF and its dots are not doubled yet."""

    id: int
    sender: str
    recipient: str
    data: bytes

    @property
    def domain(self) -> str:
        """Whose server it is for, in the end."""
        return self.recipient.rpartition("@")[2].lower()


@frozen
class Ending:
    """How a message ended: after which step, and by which reply; None where the connection broke or nobody answered."""

    letter: Letter
    step: Step
    reply: Reply | None = None
    fault: str = ""


def unfit(letter: Letter, line: Line) -> str:
    """Return why a letter cannot go over a line at all; empty where it can.

    Only whole line ends leave (a single CR or LF lets a server see two messages where there is one), and nothing in an
    address can be taken for another command.
    """
    for address in (letter.sender, letter.recipient) if letter.sender else (letter.recipient,):
        if not _ADDRESS.fullmatch(address):
            return f"{address!r} is no address for an envelope"
        if not address.isascii() and not line.utf8:
            return f"the server takes no address like {address}"
    whole = letter.data.count(b"\r\n")
    if not letter.data.endswith(b"\r\n") or letter.data.count(b"\n") != whole or letter.data.count(b"\r") != whole:
        return "its lines do not end as those of a message must"
    return ""


@define(eq=False)
class Talk:
    """One connection with what goes on over it: a letter on its way, perhaps behind one whose dot waits for its reply.

    ``until`` is the moment (monotonic) when patience ends; ``committed`` is set by whoever wrote down that it leaves.
    """

    line: Line
    letter: Letter | None = None
    leaving: Letter | None = None
    until: float = 0.0
    committed: bool = False
    _asked: deque[Step] = field(factory=deque)
    _in_body: bool = False
    _refused: Ending | None = None
    _aside: Reply | None = None
    _dirty: bool = False

    @property
    def is_idle(self) -> bool:
        """Whether it may begin a letter."""
        return self.letter is None and self.leaving is None and not self._asked

    @property
    def is_ready(self) -> bool:
        """Whether its letter stands before the dot."""
        return self._in_body and not self.line.has_more and not self.line.fault

    def begin(self, letter: Letter, now: float) -> None:
        """Ask for a letter to be taken: all at once where the server can be asked so (RFC 2920)."""
        self.until = now + BEFORE_DOT
        self.line.write(self._envelope(letter))

    def finish(self, now: float, following: Letter | None = None) -> None:
        """Let the letter leave: send its dot, and with it the envelope of the one that follows."""
        self.leaving, self.letter = self.letter, None
        self.until, self.committed, self._in_body = now + LAST_ANSWER, False, False
        self._asked.append(Step.DOT)
        self.line.write(b".\r\n" + (self._envelope(following) if following else b""))

    def _envelope(self, letter: Letter) -> bytes:
        self.letter = letter
        wanted: tuple[Step, ...] = (Step.RESET, Step.MAIL, Step.RECIPIENT, Step.DATA) if self._dirty else _ENVELOPE
        self._dirty = False
        if not self.line.pipelining:
            wanted = wanted[:1]
        self._asked.extend(wanted)
        return b"".join(self._command(step) for step in wanted)

    def _command(self, step: Step) -> bytes:
        letter = self.letter
        if letter is None or step in {Step.DATA, Step.RESET}:
            return b"%s\r\n" % step.encode()
        if step is Step.RECIPIENT:
            return f"RCPT TO:<{letter.recipient}>\r\n".encode()
        size = f" SIZE={len(letter.data)}" if self.line.sizes else ""
        utf8 = "" if letter.recipient.isascii() and letter.sender.isascii() else " SMTPUTF8"
        return f"MAIL FROM:<{letter.sender}>{size}{utf8}\r\n".encode()

    def hear(self, now: float) -> list[Ending]:
        """Take in what the server said, go on with it, and return what ended."""
        self.line.flush()
        ended = [found for reply in self.line.read() if (found := self._answered(reply, now))]
        if self.line.fault:
            ended += self._lost()
        return ended

    def tire(self, now: float) -> list[Ending]:
        """Give up where patience has ended, and return what ended by it."""
        if now < self.until or self.is_idle:
            return []
        self.line.fault = self.line.fault or "no answer in time"
        return self._lost()

    def abandon(self) -> Letter | None:
        """Close the connection without the dot, and return the letter that therefore has not left."""
        letter, self.letter = self.letter, None
        self.line.close()
        return letter

    def _answered(self, reply: Reply, now: float) -> Ending | None:
        if reply.code == _CLOSING:
            self.line.fault = self.line.fault or reply.text or "the server closes the connection"
        if not self._asked:  # it speaks in the middle of a message, or while nothing goes on
            self._aside = reply
            self.line.fault = self.line.fault or "the server spoke before it was asked"
            return None
        step = self._asked.popleft()
        if step is Step.DOT:
            letter, self.leaving, self.until = self.leaving, None, now + BEFORE_DOT
            self.line.served += 1
            return Ending(letter, step, reply) if letter else None
        return self._of_envelope(step, reply)

    def _of_envelope(self, step: Step, reply: Reply) -> Ending | None:
        good = reply.code == _GO_AHEAD if step is Step.DATA else reply.is_good
        if self.letter is not None and self._refused is None and not good:
            self._refused = Ending(self.letter, step, reply)
        if self._refused is not None:
            return self._turned_down(step, reply)
        if step is Step.DATA and self.letter is not None:
            self._in_body = True
            self.line.write(stuffed(self.letter.data))
        elif not self._asked:
            following = _ENVELOPE[_ENVELOPE.index(step) + 1] if step in _ENVELOPE else Step.MAIL
            self._asked.append(following)
            self.line.write(self._command(following))
        return None

    def _turned_down(self, step: Step, reply: Reply) -> Ending | None:
        """Return the refusal once all that was asked with it is answered."""
        if step is Step.DATA and reply.code == _GO_AHEAD:
            # It waits for a message to nobody. Nothing is said to that, not even a dot.
            self.line.fault = self.line.fault or "the server wants a message after refusing whom it is for"
        if self._asked or self.line.fault:
            return None
        ended, self._refused, self.letter, self._dirty = self._refused, None, None, True
        return ended

    def _lost(self) -> list[Ending]:
        ended = [Ending(self.leaving, Step.DOT, None, self.line.fault)] if self.leaving else []
        if self._refused:
            ended.append(self._refused)
        elif self.letter:
            # Behind a dot it has not been tried either: the connection had taken a message already.
            untried = Step.MAIL in self._asked and (self.line.served > 0 or self.leaving is not None)
            step = Step.UNTRIED if untried else self._asked[0] if self._asked else Step.BODY
            ended.append(Ending(self.letter, step, self._aside, self.line.fault))
        self.leaving = self.letter = self._refused = None
        self._in_body = False
        self._asked.clear()
        self.line.close()
        return ended


_ENVELOPE = (Step.MAIL, Step.RECIPIENT, Step.DATA)


def stuffed(data: bytes) -> bytes:
    """Return a message with the dots doubled that begin its lines (RFC 5321, 4.5.2)."""
    data = data.replace(b"\r\n.", b"\r\n..")
    return b"." + data if data.startswith(b".") else data
