"""The short form of the series that kills who sends and who stops; the long one is ``--stops 500``."""

import os
import re
import subprocess
import sys

import pytest


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has fork and SIGKILL")
def test_whoever_is_killed_nothing_leaves_after_a_stop_and_who_got_it_is_told_once() -> None:
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "tests.faults", "--stops", "20"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    figures = {name: int(n) for name, n in re.findall(r"(\w+)=(\d+)\b(?!\.)", done.stdout)}
    assert figures["kills"] >= 20
    assert figures["sent"] > 0, "the kills came before anything left"
    assert figures["stopped"] > 0, "the stop met nothing that was leaving"
