"""The short form of the series of killed imports; the long one is ``python -m tests.faults --imports 400``."""

import os
import subprocess
import sys

import pytest


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has fork and SIGKILL")
def test_an_import_that_is_killed_goes_on_with_the_same_command() -> None:
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "tests.faults", "--imports", "4"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("imports killed 4, ")
    assert "wrong in the end 0, damaged 0" in done.stdout
