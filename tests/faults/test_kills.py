"""The short form of the kill series; the long one is ``python -m tests.faults``."""

import os
import subprocess
import sys

import pytest


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has fork and SIGKILL")
def test_sixty_kills_lose_tear_and_damage_nothing() -> None:
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", "--kills", "60"],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    names, figures = (line.split() for line in done.stdout.splitlines())
    found = dict(zip(names, figures, strict=True))
    assert (found["kills"], found["lost"], found["torn"], found["damaged"]) == ("60", "0", "0", "0")
    assert int(found["acknowledged"]) > 60
