"""The short form of the series that kills senders; the long one is ``python -m tests.faults --mailings 2000``."""

import os
import subprocess
import sys

import pytest


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has fork and SIGKILL")
def test_sixty_kills_lose_nobody_and_send_nobody_more_than_the_policy_says() -> None:
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", "--mailings", "20"],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    names, *lines = (line.split() for line in done.stdout.splitlines())
    assert len(lines) == 3
    for line in lines:
        found = dict(zip(names, map(int, line[2:]), strict=True))
        assert found["kills"] >= 20
        assert (found["lost"], found["false_sent"]) == (0, 0)
        assert found["doubled"] == 0 or line[1] == "resend"
        assert found["in_doubt"] == 0 or line[0] == "tape"
