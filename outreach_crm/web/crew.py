"""Several processes that serve pages at one socket: each has its own connections, threads and long work."""

import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from threading import Thread

from attrs import define, evolve

from outreach_crm.app import App
from outreach_crm.errors import StorageError
from outreach_crm.settings import Settings
from outreach_crm.text import say
from outreach_crm.web.serving import Plan, end, run

# Not forked: a copy of an open database is what neither engine takes.
_SPAWN = get_context("spawn")
_PATIENCE = 20.0
_ENDED = say("A process that serves pages ended as soon as it began; its log says why.")


@define
class _Hand:
    """A process that serves, and the pipe by which it says that it began and sees that its leader is there."""

    process: SpawnProcess
    pipe: Connection
    begun: bool = False

    def has_begun(self) -> bool:
        """Return whether it came so far that pages can be opened; waits until that is known."""
        if not self.begun:
            with suppress(EOFError, OSError):  # it ended before
                self.begun = bool(self.pipe.recv())
        return self.begun


def lead(app: App, listening: socket.socket, plan: Plan, ready: Callable[[], None]) -> None:
    """Let several processes serve pages until the program is told to end; one that dies is followed by another.

    Raises:
        StorageError: one ended before a page could be opened, as the next one would.
    """
    signal.signal(signal.SIGTERM, end)
    crew: list[_Hand] = []
    try:
        crew += [_hired(app, listening, plan) for _ in range(plan.processes)]
        _check(crew)
        ready()
        while True:
            wait([hand.process.sentinel for hand in crew])
            gone = [hand for hand in crew if not hand.process.is_alive()]
            _check(gone)
            for hand in gone:
                crew[crew.index(hand)] = _hired(app, listening, plan)
    except KeyboardInterrupt:
        return
    finally:
        _dismiss(crew)


def _hired(app: App, listening: socket.socket, plan: Plan) -> _Hand:
    ours, theirs = _SPAWN.Pipe()
    given = (listening, app.store.url, Settings(app.settings.written, app.settings.places), plan, theirs)
    process = _SPAWN.Process(target=_serve, args=given, daemon=True)
    process.start()
    theirs.close()
    return _Hand(process, ours)


def _check(crew: list[_Hand]) -> None:
    if not all(hand.has_begun() for hand in crew):
        raise StorageError(_ENDED)


def _dismiss(crew: list[_Hand]) -> None:
    for hand in crew:
        hand.process.terminate()
    for hand in crew:
        hand.process.join(_PATIENCE)
        if hand.process.is_alive():
            hand.process.kill()


def _serve(listening: socket.socket, url: str, settings: Settings, plan: Plan, pipe: Connection) -> None:
    """Serve in a process of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches all of them, and the leader ends the others
    signal.signal(signal.SIGTERM, end)
    app = App.open(url, settings=settings)
    try:
        run(app, listening, evolve(plan, processes=1), lambda: _begin(pipe))
    finally:
        app.close()


def _begin(pipe: Connection) -> None:
    """Say that pages can be opened, and end when the leader is gone, however it went."""
    pipe.send(True)

    def watch() -> None:
        try:
            pipe.recv()
        except (EOFError, OSError):
            os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=watch, daemon=True, name="leader").start()
