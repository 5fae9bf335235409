"""The short forms of killed erasures and of backups under load; the long ones are ``python -m tests.faults``."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="only POSIX has fork and SIGKILL")


def run(*arguments: str) -> str:
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "tests.faults", *arguments]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_an_erasure_that_is_killed_erases_nobody_by_half_and_goes_on() -> None:
    assert "halves=0, unlisted=0, damaged=0, left=0" in run("--erasures", "8")


def test_backups_under_load_are_all_good() -> None:
    assert "backups=4, good=4" in run("--backups", "4")
