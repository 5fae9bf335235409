"""The short forms of all series; the long ones are ``python -m tests.faults``, such as ``--kills 1000``."""

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


def test_sixty_kills_lose_tear_and_damage_nothing() -> None:
    names, figures = (line.split() for line in run("--kills", "60").splitlines())
    found = dict(zip(names, figures, strict=True))
    assert (found["kills"], found["lost"], found["torn"], found["damaged"]) == ("60", "0", "0", "0")
    assert int(found["acknowledged"]) > 60


def test_sixty_kills_lose_nobody_and_send_nobody_more_than_the_policy_says() -> None:
    names, *lines = (line.split() for line in run("--mailings", "20").splitlines())
    assert len(lines) == 3
    for line in lines:
        found = dict(zip(names, map(int, line[2:]), strict=True))
        assert found["kills"] >= 20
        assert (found["lost"], found["false_sent"]) == (0, 0)
        assert found["doubled"] == 0 or line[1] == "resend"
        assert found["in_doubt"] == 0 or line[0] == "tape"


def test_killed_at_every_step_and_at_random_email_loses_nobody_and_doubles_nobody_on_hold() -> None:
    names, *lines = (line.split() for line in run("--smtp", "15").splitlines())
    assert [line[:2] for line in lines] == [[way, policy] for way in ("steps", "smtp") for policy in ("hold", "resend")]
    for line in lines:
        found = dict(zip(names, map(int, line[2:]), strict=True))
        assert found["kills"] >= 15
        assert found["sent"] > 0
        assert (found["lost"], found["false_sent"]) == (0, 0)
        assert (found["doubled"], found["most_copies"]) == (0, 1) or line[1] == "resend"
        assert found["most_copies"] <= 2


def test_an_import_that_is_killed_goes_on_with_the_same_command() -> None:
    told = run("--imports", "4")
    assert told.startswith("imports killed 4, ")
    assert "wrong in the end 0, damaged 0" in told


def test_an_erasure_that_is_killed_erases_nobody_by_half_and_goes_on() -> None:
    assert "halves=0, unlisted=0, damaged=0, left=0" in run("--erasures", "8")


def test_backups_under_load_are_all_good() -> None:
    assert "backups=4, good=4" in run("--backups", "4")
