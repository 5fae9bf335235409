"""The thread beside the pages that does one job after the other, and once a day lets go of what has had its days."""

import logging
from threading import Event, Thread

from attrs import define, field

from outreach_crm.app import App
from outreach_crm.jobs.service.beating import EndingError, Heart
from outreach_crm.jobs.service.running import run_one

_LOG = logging.getLogger("outreach_crm.jobs")
_LOOK_EVERY = 0.5
_PATIENCE = 5.0


@define
class Worker:
    """Does jobs in a thread of its own until it is told to end; several processes may each have one.

    Args:
        app: on a database that takes several connections.
    """

    app: App
    _ending: Event = field(factory=Event, init=False)
    _thread: Thread | None = field(default=None, init=False)

    def begin(self) -> None:
        """Begin; what other programs left is taken up first."""
        self._thread = Thread(target=self._work, daemon=True, name="jobs")
        self._thread.start()

    def end(self) -> None:
        """End; the job that runs is given back, and begins anew the next time."""
        self._ending.set()
        if self._thread is not None:
            self._thread.join(_PATIENCE)

    def _work(self) -> None:
        own, swept_on = self.app.as_actor(self.app.actor), None
        try:
            while not self._ending.is_set():
                if swept_on != (today := own.clock.today()):
                    self._sweep(own)
                    swept_on = today
                if not self._one(own):
                    self._ending.wait(_LOOK_EVERY)
        finally:
            own.close()

    @staticmethod
    def _sweep(app: App) -> None:
        """Let features let go of what has had its days; what fails is tried again tomorrow."""
        try:
            app.plugins.sweep(app)
        except Exception as error:
            _LOG.error("Not all that has had its days is gone: %s.", type(error.__cause__ or error).__name__)

    def _one(self, app: App) -> bool:
        try:
            return run_one(app, heart=Heart(self._ending)) is not None
        except EndingError:
            return False
        except Exception as error:  # the database is away for a moment, and the thread must outlive that
            _LOG.error("No job could be taken up: %s.", type(error).__name__)
            self._ending.wait(_PATIENCE)
            return False
