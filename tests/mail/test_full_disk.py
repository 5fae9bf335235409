"""A disk that is full while e-mail leaves: without the write no dot, and nobody is called sent who is not."""

import signal
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import Policy
from outreach_crm.errors import OutreachError
from outreach_crm.plugins import Plugins
from tests.faults.killing import Say, kill
from tests.faults.sending import Tally, Way, begin, look, with_people
from tests.faults.smtp_kills import way
from tests.faults.smtp_serving import serving


def _send(tried: Way, dispatch_id: int, room: int, say: Say) -> None:
    import resource

    app = tried.open()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    say("sending")
    with suppress(OutreachError):
        service.send(app, dispatch_id)
        say("all of it")


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of a file's size is Linux's")
def test_a_full_disk_lets_nothing_leave_that_is_not_written_down(tmp_path: Path, plugins: Plugins) -> None:
    with serving(tmp_path, pause=0.002) as server:
        tried = way(tmp_path, plugins, server, Policy.HOLD)
        app = with_people(tried, 100)
        tally, cut = Tally("email hold"), 0
        for number, room in enumerate((40_000, 80_000, 150_000, 300_000, 600_000)):
            dispatch_id = begin(app, f"Letter {number}", tried, tmp_path)
            app.store.execute("pragma wal_checkpoint(truncate)")
            cut += "all of it" not in kill(partial(_send, tried, dispatch_id, room), 60).said
            service.send(app, dispatch_id)
            look(app, dispatch_id, tried.copies(tmp_path), tally)
        app.close()
    assert cut >= 2, "the disk was never full"
    assert (tally.lost, tally.false_sent, tally.doubled) == (0, 0, 0)
