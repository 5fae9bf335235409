"""What workers are made to do in the tests of ``untrusted``: read, misbehave, and try to harm."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from outreach_crm.errors import ImportRejectedError


def lines(path: Path, start: str = "") -> Iterator[Any]:
    """Yield the lines of a file that begin so, with their number."""
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line.startswith(start):
            yield [number, line]


def refuses(path: Path) -> Iterator[Any]:
    yield "half"
    raise ImportRejectedError("is not what we wanted: ñ.")


def raises(path: Path) -> Iterator[Any]:
    raise {"key": KeyError, "recursion": RecursionError, "exit": SystemExit, "base": BaseException}[path.read_text()](
        "x"
    )


def recurses(path: Path) -> Iterator[Any]:
    return recurses(path)


def loops(path: Path) -> Iterator[Any]:
    while sum(range(1_000)):
        pass
    yield


def sleeps(path: Path) -> Iterator[Any]:
    import time

    time.sleep(60)
    yield


def swallows(path: Path) -> Iterator[Any]:
    yield len(bytearray(8 << 30))


def writes(path: Path) -> Iterator[Any]:
    while True:
        yield "x" * (1 << 20)


def kills_itself(path: Path) -> Iterator[Any]:
    os.kill(os.getpid(), 9)
    yield


def chatters(path: Path) -> Iterator[Any]:
    os.write(1, b'"not told"\n')
    sys.stdout.write("nor this\n")
    yield "told"


def environment(path: Path) -> Iterator[Any]:
    yield sorted(name for name in os.environ if "OUTREACH" in name or "SECRET" in name)


def what_json_cannot_hold(path: Path) -> Iterator[Any]:
    yield {1, 2}
