"""A mail server in a process of its own that does wrong what it is told to, and writes down what it accepted.

Each line of its log is an event: ``accepted MESSAGE-ID RECIPIENT``, ``connect``, ``auth``, ``mail``, ``open BYTES``
(what came in the open after secrecy was asked for) with the moment in front.
"""

import base64
import json
import os
import socket
import ssl
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from attrs import define, field

CERTIFICATE = Path(__file__).with_name("localhost.pem")
USER, PASSWORD = "office", "correct horse"
_OFFERS = ("PIPELINING", "SIZE 10000000", "ENHANCEDSTATUSCODES", "8BITMIME", "SMTPUTF8")
_MIDDLE = 60_000
_DROP, _SILENCE, _SLOW, _GARBAGE, _KEPT = "drop", "silence", "slow", "garbage", "accept and drop"


class _OverError(Exception):
    """The connection is over."""


@define
class _Session:
    """One connection."""

    told: dict[str, Any]
    state: "_State"
    sock: socket.socket
    got: bytes = b""
    secret: bool = False
    recipients: list[str] = field(factory=list)

    def run(self) -> None:
        self.state.write("connect")
        with suppress(OSError, _OverError):
            if self.told["tls"]:
                self._turn_secret()
            self.answer("connect", "220 test.example ESMTP")
            while True:
                self._obey(self._line())
        with suppress(OSError):
            self.sock.close()

    def _turn_secret(self) -> None:
        if self._fault("tls"):
            raise _OverError
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        self.sock = context.wrap_socket(self.sock, server_side=True)
        self.secret, self.got = True, b""

    def _obey(self, line: str) -> None:
        verb, _, rest = line.partition(" ")
        match verb.upper():
            case "EHLO":
                self.answer("ehlo", self._offers())
            case "STARTTLS":
                self.answer("starttls", "220 go ahead")
                self._turn_secret()
            case "AUTH":
                self._let_in(rest)
            case "MAIL":
                self._begin_mail(rest)
            case "RCPT":
                self._name(rest.partition("<")[2].partition(">")[0])
            case "DATA":
                self._take()
            case "HELO":
                self.answer("ehlo", "250 test.example")
            case "RSET" | "NOOP":
                self.recipients.clear()
                self.say("250 ok")
            case "QUIT":
                self.say("221 bye")
                raise _OverError
            case _:
                self.say("500 what")

    def _offers(self) -> str:
        offers = [one for one in _OFFERS if one not in self.told["without"]]
        if self.told["starttls"] and not self.secret:
            offers.append("STARTTLS")
        elif self.secret or not self.told["starttls"]:
            offers.append("AUTH PLAIN LOGIN")
        lines = ["test.example", *offers]
        return "\r\n".join(f"250{' ' if one is lines[-1] else '-'}{one}" for one in lines)

    def _let_in(self, rest: str) -> None:
        self.state.write("auth")
        kind, _, given = rest.partition(" ")
        if kind.upper() != "PLAIN":
            self.answer("auth", "504 5.5.4 not this way")
            return
        right = base64.b64decode(given).decode().split("\0")[1:] == [USER, PASSWORD]
        self.answer("auth", "235 2.7.0 welcome" if right else "535 5.7.8 who are you")

    def _begin_mail(self, rest: str) -> None:
        self.state.write("mail")
        if self.told["starttls"] and not self.secret:
            self.state.write("open", str(len(rest)))
        self.recipients.clear()
        self.answer("mail", "250 2.1.0 ok")

    def _name(self, recipient: str) -> None:
        told = self._fault("rcpt", recipient) or "250 2.1.5 ok"
        if told.startswith("2"):
            self.recipients.append(recipient)
        self._act(told)

    def _take(self) -> None:
        if not self.recipients:
            self.say("554 5.5.1 no valid recipients")
            return
        who = self.recipients[0]
        told = self._fault("data", who) or "354 go on"
        if not told.startswith("354"):
            self._act(told)
            return
        self._let_begin(told, self._fault("body", who))
        body = self._body(who)
        self.recipients.clear()
        time.sleep(self.told["pause"])
        told = self._fault("dot", who) or "250 2.0.0 queued"
        if told.startswith("2") or told == _KEPT:
            self.state.accept(body, who)
        self._act(told)

    def _let_begin(self, told: str, fault: str) -> None:
        """Ask for the body; what goes wrong as it begins is there before whoever sends could be through with it."""
        if fault == _DROP:
            self.sock.send(told.encode() + b"\r\n", getattr(socket, "MSG_MORE", 0))
            raise _OverError
        self.say(f"{told}\r\n{fault}" if fault else told)

    def _body(self, who: str) -> bytes:
        fault = self._fault("middle", who)
        while b"\r\n.\r\n" not in self.got:
            if fault and len(self.got) > _MIDDLE:
                self._act(fault)
            self._more()
        body, _, self.got = self.got.partition(b"\r\n.\r\n")
        return body

    def answer(self, stage: str, usual: str) -> None:
        """Answer as usual, or as a fault of this stage says."""
        told = self._fault(stage)
        self._act(told or usual)
        if told and stage in {"connect", "starttls"}:
            raise _OverError

    def _fault(self, stage: str, recipient: str = "") -> str:
        return self.state.fault(stage, recipient)

    def _act(self, told: str) -> None:
        if told in {_DROP, _KEPT}:
            raise _OverError
        if told == _SILENCE:
            time.sleep(3600)
        if told == _SLOW:
            for _ in range(3600):
                self.sock.sendall(b"2")
                time.sleep(1)
        self.say("\x00\x16\x03 it is not mail" if told == _GARBAGE else told)
        if told.startswith("421"):
            raise _OverError

    def say(self, line: str) -> None:
        """Send a reply."""
        self.sock.sendall(line.encode() + b"\r\n")

    def _line(self) -> str:
        while b"\r\n" not in self.got:
            self._more()
        line, _, self.got = self.got.partition(b"\r\n")
        return line.decode("utf-8", "replace")

    def _more(self) -> None:
        data = self.sock.recv(65_536)
        if not data:
            raise _OverError
        self.got += data


@define
class _State:
    """What all connections share: the faults that are left, and the log."""

    log: int
    faults: list[dict[str, Any]]
    accepted: int = 0
    lock: Lock = field(factory=Lock)

    def write(self, *words: str) -> None:
        os.write(self.log, f"{time.time():.4f} {' '.join(words)}\n".encode())

    def accept(self, body: bytes, who: str) -> None:
        head = body.partition(b"\r\n\r\n")[0].decode("utf-8", "replace").split("\r\n")
        names = [line.partition(":")[2].strip() for line in head if line.lower().startswith("message-id:")]
        with self.lock:
            self.accepted += 1
        self.write("accepted", names[0] if names else "?", who)

    def fault(self, stage: str, recipient: str) -> str:
        with self.lock:
            for one in self.faults:
                if one["stage"] == stage and one["recipient"] in {"", recipient} and self.accepted >= one["after"]:
                    if one["times"] == 1:
                        self.faults.remove(one)
                    one["times"] -= one["times"] > 0
                    return str(one["answer"])
        return ""


def main(told: dict[str, Any]) -> None:
    """Serve for ever; the first line printed is the port."""
    handle = os.open(told["log"], os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    state = _State(handle, told["faults"])
    with socket.create_server(("127.0.0.1", 0), backlog=64) as server:
        sys.stdout.write(f"{server.getsockname()[1]}\n")
        sys.stdout.flush()
        while True:
            sock, _ = server.accept()
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            Thread(target=_Session(told, state, sock).run, daemon=True).start()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
