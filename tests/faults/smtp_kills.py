"""Kills a program that sends e-mail through a server, at every step and at random, and counts who got what.

The server writes down what it accepted in a process of its own; nobody else can say whether a message arrived.
"""

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import Policy
from outreach_crm.plugins import Plugins
from outreach_crm.storage.sqlite import SqliteStore
from outreach_mail.smtp import Line
from tests.builders import with_settings
from tests.faults.killing import Say, kill
from tests.faults.kills import opened
from tests.faults.sending import Tally, Way, begin, look, series, table, with_people
from tests.faults.smtp_serving import Served, serving

# People written to in a series of every step: fewer, since each step is a run of its own.
_FEW, _CONNECTIONS = 5, 2
# Seconds a server takes over a message, so that kills meet messages of which it has not said yet that it took them.
_PAUSE = 0.004


def through(path: Path, plugins: Plugins, server: Served, connections: int = 4) -> App:
    """Open a database whose mail goes through a server."""
    mail = {
        "sender": "Section Example <office@example.org>",
        "server": "127.0.0.1",
        "port": server.port,
        "security": "none",
        "connections": connections,
    }
    return with_settings(opened(path, plugins), mail=mail)


def way(folder: Path, plugins: Plugins, server: Served, policy: Policy, **more: Any) -> Way:
    """Return e-mail as a way out that is tried."""
    path = folder / f"email-{policy}-{len(list(folder.glob('*.db')))}.db"
    return Way(
        channel="email",
        policy=policy,
        open=partial(through, path, plugins, server, **more),
        copies=lambda _: _copies(server),
    )


def _copies(server: Served) -> Counter[str]:
    return Counter({name.strip("<>").rpartition("@")[0]: n for name, n in server.copies().items()})


def at_every_step(folder: Path, tried: Way) -> Tally:
    """Kill a sending program at its first step, its second and so on, each time with a dispatch of its own.

    A step is whatever it tells the server, hears from it, or writes down for good: it is killed before each and after.
    """
    tally, began = Tally(f"{tried.channel} {tried.policy}"), time.monotonic()
    app, number = with_people(tried, _FEW), 0
    while True:
        number += 1
        place = folder / f"step-{tried.policy}-{number}"
        dispatch_id = begin(app, f"Letter {number}", tried, place)
        killed = kill(partial(_stepping, tried, dispatch_id, number), 60).before_its_end
        if not killed:
            break
        tally.kills += 1
        service.send(app, dispatch_id)
        look(app, dispatch_id, tried.copies(place), tally)
    app.close()
    tally.seconds = time.monotonic() - began
    return tally


def _stepping(tried: Way, dispatch_id: int, last: int, say: Say) -> None:
    app = tried.open()
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def stepped(work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any) -> Any:
            step()
            done = work(*args)
            step()
            return done

        return run

    for kind, name in ((Line, "write"), (Line, "read"), (SqliteStore, "_commit")):
        setattr(kind, name, stepped(getattr(kind, name)))
    say("sending")
    service.send(app, dispatch_id)
    os._exit(0)


def _all(folder: Path, kills: int, seed: int) -> Iterator[Tally]:
    plugins = Plugins.load()
    with serving(folder, pause=_PAUSE) as server:
        for policy in Policy:
            yield _named("steps", at_every_step(folder, way(folder, plugins, server, policy, connections=_CONNECTIONS)))
        for policy in Policy:
            yield _named("smtp", series(folder, way(folder, plugins, server, policy), kills, seed))


def _named(name: str, tally: Tally) -> Tally:
    return evolve(tally, way=f"{name} {tally.way.rpartition(' ')[2]}")


def main(kills: int, seed: int) -> int:
    """Run a series of every step and one at random for each policy, print the table and return the exit code."""
    with TemporaryDirectory(prefix="outreach-smtp-") as folder:
        return table(_all(Path(folder), kills, seed))
