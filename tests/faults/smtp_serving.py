"""Runs the mail server that does wrong what it is told to, and reads what it has written down."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import asdict, define, frozen

from tests.faults import smtp_server


@frozen(kw_only=True)
class Fault:
    """What goes wrong: at which stage, how, for whom and how often.

    Args:
        stage: ``connect``, ``ehlo``, ``starttls``, ``tls``, ``auth``, ``mail``, ``rcpt``, ``data``, ``body`` (as it
            begins), ``middle`` (after 60 kB of it), ``dot``.
        answer: a reply; or ``drop``, ``silence``, ``slow`` (a byte each second), ``garbage``; at the dot also
            ``accept and drop``.
        recipient: only for whom; the stages before ``rcpt`` know of nobody.
        times: how often; 0 always.
        after: only once so many messages were accepted.
    """

    stage: str
    answer: str
    recipient: str = ""
    times: int = 0
    after: int = 0


@define
class Served:
    """A running server: where it listens and what it has written down."""

    port: int
    log: Path

    def events(self) -> list[list[str]]:
        """Return what happened, as words; the first is the moment."""
        return [line.split() for line in self.log.read_text().splitlines()]

    def accepted(self) -> Counter[str]:
        """Return how many copies of each message it took on, by recipient."""
        return Counter(words[3] for words in self.events() if words[1] == "accepted")

    def copies(self) -> Counter[str]:
        """Return how many copies of each message it took on, by Message-ID."""
        return Counter(words[2] for words in self.events() if words[1] == "accepted")

    def count(self, event: str) -> int:
        """Return how often something happened."""
        return sum(words[1] == event for words in self.events())


@contextmanager
def serving(
    folder: Path,
    *faults: Fault,
    tls: bool = False,
    starttls: bool = False,
    without: tuple[str, ...] = (),
    pause: float = 0,
) -> Iterator[Served]:
    """Run a server in a process of its own.

    Args:
        folder: where its log goes.
        faults: what it does wrong.
        tls: whether it speaks TLS from the first byte.
        starttls: whether it offers STARTTLS, and AUTH behind it.
        without: what it does not offer.
        pause: seconds it takes over each message before it answers the dot.
    """
    log = folder / "accepted.log"
    log.touch()
    told = {"log": str(log), "faults": [asdict(one) for one in faults], "tls": tls, "starttls": starttls}
    command = [sys.executable, smtp_server.__file__, json.dumps({**told, "without": without, "pause": pause})]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": ""}) as process:
        assert process.stdout is not None
        try:
            yield Served(int(process.stdout.readline()), log)
        finally:
            process.kill()
