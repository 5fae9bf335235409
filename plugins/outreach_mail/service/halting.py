"""Ctrl-C and the system's request to end: what is on its way is finished and written down, nothing more begins."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, current_thread, main_thread
from types import FrameType

# One of a process, as its signals are.
_HALT = Event()
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def is_asked() -> bool:
    """Return whether somebody asked this process to end."""
    return _HALT.is_set()


def wait(seconds: float) -> bool:
    """Wait so long, or until somebody asks this process to end, and return whether they did."""
    return _HALT.wait(seconds)


def ask() -> None:
    """Ask all senders of this process to finish what is on its way."""
    _HALT.set()


@contextmanager
def on_request() -> Iterator[None]:
    """Take the first SIGINT or SIGTERM as a request, while this lasts; a second one ends the process at once.

    Only the first thread can listen; inside another one, or where somebody listens already, this does nothing.
    """
    if current_thread() is not main_thread() or is_asked() or signal.getsignal(signal.SIGINT) is _request:
        yield
        return
    before = {one: signal.getsignal(one) for one in _SIGNALS}
    _HALT.clear()
    for one in before:
        signal.signal(one, _request)
    try:
        yield
    finally:
        for one, kept in before.items():
            signal.signal(one, kept)
        _HALT.clear()


def _request(number: int, _: FrameType | None) -> None:
    ask()
    signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
