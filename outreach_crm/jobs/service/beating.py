"""Keeps the lease of a job while it runs, and writes down how far it is: about once a second, not with each row.

It does so from a thread and a connection of its own: the work itself may be in the middle of a transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Event, Thread

from attrs import define, field

from outreach_crm.clock import timestamp
from outreach_crm.errors import OutreachError
from outreach_crm.jobs import queries
from outreach_crm.jobs.model import Progress
from outreach_crm.storage import Store

LEASE = 120
"""Seconds after which a job is taken from a program of another machine that has not been heard of."""
_EVERY, _AT_LEAST_EVERY = 0.5, 20.0


class StoppedError(BaseException):
    """Somebody stopped the job, or it is somebody else's by now; no ``except Exception`` of the work holds it up."""


class EndingError(BaseException):
    """The program ends and gives the job back."""


@define
class _Pulse:
    """How far a job is, and whether it shall go on."""

    done: int = 0
    total: int | None = None
    stop: bool = False


@define
class Heart:
    """Beats for one job after the other.

    Args:
        ending: is set when the program ends: the job gives up at the next thing it says of its progress.
        every: seconds between two beats.
    """

    ending: Event = field(factory=Event)
    every: float = _EVERY

    @contextmanager
    def beating(self, store: Store, job_id: int, owner: str) -> Iterator[Progress]:
        """Keep a lease, and give what is told how far the work is."""
        pulse, over, own = _Pulse(), Event(), store.another()
        thread = Thread(target=self._beat, args=(own, job_id, owner, pulse, over), daemon=True, name="heart of a job")
        thread.start()

        def tell(done: int, total: int | None = None) -> None:
            pulse.done, pulse.total = done, total
            if self.ending.is_set():
                raise EndingError
            if pulse.stop:
                raise StoppedError

        try:
            yield tell
        finally:
            over.set()
            thread.join()
            own.close()

    def _beat(self, store: Store, job_id: int, owner: str, pulse: _Pulse, over: Event) -> None:
        since = 0.0
        told: tuple[int, int | None] = (0, None)
        while not over.wait(self.every):
            since += self.every
            # A database that is busy or away for a moment is asked again; the lease is longer than that.
            with suppress(OutreachError):
                pulse.stop = pulse.stop or queries.held(store, job_id, owner) is not False
                if (pulse.done, pulse.total) != told or since >= _AT_LEAST_EVERY:
                    self._write(store, job_id, owner, pulse)
                    since, told = 0.0, (pulse.done, pulse.total)

    @staticmethod
    def _write(store: Store, job_id: int, owner: str, pulse: _Pulse) -> None:
        until = timestamp(store.bound.clock.now() + timedelta(seconds=LEASE))
        with store.write():
            queries.beat(store, job_id, owner, done=pulse.done, total=pulse.total, until=until)
