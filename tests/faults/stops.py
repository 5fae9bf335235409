"""Kills whoever sends an Urgent Action and whoever stops it, again and again, and counts who got what.

Sender and stopper run at the same time, each is killed at some moment and begun anew, until the stop has come through.
Then: nobody has two copies, nothing has left since, and whoever got it, and nobody else, has the notice.
"""

import os
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from attrs import define, field

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.errors import ConflictError
from outreach_crm.keys import Keyring
from outreach_crm.keywords import service as keywords
from outreach_crm.model import Actor
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from outreach_crm.storage import migrate
from outreach_crm.storage.sqlite import SqliteStore
from outreach_urgent_actions.model.sending import Order
from outreach_urgent_actions.service import distributing, stopping

PEOPLE, BATCH = 60, 5
# Seconds until a kill at most; each one leaves the next run a little longer.
_LONGEST, _LONGER = 0.15, 1.15
# Cases for each kill that was asked for, at most.
_MOST = 3
_Work = Callable[[App], None]
_STATES = "select d.state, d.ref_kind, d.name from v_deliveries d"


@define
class Tally:
    """What a series came to: cases, kills, messages that left, and what must be nothing."""

    cases: int = 0
    kills: int = 0
    sent: int = 0
    stopped: int = 0
    doubled: int = 0
    after: int = 0
    untold: int = 0
    misled: int = 0
    unsettled: int = 0
    seconds: float = 0.0
    notes: list[str] = field(factory=list)

    @property
    def clean(self) -> bool:
        """Whether nobody got two, nothing left after a stop, and who got it and who was told are the same."""
        return not (self.doubled or self.after or self.untold or self.misled or self.unsettled)


def series(folder: Path, kills: int, seed: int = 0) -> Tally:
    """Kill senders and stoppers so many times, case after case, and look at each case when it is over."""
    chance, tally, began = random.Random(seed), Tally(), time.monotonic()
    plugins, path = Plugins.load(), folder / "stops.db"
    app = _open(path, plugins)
    _add_people(app)
    # A series that no stop has come into says nothing: it goes on, though not for ever.
    while tally.kills < kills or not (tally.stopped or tally.cases >= _MOST * kills):
        tally.cases += 1
        ref = f"UA {tally.cases}/2026"
        _one_case(app, path, plugins, ref, folder / f"case {tally.cases}", tally, chance)
    app.close()
    tally.seconds = time.monotonic() - began
    return tally


def _one_case(
    app: App, path: Path, plugins: Plugins, ref: str, place: Path, tally: Tally, chance: random.Random
) -> None:
    issue = _add_issue(app, ref)

    def send(mine: App) -> None:
        order = Order(place=str(place / "sent"))
        try:
            handed = None if distributing.under_way(mine, issue) else distributing.send(mine, issue, order)
            found = handed.dispatch if handed else distributing.go_on(mine, issue).dispatch
            dispatch.send(mine, found.id, batch=BATCH)
        except ConflictError:
            return  # it was stopped

    def stop(mine: App) -> None:
        order = Order(place=str(place / "told"), because="a test")
        stopped = stopping.stop(mine, ref, order)
        (place / "stopped").touch()
        if stopped.notice:
            dispatch.send(mine, stopped.notice.id, batch=BATCH)

    # The first run of the sender ends in the middle, however fast it is, so that the stop meets what is leaving.
    longest: dict[_Work, float] = {send: _LONGEST, stop: _LONGEST}
    place.mkdir()
    enough = chance.randrange(PEOPLE)
    tally.kills += _is_killed(_begin(path, plugins, send), lambda: _left(place / "sent").total() >= enough)
    while True:
        killed = _side_by_side(path, plugins, chance, longest)
        tally.kills += sum(killed.values())
        if not killed[stop]:
            break
    before = _left(place / "sent") if (place / "stopped").exists() else Counter()
    _until(path, plugins, send, 60)
    _until(path, plugins, stop, 60)
    _look(app, ref, place, before, tally)


def _side_by_side(
    path: Path, plugins: Plugins, chance: random.Random, longest: dict[_Work, float]
) -> dict[_Work, bool]:
    """Let all work at the same time and kill each at a moment of its own; return who was killed."""
    running = {work: _begin(path, plugins, work) for work in longest}
    moments = {work: chance.uniform(0, longest[work]) for work in longest}
    over = {work: _after(moments[work]) for work in longest}
    ends = {work: _is_killed(running[work], over[work]) for work in sorted(longest, key=lambda one: moments[one])}
    for work in longest:
        longest[work] *= _LONGER
    return ends


def _until(path: Path, plugins: Plugins, work: _Work, seconds: float) -> bool:
    return _is_killed(_begin(path, plugins, work), _after(seconds))


def _after(seconds: float) -> Callable[[], bool]:
    """Return what says whether so many seconds have passed from now."""
    moment = time.monotonic() + seconds
    return lambda: time.monotonic() >= moment


def _begin(path: Path, plugins: Plugins, work: _Work) -> int:
    """Start a program and return its number once it is under way."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            app = _open(path, plugins)
            os.write(writer, b".")
            work(app)
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        pipe.read(1)
    return child


def _is_killed(child: int, over: Callable[[], bool]) -> bool:
    """Kill a program as soon as its time is over; return False where it came to its end before."""
    status = 0
    while not over():
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            break
        time.sleep(0.005)
    else:
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("a program failed by itself")
    return os.WIFSIGNALED(status)


def _open(path: Path, plugins: Plugins) -> App:
    store = SqliteStore(str(path))
    migrate(store, plugins.migrations())
    return App.on(store, plugins, Settings({}), Keyring(lambda: b"k" * 32), Actor(name="Maria"))


def _add_people(app: App) -> None:
    from tests.builders import an_organisation
    from tests.urgent_actions.builders import add_sign_up

    for number in range(PEOPLE):
        add_sign_up(app, an_organisation(app, f"Bar {number}").id)
    keywords.prepare(app)  # which takes longer than a first run lives


def _add_issue(app: App, ref: str) -> int:
    from tests.urgent_actions.builders import add_issue

    return add_issue(app, ref=ref, issued=app.clock.today().isoformat(), languages=("en",))


def _left(place: Path) -> Counter[str]:
    """Return how many copies lie in a folder for each name."""
    return Counter(path.name.rpartition(" ")[0] for path in place.glob("*.txt"))


def _look(app: App, ref: str, place: Path, before: Counter[str], tally: Tally) -> None:
    got, told = _left(place / "sent"), _left(place / "told")
    states = Counter(row["state"] for row in app.store.rows(_STATES) if row["name"].partition(",")[0] == ref)
    tally.sent += len(got)
    tally.stopped += states["cancelled"]
    tally.doubled += sum(n > 1 for n in (*got.values(), *told.values()))
    tally.after += sum((got - before).values()) if before else 0
    tally.untold += len(got.keys() - told.keys())
    # What was in its last step when its program was killed counts as received, and waits for a person's word.
    misled = max(0, len(told.keys() - got.keys()) - states["in_doubt"])
    tally.misled += misled
    unsettled = sum(n for state, n in states.items() if state not in {"sent", "cancelled", "in_doubt"})
    tally.unsettled += unsettled
    if unsettled or misled or got.keys() - told.keys():
        tally.notes.append(f"{ref}: {dict(states)}, {len(got)} got it, {len(told)} were told")


def main(kills: int, seed: int) -> int:
    """Run a series, print its figures and return the exit code."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="outreach-stops-") as folder:
        tally = series(Path(folder), kills, seed)
    sys.stdout.write(f"{tally}\n")
    return 0 if tally.clean else 1
