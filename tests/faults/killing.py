"""Lets a program work in a process of its own and kills it at a moment of chance: what all series of kills share."""

import os
import signal
import time
import traceback
from collections.abc import Callable
from select import select

from attrs import frozen

_MANY = 65_536
Say = Callable[[str], None]


@frozen
class Killed:
    """What came of a program that was to be killed: whether it was before its end, and what it had said by then."""

    before_its_end: bool
    said: tuple[str, ...]


def kill(work: Callable[[Say], None], seconds: float) -> Killed:
    """Let a program work, and kill it so many seconds after it said its first line.

    Args:
        work: what the program does; it is given what says a line, which is heard even if the kill comes at once, and
            says one when it is under way.
        seconds: how long it may work from then on.

    Raises:
        RuntimeError: the program failed by itself.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os._exit(_worked(work, writer))
    os.close(writer)
    with os.fdopen(reader, "rb", buffering=0) as pipe:
        said = pipe.read(_MANY) or b""  # it is under way
        until = time.monotonic() + seconds
        while select([pipe], [], [], max(0.0, until - time.monotonic()))[0]:
            if not (more := pipe.read(_MANY)):  # it has come to its end
                break
            said += more
        os.kill(child, signal.SIGKILL)
        said += pipe.readall() or b""
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("the program that was to be killed failed by itself")
    return Killed(os.WIFSIGNALED(status), tuple(said.decode().split("\n")[:-1]))


def _worked(work: Callable[[Say], None], pipe: int) -> int:
    """Do the work and return the exit code; whatever goes wrong is told on standard error."""
    try:
        work(lambda line: _write(pipe, line))
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def _write(pipe: int, line: str) -> None:
    os.write(pipe, f"{line}\n".encode())
