"""Sending as long work: a job beside the pages takes a mailing out, says how far it is, and can be broken off."""

from attrs import define

from outreach_crm.app import App
from outreach_crm.dispatch.model import State
from outreach_crm.dispatch.service import drafting, sending
from outreach_crm.jobs import service as jobs
from outreach_crm.jobs.model import Job, Progress, Result
from outreach_crm.text import row, say

WORK = "send-mailing"
"""The key of this work."""
# So many are claimed at once: what a program that ends still finishes first.
_BATCH = 50


def send_beside(app: App, dispatch_id: int, *, path: str = "") -> Job:
    """Let a job send what is due of a dispatch, and return it; the one that is at it already, where there is one.

    Args:
        app: the App.
        dispatch_id: which one.
        path: the page that shows how it went; else its own.

    Raises:
        NotFoundError: there is no such dispatch.
    """
    found = drafting.get(app, dispatch_id)
    with app.store.write():  # of two who say so at once, one begins it
        there = being_sent(app, dispatch_id)
        given = {"dispatch_id": dispatch_id, "path": path}
        return there or jobs.start(app, WORK, given, title=say("Send {name}", name=found.name))


def being_sent(app: App, dispatch_id: int) -> Job | None:
    """Return the job that sends a dispatch, waiting or at work; None where there is none."""
    return jobs.at_work(app, WORK, dispatch_id=dispatch_id)


def leave(app: App, progress: Progress, *, dispatch_id: int, path: str = "") -> Result:
    """Send what is due of a dispatch; run again after the program was ended, it goes on where it was.

    Args:
        app: in the name of whoever started it.
        progress: is told how far it is; it may end the work.
        dispatch_id: which one.
        path: the page that shows how it went; else its own.

    Raises:
        NotFoundError: there is no such dispatch.
    """
    found = drafting.get(app, dispatch_id)
    path = path or f"/mailings/{found.test_of or found.id}"
    if found.state is not State.SENDING:
        told = say("{name} is {state}; nothing of it was sent now.", name=found.name, state=found.state)
        return Result(sentence=told, path=path)
    telling = _Telling(progress, sending.to_send(app, dispatch_id))
    sent = sending.send(app, dispatch_id, batch=_BATCH, progress=telling.settled, enough=telling.is_over)
    if telling.ended is not None:
        raise telling.ended
    halted = [say("{why}.", why=sent.halted.rstrip(". "))] if sent.halted else []
    waiting = [sent.waiting] if sent.in_hand else []
    return Result(sentence=row([*sent.came, *halted, *waiting, *sent.notes], " "), path=path)


@define
class _Telling:
    """Tells how far it is, and keeps what ends the work until nothing is on its way: there is no breaking off there."""

    progress: Progress
    total: int
    done: int = 0
    ended: BaseException | None = None

    def settled(self, n: int) -> None:
        """Count messages that were settled."""
        self.done += n
        self._tell()

    def is_over(self) -> bool:
        """Return whether the work is to end."""
        self._tell()
        return self.ended is not None

    def _tell(self) -> None:
        if self.ended is None:
            try:
                self.progress(self.done, self.total)
            except BaseException as ended:  # kept, and raised again between two claims
                self.ended = ended
