"""Sending whatever goes by e-mail, with several workers, once or until somebody ends it.

Workers are threads: what they wait for is the server and the disk, not each other. So one Ctrl-C ends all of them, and
there is one line of progress. Whoever wants several processes, or several machines, runs the command several times.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import closing, suppress
from datetime import datetime
from threading import Lock

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import DeliveryState, State
from outreach_crm.dispatch.service import Sent
from outreach_crm.errors import ConflictError, NotFoundError, OutreachError
from outreach_mail import queries
from outreach_mail.service import halting

# Seconds: what comes again so soon is waited for; how often a watcher looks for new mailings.
_SOON, _LOOK = 120, 10
# Messages in a batch.
_SMALLEST, _LARGEST = 16, 400

Progress = Callable[[int], None]


def under_way(app: App) -> list[int]:
    """Return the mailings that are being sent and have anything to do by e-mail, the oldest first."""
    return queries.under_way(app.store)


def send(app: App, numbers: Sequence[int], *, workers: int = 1, progress: Progress = lambda _: None) -> list[Sent]:
    """Send some mailings one after another, each with all workers; what has to wait only shortly is waited for.

    All of them leave, whoever runs it; what came of them is returned of those that the actor may see.

    Args:
        app: the App.
        numbers: which ones.
        workers: how many connections to the database send at the same time, each over its own connections to the
            server.
        progress: told how many messages of these were settled.

    Raises:
        ConflictError: one has not begun, or is halted.
        KeyboardInterrupt: somebody asked to end; what was on its way is written down.
    """
    with halting.on_request():
        done = [_as_told(app, number, workers, progress) for number in numbers]
        return [one for one in done if one is not None]


def watch(app: App, told: Callable[[Sent], None], failed: Callable[[str], None], *, workers: int = 1) -> None:
    """Send whatever goes by e-mail, and go on with what comes, until somebody ends it.

    A full disk, a locked database and a mailing that somebody halts meanwhile do not end it.

    Args:
        app: the App.
        told: told what each mailing that the actor may see came to, as often as anything of it left, or it was halted.
        failed: told what stood in the way of a turn, once for as long as it is the same.
        workers: as in :func:`send`.

    Raises:
        KeyboardInterrupt: somebody ended it.
    """
    with halting.on_request():
        why = ""
        while True:
            turn = evolve(app, plugins=app.plugins.afresh())  # what raised an hour ago may be well again
            before, why = why, ""
            try:
                for number in under_way(turn):
                    sent = _as_told(turn, number, workers, lambda _: None)
                    if sent is not None and (sent.sent or sent.halted):
                        told(sent)
            except OutreachError as error:
                why = str(error)
                if why != before:
                    failed(why)
            if halting.wait(_LOOK):
                raise KeyboardInterrupt


def is_told(app: App, number: int) -> bool:
    """Return whether the actor may see a mailing; about a matter of a circle of others it is sent, and not told."""
    try:
        dispatch.look(app, number)
    except NotFoundError:
        return False
    return True


def _as_told(app: App, number: int, workers: int, progress: Progress) -> Sent | None:
    """Send one mailing, and return what came of it; None where the actor may not see it."""
    if is_told(app, number):
        return _to_the_end(app, number, workers, progress)
    with suppress(ConflictError):  # somebody halted it meanwhile; the sentence names it
        _to_the_end(app, number, workers, lambda _: None)
    return None


def _to_the_end(app: App, number: int, workers: int, progress: Progress) -> Sent:
    done = 0
    while True:
        sent = _once(app, number, workers, progress)
        done += sent.sent
        seconds = _until(app, sent)
        if seconds is None:
            return evolve(sent, sent=done)
        if halting.wait(seconds):
            raise KeyboardInterrupt


def _until(app: App, sent: Sent) -> float | None:
    """Return for how many seconds the next attempt is to be waited for; None where that is long, or there is none."""
    if sent.halted or sent.dispatch.state is not State.SENDING or not sent.next_try:
        return None
    seconds = (datetime.fromisoformat(sent.next_try) - app.clock.now()).total_seconds()
    return max(0.0, seconds) + 1 if seconds <= _SOON else None


def _once(app: App, number: int, workers: int, progress: Progress) -> Sent:
    """Send one mailing with all workers until nothing of it is due."""
    lock, size = Lock(), _batch(dispatch.to_send(app, number), workers)

    def note(n: int) -> None:
        with lock:
            progress(n)

    def work() -> Sent:
        with closing(app.as_actor(app.actor)) as mine:
            return dispatch.send(mine, number, batch=size, progress=note)

    with ThreadPoolExecutor(workers) as pool:
        running = [pool.submit(work) for _ in range(workers)]
        try:
            wait(running, return_when=FIRST_EXCEPTION)
        except BaseException:
            halting.ask()
            raise
        finally:
            wait(running)
    # Whoever comes after another has halted it, or when it is done, finds that it is not under way.
    late = [one for one in running if isinstance(one.exception(), ConflictError)]
    return _together(app, number, [one.result() for one in running if one not in late or len(late) == len(running)])


def _batch(due: int, workers: int) -> int:
    """Return how many messages a worker claims at once: many, and few enough that each of them has some."""
    return min(_LARGEST, max(_SMALLEST, due // (2 * workers)))


def _together(app: App, number: int, sent: Sequence[Sent]) -> Sent:
    """Return what the workers' runs came to; of several that found the same thing wrong, one says it."""
    halted = next((one.halted for one in sent if one.halted), "")
    unsent = Counter[tuple[DeliveryState, str]]()
    for state, n, reply in (told for one in sent for told in one.unsent):
        unsent[state, reply] += n
    return evolve(
        sent[-1],
        dispatch=dispatch.get(app, number),
        sent=sum(one.sent for one in sent),
        halted=halted,
        unsent=tuple((state, n, reply) for (state, reply), n in unsent.most_common()),
        notes=tuple(dict.fromkeys(note for one in sent for note in one.notes)),
    )
